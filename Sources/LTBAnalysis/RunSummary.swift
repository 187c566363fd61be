// Owns the result: the one immutable value that every output renders (schema `ltb.summary/1`).

public import LTBEvents

/// Everything that is known of a run, or of several runs read together.
///
/// Times are seconds as `Double` and money is US dollars as `Double`: the final, rounded figures. All arithmetic
/// before them is done in integers, so equal events give equal summaries, whatever their order.
/// `nil` means *not measured*, never zero. Arrays are sorted as their comments say.
public struct RunSummary: Sendable, Equatable {
    /// One for each run id in the log, sorted by run id.
    public var runs: [RunIdentity] = []
    /// The labels that every run has with the same value.
    public var sharedLabels: [String: String] = [:]
    /// What was read, and what could not be.
    public var log = LogFigures()
    /// What the figures were restricted to.
    public var filters = FilterDescription()
    /// First request start to last request end; of the events, where there are no requests; nil without events.
    public var window: Window?
    /// All requests together.
    public var totals = RequestFigures()
    /// Sorted by provider.
    public var providers: [ProviderFigures] = []
    /// Sorted by provider and model; at most 256, by requests.
    public var models: [ModelFigures] = []
    /// Sorted by benchmark id.
    public var benchmarks: [BenchmarkFigures] = []
    /// Sorted by metric, provider, model and benchmark id.
    public var evaluations: [EvaluationFigures] = []
    /// Sorted by provider.
    public var providerStatus: [ProviderStatusFigures] = []
    /// Sorted by name, type and labels.
    public var metrics: [MetricFigures] = []
    /// Hits over hits and misses for each cache tier that was recorded.
    public var cacheHitRates: [String: Double] = [:]
    /// The last health report.
    public var health: HealthFigures?
    /// Sorted by start, name and labels.
    public var alerts: [AlertFigures] = []
    /// The figures over time; nil without a timed event.
    public var timeline: Timeline?
    /// Sorted by start and provider.
    public var incidents: [Incident] = []
    /// The slowest successful requests, slowest first, ties by time, then id; at most 20.
    public var slowest: [SlowRequest] = []
    /// Kinds of keys whose number went over their limit, so that some were summed under `_other_`; sorted.
    public var folded: [String] = []

    /// An empty summary.
    public init() {}

    /// The run, when there is exactly one.
    public var run: RunIdentity? { runs.count == 1 ? runs[0] : nil }

    /// The name under which keys over a cardinality limit are summed.
    public static let otherName = "_other_"
    /// The name of a missing provider or model.
    public static let unknownName = "unknown"
}

/// Who a run was, from its `RunStarted` and `RunCompleted` events.
public struct RunIdentity: Sendable, Equatable {
    /// The run's id; nil when an event named none.
    public var runID: String?
    /// The run's name.
    public var name: String?
    /// Labels such as `git_sha`, `branch`, `ci_job`.
    public var labels: [String: String] = [:]
    /// `passed`, `failed` or `aborted`; nil while the run is not completed.
    public var status: String?
    /// When it was started.
    public var startedAt: Timestamp?
    /// Its duration as the run itself recorded it.
    public var durationSeconds: Double?
    /// The host, as recorded.
    public var host: String?
    /// The recording tool and its version, as recorded.
    public var tool: String?
    /// The recording tool's version.
    public var toolVersion: String?

    /// An identity of which nothing is known yet.
    public init() {}
}

/// What was read from the log, and what could not be.
public struct LogFigures: Sendable, Equatable {
    /// One file of the log.
    public struct File: Sendable, Equatable {
        /// The file's base name, `-` for standard input.
        public var name: String
        /// Bytes as stored.
        public var bytes: Int64
        /// Data frames decoded; 0 for a plain file.
        public var frames: Int64

        /// Describes a file by base name, stored bytes and decoded frames.
        public init(name: String, bytes: Int64, frames: Int64) {
            self.name = name
            self.bytes = bytes
            self.frames = frames
        }
    }

