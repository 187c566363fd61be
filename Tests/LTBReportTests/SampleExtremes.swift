// Owns the invented run with every number, or every name, as bad as it can be.

import Glibc
import LTBAnalysis
import LTBEvents

/// Summaries that no run should have.
enum SampleExtremes {
    /// Every number as large as it can be.
    static func huge(_ summary: RunSummary) -> RunSummary {
        var summary = summary
        summary.totals = huge(summary.totals)
        for index in summary.providers.indices {
            summary.providers[index].requests = huge(summary.providers[index].requests)
        }
        for index in summary.models.indices { summary.models[index].requests = huge(summary.models[index].requests) }
        if var timeline = summary.timeline {
            timeline.requests = timeline.requests.map { _ in .max }
            timeline.errors = timeline.errors.map { _ in .max }
            timeline.active = timeline.active.map { _ in .max }
            timeline.inputTokens = timeline.inputTokens.map { _ in .max }
            timeline.outputTokens = timeline.outputTokens.map { _ in .max }
            timeline.cost = timeline.cost.map { _ in 1e300 }
            timeline.latencyCount = timeline.latencyCount.map { _ in .max }
            timeline.latencyP99 = timeline.latencyP99.map { _ in 9e9 }
            let cells = timeline.latencyHeatmap?.counts ?? []
            timeline.latencyHeatmap?.counts = cells.map { $0.map { _ in .max } }
            timeline.metrics = timeline.metrics.mapValues { $0.map { _ in 1e308 } }
            summary.timeline = timeline
        }
        summary.tokenLatency = TokenLatencyMap(
            tokenEdges: [1, 2, .max], latencyEdges: [1e-9, 1, 9.2e9], counts: [[.max, .max], [.max, 0]])
        for index in summary.incidents.indices {
            summary.incidents[index].requests = .max
            summary.incidents[index].failed = .max
        }
        summary.spans = SampleSpans.lasting(9e9)
        summary.window = Window(
            start: Timestamp(nanosecondsSince1970: .min), end: Timestamp(nanosecondsSince1970: .max))
        return summary
    }

    private static func huge(_ figures: RequestFigures) -> RequestFigures {
        var figures = figures
        figures.totalRequests = .max
        figures.successfulRequests = .max
        figures.failedRequests = .max
        figures.unfinishedRequests = .max
        figures.unpricedRequests = .max
        figures.totalInputTokens = .max
        figures.totalOutputTokens = .max
        figures.totalCachedInputTokens = .max
        figures.totalCost = 1e300
        figures.pricedRequests = .max
        figures.requestsPerSecond = 1e300
        figures.outputTokensPerSecond = 1e300
        figures.peakConcurrency = .max
        figures.errors = figures.errors.mapValues { _ in .max }
        for path in [\RequestFigures.latency, \.timeToFirstToken, \.timePerOutputToken] {
            figures[keyPath: path]?.p99 = 9e9
            figures[keyPath: path]?.p95 = 9e9
            figures[keyPath: path]?.count = .max
        }
        return figures
    }

    /// A text in every field that holds one. Keys stay different by a number after the text.
    static func renamed(_ original: RunSummary, _ text: String) -> RunSummary {
        var summary = original
        renameRuns(&summary, text)
        renameRequests(&summary, text)
        renameWork(&summary, text)
        renameRecords(&summary, text)
        return summary
    }

    private static func renameRuns(_ summary: inout RunSummary, _ text: String) {
        for index in summary.runs.indices {
            summary.runs[index].runID = text
            summary.runs[index].name = text
            summary.runs[index].status = text
            summary.runs[index].host = text
            summary.runs[index].tool = text
            summary.runs[index].toolVersion = text
        }
        summary.sharedLabels = ["branch": text, "git_sha": text, "ci_job": text, text: text]
        summary.log.files = [.init(name: text, bytes: 5_000_000, frames: 5)]
        summary.log.skippedLines = [text: 3]
        summary.log.skippedExamples = [text]
        summary.log.unknownTypes = [text: 2]
        summary.filters.provider = [text]
        summary.filters.model = [text]
        summary.filters.benchmark = [text]
        summary.filters.where = [text: text]
        summary.folded = [text]
    }

    private static func renameRequests(_ summary: inout RunSummary, _ text: String) {
        summary.totals = renamed(summary.totals, text)
        for index in summary.providers.indices {
            summary.providers[index].provider = text + "\(index)"
            summary.providers[index].requests = renamed(summary.providers[index].requests, text)
        }
        for index in summary.models.indices {
            summary.models[index].provider = text + "\(index / 2)"
            summary.models[index].model = text + "\(index)"
            summary.models[index].requests = renamed(summary.models[index].requests, text)
        }
        for index in summary.incidents.indices {
            summary.incidents[index].provider = text
            summary.incidents[index].errorType = text
        }
        for index in summary.slowest.indices {
            summary.slowest[index].requestID = text
            summary.slowest[index].provider = text + "0"
            summary.slowest[index].model = text + "\(index % 6)"
        }
    }

    private static func renamed(_ figures: RequestFigures, _ text: String) -> RequestFigures {
        var figures = figures
        let errors = figures.errors.sorted { $0.key < $1.key }
        figures.errors = [:]
        figures.errorExamples = [:]
        for (index, error) in errors.enumerated() {
            figures.errors[text + "\(index)"] = error.value
            figures.errorExamples[text + "\(index)"] = text
        }
        return figures
    }

