// Owns the events that wait for one subscriber.

import LTBEvents
import LTBLog

/// A bounded queue between those who publish and those who wait for events.
final class SubscriberBuffer: Sendable {
    private typealias Waiter = CheckedContinuation<EventDelivery?, Never>

    private struct State {
        let limit: Int
        /// A ring that grows up to the limit: the oldest event is at `start`.
        var ring: [Event?] = []
        var start = 0
        var count = 0
        /// Events that were lost before the oldest.
        var missed = 0
        var isFinished = false
        /// Who waits, in the order of coming; only while there are no events.
        var waiting: [(number: Int, continuation: Waiter)] = []
        var lastNumber = 0

        mutating func push(_ event: Event) {
            if count == limit {
                // The oldest makes room.
                ring[start] = event
                start = (start + 1) % ring.count
                missed += 1
                return
            }
            if count == ring.count { grow() }
            ring[(start + count) % ring.count] = event
            count += 1
        }

        private mutating func grow() {
            let size = min(limit, max(16, 2 * ring.count))
            ring = Array(ring[start...] + ring[..<start]) + Array(repeating: nil, count: size - ring.count)
            start = 0
        }

        mutating func pop() -> EventDelivery? {
            if missed > 0 {
                defer { missed = 0 }
                return .missed(missed)
            }
            guard count > 0, let event = ring[start] else { return nil }
            ring[start] = nil
            start = (start + 1) % ring.count
            count -= 1
            return .event(event)
        }
    }

    /// What a task that wants an event gets.
    private enum Answer {
        case now(EventDelivery?)
        case later
    }

    private let types: Set<EventType>?
    private let state: Monitor<State>

    init(types: Set<EventType>?, limit: Int) {
        self.types = types
        state = Monitor(State(limit: limit))
    }

    /// Whether events of a type are for this subscriber; those of an unknown type are for whoever wants all.
    func wants(_ type: EventType?) -> Bool {
        guard let types else { return true }
        return type.map(types.contains) ?? false
    }

    /// Takes an event, at the cost of the oldest if there is no room; returns what wakes a task that waited for it.
    func offer(_ event: Event) -> (@Sendable () -> Void)? {
        let waiter = state.withLock { state -> Waiter? in
            if !state.waiting.isEmpty { return state.waiting.removeFirst().continuation }
            state.push(event)
            return nil
        }
        guard let waiter else { return nil }
        return { waiter.resume(returning: .event(event)) }
    }

    /// Ends the queue after what it holds.
    func finish() {
        let waiting = state.withLock { state in
            state.isFinished = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.continuation.resume(returning: nil) }
    }

    /// The next delivery; nil after the end, or when the task is cancelled.
    func next() async -> EventDelivery? {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if case .now(let delivery) = answer(to: continuation, number) {
                    continuation.resume(returning: delivery)
                }
            }
        } onCancel: {
            let waiter = state.withLock { state -> Waiter? in
                guard let place = state.waiting.firstIndex(where: { $0.number == number }) else { return nil }
                return state.waiting.remove(at: place).continuation
            }
            waiter?.resume(returning: nil)
        }
    }

    private func answer(to continuation: Waiter, _ number: Int) -> Answer {
        state.withLock { state in
            // Cancelling sets this before the handler looks for who waits.
            if Task.isCancelled { return .now(nil) }
            if let delivery = state.pop() { return .now(delivery) }
            if state.isFinished { return .now(nil) }
            state.waiting.append((number, continuation))
            return .later
        }
    }
}