    /// Sorted by path.
    public var files: [File] = []
    /// Valid lines before filters, those of unknown types included.
    public var events: Int64 = 0
    /// `events` by `event_type`, unknown ones included.
    public var eventsByType: [String: Int64] = [:]
    /// Events whose event type or payload type is unknown, by that name; also part of `eventsByType`.
    public var unknownTypes: [String: Int64] = [:]
    /// Lines that were skipped, by reason (`invalid_json`, `missing_timestamp`, …).
    public var skippedLines: [String: Int64] = [:]
    /// The first few skipped lines: where, and why.
    public var skippedExamples: [String] = []
    /// Stored bytes that could not be decoded.
    public var damagedBytes: Int64 = 0
    /// Frames that could not be decoded, or not to their end.
    public var damagedFrames: Int64 = 0
    /// Whether a file ends in the middle of a frame or line.
    public var tornTail: Bool = false
    /// Events that the recorder said it had to drop.
    public var droppedEvents: Int64 = 0

    /// Nothing read.
    public init() {}

    /// Stored bytes of all files.
    public var bytes: Int64 { files.reduce(0) { $0 + $1.bytes } }
    /// Whether anything of the log could not be read.
    public var isDamaged: Bool {
        damagedBytes > 0 || damagedFrames > 0 || tornTail || !skippedLines.isEmpty
    }
}

/// What the figures were restricted to; empty when nothing was filtered.
public struct FilterDescription: Sendable, Equatable {
    /// Requests that ended at this time or later.
    public var from: Timestamp?
    /// Requests that ended before this time.
    public var to: Timestamp?
    /// Seconds left out after the run's start.
    public var warmupSeconds: Double?
    /// Seconds left out before the run's end.
    public var cooldownSeconds: Double?
    /// Providers; empty means all.
    public var provider: [String] = []
    /// Models; empty means all.
    public var model: [String] = []
    /// Benchmark ids; empty means all.
    public var benchmark: [String] = []
    /// Labels and the values they must have.
    public var `where`: [String: String] = [:]

    /// No filter.
    public init() {}
}

/// The span of time that the rates refer to.
public struct Window: Sendable, Equatable {
    /// First request start.
    public var start: Timestamp
    /// Last request end.
    public var end: Timestamp

    /// The span from one instant to another.
    public init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }

    /// Its length in seconds.
    public var durationSeconds: Double {
        Double(Int128(end.nanosecondsSince1970) - Int128(start.nanosecondsSince1970)) / 1e9
    }
}

/// The figures of a set of requests: of a model, a provider, a benchmark, or all.
public struct RequestFigures: Sendable, Equatable {
    /// Requests that ended: successful and failed, each attempt counted.
    public var totalRequests: Int64 = 0
    /// Requests that completed.
    public var successfulRequests: Int64 = 0
    /// Requests that failed.
    public var failedRequests: Int64 = 0
    /// Requests started and not ended; nil where the log has no start events, or under a time filter.
    public var unfinishedRequests: Int64?
    /// Attempts that were not the first of their request.
    public var retriedRequests: Int64 = 0
    /// Failed over ended, 0 to 1; nil when nothing ended.
    public var errorRate: Double?
    /// Input tokens, cached ones included.
    public var totalInputTokens: Int64 = 0
    /// Output tokens, reasoning ones included.
    public var totalOutputTokens: Int64 = 0
    /// The input tokens that were read from a cache.
    public var totalCachedInputTokens: Int64 = 0
    /// The input tokens that were written to a cache.
    public var totalCacheWriteTokens: Int64 = 0
    /// The output tokens that were reasoning.
    public var totalReasoningTokens: Int64 = 0
    /// US dollars as recorded; nil when no request had a cost.
    public var totalCost: Double?
    /// Requests that have a cost, failed ones included.
    public var pricedRequests: Int64 = 0
    /// Requests without a cost that succeeded, or failed after using tokens.
    public var unpricedRequests: Int64 = 0
    /// Ended requests per second of the window; nil over a zero duration.
    public var requestsPerSecond: Double?
    /// Output tokens per second of the window; nil over a zero duration.
    public var outputTokensPerSecond: Double?
    /// The most requests in flight at once; nil when neither starts nor latencies are known.
    public var peakConcurrency: Int64?
    /// Whether `peakConcurrency` is exact, rather than an upper bound.
    public var peakConcurrencyExact: Bool = true
    /// Seconds from request to last byte, of successful requests.
    public var latency: DistributionFigures?
    /// The same of failed requests.
    public var failedLatency: DistributionFigures?
    /// Seconds from request to first content chunk; streaming requests only.
    public var timeToFirstToken: DistributionFigures?
    /// Seconds per output token after the first.
    public var timePerOutputToken: DistributionFigures?
    /// Seconds between consecutive content chunks, pooled over requests.
    public var chunkGap: DistributionFigures?
    /// Seconds from the scheduled start to the end, of successful requests with a schedule (open-loop load).
    public var scheduledLatency: DistributionFigures?
    /// Output tokens a successful request.
    public var outputTokens: DistributionFigures?
    /// Input tokens a successful request.
    public var inputTokens: DistributionFigures?
    /// Failed requests by error type.
    public var errors: [String: Int64] = [:]
    /// For each error type the message of its first failure that has one, at most 512 bytes.
    public var errorExamples: [String: String] = [:]

