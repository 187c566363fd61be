// Owns reading the events of logs in the order of steps of time.

import LTBAnalysis
import LTBEvents
import LTBLog

/// Reads logs in the order of the steps in which their events happened, in bounded memory.
final class EventSteps {
    private var selection: EventSelection
    private let isFiltered: Bool
    private var isEmpty = true
    private let milliseconds: Int64
    private let folder: String
    private var merge: LogMerge?

    /// Reads the events that pass a filter.
    init(_ filter: EventFilter, milliseconds: Int64, temporaryFolder: String) {
        self.milliseconds = milliseconds
        selection = EventSelection(filter)
        isFiltered = !filter.isEmpty
        folder = temporaryFolder
    }

    /// Gives the lines of these events, while a terminal sees how far that is, each with the end of its step in milliseconds since 1970.
    func read(_ files: [LogFile], _ body: (_ stepEnd: Int64, _ line: UnsafeRawBufferPointer) throws -> Void) throws {
        let meter = ReadingMeter()
        let progress = ProgressLine(meter, totalBytes: AnalysisOptions.bytes(of: files, readTwice: false))
        defer { progress?.end() }
        let merge = LogMerge(temporaryFolder: folder, meter: meter) { [self] line in
            guard let time = selection.timeIfTaken(line) else { return nil }
            isEmpty = false
            return CountsOverTime.stepEnd(of: time, stepMilliseconds: milliseconds)
        }
        self.merge = merge
        try merge.mergeTimed(files, to: body)
    }

    /// Compressed bytes that could not be read.
    var damagedBytes: Int64 { merge?.outcomes.reduce(0) { $0 + $1.damagedBytes } ?? 0 }

    /// What a user should know of the logs.
    var notices: [String] {
        var notices = merge?.outcomes.flatMap { $0.damageNotices(done: "exported") } ?? []
        if let late = merge?.lateLines, late > 0 {
            let count = late == 1 ? "1 event was" : "\(late) events were"
            notices.append("\(count) more than 65,536 events late, and counted when read.")
        }
        if isFiltered, isEmpty { notices.append("no event passes the filters.") }
        return notices + selection.notices
    }
}
