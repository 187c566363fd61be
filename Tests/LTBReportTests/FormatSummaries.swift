// Owns the summaries that every format is tested with: one with every field, and ones that formats could break on.

import LTBAnalysis
import LTBEvents

enum FormatSummaries {
    /// A small run in which every field of the result has a value.
    static var everything: RunSummary {
        var summary = RunSummary()
        summary.runs = [run]
        summary.sharedLabels = run.labels
        summary.log = log
        summary.filters = filters
        summary.window = Window(start: time(0), end: time(1504))
        summary.totals = requests(12_000, failed: 867, scale: 1)
        summary.providers = [
            ProviderFigures(provider: "cobalt", requests: requests(4331, failed: 798, scale: 0.8)),
            ProviderFigures(provider: "lumen", requests: requests(7669, failed: 69, scale: 1.6)),
        ]
        var unpriced = requests(1198, failed: 0, scale: 0.4)
        unpriced.totalCost = nil
        unpriced.unpricedRequests = 1198
        unpriced.timeToFirstToken = nil
        unpriced.timePerOutputToken = nil
        summary.models = [
            ModelFigures(provider: "cobalt", model: "cobalt-flash", requests: requests(2392, failed: 447, scale: 0.5)),
            ModelFigures(provider: "lumen", model: "lumen-8b", requests: unpriced),
        ]
        summary.objectives = objectives(
            [(nil, nil), ("cobalt", nil), ("lumen", nil), ("cobalt", "cobalt-flash"), ("lumen", "lumen-8b")])
        summary.groups = [
            GroupFigures(label: "tier", value: "gold", requests: requests(9000, failed: 860, scale: 1)),
            GroupFigures(label: "tier", value: nil, requests: requests(3000, failed: 7, scale: 0.5)),
        ]
        addWork(to: &summary)
        addOperation(to: &summary)
        summary.cost = cost(namedBy: ["cobalt", "lumen"], of: summary.totals)
        summary.timeline = timeline
        summary.tokenLatency = TokenLatencyMap(
            tokenEdges: [64, 96, 128, 192], latencyEdges: [0.5, 1, 2], counts: [[90, 10], [4000, 1900], [0, 2000]])
        summary.slowest = [slowest]
        summary.spans = SampleSpans.answers
        summary.folded = ["benchmark", "metric"]
        return summary
    }

    /// Names that would act on a terminal, a page, a pull request or a spreadsheet, or break their tables.
    static let hostileNames = [
        "\u{1B}[2J\u{1B}]0;title\u{07}", "a|b\\|c`d```e", "=cmd|' /C calc'!A0", "@everyone see #1 and GH-2",
        "<script>alert(1)</script>", "[x](javascript:alert(1))", "https://evil.example www.evil.example a@b.example",
        "line\r\nbreak\ttab\u{2028}separator", "\u{202E}txt.exe\u{2066}\u{200B}", "\"quoted\", and, commas\"", "",
        "模型名称很长的测试模型名称很长的测试", "👩‍👩‍👧‍👦🇪🇺❤️", "e" + String(repeating: "\u{301}", count: 200),
        String(repeating: "long", count: 2000), "-1+1", "+1", "\t1", "\r=1", "# h\n- l\n| t |",
    ]

    /// Every name of a run is one of the hostile ones.
    static var hostile: RunSummary {
        var summary = everything
        summary.models = hostileNames.map {
            ModelFigures(provider: $0, model: $0, requests: requests(10, failed: 2, scale: 1))
        }
        summary.providers = summary.models.map { ProviderFigures(provider: $0.model, requests: $0.requests) }
        summary.objectives = objectives([(nil, nil)] + hostileNames.map { ($0, $0) } + hostileNames.map { ($0, nil) })
        summary.groups = hostileNames.map { GroupFigures(label: $0, value: $0, requests: summary.totals) }
        summary.runs[0].name = hostileNames.joined()
        summary.sharedLabels = counts(hostileNames).mapValues { "\($0)" }
        summary.totals.errors = counts(hostileNames)
        summary.totals.errorExamples = Dictionary(uniqueKeysWithValues: hostileNames.map { ($0, $0) })
        summary.log.unknownTypes = counts(hostileNames)
        summary.log.skippedLines = counts(hostileNames)
        summary.log.skippedExamples = hostileNames
        summary.folded = hostileNames
        summary.incidents[0].provider = hostileNames.joined()
        summary.benchmarks = hostileNames.map { BenchmarkFigures(benchmarkID: $0, requests: RequestFigures()) }
        summary.evaluations = hostileNames.map {
            EvaluationFigures(metric: $0, provider: $0, model: $0, benchmarkID: $0)
        }
        summary.alerts = hostileNames.map { AlertFigures(name: $0, severity: $0, state: $0) }
        summary.metrics = hostileNames.map { MetricFigures(name: $0, type: "gauge", labels: [$0: $0]) }
        summary.cacheHitRates = Dictionary(uniqueKeysWithValues: hostileNames.map { ($0, 0.5) })
        summary.slowest[0].requestID = hostileNames.joined()
        summary.cost = cost(namedBy: hostileNames, of: summary.totals)
        summary.spans = SampleSpans.named(hostileNames)
        return summary
    }

