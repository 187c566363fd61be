// Owns looking a figure up in a summary.

import LTBPricing

extension FigureQuery {
    /// What the figure is in a run: one reading, or one for each name that a pattern matches; never none.
    ///
    /// An error says what the summary has no figure of. Nothing measured is a reading without a value, and says why.
    package func readings(in summary: RunSummary) throws(ExpectationError) -> [FigureReading] {
        let readings = try found(in: summary)
        guard readings.isEmpty else { return readings }
        guard !conditions.isEmpty else { return [FigureReading([], nil, reason: "the log has nothing of the kind")] }
        let names = conditions.map { "\($0.label) '\($0.pattern)'" }.joined(separator: " and ")
        let advice = Self.similarName(to: conditions, in: summary).map { " (there is '\($0)')" } ?? ""
        return [FigureReading(conditions, nil, reason: "nothing in the log has \(names)\(advice)")]
    }

    /// The name that a mistyped provider, model or metric may be meant to be.
    private static func similarName(to conditions: [Condition], in summary: RunSummary) -> String? {
        for condition in conditions {
            let known: [String] =
                switch condition.label {
                case "provider": summary.providers.map(\.provider)
                case "model": summary.models.map(\.model)
                case "benchmark": summary.benchmarks.map(\.benchmarkID)
                case "metric": summary.evaluations.map(\.metric)
                case "name": summary.metrics.map(\.name)
                default: []
                }
            guard !known.contains(where: condition.matches) else { continue }
            if let name = nearestName(to: condition.pattern, in: known) { return name }
        }
        return nil
    }

    private func found(in summary: RunSummary) throws(ExpectationError) -> [FigureReading] {
        switch quantity {
        case .score, .passRate: try scores(in: summary)
        case .alerts, .incidents, .events, .skippedLines, .damagedFrames, .droppedEvents: [logReading(in: summary)]
        case .examples, .failedExamples: examples(in: summary)
        case .cacheHitRate: hitRates(in: summary)
        case .metric: series(in: summary)
        case .duration:
            [FigureReading([], summary.window?.durationSeconds, reason: "no request was recorded")]
        case .errors: try summary.slices(self, own: ["type"]).map(errors)
        default: try summary.slices(self).map { requestReading($0, in: summary) }
        }
    }

    // MARK: Requests

    private func requestReading(_ slice: RequestSlice, in summary: RunSummary) -> FigureReading {
        let requests = slice.requests
        func reading(_ value: Double?, _ reason: String, count: Int64? = nil) -> FigureReading {
            FigureReading(slice.subject, value, count: count ?? requests.totalRequests, reason: reason)
        }
        switch quantity.kind {
        case .distribution: return distribution(slice)
        case .countable: return counted(slice)
        case .figure: break
        }
        switch quantity {
        case .cost: return cost(slice) { $0.total }
        case .costPerRequest: return cost(slice) { $0.perRequest }
        case .errorRate: return reading(requests.errorRate, "no request ended")
        case .requestsPerSecond:
            // Where there was nothing that could be counted, a low rate is no good sign.
            guard requests.totalRequests > 0 else { return reading(nil, "no request ended") }
            return reading(requests.requestsPerSecond, "the requests took no time")
        case .outputTokensPerSecond:
            let value = sum(of: requests) == nil ? nil : requests.outputTokensPerSecond
            return reading(value, "no request has output tokens")
        case .peakConcurrency:
            return reading(requests.peakConcurrency.map(Double.init), "neither starts nor latencies are known")
        default:
            return reading(requests.goodput?.fraction, Self.whyNoGoodput(requests, summary.objectives))
        }
    }

