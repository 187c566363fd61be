// Owns what is compared between two runs: the measures, their units, and which way is better.

import LTBStatistics

/// Something that is measured of requests, or of their answers.
package enum ComparedMeasure: Sendable, Hashable {
    case latency, timeToFirstToken, timePerOutputToken, outputTokens, errorRate, cost
    /// The share of requests that met every objective.
    case goodput
    /// The scores of an evaluation metric.
    case score(metric: String)
    /// The share of answers that passed by an evaluation metric.
    case passRate(metric: String)
    /// Latency where what failed, or never ended, counts as slower than any answer.
    case latencyWithFailures
    /// The share of requests that got an answer which passed by an evaluation metric.
    case passRateWithFailures(metric: String)

    /// What its values are.
    package enum Unit: String, Sendable {
        case seconds, tokens, dollars = "usd", share, score
    }

    /// Which way is better.
    package enum Direction: Sendable {
        case lower, higher
        /// Neither is: more tokens are neither a better nor a worse answer.
        case none
    }

    package var unit: Unit {
        switch self {
        case .latency, .timeToFirstToken, .timePerOutputToken, .latencyWithFailures: .seconds
        case .outputTokens: .tokens
        case .cost: .dollars
        case .errorRate, .goodput, .passRate, .passRateWithFailures: .share
        case .score: .score
        }
    }

    package var direction: Direction {
        switch self {
        case .goodput, .score, .passRate, .passRateWithFailures: .higher
        case .outputTokens: .none
        default: .lower
        }
    }

    /// The word for programs.
    package var key: String {
        switch self {
        case .latency: "latency"
        case .timeToFirstToken: "time_to_first_token"
        case .timePerOutputToken: "time_per_output_token"
        case .outputTokens: "output_tokens"
        case .errorRate: "error_rate"
        case .cost: "cost"
        case .goodput: "goodput"
        case .score: "score"
        case .passRate: "pass_rate"
        case .latencyWithFailures: "latency_with_failures"
        case .passRateWithFailures: "pass_rate_with_failures"
        }
    }

    /// The evaluation metric, if it is of one.
    package var metric: String? {
        switch self {
        case .score(let metric), .passRate(let metric), .passRateWithFailures(let metric): metric
        default: nil
        }
    }

    /// What is compared of its values; a share has no choice.
    var statistics: [SampleStatistic] {
        switch self {
        case .latency: [.median, .tail(0.95), .tail(0.99), .mean]
        case .latencyWithFailures: [.median, .tail(0.95), .tail(0.99)]
        case .timeToFirstToken: [.median, .tail(0.95)]
        case .timePerOutputToken: [.median]
        case .outputTokens, .score: [.rankedMean]
        case .cost: [.mean]
        case .errorRate, .goodput, .passRate, .passRateWithFailures: []
        }
    }

    /// Whether failures say nothing of it, or what only a failure would: its cost is not that of an answer.
    var isOfSurvivors: Bool {
        switch self {
        case .errorRate, .goodput, .latencyWithFailures, .passRateWithFailures: false
        default: true
        }
    }

    /// Whether its values are scores or verdicts, and not requests.
    package var isOfScores: Bool {
        switch self {
        case .score, .passRate: true
        default: false
        }
    }

    /// Whether it stands in for a measure that survivors alone have.
    package var countsFailures: Bool {
        switch self {
        case .latencyWithFailures, .passRateWithFailures: true
        default: false
        }
    }

    /// Its value in a request, in the unit; nil where it was not measured.
    func value(_ row: RequestSample) -> Double? {
        switch self {
        case .latency, .latencyWithFailures: row.latency.ifMeasured.map { Double($0) / 1e9 }
        case .timeToFirstToken: row.timeToFirstToken.ifMeasured.map { Double($0) / 1e9 }
        case .timePerOutputToken: row.timePerOutputToken.ifMeasured.map { Double($0) / 1e12 }
        case .outputTokens: row.outputTokens.ifMeasured.map { Double($0) }
        case .cost: row.cost.ifMeasured.map { Double($0) / 1e9 }
        case .errorRate, .goodput, .score, .passRate, .passRateWithFailures: nil
        }
    }
}