    /// Nothing measured.
    public init() {}

    /// Mean latency in seconds of successful requests.
    public var averageLatency: Double? { latency?.mean }
}

/// What is known of how a quantity is distributed. Seconds, tokens or scores, as the field that holds it says.
public struct DistributionFigures: Sendable, Equatable {
    /// A bucket of a cumulative histogram.
    public struct Bucket: Sendable, Equatable {
        /// The inclusive upper bound, `le` on the wire.
        public var upperBound: Double
        /// Values at or below the bound.
        public var count: Int64

        /// The count of values at or below a bound.
        public init(upperBound: Double, count: Int64) {
            self.upperBound = upperBound
            self.count = count
        }
    }

    /// A point of the percentile curve.
    public struct QuantilePoint: Sendable, Equatable {
        /// The quantile, 0 to 1.
        public var quantile: Double
        /// The value at that quantile.
        public var value: Double

        /// The value at a quantile.
        public init(quantile: Double, value: Double) {
            self.quantile = quantile
            self.value = value
        }
    }

    /// How many values; at least 1.
    public var count: Int64 = 0
    /// Their arithmetic mean.
    public var mean: Double = 0
    /// Their population standard deviation.
    public var standardDeviation: Double = 0
    /// The smallest.
    public var minimum: Double = 0
    /// The largest.
    public var maximum: Double = 0
    /// Percentiles by linear interpolation between closest ranks (Hyndman-Fan type 7).
    public var p1: Double = 0
    /// The 5th percentile.
    public var p5: Double = 0
    /// The 10th percentile.
    public var p10: Double = 0
    /// The 25th percentile.
    public var p25: Double = 0
    /// The median.
    public var p50: Double = 0
    /// The 75th percentile.
    public var p75: Double = 0
    /// The 90th percentile.
    public var p90: Double = 0
    /// The 95th percentile.
    public var p95: Double = 0
    /// The 99th percentile.
    public var p99: Double = 0
    /// The 99.9th percentile.
    public var p999: Double = 0
    /// Whether the percentiles are exact; otherwise they are within 0.1 %.
    public var isExact: Bool = true
    /// Cumulative counts over the metric catalogue's bounds, exact; the last, unbounded bucket is `count`.
    public var buckets: [Bucket] = []
    /// At most 64 quantiles from 0.25 to 0.999, denser towards the tail.
    public var curve: [QuantilePoint] = []

    /// Nothing measured.
    public init() {}
}

/// The figures of one provider.
public struct ProviderFigures: Sendable, Equatable {
    /// The provider, as recorded.
    public var provider: String
    /// Its requests.
    public var requests: RequestFigures

    /// The figures of a provider.
    public init(provider: String, requests: RequestFigures) {
        self.provider = provider
        self.requests = requests
    }
}