    /// Why it is not known which requests were good; a part of a sentence.
    private static func whyNoGoodput(_ requests: RequestFigures, _ objectives: [ObjectiveFigures]) -> String {
        guard !objectives.isEmpty else { return "no request could be judged; goodput needs --slo" }
        guard requests.totalRequests > 0 else { return "no request ended" }
        let measured = [
            ("latency", requests.latency), ("ttft", requests.timeToFirstToken), ("tpot", requests.timePerOutputToken),
        ]
        for (name, values) in measured where values == nil {
            guard let asked = objectives.first(where: { $0.objective.hasPrefix(name + "<=") }) else { continue }
            return "no request that succeeded has \(name), so that none could be judged by \(asked.objective)"
        }
        return "the filters hide what an objective is judged by"
    }

    private func distribution(_ slice: RequestSlice) -> FigureReading {
        let values = values(of: slice.requests)
        if function == .count {
            return FigureReading(
                slice.subject, Double(values?.count ?? 0), count: slice.requests.totalRequests)
        }
        let reason = slice.requests.totalRequests == 0 ? "no request ended" : "no request has \(quantity.rawValue)"
        if function == .sum {
            return FigureReading(
                slice.subject, sum(of: slice.requests), count: slice.requests.totalRequests, reason: reason)
        }
        return FigureReading(
            slice.subject, values.flatMap { function?.figure(of: $0) }, count: values?.count, reason: reason)
    }

    /// All tokens, also those of failed requests, of which there is no distribution; nil where none were recorded.
    private func sum(of requests: RequestFigures) -> Double? {
        let (values, sum) =
            quantity == .inputTokens
            ? (requests.inputTokens, requests.totalInputTokens) : (requests.outputTokens, requests.totalOutputTokens)
        return values == nil && sum == 0 ? nil : Double(sum)
    }

    private func values(of requests: RequestFigures) -> DistributionFigures? {
        switch quantity {
        case .latency: requests.latency
        case .failedLatency: requests.failedLatency
        case .timeToFirstToken: requests.timeToFirstToken
        case .timePerOutputToken: requests.timePerOutputToken
        case .chunkGap: requests.chunkGap
        case .scheduledLatency: requests.scheduledLatency
        case .inputTokens: requests.inputTokens
        case .outputTokens: requests.outputTokens
        default: nil
        }
    }

    private func counted(_ slice: RequestSlice) -> FigureReading {
        let requests = slice.requests
        let count: Int64? =
            switch quantity {
            case .successes: requests.successfulRequests
            case .failures: requests.failedRequests
            case .retries: requests.retriedRequests
            case .unfinished: requests.unfinishedRequests
            default: requests.totalRequests
            }
        let reason = "the log has no starts of requests"
        // Of requests that hang none may have ended.
        let known = quantity == .unfinished ? max(requests.totalRequests, count ?? 0) : requests.totalRequests
        return FigureReading(slice.subject, count.map(Double.init), count: known, reason: reason)
    }

    private func errors(_ slice: RequestSlice) -> FigureReading {
        let type = condition("type")
        let chosen = slice.requests.errors.filter { type?.matches($0.key) ?? true }
        return FigureReading(
            slice.subject + (type.map { [$0] } ?? []), chosen.values.reduce(0) { $0 + Double($1) },
            count: slice.requests.totalRequests)
    }

    /// A part of the cost is told as such: it may be over a limit, and never says that the whole is not.
    private func cost(_ slice: RequestSlice, _ figure: (CostFigures) -> Double?) -> FigureReading {
        let value = slice.cost.flatMap(figure)
        var reading = FigureReading(
            slice.subject, value, count: slice.requests.totalRequests, reason: "no request has a cost; try --prices")
        if let cost = slice.cost, value != nil, cost.whole == nil {
            let lacking = cost.isRepriced ? cost.unpricedRequests : cost.recordedUnpricedRequests
            reading.isPartial = true
            reading.reason = "\(lacking) of \(cost.requests) requests have no cost"
        }
        return reading
    }

    // MARK: Evaluations

