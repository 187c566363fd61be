// Owns handing events to those who want to see them as they happen.

public import LTBEvents
import LTBLog
import Synchronization

/// Hands each event to any number of subscribers.
///
/// Publishing never waits for a subscriber: each has a bounded buffer of its own, and one that is too slow loses its own
/// oldest events and is told how many. A bus without subscribers costs one look at a number.
///
///     for await delivery in recorder.events.subscribe(to: [.requestFailed]) {
///         switch delivery {
///         case .event(let event): print(event.payload)
///         case .missed(let count): print("too slow by \(count) events")
///         }
///     }
public final class EventBus: Sendable {
    private struct Subscribers {
        var buffers: [Int: SubscriberBuffer] = [:]
        var lastNumber = 0
        var isFinished = false
    }

    private let subscribers = Monitor(Subscribers())
    private let count = Atomic<Int>(0)
    /// The recorder, the first of the subscribers, which needs no buffer: it has one of its own.
    private let recorder: (@Sendable (Event) -> Void)?

    /// A bus that records nothing.
    public init() { recorder = nil }

    init(recorder: @escaping @Sendable (Event) -> Void) { self.recorder = recorder }

    deinit { finish() }

    /// Whether anyone but the recorder would see an event.
    @inline(__always)
    var hasSubscribers: Bool { count.load(ordering: .relaxed) > 0 }

    /// How many subscribers there are, the recorder apart.
    public var subscriberCount: Int { count.load(ordering: .relaxed) }

    /// Records the event, if this is a recorder's bus, and hands it to all who want events of its type.
    public func publish(_ event: Event) {
        recorder?(event)
        deliver(event)
    }

    func deliver(_ event: Event) {
        guard hasSubscribers else { return }
        let type = event.payload.knownType
        // Events are put into all buffers under one lock, so that all subscribers see them in one order. Who waits is woken
        // after it, since an executor may run the waiting task at once.
        let woken = subscribers.withLock { subscribers in
            subscribers.buffers.values.compactMap { $0.wants(type) ? $0.offer(event) : nil }
        }
        for wake in woken { wake() }
    }

    /// Subscribes to the events of some types, or of all; the subscription ends when nobody holds its sequence any more.
    ///
    /// - Parameter bufferSize: how many events wait for the subscriber before it loses the oldest.
    public func subscribe(to types: Set<EventType>? = nil, bufferSize: Int = 1_024) -> EventSubscription {
        let buffer = SubscriberBuffer(types: types, limit: max(1, bufferSize))
        let number: Int? = subscribers.withLock { subscribers in
            guard !subscribers.isFinished else { return nil }
            subscribers.lastNumber += 1
            subscribers.buffers[subscribers.lastNumber] = buffer
            count.store(subscribers.buffers.count, ordering: .relaxed)
            return subscribers.lastNumber
        }
        guard let number else {
            buffer.finish()
            return EventSubscription(buffer) {}
        }
        return EventSubscription(buffer) { [weak self] in self?.remove(number) }
    }

    /// Calls a function with each event of some types, or of all, one after another, until the result is cancelled.
    ///
    /// The function runs in a task of its own, so it may take its time: then it misses events, not the program.
    public func subscribe(
        to types: Set<EventType>? = nil, bufferSize: Int = 1_024,
        _ receive: @escaping @Sendable (EventDelivery) async -> Void
    ) -> Task<Void, Never> {
        let subscription = subscribe(to: types, bufferSize: bufferSize)
        return Task {
            for await delivery in subscription { await receive(delivery) }
        }
    }

    /// Ends all subscriptions, after what they have in their buffers.
    public func finish() {
        let buffers = subscribers.withLock { subscribers in
            subscribers.isFinished = true
            defer { subscribers.buffers = [:] }
            return Array(subscribers.buffers.values)
        }
        count.store(0, ordering: .relaxed)
        for buffer in buffers { buffer.finish() }
    }

    private func remove(_ number: Int) {
        subscribers.withLock { subscribers in
            subscribers.buffers[number] = nil
            count.store(subscribers.buffers.count, ordering: .relaxed)
        }
    }
}