/// The figures of one model of one provider.
public struct ModelFigures: Sendable, Equatable {
    /// The provider, as recorded.
    public var provider: String
    /// The model, as recorded.
    public var model: String
    /// Its requests.
    public var requests: RequestFigures

    /// The figures of a provider's model.
    public init(provider: String, model: String, requests: RequestFigures) {
        self.provider = provider
        self.model = model
        self.requests = requests
    }
}

/// The figures of one benchmark.
public struct BenchmarkFigures: Sendable, Equatable {
    /// How far a benchmark was at a time.
    public struct Progress: Sendable, Equatable {
        /// The time.
        public var at: Timestamp
        /// Percent done, 0 to 100.
        public var percent: Double

        /// The percentage done at a time.
        public init(at: Timestamp, percent: Double) {
            self.at = at
            self.percent = percent
        }
    }

    /// The benchmark's id.
    public var benchmarkID: String
    /// Its name.
    public var name: String?
    /// Examples it has; nil when not recorded.
    public var totalExamples: Int64?
    /// Examples done.
    public var completedExamples: Int64?
    /// Examples failed.
    public var failedExamples: Int64?
    /// `running` or `completed`; nil where only its requests were recorded.
    public var status: String?
    /// When it started.
    public var startedAt: Timestamp?
    /// When it was completed.
    public var endedAt: Timestamp?
    /// How long it took, as recorded, else end - start.
    public var durationSeconds: Double?
    /// Progress over time, at most one point a timeline bucket, by time.
    public var progress: [Progress] = []
    /// Its requests.
    public var requests: RequestFigures

    /// A benchmark of which only its id and requests are known.
    public init(benchmarkID: String, requests: RequestFigures) {
        self.benchmarkID = benchmarkID
        self.requests = requests
    }
}

/// The scores of one evaluation metric for one model, and one benchmark where scores name one.
public struct EvaluationFigures: Sendable, Equatable {
    /// The metric, such as `faithfulness`.
    public var metric: String
    /// The provider; nil when not recorded.
    public var provider: String?
    /// The model; nil when not recorded.
    public var model: String?
    /// The benchmark; nil when not recorded.
    public var benchmarkID: String?
    /// How the scores are distributed; nil when no evaluation had one.
    public var score: DistributionFigures?
    /// The score of the latest evaluation.
    public var lastScore: Double?
    /// Passed over those that said passed or not.
    public var passRate: Double?
    /// The 95 % Wilson interval of the pass rate.
    public var passRateInterval: ClosedRange<Double>?

    /// An evaluation metric without scores yet.
    public init(metric: String, provider: String?, model: String?, benchmarkID: String?) {
        self.metric = metric
        self.provider = provider
        self.model = model
        self.benchmarkID = benchmarkID
    }
}

/// A provider's status over time, as its status events reported it.
public struct ProviderStatusFigures: Sendable, Equatable {
    /// A change of status.
    public struct Change: Sendable, Equatable {
        /// When it was reported first.
        public var at: Timestamp
        /// The status from then on.
        public var status: String

        /// A change to a status at a time.
        public init(at: Timestamp, status: String) {
            self.at = at
            self.status = status
        }
    }

    /// The provider.
    public var provider: String
    /// The last status: `healthy`, `degraded` or `unavailable`.
    public var status: String
    /// By time.
    public var changes: [Change]

    /// A provider's status and how it came to it.
    public init(provider: String, status: String, changes: [Change]) {
        self.provider = provider
        self.status = status
        self.changes = changes
    }
}

/// One series of a recorded metric.
public struct MetricFigures: Sendable, Equatable {
    /// A quantile of a summary metric, as recorded last.
    public typealias Quantile = DistributionFigures.QuantilePoint

