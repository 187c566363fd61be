// Owns the counts of a run: what monitoring asks for again and again while a run goes on.

/// Counts, sums and last values of everything that an aggregator has taken in.
///
/// A `RunSummary` of the same events has the same figures. This has no quantiles, for which values must be sorted, so it
/// is made in little time. Names are sorted bytewise; the keys over a limit are last, under `_other_`.
package struct RunCounts: Sendable, Equatable {
    /// How many values there are up to each bound, and their sum.
    package struct Histogram: Sendable, Equatable {
        /// Ascending, inclusive; in seconds or tokens.
        package var bounds: [Double]
        /// For each bound, how many values are at most that large.
        package var cumulativeCounts: [Int64]
        /// How many values there are.
        package var count: Int64
        /// Their sum.
        package var sum: Double
    }

    /// Failures of one type.
    package struct Failures: Sendable, Equatable {
        /// The error type.
        package var type: String
        /// How many there were.
        package var count: Int64
        /// Their latencies; nil unless the plan asks for what OpenTelemetry's names tell.
        package var latency: Histogram?
    }

    /// What OpenTelemetry's names tell of the requests to one model, at the bounds of its conventions.
    package struct OpenTelemetry: Sendable, Equatable {
        /// Of successful requests.
        package var timeToFirstChunk: Histogram
        /// Of all requests that told.
        package var inputTokensPerRequest: Histogram
        package var outputTokensPerRequest: Histogram
    }

    /// The requests to one model.
    package struct Model: Sendable, Equatable {
        /// The provider and the model.
        package var provider: String
        package var model: String
        /// Requests that ended well, and that failed.
        package var successful: Int64
        package var failed: Int64
        /// Tokens of all of them.
        package var inputTokens: Double
        package var outputTokens: Double
        package var cachedInputTokens: Double
        package var reasoningTokens: Double
        /// US dollars as recorded; nil when no request had a cost.
        package var cost: Double?
        /// Of successful requests, as are all that follow but for the failures'.
        package var latency: Histogram
        package var failedLatency: Histogram
        package var timeToFirstToken: Histogram
        package var timePerOutputToken: Histogram
        package var inputTokensPerRequest: Histogram
        package var outputTokensPerRequest: Histogram
        /// What OpenTelemetry's names tell; nil unless the plan asks for it.
        package var openTelemetry: OpenTelemetry?
        /// By error type.
        package var errors: [Failures]
    }

    /// The last score of a model.
    package struct Score: Sendable, Equatable {
        /// What was judged: the evaluation metric of a model.
        package var metric: String
        package var provider: String
        package var model: String
        /// The score.
        package var score: Double
    }

    /// How far a benchmark is.
    package struct Benchmark: Sendable, Equatable {
        /// Its id, and its name where it has one.
        package var id: String
        package var name: String?
        /// How far it is, 0 to 100.
        package var percent: Double?
        /// How long it took, each time that it was completed.
        package var durations: Histogram
    }

    /// By provider and model.
    package var models: [Model] = []
    /// Requests started and not ended, by provider; without those whose starts were not recorded.
    package var activeRequests: [Named<Int64>] = []
    /// By metric, provider and model.
    package var scores: [Score] = []
    /// By id.
    package var benchmarks: [Benchmark] = []
    /// The last status of each provider.
    package var providerStatus: [Named<String>] = []
    /// The last status of each component.
    package var health: [Named<String>] = []
    /// Events by type.
    package var events: [Named<Int64>] = []
    /// Stored bytes of the log that could not be read.
    package var damagedBytes: Int64 = 0
    /// Events that the recorder had to drop; nil if it never said.
    package var droppedEvents: Int64?
    /// The recorded metrics, by name, type and labels.
    package var metrics: [MetricFigures] = []

    /// Something under its name.
    package struct Named<Value: Sendable & Equatable>: Sendable, Equatable {
        /// The name.
        package var key: String
        /// What it has.
        package var value: Value
    }
}
