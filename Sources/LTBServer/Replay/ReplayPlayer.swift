// Owns playing logs by a clock: in the order of time, into the run and to the clients.

import LTBAnalysis
package import LTBEvents
package import LTBLog

/// Plays logs on a thread of its own.
///
/// The whole log is read once before anything is played: for its final state, or to know how long it lasts. Then it is
/// played in the order of time across all files, by a window of 65,536 events a file; an event that comes even later is
/// played at once, and counted. Memory does not depend on how long the logs are.
package final class ReplayPlayer {
    private let files: [LogFile]
    private let run: LiveRun
    private let hub: EventHub
    private let clock: ReplayClock
    private let temporaryFolder: String
    private let check = EventCheck()
    private var scanner = EventScanner()
    private var lines = RunLines()
    /// Events before this time are taken in at once, and not sent.
    private var target: Int64?

    /// Nanoseconds that a round of a loop takes at least, however short its log is: it would be played without end.
    private static let shortestRound: Int64 = 1_000_000_000
    private static let mostLines = 1_024
    private static let mostBytes = 1 << 18

    /// Why playing ended before the end of the log.
    private enum Interruption: Error {
        case seek(Int64)
        case stopped
    }

    /// A player of logs, which puts what it cannot hold into a folder.
    package init(_ files: [LogFile], run: LiveRun, hub: EventHub, clock: ReplayClock, temporaryFolder: String) {
        self.files = files
        self.run = run
        self.hub = hub
        self.clock = clock
        self.temporaryFolder = temporaryFolder
    }

    /// Reads the logs once; sentences on what a user should know.
    package func load() throws(LogError) -> [String] {
        let notices = try run.load(files)
        let span = run.span
        let isFinal = clock.status.speed == .max
        clock.update { status in
            status.range = span
            status.phase = isFinal ? .finished : .playing
            status.position = isFinal ? span?.upperBound : nil
        }
        if isFinal { rememberLast() } else { run.reset() }
        return notices
    }

    /// The last events of the last log, as far as they can be had without reading it all again.
    private func rememberLast() {
        guard let log = files.last.flatMap({ try? LogReader($0) }), let reader = try? BackwardReader(log) else {
            return
        }
        var last = RunLines()
        _ = try? reader.readStretch { last.append($0) }
        last.keepEvents()
        hub.remember(last)
    }

    /// Plays until it is stopped.
    ///
    /// - Parameter start: events before this time are taken in at once.
    package func play(from start: Timestamp? = nil) throws(LogError) {
        target = start?.nanosecondsSince1970
        guard clock.status.phase != .finished || start != nil else { return try waitAndPlay() }
        try playAgain()
    }

    private func waitAndPlay() throws(LogError) {
        guard case .seek(let time) = clock.waitForSeek() else { return }
        target = time
        begin()
        try playAgain()
    }

    private func begin() {
        run.reset()
        hub.forgetRecent()
        clock.begin()
    }

    /// Plays from the beginning of the log, as often as it takes.
    private func playAgain() throws(LogError) {
        while true {
            let began = MonotonicClock.now()
            do {
                try playOnce()
                guard clock.status.loops, clock.status.speed != .max else {
                    clock.update { $0.phase = .finished }
                    return try waitAndPlay()
                }
                if let wake = clock.rest(until: began + Self.shortestRound) { try interrupt(wake, at: .max) }
                target = nil
            } catch Interruption.seek(let time) {
                target = time
            } catch let error as LogError {
                throw error
            } catch {
                return
            }
            lines.removeAll()
            begin()
        }
    }

    private func playOnce() throws {
        let merge = LogMerge(temporaryFolder: temporaryFolder) { [check, run] line in
            do throws(SkipReason) {
                return try check.time(of: line).nanosecondsSince1970
            } catch {
                run.skip(error)
                return nil
            }
        }
        try merge.merge(files) { line in try self.take(line) }
        flush(isSent: target == nil)
        run.tell(LogFigures(merge.outcomes))
        let isPastEnd = target != nil
        target = nil
        clock.update { status in
            status.lateEvents = merge.lateLines
            // What was sought is after all events.
            guard isPastEnd else { return }
            status.position = status.range?.upperBound
            status.generation += 1
        }
    }

    private func take(_ line: UnsafeRawBufferPointer) throws {
        guard let time = try? check.time(of: line).nanosecondsSince1970 else { return }
        try wait(for: time)
        lines.append(line)
        if lines.count >= Self.mostLines || lines.text.count >= Self.mostBytes { flush(isSent: target == nil) }
        if target == nil || lines.isEmpty { clock.update { $0.position = time } }
    }

    private func wait(for time: Int64) throws {
        if let target {
            if time < target {
                if lines.isEmpty, let wake = clock.interruption() { try interrupt(wake, at: time) }
                return
            }
            flush(isSent: false)
            self.target = nil
            clock.update { status in
                status.position = time
                status.generation += 1
            }
        }
        let wake = clock.wait(for: time) { flush(isSent: true) }
        if wake != .due { try interrupt(wake, at: time) }
    }

    /// Going forward needs no new beginning.
    private func interrupt(_ wake: ReplayClock.Wake, at time: Int64) throws {
        guard case .seek(let sought) = wake else { throw Interruption.stopped }
        guard sought > time else { throw Interruption.seek(sought) }
        flush(isSent: target == nil)
        target = sought
    }

    private func flush(isSent: Bool) {
        guard !lines.isEmpty else { return }
        run.take(&lines, &scanner)
        if isSent { hub.publish(&lines) } else { hub.remember(lines) }
        lines.removeAll()
    }
}