    private static func renameWork(_ summary: inout RunSummary, _ text: String) {
        for index in summary.benchmarks.indices {
            summary.benchmarks[index].benchmarkID = text + "\(index)"
            summary.benchmarks[index].name = text
            summary.benchmarks[index].status = text
        }
        for index in summary.evaluations.indices {
            summary.evaluations[index].metric = text + String(summary.evaluations[index].metric.prefix(1))
            summary.evaluations[index].provider = text
            summary.evaluations[index].model = text + "\(index % 6)"
            summary.evaluations[index].benchmarkID = text
        }
        guard var timeline = summary.timeline else { return }
        let errors = timeline.errorsByType.sorted { $0.key < $1.key }
        timeline.errorsByType = [:]
        for (index, error) in errors.enumerated() { timeline.errorsByType[text + "\(index)"] = error.value }
        let gauges = timeline.metrics.sorted { $0.key < $1.key }
        timeline.metrics = [:]
        for (index, gauge) in gauges.enumerated() { timeline.metrics[text + "\(index)"] = gauge.value }
        summary.timeline = timeline
    }

    private static func renameRecords(_ summary: inout RunSummary, _ text: String) {
        for index in summary.providerStatus.indices {
            summary.providerStatus[index].provider = text + "\(index)"
            summary.providerStatus[index].status = text
            for change in summary.providerStatus[index].changes.indices {
                summary.providerStatus[index].changes[change].status = text
            }
        }
        for index in summary.alerts.indices {
            summary.alerts[index].name = text
            summary.alerts[index].severity = text
            summary.alerts[index].state = text
            summary.alerts[index].message = text
            summary.alerts[index].labels = [text: text]
        }
        for index in summary.metrics.indices {
            summary.metrics[index].name = text
            summary.metrics[index].type = text
            summary.metrics[index].labels = [text: text]
            summary.metrics[index].unit = text
            summary.metrics[index].help = text
        }
        summary.cacheHitRates = [text: 0.5]
        summary.spans = SampleSpans.named((0..<8).map { text + "\($0)" })
        summary.health?.status = text
        for (name, var check) in summary.health?.checks ?? [:] {
            (check.component, check.status, check.message) = (text, text, text)
            summary.health?.checks[name] = check
        }
    }
}

extension SampleExtremes {
    /// As many of everything as a summary may hold, all with the text in their names.
    static func crowd(_ text: String) -> RunSummary {
        var summary = renamed(SampleSummaries.outage, text)
        let figures = summary.models[0].requests
        summary.models = (0..<256).map {
            ModelFigures(provider: text + "\($0 % 9)", model: text + "\($0)", requests: figures)
        }
        summary.providers = (0..<256).map { ProviderFigures(provider: text + "\($0)", requests: figures) }
        let benchmark = summary.benchmarks[0]
        summary.benchmarks = (0..<1024).map { index in
            var copy = benchmark
            copy.benchmarkID = text + "\(index)"
            return copy
        }
        let evaluation = summary.evaluations[0]
        summary.evaluations = (0..<2048).map { index in
            var copy = evaluation
            copy.metric = text + String(index / 256 + 10)
            copy.model = text + "\(index % 256)"
            copy.provider = text + "\(index % 9)"
            return copy
        }
        let status = summary.providerStatus[0]
        summary.providerStatus = (0..<256).map { index in
            let changes = (0..<2000).map { status.changes[$0 % status.changes.count] }
            return ProviderStatusFigures(provider: text + "\(index)", status: text, changes: changes)
        }
        summary.alerts = (0..<1024).map { _ in summary.alerts[0] }
        summary.metrics = (0..<1024).map { _ in summary.metrics[0] }
        summary.spans = SampleSpans.named((0..<1024).map { text + "\($0)" })
        crowdErrors(&summary, text)
        crowdTimeline(&summary, text)
        return summary
    }

    private static func crowdErrors(_ summary: inout RunSummary, _ text: String) {
        for index in 0..<1024 {
            summary.totals.errors[text + "\(index)"] = Int64(index)
            summary.totals.errorExamples[text + "\(index)"] = text
        }
        summary.cacheHitRates = Dictionary(uniqueKeysWithValues: (0..<1024).map { (text + "\($0)", 0.5) })
        summary.incidents = (0..<256).map { _ in summary.incidents[0] }
        // No two neighbours are of one step.
        summary.tokenLatency = TokenLatencyMap(
            tokenEdges: (0...32).map { 1 << $0 }, latencyEdges: (0...32).map { pow(2, Double($0 - 20)) },
            counts: (0..<32).map { column in (0..<32).map { 1 << Int64((column * 3 + $0) % 7 * 5) } })
        summary.log.skippedExamples = [String](repeating: text, count: 100)
    }

    private static func crowdTimeline(_ summary: inout RunSummary, _ text: String) {
        guard var timeline = summary.timeline, let series = timeline.by.model.values.first else { return }
        for model in summary.models { timeline.by.model[model.provider + "/" + model.model] = series }
        for provider in summary.providers { timeline.by.provider[provider.provider] = series }
        for index in 0..<1024 { timeline.errorsByType[text + "\(index)"] = timeline.errors }
        for index in 0..<64 { timeline.metrics[text + "\(index)"] = timeline.requests.map { Double($0) } }
        summary.timeline = timeline
    }
}
