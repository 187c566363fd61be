// Owns the counts of lines: events by type, and what was skipped.

import LTBEvents

/// A line that was skipped: where it was, and why.
package struct SkippedLine: Comparable, Sendable {
    /// Where a line is: the file's place among the files read, its frame and line.
    package struct Position: Comparable, Sendable {
        var file: Int
        var frame: Int
        /// The part of the file in which the line is counted; always 0 once it is counted in the file.
        var part: Int
        var line: Int

        /// A line of the `file`th file; `file`, `frame` and `part` count from 0, `line` from 1.
        package init(file: Int, frame: Int, part: Int = 0, line: Int) {
            self.file = file
            self.frame = frame
            self.part = part
            self.line = line
        }

        /// The order of reading.
        package static func < (lhs: Self, rhs: Self) -> Bool {
            (lhs.file, lhs.part, lhs.line, lhs.frame) < (rhs.file, rhs.part, rhs.line, rhs.frame)
        }
    }

    var position: Position
    var reason: SkipReason

    /// The order of reading.
    package static func < (lhs: Self, rhs: Self) -> Bool { lhs.position < rhs.position }

    func text(files: [LogFigures.File]) -> String {
        let name = position.file < files.count ? files[position.file].name : "file \(position.file)"
        return "\(name), line \(position.line) (frame \(position.frame)): \(reason.rawValue)"
    }
}

/// How many lines were events, of which type, and how many were skipped, for which reason.
struct EventCounts: Accumulator {
    /// Enough to see what is wrong with a log.
    private static let exampleLimit = 5

    /// By `ScannedEvent.Kind`.
    private var scanned = InlineArray<6, Int64>(repeating: 0)
    private var byType = BoundedTable(empty: Count())
    private var unknown = BoundedTable(empty: Count())
    private var skipped = SkipCounts()
    private var examples: [SkippedLine] = []

    @inline(__always)
    mutating func record(_ kind: ScannedEvent.Kind) {
        scanned[Int(kind.rawValue)] += 1
    }

    mutating func record(_ event: Event) {
        byType.values[byType.index(for: Self.kept(event.eventType))].add(1)
        guard let name = event.unknownTypeName else { return }
        unknown.values[unknown.index(for: Self.kept(name))].add(1)
    }

    private static func kept(_ name: String) -> [UInt8] { KeptText.kept(name, atMost: KeptText.longestDetail).bytes }

    mutating func skip(_ reason: SkipReason, count: Int64, _ positions: [SkippedLine.Position]) {
        skipped.add(reason, count: count)
        for position in positions { remember(SkippedLine(position: position, reason: reason)) }
    }

    private mutating func remember(_ line: SkippedLine) {
        if let last = examples.last, examples.count == Self.exampleLimit, last < line { return }
        examples.append(line)
        examples.sort()
        if examples.count > Self.exampleLimit { examples.removeLast() }
    }

    /// Tells the places of the skipped lines anew, in the same order.
    mutating func placeSkippedLines(_ place: (SkippedLine.Position) -> SkippedLine.Position) {
        for index in examples.indices { examples[index].position = place(examples[index].position) }
    }

    mutating func merge(_ other: Self) {
        for index in scanned.indices { scanned[index] += other.scanned[index] }
        byType.merge(other.byType)
        unknown.merge(other.unknown)
        for (reason, count) in other.skipped.counts { skipped.add(reason, count: count) }
        for line in other.examples { remember(line) }
    }

    /// Fills in what was counted.
    func fill(_ log: inout LogFigures) {
        log.eventsByType = Self.dictionary(byType)
        for kind in ScannedEvent.Kind.allCases where scanned[Int(kind.rawValue)] > 0 {
            log.eventsByType[kind.eventType.rawValue, default: 0] += scanned[Int(kind.rawValue)]
        }
        log.events = log.eventsByType.values.reduce(0, +)
        log.unknownTypes = Self.dictionary(unknown)
        log.skippedLines = skipped.counts.reduce(into: [:]) { $0[$1.reason.rawValue] = $1.count }
        log.skippedExamples = examples.map { $0.text(files: log.files) }
    }

    /// How many lines were skipped.
    var skippedCount: Int64 { skipped.counts.reduce(0) { $0 + $1.count } }

    var foldedKinds: [String] { byType.isFolding || unknown.isFolding ? ["event types"] : [] }

    private static func dictionary(_ table: BoundedTable<Count>) -> [String: Int64] {
        var counts = table.sorted.reduce(into: [:]) {
            $0[String(decoding: $1.key, as: UTF8.self), default: 0] += $1.value.value
        }
        if table.isFolding { counts[RunSummary.otherName, default: 0] += table.values[0].value }
        return counts
    }
}

extension Event {
    /// The name under which an event of unknown type is counted: its event type, or else its payload type.
    var unknownTypeName: String? {
        guard case .unknown(let eventType, let payloadType, _) = payload else { return nil }
        return EventType(rawValue: eventType) == nil ? eventType : payloadType ?? eventType
    }
}
