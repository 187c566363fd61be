// Owns the figures of a benchmark.

public import LTBEvents

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
