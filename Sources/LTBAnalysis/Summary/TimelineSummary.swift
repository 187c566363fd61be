// Owns the figures over time, as the summary shows them.

public import LTBEvents

/// The run over time, in at most 512 buckets of one width, aligned to the epoch.
///
/// Every array has one element a bucket. Requests count at their end; a percentile is nil where nothing was measured,
/// otherwise within 1 %.
public struct Timeline: Sendable, Equatable {
    /// The start of the first bucket.
    public var start: Timestamp
    /// The width of a bucket: the smallest of 0.1, 0.5, 1, 5, 10, 30 s, 1, 5, 10, 30 min, 1, 3, 6, 12, 24 h, 2 d, … that fits.
    public var bucketSeconds: Double
    /// Ended requests.
    public var requests: [Int64] = []
    /// Failed requests.
    public var errors: [Int64] = []
    /// Failed requests by error type.
    public var errorsByType: [String: [Int64]] = [:]
    /// The most requests in flight at once.
    public var active: [Int64] = []
    /// Input tokens, cached ones included.
    public var inputTokens: [Int64] = []
    /// Output tokens.
    public var outputTokens: [Int64] = []
    /// The input tokens that were read from a cache.
    public var cachedInputTokens: [Int64] = []
    /// US dollars that count, as in the totals; nil where requests should have a cost and none has.
    public var cost: [Double?] = []
    /// Successful requests with a latency, for judging the percentiles below.
    public var latencyCount: [Int64] = []
    /// Median latency in seconds of successful requests.
    public var latencyP50: [Double?] = []
    /// 95th percentile.
    public var latencyP95: [Double?] = []
    /// 99th percentile.
    public var latencyP99: [Double?] = []
    /// Time × latency; nil without a latency.
    public var latencyHeatmap: LatencyHeatmap?
    /// Gauges: the last value in each bucket, by series (`name` or `name{label="value"}`); at most 64 series. Where only
    /// `process_cpu_seconds_total` was recorded, `process_cpu_percent` follows from it, of at most 16 processes: the share
    /// of one core that was used since the last sample before the bucket.
    public var metrics: [String: [Double?]] = [:]
    /// The same by provider, model and benchmark, in fewer buckets.
    public var by: TimelineByKey

    /// A timeline without buckets.
    public init(start: Timestamp, bucketSeconds: Double, by: TimelineByKey) {
        self.start = start
        self.bucketSeconds = bucketSeconds
        self.by = by
    }
}

/// Counts of successful requests by time bucket and latency.
public struct LatencyHeatmap: Sendable, Equatable {
    /// The rows' inclusive upper bounds in seconds, ascending; a row starts at the bound before it.
    public var upperBounds: [Double]
    /// One array a time bucket, each with one count a row.
    public var counts: [[Int64]]

    /// A heat map with rows up to the given bounds, and counts by time bucket and row.
    public init(upperBounds: [Double], counts: [[Int64]]) {
        self.upperBounds = upperBounds
        self.counts = counts
    }
}

/// The timeline by provider, model and benchmark: at most 128 buckets of their own width, from the same start or earlier.
public struct TimelineByKey: Sendable, Equatable {
    /// One key's figures over time.
    public struct Series: Sendable, Equatable {
        /// Ended requests.
        public var requests: [Int64] = []
        /// Failed requests.
        public var errors: [Int64] = []
        /// 95th percentile of latency in seconds.
        public var latencyP95: [Double?] = []
        /// US dollars that count, as in the totals; nil where requests should have a cost and none has.
        public var cost: [Double?] = []

        /// A series without buckets.
        public init() {}
    }

    /// A benchmark's examples over time.
    public struct Examples: Sendable, Equatable {
        /// Examples done since the bucket before.
        public var completedExamples: [Int64] = []
        /// Examples failed since the bucket before.
        public var failedExamples: [Int64] = []

        /// A series without buckets.
        public init() {}
    }

    /// The start of the first bucket.
    public var start: Timestamp
    /// The width of a bucket.
    public var bucketSeconds: Double
    /// By provider.
    public var provider: [String: Series] = [:]
    /// By `provider/model`.
    public var model: [String: Series] = [:]
    /// By benchmark id.
    public var benchmark: [String: Examples] = [:]

    /// A timeline by key without series.
    public init(start: Timestamp, bucketSeconds: Double) {
        self.start = start
        self.bucketSeconds = bucketSeconds
    }
}
