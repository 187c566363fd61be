// Owns the examples of a benchmark as a sequence that records its progress.

/// The examples of a benchmark, one after another; asking for the next one tells that the last is done.
///
///     let examples = recorder.benchmark("MMLU", questions)
///     for try await question in examples {
///         do { try await ask(question) } catch { examples.markFailed() }
///     }
///
/// The benchmark is completed when there are no more. It is to be read by one task, once.
public struct BenchmarkExamples<Base: AsyncSequence>: AsyncSequence {
    /// An example.
    public typealias Element = Base.Element
    /// What reading the examples throws.
    public typealias Failure = Base.Failure

    /// The benchmark, whose id requests may name.
    public let benchmark: MeasuredBenchmark
    private let base: Base
    private let mark: FailureMark

    init(_ base: Base, _ benchmark: MeasuredBenchmark) {
        self.base = base
        self.benchmark = benchmark
        mark = FailureMark()
    }

    /// Tells that the present example has failed.
    public func markFailed() { mark.set() }

    /// Reads the examples.
    public func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeAsyncIterator(), benchmark: benchmark, mark: mark)
    }

    /// Gives one example after another.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: Base.AsyncIterator
        fileprivate let benchmark: MeasuredBenchmark
        fileprivate let mark: FailureMark
        fileprivate var hasExample = false

        fileprivate init(base: Base.AsyncIterator, benchmark: MeasuredBenchmark, mark: FailureMark) {
            self.base = base
            self.benchmark = benchmark
            self.mark = mark
        }

        /// The next example; completes the benchmark where there is none.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(Base.Failure) -> Element? {
            if hasExample {
                if mark.take() { benchmark.exampleFailed() } else { benchmark.exampleCompleted() }
            }
            let example = try await base.next(isolation: actor)
            hasExample = example != nil
            // A cancelled task may see the end before it has come.
            if example == nil, !Task.isCancelled { benchmark.complete() }
            return example
        }

        /// The next example; completes the benchmark where there is none.
        public mutating func next() async throws(Base.Failure) -> Element? { try await next(isolation: nil) }
    }
}

extension BenchmarkExamples: Sendable where Base: Sendable {}

@available(*, unavailable)
extension BenchmarkExamples.Iterator: Sendable {}

/// The elements of a sequence, for whoever awaits them.
public struct AwaitedElements<Base: Sequence>: AsyncSequence {
    /// An element.
    public typealias Element = Base.Element
    /// Nothing is thrown.
    public typealias Failure = Never

    let base: Base

    /// Reads the elements.
    public func makeAsyncIterator() -> Iterator { Iterator(base: base.makeIterator()) }

    /// Gives one element after another.
    public struct Iterator: AsyncIteratorProtocol {
        var base: Base.Iterator

        /// The next element.
        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> Element? { base.next() }

        /// The next element.
        public mutating func next() async -> Element? { base.next() }
    }
}

extension AwaitedElements: Sendable where Base: Sendable {}
