// Owns a stream of chunks that is measured while it is read.

import LTBEvents
import LTBLog

/// What the pieces of a stream tell of the request, beside that they have come.
struct StreamNotes: Sendable {
    var tokens: TokenUsage?
    var cost: Double?
    var finishReason: String?
    /// The text, where content is captured.
    var text = ""
}

/// The elements of another sequence, as they come; tells the recorder when they do.
///
/// It is to be read once. A reader that stops before the end, or never starts, has abandoned the request.
public struct MeasuredStream<Base: AsyncSequence>: AsyncSequence {
    /// What it gives.
    public typealias Element = Base.Element
    /// What it throws.
    public typealias Failure = Base.Failure

    /// Looks at an element, notes what it tells, and says whether it is content.
    typealias Observer = @Sendable (Element, inout StreamNotes) -> Bool

    private let base: Base
    private let request: MeasuredRequest
    private let observe: Observer

    init(_ base: Base, _ request: MeasuredRequest, observe: @escaping Observer) {
        self.base = base
        self.request = request
        self.observe = observe
    }

    /// Reads the stream.
    public func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeAsyncIterator(), reading: StreamReading(request), observe: observe)
    }

    /// Gives one element after another.
    public struct Iterator: AsyncIteratorProtocol {
        private var base: Base.AsyncIterator
        private let reading: StreamReading
        private let observe: Observer

        fileprivate init(base: Base.AsyncIterator, reading: StreamReading, observe: @escaping Observer) {
            self.base = base
            self.reading = reading
            self.observe = observe
        }

        /// The next element; ends the request where there is none.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(Base.Failure) -> Element? {
            let element: Element?
            do throws(Base.Failure) {
                element = try await base.next(isolation: actor)
            } catch {
                reading.fail(error)
                throw error
            }
            guard let element else {
                reading.end()
                return nil
            }
            reading.take(element, observe)
            return element
        }

        /// The next element; ends the request where there is none.
        public mutating func next() async throws(Base.Failure) -> Element? { try await next(isolation: nil) }
    }
}

extension MeasuredStream: Sendable where Base: Sendable {}

@available(*, unavailable)
extension MeasuredStream.Iterator: Sendable {}

/// One reading of a stream, which is over when its iterator is let go of.
private final class StreamReading: Sendable {
    private let request: MeasuredRequest
    private let notes = Monitor(StreamNotes())

    init(_ request: MeasuredRequest) { self.request = request }

    deinit { request.abandon(tokens: notes.withLock { $0.tokens }) }

    func take<Element>(_ element: Element, _ observe: (Element, inout StreamNotes) -> Bool) {
        if notes.withLock({ observe(element, &$0) }) { request.chunk() }
    }

    func fail(_ error: any Error) {
        let notes = notes.withLock { $0 }
        request.fail(error, tokens: notes.tokens, cost: notes.cost)
    }

    /// A stream whose task is cancelled ends early, as if there were no more.
    func end() {
        let notes = notes.withLock { $0 }
        if Task.isCancelled { return request.abandon(tokens: notes.tokens) }
        // Text that nobody noted is not known, rather than empty.
        if !notes.text.isEmpty { request.completion(notes.text) }
        request.complete(tokens: notes.tokens, cost: notes.cost, finishReason: notes.finishReason)
    }
}
