// Owns the join of logs and analysis: files in, a summary out.

import LTBEvents
package import LTBLog

/// Reads logs into a summary.
package final class LogAnalysis {
    private var aggregator = RunAggregator()
    private var scanner = EventScanner()
    private var log = LogFigures()
    /// Sentences about what was read that no figure tells.
    package private(set) var notices: [String] = []

    /// An analysis that has read nothing.
    package init() {}

    /// Reads one log to its end and adds its events.
    package func read(_ reader: LogReader) throws {
        let file = log.files.count
        try reader.forEachBatch { batch in
            while let line = batch.next() {
                let place = batch.position
                aggregator.add(line: line, scanner: &scanner, position: Self.position(place, file: file))
            }
        }
        add(reader.outcome, file: file)
    }

    /// Notes a file that has no bytes, so that it is told among the others.
    package func addEmptyFile(_ file: LogFile) {
        log.files.append(.init(name: file.name, bytes: 0, frames: 0))
        notices.append("\(file.name) is empty.")
    }

    private func add(_ outcome: LogOutcome, file: Int) {
        log.files.append(.init(name: outcome.name, bytes: outcome.storedBytes, frames: outcome.frames))
        log.damagedBytes += outcome.damagedBytes
        log.damagedFrames += outcome.damagedFrames
        log.tornTail = log.tornTail || outcome.tornTail
        notices += outcome.notices
        guard outcome.overlongLines > 0 else { return }
        let places = outcome.firstOverlongLines.map { Self.position($0, file: file) }
        aggregator.skip(.line_too_long, count: outcome.overlongLines, at: places)
    }

    private static func position(_ place: LinePosition, file: Int) -> SkippedLine.Position {
        SkippedLine.Position(file: file, frame: place.frame, line: place.line)
    }

    /// The result of everything read so far.
    package var summary: RunSummary { aggregator.summary(log: log) }
}

extension LogAnalysis {
    /// Reads logs one after the other. An empty file among several is told and passed over.
    package static func read(_ files: [LogFile]) throws -> (summary: RunSummary, notices: [String]) {
        let analysis = LogAnalysis()
        for file in files {
            guard let reader = try open(file, amongSeveral: files.count > 1) else {
                analysis.addEmptyFile(file)
                continue
            }
            try analysis.read(reader)
        }
        return (analysis.summary, analysis.notices)
    }

    /// Opens a log; nil for an empty one that is not the only one.
    private static func open(_ file: LogFile, amongSeveral: Bool) throws(LogError) -> LogReader? {
        do {
            return try LogReader(file)
        } catch {
            if amongSeveral, case .empty = error { return nil }
            throw error
        }
    }
}
