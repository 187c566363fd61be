// Owns checking one log: frames, lines, ids, times, seek table.

import Glibc
import LTBAnalysis
import LTBEvents
import LTBLog

/// What a check of one log found.
struct LogVerification {
    var name: String
    var events: Int64 = 0
    var frames: Int64 = 0
    var storedBytes: Int64 = 0
    var findings = LogFindings()
    var seekTable = SeekTableState.unknown
    /// Sentences on what was not checked, or is worth knowing.
    var warnings: [String] = []

    var isClean: Bool { findings.total == 0 }

    /// Reads a log to its end.
    init(_ file: LogFile) throws(Failure) {
        name = file.name
        let reader = try LogReader.opening(file)
        var check = LineCheck()
        var lineFindings = LogFindings()
        let parts = PartFindings(try Self.seekTableCheck(reader))
        reader.observer = { parts.take($0) }
        try reader.readLines { line, place in check.take(line, at: place, &lineFindings) }
        findings = parts.findings
        seekTable = parts.seekTable.state
        take(reader.outcome)
        if let path = file.interruptedRecovery {
            findings.add(
                LogFinding(kind: "interrupted_recovery", reason: "the log's torn end is in \(path) still"))
        }
        findings.append(lineFindings)
        events = check.events
        if check.idsAreUncompared {
            warnings.append("ids were compared with the first \(counted(LineCheck.idLimit, "id")) only")
        }
    }

    private static func seekTableCheck(_ reader: LogReader) throws(Failure) -> SeekTableCheck {
        do throws(LogError) { return try SeekTableCheck(reader) } catch { throw Failure(message: error.description) }
    }

    private mutating func take(_ outcome: LogOutcome) {
        frames = outcome.frames
        storedBytes = outcome.storedBytes
        warnings += outcome.notices
        if outcome.unfinishedLineBytes > 0 {
            findings.add(
                LogFinding(
                    kind: "unfinished_line", bytes: outcome.unfinishedLineBytes,
                    reason: "the end of a line is missing, its start was passed over"))
        }
        for place in outcome.firstOverlongLines {
            findings.add(
                LogFinding(
                    kind: SkipReason.line_too_long.rawValue, frame: place.frame, line: place.line,
                    reason: SkipReason.line_too_long.inWords))
        }
        findings.add(
            SkipReason.line_too_long.rawValue,
            count: Int(outcome.overlongLines) - outcome.firstOverlongLines.count)
        if seekTable == .wrong {
            findings.add(
                LogFinding(kind: "seek_table", reason: "the seek table does not say where this log's frames are"))
        }
    }
}

/// The findings in frames, as the reader tells of them.
private final class PartFindings {
    var findings = LogFindings()
    var seekTable: SeekTableCheck

    init(_ seekTable: SeekTableCheck) {
        self.seekTable = seekTable
    }

    func take(_ part: StoredPart) {
        seekTable.take(part)
        guard case .damage(let damage) = part.kind else { return }
        findings.add(
            LogFinding(
                kind: damage.rawValue, frame: part.frame, offset: part.offset, bytes: part.bytes, reason: damage.inWords
            ))
    }
}

/// The check of lines: events by the schema, with ids that are unique and times that can be.
private struct LineCheck {
    /// Ids that are remembered: about 32 MiB of hashes.
    static let idLimit = 1_000_000
    /// 2000-01-01: no program recorded LLM requests before.
    private static let earliest = Timestamp(nanosecondsSince1970: 946_684_800_000_000_000)

    private(set) var events: Int64 = 0
    private(set) var idsAreUncompared = false
    private var ids: Set<Int> = []
    private let scan = EventCheck()
    /// A day from now, which no clock is ahead.
    private let latest: Timestamp

    init() {
        latest = Timestamp(nanosecondsSince1970: (Int64(time(nil)) + 86_400) * 1_000_000_000)
    }

    mutating func take(_ line: UnsafeRawBufferPointer, at place: LinePosition, _ findings: inout LogFindings) {
        do throws(SkipReason) {
            let (time, isNew) = try scan.withEvent(of: line) { ($0, $1.map { note($0) } ?? true) }
            events += 1
            check(time, at: place, &findings)
            if !isNew { try findDuplicate(line, at: place, &findings) }
        } catch {
            findings.add(error.rawValue) {
                LogFinding(kind: error.rawValue, frame: place.frame, line: place.line, reason: error.inWords)
            }
        }
    }

    private func check(_ time: Timestamp, at place: LinePosition, _ findings: inout LogFindings) {
        guard time < Self.earliest || time > latest else { return }
        findings.add("implausible_time") {
            LogFinding(
                kind: "implausible_time", frame: place.frame, line: place.line,
                reason: "the time \(time) is before 2000 or in the future")
        }
    }

    /// Remembers an id; false if it was used before.
    private mutating func note(_ id: UnsafeRawBufferPointer) -> Bool {
        var hasher = Hasher()
        hasher.combine(bytes: id)
        let hash = hasher.finalize()
        guard ids.count >= Self.idLimit else { return ids.insert(hash).inserted }
        let isKnown = ids.contains(hash)
        idsAreUncompared = idsAreUncompared || !isKnown
        return !isKnown
    }

    private func findDuplicate(
        _ line: UnsafeRawBufferPointer, at place: LinePosition, _ findings: inout LogFindings
    ) throws(SkipReason) {
        let id = try Event(json: line).id ?? ""
        findings.add("duplicate_id") {
            let shown = id.unicodeScalars.count > 64 ? "\(id.prefix(64))…" : id
            return LogFinding(
                kind: "duplicate_id", frame: place.frame, line: place.line, reason: "the id \(shown) was used before")
        }
    }
}

extension LogFindings {
    /// Adds the findings of another check.
    mutating func append(_ other: LogFindings) {
        for finding in other.shown { add(finding) }
        for (kind, count) in other.notShown { add(kind, count: count) }
    }
}
