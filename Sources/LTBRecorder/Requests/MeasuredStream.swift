// Owns a stream of chunks that is measured while it is read.

import LTBEvents

/// The elements of another sequence, as they come; tells the recorder when they do.
public struct MeasuredStream<Base: AsyncSequence>: AsyncSequence {
    /// What it gives.
    public typealias Element = Base.Element
    /// What it throws.
    public typealias Failure = Base.Failure

    private let base: Base
    private let request: MeasuredRequest
    private let isContent: @Sendable (Element) -> Bool
    private let tokens: @Sendable (Element) -> TokenUsage?

    init(
        _ base: Base, _ request: MeasuredRequest, isContent: @escaping @Sendable (Element) -> Bool,
        tokens: @escaping @Sendable (Element) -> TokenUsage?
    ) {
        self.base = base
        self.request = request
        self.isContent = isContent
        self.tokens = tokens
    }

    /// Reads the stream.
    public func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeAsyncIterator(), request: request, isContent: isContent, tokens: tokens)
    }

    /// Gives one element after another.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: Base.AsyncIterator
        fileprivate let request: MeasuredRequest
        fileprivate let isContent: @Sendable (Element) -> Bool
        fileprivate let tokens: @Sendable (Element) -> TokenUsage?
        fileprivate var usage: TokenUsage?

        fileprivate init(
            base: Base.AsyncIterator, request: MeasuredRequest, isContent: @escaping @Sendable (Element) -> Bool,
            tokens: @escaping @Sendable (Element) -> TokenUsage?
        ) {
            self.base = base
            self.request = request
            self.isContent = isContent
            self.tokens = tokens
        }

        /// The next element; ends the request where there is none.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(Base.Failure) -> Element? {
            let element: Element?
            do throws(Base.Failure) {
                element = try await base.next(isolation: actor)
            } catch {
                request.fail(error, tokens: usage)
                throw error
            }
            guard let element else {
                end()
                return nil
            }
            if let told = tokens(element) { usage = told }
            if isContent(element) { request.chunk() }
            return element
        }

        /// A stream whose task is cancelled ends early, as if there were no more.
        private func end() {
            if Task.isCancelled {
                request.fail(.cancelled, message: "the task was cancelled", tokens: usage)
            } else {
                request.complete(tokens: usage)
            }
        }

        /// The next element; ends the request where there is none.
        public mutating func next() async throws(Base.Failure) -> Element? { try await next(isolation: nil) }
    }
}

extension MeasuredStream: Sendable where Base: Sendable {}

@available(*, unavailable)
extension MeasuredStream.Iterator: Sendable {}