    /// As many keys as the limits allow, each as long as a name gets.
    static var crowded: RunSummary {
        var summary = everything
        let names = (0..<1024).map { "\($0)<|@`" + String(repeating: "模*", count: 100) }
        let figures = requests(1_000_000, failed: 20_000, scale: 1)
        summary.models = names.prefix(256).map { ModelFigures(provider: $0, model: $0, requests: figures) }
        summary.providers = names.prefix(256).map { ProviderFigures(provider: $0, requests: figures) }
        summary.groups = names.map { GroupFigures(label: names[0], value: $0, requests: figures) }
        summary.totals.errors = counts(names)
        summary.totals.errorExamples = Dictionary(uniqueKeysWithValues: names.map { ($0, $0) })
        summary.benchmarks = names.map { BenchmarkFigures(benchmarkID: $0, requests: RequestFigures()) }
        summary.evaluations = names.map { EvaluationFigures(metric: $0, provider: $0, model: $0, benchmarkID: $0) }
        summary.metrics = names.map { MetricFigures(name: $0, type: "counter", labels: [$0: $0]) }
        summary.cost = cost(namedBy: names, of: summary.totals)
        summary.alerts = names.map { AlertFigures(name: $0, severity: "critical", state: "firing") }
        summary.spans = SampleSpans.named(names)
        return summary
    }

    /// The largest figures that fit their types.
    static var extreme: RunSummary {
        var summary = everything
        summary.totals = extremeRequests
        summary.models[0].requests = extremeRequests
        summary.providers[0].requests = extremeRequests
        summary.benchmarks[0].requests = extremeRequests
        let ends = (Timestamp(nanosecondsSince1970: .min), Timestamp(nanosecondsSince1970: .max))
        summary.window = Window(start: ends.0, end: ends.1)
        summary.log.damagedBytes = .max
        summary.log.skippedLines = ["a": .max, "b": .max]
        summary.log.files = [.init(name: "a", bytes: .max, frames: .max)]
        summary.incidents[0] = Incident(
            provider: "p", start: ends.0, end: ends.1, requests: .max, failed: .max, errorType: "timeout",
            failedWithErrorType: .max, successRateWithout: 0)
        summary.evaluations[0].lastScore = -9.2e9
        summary.metrics[0].value = .greatestFiniteMagnitude
        summary.timeline?.requests = [.max, .max, .max]
        summary.timeline?.cost = [9.2e9, 0, 1e-9]
        summary.slowest[0].latency = 9.2e9
        summary.spans = SampleSpans.lasting(1.7e308)
        return summary
    }

    /// Doubles that are no numbers, which no analysis gives.
    static var notNumbers: RunSummary {
        var summary = everything
        summary.totals.errorRate = .nan
        summary.totals.totalCost = .infinity
        summary.totals.requestsPerSecond = -.infinity
        summary.totals.latency?.mean = .nan
        summary.totals.latency?.p95 = .infinity
        summary.totals.latency?.curve = [.init(quantile: .nan, value: .infinity)]
        summary.models[0].requests = summary.totals
        summary.incidents[0].successRateWithout = .nan
        summary.evaluations[0].lastScore = -.infinity
        summary.cacheHitRates["l1"] = .nan
        summary.metrics[0].value = .infinity
        summary.timeline?.cost = [.nan, .infinity, 1e300]
        summary.slowest[0].latency = .infinity
        summary.spans = SampleSpans.lasting(.nan)
        return summary
    }
}
