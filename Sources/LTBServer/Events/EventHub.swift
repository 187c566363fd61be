// Owns who gets the events, and the last ones for whoever comes late.

import LTBLog
import NIOCore

/// Gives events to all clients.
package final class EventHub: Sendable {
    private struct State {
        var subscribers: [Int: EventSubscriber] = [:]
        var next = 1
        /// By event loop.
        var turns: [ObjectIdentifier: EventTurns] = [:]
        var recent: [[UInt8]] = [] { didSet { recentAsJSON = nil } }
        var recentAsJSON: AnswerBody?
    }

    /// How many clients there may be.
    package let limit: Int
    private let state = Monitor(State())
    private static let recentEvents = 50
    /// What is longer is left out of the last events.
    private static let longestRecent = 64 << 10

    /// A hub without clients.
    package init(limit: Int = 1_000) { self.limit = limit }

    /// A new client; nil when there are too many.
    func subscribe() -> EventSubscriber? {
        state.withLock { state in
            guard state.subscribers.count < limit else { return nil }
            let subscriber = EventSubscriber(id: state.next)
            state.subscribers[state.next] = subscriber
            state.next += 1
            return subscriber
        }
    }

    func unsubscribe(_ subscriber: EventSubscriber) {
        _ = state.withLock { $0.subscribers.removeValue(forKey: subscriber.id) }
    }

    /// The turns in which clients of an event loop get what waits for them; to be asked for on it.
    func turns(on eventLoop: any EventLoop) -> EventTurns {
        state.withLock { state in
            let key = ObjectIdentifier(eventLoop)
            if let turns = state.turns[key] { return turns }
            let turns = EventTurns(on: eventLoop)
            state.turns[key] = turns
            return turns
        }
    }

    var clients: Int { state.withLock { $0.subscribers.count } }

    var hasRoom: Bool { clients < limit }

    /// Sends events to all clients who want them.
    func publish(_ lines: inout RunLines) {
        remember(lines)
        let (subscribers, turns) = state.withLock { (Array($0.subscribers.values), Array($0.turns.values)) }
        guard !subscribers.isEmpty else { return }
        let batch = EventBatch(&lines)
        for subscriber in subscribers { subscriber.offer(batch) }
        for turns in turns { turns.wake() }
    }

    /// Remembers events that were not sent, for whoever asks for the last ones.
    func remember(_ lines: RunLines) {
        let last = lines.last(Self.recentEvents).filter { $0.count <= Self.longestRecent }
        state.withLock { $0.recent = Array(($0.recent + last).suffix(Self.recentEvents)) }
    }

    func forgetRecent() { state.withLock { $0.recent = [] } }

    /// The last events, as lines.
    var recent: [[UInt8]] { state.withLock { $0.recent } }

    /// The last events as a list in JSON, the same for all who ask until there are others.
    var recentAsJSON: AnswerBody {
        let (recent, known) = state.withLock { ($0.recent, $0.recentAsJSON) }
        if let known { return known }
        let made = AnswerBody(Array("[".utf8) + recent.joined(separator: ",".utf8) + Array("]".utf8))
        state.withLock { if $0.recent == recent { $0.recentAsJSON = made } }
        return made
    }
}
