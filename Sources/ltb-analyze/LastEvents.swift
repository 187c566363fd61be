// Owns finding the last events of logs without reading all of them.

import LTBLog

/// The last events that were asked for, of several logs one after the other.
struct LastEvents {
    private var selection: EventSelection
    /// The events of each stretch that was read; the last stretch first.
    private var found: [[[UInt8]]] = []
    private var missing: Int
    /// Of each log that was looked into; the last log first.
    private var damage: [[String]] = []
    private let meter = ReadingMeter()

    init(count: Int, _ selection: EventSelection) {
        self.selection = selection
        missing = count
    }

    var lines: [[UInt8]] { found.reversed().flatMap { $0 } }

    /// What could not be read of what was looked at.
    var notices: [String] { damage.reversed().flatMap { $0 } + selection.notices }

    /// Looks into a log for what is missing still; logs come from the last to the first.
    mutating func find(in file: LogFile) throws(Failure) {
        do {
            try findUntyped(in: file)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(message: "\(error)")
        }
    }

    private mutating func findUntyped(in file: LogFile) throws {
        // What is no log is told of, also where nothing of it is needed any more.
        let log = try LogReader(file)
        guard missing > 0 else { return }
        // How far back the events are is not known before.
        let progress = ProgressLine(meter, totalBytes: nil)
        defer { progress?.end() }
        let before = self
        do {
            guard let reader = try BackwardReader(log) else { return try readAll(log) }
            try read(reader)
        } catch is BackwardReader.SeekTableMismatch {
            self = before
            if let reader = try BackwardReader(log, believesSeekTable: false) { try read(reader) }
        }
    }

    private mutating func read(_ reader: BackwardReader) throws {
        while missing > 0 {
            var last = LastLines(count: missing)
            var lines = 0
            let isRead = try reader.readStretch { line in
                lines += 1
                if selection.takes(line) { last.append(line) }
            }
            guard isRead else { break }
            meter.add(storedBytes: 0, lines: lines)
            take(last)
        }
        damage.append(reader.outcome.damageNotices(done: "read"))
    }

    /// Reads what has no places, such as a pipe.
    private mutating func readAll(_ reader: LogReader) throws {
        var last = LastLines(count: missing)
        try reader.forEachLine(meter) { line, _ in
            if selection.takes(line) { last.append(line) }
        }
        take(last)
        damage.append(reader.outcome.damageNotices(done: "read"))
    }

    private mutating func take(_ last: LastLines) {
        found.append(last.lines)
        missing -= last.lines.count
    }
}
