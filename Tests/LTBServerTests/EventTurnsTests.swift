// Owns the claims about who gets events when: all do, and nobody else has to wait for it.

import LTBLog
import NIOCore
import NIOEmbedded
@testable import LTBServer
import Testing

struct EventTurnsTests {
    /// Counts its turns.
    private final class Client: EventTurns.Client {
        var turns = 0
        var work: () -> Void = {}
        func send() {
            turns += 1
            work()
        }
    }

    private let loop = EmbeddedEventLoop()

    private func clients(_ count: Int, of turns: EventTurns) -> [Client] {
        (0..<count).map { id in
            let client = Client()
            turns.add(client, id: id)
            return client
        }
    }

    @Test func othersHaveTheirTurnsBeforeAllClientsHaveGotTheirs() {
        let turns = EventTurns(on: loop)
        let clients = clients(3 * EventTurns.clientsATurn, of: turns)
        turns.wake()
        loop.run()
        // Whatever else the loop has to do comes now.
        #expect(clients.reduce(0) { $0 + $1.turns } == EventTurns.clientsATurn)
        loop.advanceTime(by: .seconds(10))
        #expect(clients.map(\.turns) == clients.map { _ in 1 })
    }

    @Test func whatComesDuringARoundWaitsForOneNextRound() {
        let turns = EventTurns(on: loop)
        let clients = clients(2 * EventTurns.clientsATurn, of: turns)
        turns.wake()
        loop.run()
        for _ in 0..<1_000 { turns.wake() }
        loop.advanceTime(by: .seconds(10))
        #expect(clients.map(\.turns) == clients.map { _ in 2 })
        turns.wake()
        loop.advanceTime(by: .seconds(10))
        #expect(clients.map(\.turns) == clients.map { _ in 3 })
    }

    @Test func whoHasGoneHasNoTurn() {
        let turns = EventTurns(on: loop)
        let clients = clients(2, of: turns)
        turns.remove(id: 0)
        turns.wake()
        loop.advanceTime(by: .seconds(10))
        #expect(clients.map(\.turns) == [0, 1])
    }

    @Test func whatAFewTakeIsThePauseAfterThem() {
        // The loop's own clock stands still while it works.
        let time = Monitor(loop.now)
        let turns = EventTurns(on: loop) { time.withLock { $0 } }
        let clients = clients(2 * EventTurns.clientsATurn, of: turns)
        for client in clients { client.work = { time.withLock { $0 = $0 + .milliseconds(1) } } }
        let pause = TimeAmount.milliseconds(Int64(EventTurns.clientsATurn))
        turns.wake()
        loop.run()
        loop.advanceTime(by: pause - .nanoseconds(1))
        #expect(clients.reduce(0) { $0 + $1.turns } == EventTurns.clientsATurn)
        loop.advanceTime(by: .nanoseconds(1))
        #expect(clients.map(\.turns) == clients.map { _ in 1 })
    }
}
