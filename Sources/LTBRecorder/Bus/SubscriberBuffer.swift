// Owns the events that wait for one subscriber.

import LTBEvents
import LTBLog

/// A bounded queue between those who publish and one who waits for events.
final class SubscriberBuffer: Sendable {
    private struct State {
        /// A ring: the oldest event is at `start`.
        var ring: [Event?]
        var start = 0
        var count = 0
        /// Events that were lost before the oldest.
        var missed = 0
        var isFinished = false
        var waiting: CheckedContinuation<EventDelivery?, Never>?

        mutating func push(_ event: Event) {
            let limit = ring.count
            if count == limit {
                // The oldest makes room.
                ring[start] = event
                start = (start + 1) % limit
                missed += 1
            } else {
                ring[(start + count) % limit] = event
                count += 1
            }
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

    private let types: Set<EventType>?
    private let state: Monitor<State>

    init(types: Set<EventType>?, limit: Int) {
        self.types = types
        state = Monitor(State(ring: Array(repeating: nil, count: limit)))
    }

    /// Whether events of a type are for this subscriber; those of an unknown type are for whoever wants all.
    func wants(_ type: EventType?) -> Bool {
        guard let types else { return true }
        return type.map(types.contains) ?? false
    }

    /// Takes an event, at the cost of the oldest if there is no room.
    func offer(_ event: Event) {
        let waiting = state.withLock { state -> CheckedContinuation<EventDelivery?, Never>? in
            if let waiting = state.waiting {
                state.waiting = nil
                return waiting
            }
            state.push(event)
            return nil
        }
        waiting?.resume(returning: .event(event))
    }

    /// Ends the queue after what it holds.
    func finish() {
        let waiting = state.withLock { state in
            state.isFinished = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: nil)
    }

    /// The next delivery; nil after the end, or when the task is cancelled.
    func next() async -> EventDelivery? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: EventDelivery?? = state.withLock { state in
                    if Task.isCancelled { return .some(nil) }
                    if let delivery = state.pop() { return delivery }
                    // Only one may wait; another gets the end at once.
                    if state.isFinished || state.waiting != nil { return .some(nil) }
                    state.waiting = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { state.waiting = nil }
                return state.waiting
            }
            waiting?.resume(returning: nil)
        }
    }
}
