// Owns the result: the one immutable value that every output renders (schema `ltb.summary/1`).

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
    /// By value, requests without one last; empty unless requests are grouped.
    public var groups: [GroupFigures] = []
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
    /// What the run cost, as recorded and, where prices were given, as computed; nil without requests.
    public var cost: CostSummary?
    /// How often each objective was reached: in all, by provider, by model; each part in the order they were given.
    public var objectives: [ObjectiveFigures] = []
    /// The figures over time; nil without a timed event.
    public var timeline: Timeline?
    /// Output tokens × latency; nil without a request that has both.
    public var tokenLatency: TokenLatencyMap?
    /// Sorted by start and provider.
    public var incidents: [Incident] = []
    /// The slowest successful requests, slowest first, ties by time, then id; at most 20.
    public var slowest: [SlowRequest] = []
    /// The spans of traces; nil without any.
    public var spans: SpanFigures?
    /// Kinds of keys whose number went over their limit, so that some were summed under `_other_`; sorted.
    public var folded: [String] = []

    /// An empty summary.
    public init() {}

    /// Requests that met every objective; nil without objectives.
    public var goodput: GoodputFigures? { totals.goodput }

    /// The run, when there is exactly one.
    public var run: RunIdentity? { runs.count == 1 ? runs[0] : nil }

    /// The name under which keys over a cardinality limit are summed.
    public static let otherName = "_other_"
    /// The name of a missing provider or model.
    public static let unknownName = "unknown"
}
