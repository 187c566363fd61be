// Owns the turns in which the clients of one event loop get their events.

import LTBLog
import NIOCore

/// Gives the clients of an event loop what waits for them, a few at a time, with as long a pause after each few.
///
/// An event loop looks at no connection as long as tasks are handed to it. Without pauses, who asks for anything else
/// would wait until all clients have everything: never, if more comes all the time. Events that come during a round wait
/// for the next one, so that the more there is to do, the more goes into each write.
final class EventTurns: Sendable {
    /// One who gets events in a turn.
    protocol Client: AnyObject {
        /// Sends what waits for it.
        func send()
    }

    private enum Wakefulness {
        case asleep, awake, calledAgain
    }

    private struct Round {
        var clients: [Int: any Client] = [:]
        var waiting: [any Client] = []
        var began: NIODeadline
    }

    /// About a millisecond's work.
    static let clientsATurn = 32
    private static let longestPause = TimeAmount.seconds(1)

    private let eventLoop: any EventLoop
    private let clock: @Sendable () -> NIODeadline
    private let wakefulness = Monitor(Wakefulness.asleep)
    private let round: NIOLoopBoundBox<Round>

    /// Turns without clients; to be made on the event loop.
    convenience init(on eventLoop: any EventLoop) { self.init(on: eventLoop) { eventLoop.now } }

    /// Turns that take as long as a clock says.
    init(on eventLoop: any EventLoop, clock: @escaping @Sendable () -> NIODeadline) {
        self.eventLoop = eventLoop
        self.clock = clock
        round = NIOLoopBoundBox(Round(began: clock()), eventLoop: eventLoop)
    }

    /// Gives a client turns from now on; on the event loop.
    func add(_ client: any Client, id: Int) { round.value.clients[id] = client }

    /// Gives a client no turns any more; on the event loop.
    func remove(id: Int) { round.value.clients[id] = nil }

    /// Says from any thread that events have come.
    func wake() {
        let wasAsleep = wakefulness.withLock { state in
            defer { state = state == .asleep ? .awake : .calledAgain }
            return state == .asleep
        }
        if wasAsleep { eventLoop.execute { self.begin() } }
    }

    private func begin() {
        round.value.began = clock()
        round.value.waiting = Array(round.value.clients.values)
        giveTurns()
    }

    private func giveTurns() {
        let began = clock()
        let few = round.value.waiting.suffix(Self.clientsATurn)
        round.value.waiting.removeLast(few.count)
        for client in few { client.send() }
        let isOver = round.value.waiting.isEmpty
        let pause = clock() - (isOver ? round.value.began : began)
        eventLoop.scheduleTask(in: min(max(pause, .nanoseconds(1)), Self.longestPause)) {
            if isOver { self.end() } else { self.giveTurns() }
        }
    }

    private func end() {
        let isCalled = wakefulness.withLock { state in
            defer { state = state == .calledAgain ? .awake : .asleep }
            return state == .calledAgain
        }
        if isCalled { begin() }
    }
}
