// Owns what there is to know of one log as a file.

import LTBEvents
import LTBLog
import LTBReport

/// What one log is; nil is not known.
struct LogInformation {
    var name: String
    var storedBytes: Int64
    /// The JSON lines, decompressed.
    var textBytes: Int64?
    /// Data frames; 0 for a plain file.
    var frames: Int64
    var hasSeekTable: Bool?
    var first: Timestamp?
    var last: Timestamp?
    var lines: Int64?
    /// By the name of their type; nil if they were not counted.
    var events: [String: Int64]?
    var skippedLines: Int64?
    var isTorn = false
    var damagedFrames: Int64 = 0
    var damagedBytes: Int64 = 0

    /// Names of types that are told apart; those of a hostile log are counted together beyond it.
    private static let typeLimit = 256
    static let otherTypes = "(other types)"

    /// Reads a log to its end.
    init(reading file: LogFile) throws(Failure) {
        let reader = try LogReader.opening(file)
        let frames = FrameCounts(try Self.table(reader))
        reader.observer = { frames.take($0) }
        var content = Content()
        try reader.readLines { line, _ in content.take(line) }
        let outcome = reader.outcome
        name = file.name
        storedBytes = outcome.storedBytes
        textBytes = outcome.frames > 0 || outcome.damagedFrames > 0 ? frames.textBytes : outcome.storedBytes
        self.frames = outcome.frames
        hasSeekTable = frames.table.state == .unknown && !frames.table.hasTable ? nil : frames.table.hasTable
        (first, last) = (content.first, content.last)
        lines = content.lines
        events = content.events
        skippedLines = content.skipped + outcome.overlongLines
        isTorn = outcome.tornTail
        (damagedFrames, damagedBytes) = (outcome.damagedFrames, outcome.damagedBytes)
    }

    /// Looks at a log's seek table, or its headers, and its first and last frame.
    init(glancingAt file: LogFile) throws(Failure) {
        do throws(LogError) {
            let sketch = try LogSketch(file)
            name = file.name
            storedBytes = sketch.storedBytes
            textBytes = sketch.textBytes
            frames = sketch.frames
            hasSeekTable = sketch.hasSeekTable
            isTorn = sketch.isTorn
            first = Self.time(sketch.firstLines)
            last = Self.time(sketch.lastLines.reversed())
        } catch {
            let name = ShownText.of(file.path)
            let advice = "its headers do not tell what is in it; leave out --quick."
            switch error {
            case .damaged(_, let offset): throw Failure(message: "\(name) is damaged at byte \(offset): \(advice)")
            case .cannotAppend: throw Failure(message: "\(name) does not begin with a frame: \(advice)")
            default: throw Failure(message: error.description)
            }
        }
    }

    private static func table(_ reader: LogReader) throws(Failure) -> SeekTableCheck {
        do throws(LogError) { return try SeekTableCheck(reader) } catch { throw Failure(message: error.description) }
    }

    /// The time of the first line that is an event.
    private static func time(_ lines: [[UInt8]]) -> Timestamp? {
        for line in lines {
            if let event = line.withUnsafeBytes({ try? Event(json: $0) }) { return event.timestamp }
        }
        return nil
    }
}

/// What the reader tells of frames.
private final class FrameCounts {
    var table: SeekTableCheck
    var textBytes: Int64 = 0

    init(_ table: SeekTableCheck) {
        self.table = table
    }

    func take(_ part: StoredPart) {
        table.take(part)
        if case .data(let bytes) = part.kind { textBytes += bytes }
    }
}

extension LogInformation {
    /// What the lines say.
    private struct Content {
        var lines: Int64 = 0
        var skipped: Int64 = 0
        var first: Timestamp?
        var last: Timestamp?
        var events: [String: Int64] = [:]

        mutating func take(_ line: UnsafeRawBufferPointer) {
            lines += 1
            guard let event = try? Event(json: line) else {
                skipped += 1
                return
            }
            first = min(first ?? event.timestamp, event.timestamp)
            last = max(last ?? event.timestamp, event.timestamp)
            let type = event.eventType
            let isKnown = events[type] != nil || events.count < LogInformation.typeLimit
            events[isKnown ? type : LogInformation.otherTypes, default: 0] += 1
        }
    }
}
