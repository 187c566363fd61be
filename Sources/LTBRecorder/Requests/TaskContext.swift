// Owns what the present task works for: a span, a benchmark.

import Synchronization

/// The span and the benchmark of the present task; an object, since a look-up then copies one word.
final class TaskContext: Sendable {
    let span: TraceContext?
    let benchmark: BenchmarkContext?

    @TaskLocal private static var local: TaskContext?
    /// Whether a task ever had one: looking for it costs more than recording an event does.
    private static let isUsed = Atomic<Bool>(false)

    private init(span: TraceContext?, benchmark: BenchmarkContext?) {
        self.span = span
        self.benchmark = benchmark
    }

    /// That of the present task. Whoever is in a task that has one was told so by the thread that has set it.
    @inline(__always)
    static var current: TaskContext? { isUsed.load(ordering: .relaxed) ? local : nil }

    /// The present one with another span.
    static func with(span: TraceContext?) -> TaskContext { TaskContext(span: span, benchmark: current?.benchmark) }

    /// The present one with another benchmark.
    static func with(benchmark: BenchmarkContext?) -> TaskContext {
        TaskContext(span: current?.span, benchmark: benchmark)
    }

    /// Works for it.
    func run<Result>(
        isolation: isolated (any Actor)?, _ operation: () async throws -> Result
    ) async rethrows -> Result {
        Self.isUsed.store(true, ordering: .relaxed)
        return try await Self.$local.withValue(self, operation: operation, isolation: isolation)
    }

    /// Works for it.
    func run<Result>(_ operation: () throws -> Result) rethrows -> Result {
        Self.isUsed.store(true, ordering: .relaxed)
        return try Self.$local.withValue(self, operation: operation)
    }
}
