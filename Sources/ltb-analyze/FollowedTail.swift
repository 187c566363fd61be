// Owns printing a log's last events and then those that are appended.

import Glibc
import LTBAnalysis
import LTBLog

/// Follows one log, or all of a folder, until a signal comes or nobody reads the output any more.
struct FollowedTail {
    private var last: LastLines
    private let count: Int
    private var selection: EventSelection
    private var output = LineOutput()
    /// Whether all that was there at the start has been read.
    private var isLive = false
    private let stop = StopSignal()

    /// Why reading ended before the end.
    private struct Stopped: Error {}

    init(count: Int, filter: EventFilter) {
        self.count = count
        last = LastLines(count: count)
        selection = EventSelection(filter)
    }

    /// Prints until it is stopped; what could not be read is told then.
    mutating func print(_ path: String) throws(Failure) {
        let follower = try Self.follower(path)
        follower.onForeignFile = { StandardError.write("ltb-analyze: \($0)") }
        EndingSignals.onFirst { [stop] signal in
            stop.stop()
            // Where the output takes nothing more, the command would never notice.
            EndingSignals.end(by: signal, onAnotherOrAfter: 1)
        }
        Self.onLostReader { [stop] in stop.stop() }
        do {
            try follower.skipToLast(count, &selection) { $0.takes($1) }
            // One reader for both parts: nothing is missed between them, and nothing comes twice.
            try follower.follow(until: stop, afterRound: { try goLive() }, to: { try take(&$0) })
        } catch let failure as Failure {
            throw failure
        } catch is Stopped {
            // As asked for.
        } catch {
            throw Failure(message: "\(error)")
        }
        for notice in follower.outcomes.flatMap({ $0.damageNotices(done: "printed") }) + selection.notices {
            StandardError.write("ltb-analyze: \(notice)")
        }
    }

    private mutating func take(_ batch: inout LineBatch) throws {
        if stop.isStopped { throw Stopped() }
        while let line = batch.next() {
            guard selection.takes(line) else { continue }
            if isLive { try output.append(line) } else { last.append(line) }
        }
        try output.flush()
    }

    private mutating func goLive() throws {
        guard !isLive else { return }
        isLive = true
        for line in last.lines { try output.append(line) }
        try output.flush()
    }

    private static func follower(_ path: String) throws(Failure) -> LogFollower {
        do throws(LogError) {
            return try LogFollower(path)
        } catch {
            guard case .notFound = error else { throw Failure(message: error.description) }
            throw Failure(message: "\(path): there is no such file yet; start the run first, or follow its folder")
        }
    }

    /// Has a body called on another thread when the reader of standard output has gone, even if nothing is written.
    private static func onLostReader(_ body: @escaping @Sendable () -> Void) {
        // Without a thread it is found out with the next line.
        _ = SystemThread.start {
            var request = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
            while poll(&request, 1, -1) < 0, errno == EINTR {}
            body()
        }
    }
}
