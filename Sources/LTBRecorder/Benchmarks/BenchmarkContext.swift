// Owns the benchmark and the example that the present task works for.

import LTBEvents

/// The benchmark and the example whose requests a task makes.
///
/// Requests take it from the task in which they start. `Recorder.benchmark(_:_:concurrency:…)` sets it for its body.
public struct BenchmarkContext: Sendable, Hashable {
    /// The benchmark, as `MeasuredBenchmark.id`.
    public var benchmarkID: String
    /// The example.
    public var exampleID: String?

    /// The context of the present task.
    @TaskLocal public static var current: BenchmarkContext?

    /// A context.
    public init(benchmarkID: String, exampleID: String? = nil) {
        self.benchmarkID = benchmarkID
        self.exampleID = exampleID
    }
}

extension RequestContext {
    /// Takes the benchmark of a task where none is set.
    mutating func takeIDs(of benchmark: BenchmarkContext?) {
        guard benchmarkID == nil, let benchmark else { return }
        benchmarkID = benchmark.benchmarkID
        exampleID = exampleID ?? benchmark.exampleID
    }
}
