// Owns what a subscriber of events holds: the sequence of what reaches it.

public import LTBEvents

/// What reaches a subscriber.
public enum EventDelivery: Sendable, Hashable {
    /// An event.
    case event(Event)
    /// So many events were lost here, since the subscriber was too slow for its buffer.
    case missed(Int)
}

/// The events that reach a subscriber, from the moment of subscribing until the bus ends.
///
/// Where several tasks wait, each delivery goes to one of them. The subscription ends with the last copy of the sequence and its iterators.
public struct EventSubscription: AsyncSequence, Sendable {
    private let lifetime: Lifetime

    init(_ buffer: SubscriberBuffer, onEnd: @escaping @Sendable () -> Void) {
        lifetime = Lifetime(buffer, onEnd: onEnd)
    }

    /// Waits for what comes next.
    public func makeAsyncIterator() -> Iterator { Iterator(lifetime: lifetime) }

    /// Gives one delivery after another.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let lifetime: Lifetime

        /// The next delivery; nil when the bus has ended or the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> EventDelivery? {
            await lifetime.buffer.next()
        }
    }

    /// Ends the subscription with its last holder.
    fileprivate final class Lifetime: Sendable {
        let buffer: SubscriberBuffer
        private let onEnd: @Sendable () -> Void

        init(_ buffer: SubscriberBuffer, onEnd: @escaping @Sendable () -> Void) {
            self.buffer = buffer
            self.onEnd = onEnd
        }

        deinit { onEnd() }
    }
}
