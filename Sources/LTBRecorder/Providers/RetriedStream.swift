// Owns a stream that is asked for again when it fails before its first piece.

/// The pieces of an answer; an attempt that fails before it has given any is followed by another one of the same request.
struct RetriedStream: AsyncSequence, Sendable {
    typealias Element = CompletionChunk
    typealias Failure = any Error

    private let first: CompletionChunks
    private let attempts: MonitoredProvider.Attempts
    private let provider: MonitoredProvider

    init(_ first: CompletionChunks, _ attempts: MonitoredProvider.Attempts, _ provider: MonitoredProvider) {
        self.first = first
        self.attempts = attempts
        self.provider = provider
    }

    func makeAsyncIterator() -> Iterator { Iterator(first, attempts, provider) }

    struct Iterator: AsyncIteratorProtocol {
        private var pieces: any AsyncIteratorProtocol<CompletionChunk, any Error>
        private var attempts: MonitoredProvider.Attempts
        private let provider: MonitoredProvider
        /// Whether somebody has seen a part of this answer, who must not see another one behind it.
        private var hasBegun = false

        fileprivate init(
            _ first: CompletionChunks, _ attempts: MonitoredProvider.Attempts, _ provider: MonitoredProvider
        ) {
            pieces = first.makeAsyncIterator()
            self.attempts = attempts
            self.provider = provider
        }

        mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws -> CompletionChunk? {
            while true {
                do {
                    let piece = try await pieces.next(isolation: actor)
                    hasBegun = true
                    return piece
                } catch  where !hasBegun {
                    try await provider.waitToRetry(attempts, after: error)
                    pieces = try await provider.stream(&attempts).makeAsyncIterator()
                }
            }
        }

        mutating func next() async throws -> CompletionChunk? { try await next(isolation: nil) }
    }
}
