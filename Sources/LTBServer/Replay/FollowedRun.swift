// Owns following logs that are being written, into the run and to the clients.

import LTBAnalysis
package import LTBLog

/// Follows one log, or all of a folder, on a thread of its own.
///
/// What is there at the start is taken in at once; what comes is sent to the clients as soon as it is flushed to the log.
package final class FollowedRun {
    private let follower: LogFollower
    private let run: LiveRun
    private let hub: EventHub
    private var scanner = EventScanner()
    private var lines = RunLines()
    private var isLive = false

    private static let mostBytes = 1 << 20

    /// A follower of what is at a path.
    package init(_ path: String, run: LiveRun, hub: EventHub) throws(LogError) {
        follower = try LogFollower(path)
        self.run = run
        self.hub = hub
    }

    /// Is told of each file in a folder that is passed over.
    package func onForeignFile(_ body: @escaping (LogError) -> Void) { follower.onForeignFile = body }

    /// Takes in what is there now.
    package func load() throws {
        _ = try follower.readNew { try take(&$0) }
        endRound()
        isLive = true
    }

    /// Goes on until it is stopped.
    package func follow(until stop: StopSignal) throws {
        try follower.follow(until: stop, afterRound: { endRound() }, to: { try take(&$0) })
    }

    private func take(_ batch: inout LineBatch) throws {
        while let line = batch.next() {
            lines.append(line)
            if lines.text.count >= Self.mostBytes { flush() }
        }
    }

    private func endRound() {
        flush()
        run.tell(LogFigures(follower.outcomes))
    }

    private func flush() {
        guard !lines.isEmpty else { return }
        run.take(&lines, &scanner)
        if isLive { hub.publish(&lines) } else { hub.remember(lines) }
        lines.removeAll()
    }
}
