// Owns the time of a replay: how fast it goes, where it is, and what was asked of it.

import LTBEvents
import LTBLog

/// The time of a replay, which clients may stop, move and make faster while a thread plays by it.
package final class ReplayClock: Sendable {
    /// What the thread that plays is doing.
    enum Phase: String, Sendable {
        case loading, playing, finished
    }

    /// What is known of a replay at a moment.
    struct Status: Sendable, Equatable {
        var phase = Phase.loading
        var isPaused = false
        var speed = ReplaySpeed.max
        /// The time of the event that was played last.
        var position: Int64?
        /// When the first and the last event of the log happened; nil until it is known.
        var range: ClosedRange<Int64>?
        /// How often it was begun anew or moved, so that clients know that events are missing.
        var generation: Int64 = 0
        /// Events that were played after later ones.
        var lateEvents: Int64 = 0
        var loops = false
        /// Whether the log can be read more than once.
        var canSeek = true
    }

    /// Why the thread stops waiting.
    enum Wake: Equatable {
        /// The time has come.
        case due
        /// To go on from another time.
        case seek(Int64)
        case stopped
    }

    private struct State {
        var status = Status()
        var seek: Int64?
        var isStopped = false
        /// Rises with everything that changes when the next event is due.
        var changes: Int64 = 0
        /// The event time and the time of the monotonic clock at which it was played.
        var anchor: (event: Int64, moment: Int64)?
    }

    private let state: Monitor<State>

    /// Events that are due so soon are played together.
    static let tick: Int64 = 25_000_000

    /// A clock that goes so fast.
    package init(speed: ReplaySpeed = .max, loops: Bool = false, canSeek: Bool = true) {
        var state = State()
        (state.status.speed, state.status.loops, state.status.canSeek) = (speed, loops, canSeek)
        self.state = Monitor(state)
    }

    var status: Status { state.withLock { $0.status } }

    // MARK: What clients ask for

    /// Stands still.
    func pause() { change { $0.status.isPaused = true } }

    /// Goes on.
    func resume() { change { $0.status.isPaused = false } }

    /// Goes faster or slower from here on.
    func setSpeed(_ speed: ReplaySpeed) { change { $0.status.speed = speed } }

    /// Goes on from another time.
    func seek(to time: Timestamp) { change { $0.seek = time.nanosecondsSince1970 } }

    /// Ends the replay for good.
    package func stop() { change { $0.isStopped = true } }

    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            body(&state)
            state.changes += 1
            state.anchor = nil
        }
        state.notify()
    }

    // MARK: What the thread that plays does

    func update(_ body: (inout Status) -> Void) { state.withLock { body(&$0.status) } }

    /// Begins the log anew: nothing of it was played, and no time has passed.
    func begin() {
        change { state in
            state.status.phase = .playing
            state.status.position = nil
            state.status.generation += 1
        }
    }

    /// What has come in between, if anything.
    func interruption() -> Wake? { state.withLock { Self.interruption(&$0) } }

    private static func interruption(_ state: inout State) -> Wake? {
        if state.isStopped { return .stopped }
        guard let time = state.seek else { return nil }
        state.seek = nil
        return .seek(time)
    }

    /// Waits until an event is due. Before it has to wait, it calls the body, so that nothing due is held back.
    func wait(for time: Int64, beforeWaiting: () -> Void) -> Wake {
        while true {
            let (wake, seen, deadline) = state.withLock { state in Self.look(&state, time) }
            if let wake { return wake }
            beforeWaiting()
            _ = state.wait(until: deadline) { $0.changes != seen ? true : nil }
        }
    }

    /// Waits until a moment of the monotonic clock; what has come in between, if anything.
    func rest(until moment: Int64) -> Wake? {
        while true {
            let (wake, seen) = state.withLock { state in (Self.interruption(&state), state.changes) }
            if let wake { return wake }
            guard MonotonicClock.now() < moment else { return nil }
            _ = state.wait(until: moment) { $0.changes != seen ? true : nil }
        }
    }

    /// Waits until a finished replay is to go on.
    func waitForSeek() -> Wake { state.wait { Self.interruption(&$0) } ?? .stopped }

    private static func look(_ state: inout State, _ time: Int64) -> (Wake?, seen: Int64, deadline: Int64) {
        if let interruption = interruption(&state) { return (interruption, 0, 0) }
        if state.status.isPaused { return (nil, state.changes, .max) }
        guard case .times(let factor) = state.status.speed else { return (.due, 0, 0) }
        let now = MonotonicClock.now()
        guard let anchor = state.anchor else {
            state.anchor = (state.status.position ?? time, now)
            return state.status.position == nil ? (.due, 0, 0) : look(&state, time)
        }
        let ahead = (Double(time) - Double(anchor.event)) / factor - Double(now - anchor.moment)
        // A year is longer than anyone waits, and far from what integers hold.
        let wait = Int64(min(ahead, 3e16))
        return wait <= tick ? (.due, 0, 0) : (nil, state.changes, now + wait)
    }
}