    /// The metric's name.
    public var name: String
    /// `counter`, `gauge`, `histogram` or `summary`.
    public var type: String
    /// Its labels.
    public var labels: [String: String]
    /// The unit, as recorded.
    public var unit: String?
    /// What it means, as recorded.
    public var help: String?
    /// A counter's sum, a gauge's last value.
    public var value: Double?
    /// A histogram's cumulative buckets.
    public var buckets: [DistributionFigures.Bucket]?
    /// A summary's last quantiles.
    public var quantiles: [Quantile]?
    /// Observations of a histogram or summary.
    public var count: Int64?
    /// Their sum.
    public var sum: Double?

    /// A series without values yet.
    public init(name: String, type: String, labels: [String: String]) {
        self.name = name
        self.type = type
        self.labels = labels
    }
}

/// The last health report.
public struct HealthFigures: Sendable, Equatable {
    /// One component's check.
    public struct Check: Sendable, Equatable {
        /// The component.
        public var component: String?
        /// `healthy`, `degraded` or `unhealthy`.
        public var status: String?
        /// What the check said.
        public var message: String?
        /// How long it took, in milliseconds.
        public var durationMilliseconds: Double?
        /// Whether the component is critical.
        public var critical: Bool?

        /// A check of which nothing is known yet.
        public init() {}
    }

    /// `healthy`, `degraded` or `unhealthy`.
    public var status: String
    /// When it was reported.
    public var at: Timestamp
    /// The checks by name.
    public var checks: [String: Check] = [:]

    /// A report of a status at a time.
    public init(status: String, at: Timestamp) {
        self.status = status
        self.at = at
    }
}

/// One alert, from when it fired to when it was resolved.
public struct AlertFigures: Sendable, Equatable {
    /// The alert's name.
    public var name: String
    /// `critical`, `warning` or `info`.
    public var severity: String
    /// `firing` or `resolved`.
    public var state: String
    /// What it said when it fired.
    public var message: String?
    /// When it fired; nil if only its end was recorded.
    public var startedAt: Timestamp?
    /// When it was resolved; nil while it is firing.
    public var endedAt: Timestamp?
    /// The value that fired it.
    public var value: Double?
    /// The threshold that the value crossed.
    public var threshold: Double?
    /// Its labels.
    public var labels: [String: String] = [:]

    /// An alert in a state.
    public init(name: String, severity: String, state: String) {
        self.name = name
        self.severity = severity
        self.state = state
    }
}

/// A longest span of timeline buckets in which at least a fifth, and at least 5, of a provider's requests failed.
public struct Incident: Sendable, Equatable {
    /// The provider.
    public var provider: String
    /// The start of the first bucket.
    public var start: Timestamp
    /// The end of the last bucket.
    public var end: Timestamp
    /// The provider's ended requests in the span.
    public var requests: Int64
    /// Those of them that failed.
    public var failed: Int64
    /// The most frequent error type among them; of equals the first by name.
    public var errorType: String
    /// The whole log's share of successful requests without the provider's requests in the span; nil if none are left.
    public var successRateWithout: Double?

    /// A span of failures.
    public init(
        provider: String, start: Timestamp, end: Timestamp, requests: Int64, failed: Int64, errorType: String,
        successRateWithout: Double?
    ) {
        self.provider = provider
        self.start = start
        self.end = end
        self.requests = requests
        self.failed = failed
        self.errorType = errorType
        self.successRateWithout = successRateWithout
    }
}

/// One of the slowest successful requests.
public struct SlowRequest: Sendable, Equatable {
    /// The request's id; nil when not recorded.
    public var requestID: String?
    /// The provider.
    public var provider: String
    /// The model.
    public var model: String
    /// Seconds from request to last byte.
    public var latency: Double
    /// Seconds to the first content chunk.
    public var timeToFirstToken: Double?
    /// Seconds per output token after the first.
    public var timePerOutputToken: Double?
    /// Input tokens.
    public var inputTokens: Int64?
    /// Output tokens.
    public var outputTokens: Int64?
    /// US dollars, as recorded.
    public var cost: Double?
    /// When it ended.
    public var at: Timestamp

    /// A request by provider, model, latency in seconds and end.
    public init(provider: String, model: String, latency: Double, at: Timestamp) {
        self.provider = provider
        self.model = model
        self.latency = latency
        self.at = at
    }
}
