// Owns starting benchmarks and driving them over their examples.

extension Recorder {
    /// Records that a benchmark starts, whose examples the program counts itself.
    ///
    /// - Parameter showsProgress: whether a bar is shown on standard error, if that is a terminal.
    public func startBenchmark(
        _ name: String, totalExamples: Int? = nil, showsProgress: Bool = false
    ) -> MeasuredBenchmark {
        MeasuredBenchmark(
            self, name: name, totalExamples: totalExamples, bar: showsProgress ? ProgressBar.onTerminal() : nil)
    }

    /// Records a benchmark while its examples are read.
    public func benchmark<Examples: Collection>(
        _ name: String, _ examples: Examples, showsProgress: Bool = false
    ) -> BenchmarkExamples<AwaitedElements<Examples>> {
        BenchmarkExamples(
            AwaitedElements(base: examples),
            startBenchmark(name, totalExamples: examples.count, showsProgress: showsProgress))
    }

    /// Records a benchmark while its examples are read from where they come.
    public func benchmark<Examples: AsyncSequence>(
        _ name: String, _ examples: Examples, totalExamples: Int? = nil, showsProgress: Bool = false
    ) -> BenchmarkExamples<Examples> {
        BenchmarkExamples(examples, startBenchmark(name, totalExamples: totalExamples, showsProgress: showsProgress))
    }

    /// Runs a benchmark: the body gets each example, some of them at a time. One for which it throws counts as failed, and
    /// the others go on.
    ///
    /// Requests that the body makes belong to the benchmark and to the example (`BenchmarkContext`), whose id is its place, from 1.
    ///
    /// - Parameter concurrency: how many examples are worked on at a time.
    /// - Throws: `CancellationError`, where the task is cancelled; then the benchmark is not completed.
    public func benchmark<Examples: Collection>(
        _ name: String, _ examples: Examples, concurrency: Int, showsProgress: Bool = false,
        _ body: @escaping @Sendable (Examples.Element) async throws -> Void
    ) async throws where Examples.Element: Sendable {
        let benchmark = startBenchmark(name, totalExamples: examples.count, showsProgress: showsProgress)
        await withTaskGroup(of: Void.self) { group in
            for (index, example) in examples.enumerated() {
                if index >= max(1, concurrency) { await group.next() }
                guard !Task.isCancelled else { return group.cancelAll() }
                group.addTask {
                    let context = BenchmarkContext(benchmarkID: benchmark.id, exampleID: String(index + 1))
                    do {
                        try await BenchmarkContext.withValue(context) { try await body(example) }
                        benchmark.exampleCompleted()
                    } catch {
                        // What went wrong is recorded with the request that failed; what was called off is not done.
                        if !Task.isCancelled { benchmark.exampleFailed() }
                    }
                }
            }
        }
        try Task.checkCancellation()
        benchmark.complete()
    }
}
