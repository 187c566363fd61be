// Owns choosing the lines of logs that are events and that were asked for, and telling of the others.

import LTBAnalysis
import LTBEvents
import LTBLog

/// Chooses lines, and counts those that are no events.
struct EventSelection {
    private let filter: EventFilter
    /// What the filter asks for besides a time.
    private let takesAllOfTheTime: Bool
    private let hasTimes: Bool
    private let check = EventCheck()
    private var skipped = SkipCounts()

    init(_ filter: EventFilter = EventFilter()) {
        self.filter = filter
        var ofTheTime = filter
        (ofTheTime.from, ofTheTime.to) = (nil, nil)
        takesAllOfTheTime = ofTheTime.isEmpty
        hasTimes = filter.from != nil || filter.to != nil
    }

    /// Whether a line is an event that was asked for.
    mutating func takes(_ line: UnsafeRawBufferPointer) -> Bool { timeIfTaken(line) != nil }

    /// The time of a line that is an event that was asked for; nil of another.
    mutating func timeIfTaken(_ line: UnsafeRawBufferPointer) -> Timestamp? {
        do throws(SkipReason) {
            // An event at another time needs no decoding, and one that only its time chooses neither.
            if hasTimes || takesAllOfTheTime {
                let time = try check.time(of: line)
                if let from = filter.from, time < from { return nil }
                if let to = filter.to, time >= to { return nil }
                if takesAllOfTheTime { return time }
            }
            let event = try Event(json: line)
            return filter.matches(event) ? event.timestamp : nil
        } catch {
            skipped.add(error)
            return nil
        }
    }

    /// The time of a line; nil if it is no event, which is counted.
    mutating func time(of line: UnsafeRawBufferPointer) -> Timestamp? {
        do throws(SkipReason) {
            return try check.time(of: line)
        } catch {
            skipped.add(error)
            return nil
        }
    }

    /// How many lines were no events, by reason.
    var skippedLines: [(reason: SkipReason, count: Int64)] {
        skipped.counts.sorted { $0.reason.rawValue < $1.reason.rawValue }
    }

    /// Says how many lines were no events.
    var notices: [String] {
        skippedLines.map { reason, count in
            let lines = count == 1 ? "1 line is no event and was" : "\(count) lines are no events and were"
            return "\(lines) left out: \(reason.rawValue)."
        }
    }
}

extension LogOutcome {
    /// Sentences on what could not be read, `done` with the rest.
    func damageNotices(done: String) -> [String] {
        var sentences = notices
        if damagedBytes > 0 {
            sentences.append(
                "\(name): \(counted(damagedBytes, "byte")) in \(counted(damagedFrames, "frame")) could not be read.")
        }
        if tornTail { sentences.append("\(name) ends in the middle of a frame: what was flushed is \(done).") }
        if overlongLines > 0 {
            let were = overlongLines == 1 ? "was" : "were"
            sentences.append("\(name): \(counted(overlongLines, "line")) over 16 MiB \(were) left out.")
        }
        return sentences
    }
}
