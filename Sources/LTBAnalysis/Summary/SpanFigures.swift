// Owns what is known of the spans of traces: operations, where their time went, and the slowest traces.

public import LTBEvents

/// The spans of all traces.
public struct SpanFigures: Sendable, Equatable {
    /// Spans that ended.
    public var count: Int64 = 0
    /// Spans of these whose own time is not known, as there were too many to keep all; they have no place in `flame`.
    public var withoutSelfTime: Int64 = 0
    /// By name; what has too many names is summed under `_other_`, which comes last.
    public var operations: [OperationFigures] = []
    /// Where the time went: each path of operations from the root of a trace with its own time. A path comes before those
    /// that begin with it, and names are sorted; what is too small to be told is summed under `_other_`.
    public var flame: [FlamePath] = []
    /// The slowest whole traces, slowest first.
    public var traces: [SlowTrace] = []

    /// No spans.
    public init() {}
}

/// The spans of one name.
public struct OperationFigures: Sendable, Equatable {
    /// The name.
    public var name: String
    /// Spans that ended.
    public var count: Int64 = 0
    /// Spans of these whose status was an error.
    public var errors: Int64 = 0
    /// The sum of their durations.
    public var totalSeconds: Double = 0
    /// The sum of their own times: of a span's duration, what no child of it covers; nil where no span's is known.
    public var selfSeconds: Double?
    /// How long they took; nil when no span had a duration.
    public var duration: DistributionFigures?

    /// An operation without spans.
    public init(name: String) {
        self.name = name
    }
}

/// Spans that are reached the same way.
public struct FlamePath: Sendable, Equatable {
    /// The names from the root's to the spans' own.
    public var path: [String]
    /// The sum of the own times of all spans there.
    public var selfSeconds: Double

    /// A path and its time.
    public init(path: [String], selfSeconds: Double) {
        self.path = path
        self.selfSeconds = selfSeconds
    }
}

/// A trace that is whole: all its spans are below one root.
public struct SlowTrace: Sendable, Equatable {
    /// One span of it.
    public struct Span: Sendable, Equatable {
        /// The operation.
        public var name: String
        /// From the root's start to its own; negative where it began before the root.
        public var startSeconds: Double
        /// How long it took; nil when that was not recorded.
        public var durationSeconds: Double?
        /// 0 is the root.
        public var depth: Int
        /// How it ended, where that is `ok` or `error`.
        public var status: String?

        /// A span of a trace.
        public init(name: String, startSeconds: Double, durationSeconds: Double?, depth: Int, status: String? = nil) {
            self.name = name
            self.startSeconds = startSeconds
            self.durationSeconds = durationSeconds
            self.depth = depth
            self.status = status
        }
    }

    /// The trace.
    public var traceID: String
    /// When its root began.
    public var start: Timestamp
    /// How long its root took.
    public var durationSeconds: Double
    /// How many spans it has.
    public var spanCount: Int
    /// At most 200 of them, the longest: each after its parent, and by start below one parent.
    public var spans: [Span]

    /// A trace with some of its spans.
    public init(traceID: String, start: Timestamp, durationSeconds: Double, spanCount: Int, spans: [Span]) {
        self.traceID = traceID
        self.start = start
        self.durationSeconds = durationSeconds
        self.spanCount = spanCount
        self.spans = spans
    }
}
