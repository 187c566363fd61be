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
    public static var current: BenchmarkContext? { TaskContext.current?.benchmark }

    /// A context.
    public init(benchmarkID: String, exampleID: String? = nil) {
        self.benchmarkID = benchmarkID
        self.exampleID = exampleID
    }

    /// Makes this the context of the present task, and of those that it starts, while it works on something.
    public static func withValue<Result>(
        _ context: BenchmarkContext?, isolation: isolated (any Actor)? = #isolation,
        operation: () async throws -> Result
    ) async rethrows -> Result {
        try await TaskContext.with(benchmark: context).run(isolation: isolation, operation)
    }

    /// Makes this the context of the present task while it works on something.
    public static func withValue<Result>(
        _ context: BenchmarkContext?, operation: () throws -> Result
    ) rethrows -> Result {
        try TaskContext.with(benchmark: context).run(operation)
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