    private func scores(in summary: RunSummary) throws(ExpectationError) -> [FigureReading] {
        if let other = conditions.first(where: { !quantity.labels.contains($0.label) }) {
            throw ExpectationError("'\(quantity.rawValue)' has no label '\(other.label)'.")
        }
        guard condition("metric") != nil else {
            let names = Set(summary.evaluations.map(\.metric)).sorted().prefix(8).map { "'\($0)'" }
                .joined(separator: ", ")
            let advice = names.isEmpty ? "" : "; the log has \(names)"
            throw ExpectationError(
                "'\(text)' needs the metric's name: add {metric=\"faithfulness\"}\(advice).")
        }
        let chosen = summary.evaluations.filter { figures in
            let labels = [
                "metric": figures.metric, "provider": figures.provider, "model": figures.model,
                "benchmark": figures.benchmarkID,
            ]
            return conditions.allSatisfy { $0.matches((labels[$0.label] ?? nil) ?? "") }
        }
        guard quantity == .score, let joined = ScoreSums(function) else { return chosen.map { score($0) } }
        return joined.readings(of: chosen, by: conditions.map(\.label))
    }

    /// Of one model and benchmark.
    private func score(_ figures: EvaluationFigures) -> FigureReading {
        let value = quantity == .passRate ? figures.passRate : figures.score.flatMap { function?.figure(of: $0) }
        let reason = quantity == .passRate ? "no evaluation says passed or not" : "no evaluation has a score"
        return FigureReading(
            ScoreSums.subject(of: figures), value, count: figures.score?.count, reason: reason)
    }

    // MARK: The log and its parts

    private func logReading(in summary: RunSummary) -> FigureReading {
        let log = summary.log
        // What is not there cannot be counted in an empty log.
        guard log.events > 0 else { return FigureReading(conditions, nil, reason: "the log has no events") }
        let count: Int64 =
            switch quantity {
            case .alerts: Int64(summary.alerts.count(where: isChosen))
            case .incidents:
                Int64(summary.incidents.count { condition("provider")?.matches($0.provider) ?? true })
            case .events: sum(log.eventsByType, "type")
            case .skippedLines: sum(log.skippedLines, "reason")
            case .damagedFrames: log.damagedFrames
            default: log.droppedEvents
            }
        return FigureReading(conditions, Double(count))
    }

    private func sum(_ counts: [String: Int64], _ label: String) -> Int64 {
        counts.filter { condition(label)?.matches($0.key) ?? true }.values.reduce(0, +)
    }

    private func isChosen(_ alert: AlertFigures) -> Bool {
        let labels = ["name": alert.name, "severity": alert.severity, "state": alert.state]
        return conditions.allSatisfy { $0.matches(labels[$0.label] ?? "") }
    }

    private func examples(in summary: RunSummary) -> [FigureReading] {
        let condition = condition("benchmark")
        let chosen = summary.benchmarks.filter { condition?.matches($0.benchmarkID) ?? true }
        return chosen.map { figures in
            let count = quantity == .examples ? figures.completedExamples : figures.failedExamples
            return FigureReading(
                [Condition(label: "benchmark", name: figures.benchmarkID)], count.map(Double.init),
                reason: "the benchmark did not tell its examples")
        }
    }

    private func hitRates(in summary: RunSummary) -> [FigureReading] {
        let rates = summary.cacheHitRates.sorted { $0.key < $1.key }
        return rates.filter { condition("tier")?.matches($0.key) ?? true }.map {
            FigureReading([Condition(label: "tier", name: $0.key)], $0.value)
        }
    }

    private func series(in summary: RunSummary) -> [FigureReading] {
        summary.metrics.filter { series in
            conditions.allSatisfy { $0.matches($0.label == "name" ? series.name : series.labels[$0.label] ?? "") }
        }.map { series in
            let labels = series.labels.sorted { $0.key < $1.key }.map { Condition(label: $0.key, name: $0.value) }
            return FigureReading(
                [Condition(label: "name", name: series.name)] + labels, series.value,
                reason: "a \(series.type) has no one value")
        }
    }
}
