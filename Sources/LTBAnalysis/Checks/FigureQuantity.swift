// Owns the names of what a figure can be asked of, and what each of them takes.

/// What a figure is of: `latency` in `p95(latency)`, `error_rate` alone.
package enum FigureQuantity: String, CaseIterable, Sendable {
    // Of these, each request or evaluation has a value.
    case latency
    case failedLatency = "failed_latency"
    case timeToFirstToken = "ttft"
    case timePerOutputToken = "tpot"
    case chunkGap = "chunk_gap"
    case scheduledLatency = "scheduled_latency"
    case inputTokens = "input_tokens"
    case outputTokens = "output_tokens"
    case score
    // These are counted.
    case requests, successes, failures, retries, unfinished, errors, alerts, incidents, events
    case skippedLines = "skipped_lines"
    case damagedFrames = "damaged_frames"
    case droppedEvents = "dropped_events"
    case examples
    case failedExamples = "failed_examples"
    // These are figures already.
    case errorRate = "error_rate"
    case cost
    case costPerRequest = "cost_per_request"
    case requestsPerSecond = "requests_per_second"
    case outputTokensPerSecond = "output_tokens_per_second"
    case peakConcurrency = "peak_concurrency"
    case goodput
    case passRate = "pass_rate"
    case cacheHitRate = "cache_hit_rate"
    case duration
    case metric

    /// What a figure is made of.
    enum Kind {
        /// A distribution: needs a function such as `p95`.
        case distribution
        /// What can be counted: needs `count`.
        case countable
        /// A figure already: takes no function.
        case figure
    }

    var kind: Kind {
        switch self {
        case .latency, .failedLatency, .timeToFirstToken, .timePerOutputToken, .chunkGap, .scheduledLatency,
            .inputTokens, .outputTokens, .score:
            .distribution
        case .requests, .successes, .failures, .retries, .unfinished, .errors, .alerts, .incidents, .events,
            .skippedLines, .damagedFrames, .droppedEvents, .examples, .failedExamples:
            .countable
        case .errorRate, .cost, .costPerRequest, .requestsPerSecond, .outputTokensPerSecond, .peakConcurrency,
            .goodput, .passRate, .cacheHitRate, .duration, .metric:
            .figure
        }
    }

    /// The unit of its values; those that are counted have none.
    var unit: FigureUnit {
        switch self {
        case .latency, .failedLatency, .timeToFirstToken, .timePerOutputToken, .chunkGap, .scheduledLatency, .duration:
            .seconds
        case .errorRate, .goodput, .passRate, .cacheHitRate: .share
        case .cost, .costPerRequest: .dollars
        case .requestsPerSecond, .outputTokensPerSecond: .perSecond
        default: .number
        }
    }

    /// The labels that choose among its values.
    var labels: [String] {
        switch self {
        case .score, .passRate: ["metric", "provider", "model", "benchmark"]
        case .errors: ["type", "provider", "model", "benchmark"]
        case .alerts: ["name", "severity", "state"]
        case .incidents: ["provider"]
        case .events: ["type"]
        case .skippedLines: ["reason"]
        case .examples, .failedExamples: ["benchmark"]
        case .cacheHitRate: ["tier"]
        case .damagedFrames, .droppedEvents, .duration: []
        // Its own labels have any names.
        case .metric: ["name"]
        default: ["provider", "model", "benchmark"]
        }
    }

    /// Whether the requests of a label's value can be chosen, as well as those of a provider.
    var isOfRequests: Bool {
        switch self {
        case .score, .passRate: false
        default: labels.contains("provider") && labels.contains("model")
        }
    }

    /// Whether it has labels that only the log knows.
    var hasFreeLabels: Bool { self == .metric || isOfRequests }

    /// Finds it by a name, or by the name that it has in JSON.
    init?(name: String) {
        let others: [String: Self] = [
            "time_to_first_token": .timeToFirstToken, "time_per_output_token": .timePerOutputToken,
            "average_latency": .latency, "total_cost": .cost,
        ]
        guard let quantity = Self(rawValue: name) ?? others[name], name != "average_latency" else { return nil }
        self = quantity
    }
}

/// The function of a figure: what is made of many values.
package enum FigureFunction: String, CaseIterable, Sendable {
    case p1, p5, p10, p25, p50, p75, p90, p95, p99
    case p999 = "p99.9"
    case median, mean, min, max, stddev, sum, count

    /// Finds it by a name.
    init?(name: String) {
        guard let function = Self(rawValue: name == "p999" ? "p99.9" : name == "average" ? "mean" : name) else {
            return nil
        }
        self = function
    }

    /// The figure of a distribution; nil for the sum, which it does not know exactly.
    func figure(of values: DistributionFigures) -> Double? {
        switch self {
        case .p1: values.p1
        case .p5: values.p5
        case .p10: values.p10
        case .p25: values.p25
        case .p50, .median: values.p50
        case .p75: values.p75
        case .p90: values.p90
        case .p95: values.p95
        case .p99: values.p99
        case .p999: values.p999
        case .mean: values.mean
        case .min: values.minimum
        case .max: values.maximum
        case .stddev: values.standardDeviation
        case .count: Double(values.count)
        case .sum: nil
        }
    }
}

/// The unit of a figure.
package enum FigureUnit: Sendable {
    case seconds, share, dollars, perSecond, number
}
