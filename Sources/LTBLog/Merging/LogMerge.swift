// Owns making one sequence of lines, in the order of their times, of many logs.

/// Merges logs by time in bounded memory: by time, then by the order of the files, then by the place in the file.
///
/// A single log goes through a `ReorderWindow`. Of several, each goes through one into a temporary run on disk, and the runs are
/// merged; whenever there are `fanIn` runs, they become one, so that neither descriptors nor memory depend on how many
/// files there are. Runs that are next to each other are merged first, so the order of ties stays.
///
/// A line that comes in its file more than a window after where it belongs is given as soon as it comes.
package final class LogMerge {
    /// Gives the time of a line; nil if the line is to be left out.
    package typealias Clock = (UnsafeRawBufferPointer) -> Int64?

    private let folder: String
    private let window: ReorderWindow.Limits
    private let fanIn: Int
    private let time: Clock
    private let meter: ReadingMeter
    /// Runs by how often they were merged.
    private var levels: [[SortedRun]] = []
    /// Lines that were given too late.
    package private(set) var lateLines: Int64 = 0
    /// What was read of each log.
    package private(set) var outcomes: [LogOutcome] = []

    /// A merge that puts what it cannot hold into a folder, in files that have no names, and tells a meter what it reads.
    package convenience init(
        temporaryFolder folder: String, meter: ReadingMeter = ReadingMeter(), time: @escaping Clock
    ) {
        self.init(temporaryFolder: folder, window: .init(), fanIn: 16, meter: meter, time: time)
    }

    init(
        temporaryFolder folder: String, window: ReorderWindow.Limits, fanIn: Int, meter: ReadingMeter = ReadingMeter(),
        time: @escaping Clock
    ) {
        self.meter = meter
        self.folder = folder
        self.window = window
        self.fanIn = fanIn
        self.time = time
    }

    /// Reads logs and gives their lines; a line is valid until the body returns.
    ///
    /// An empty file among several is passed over. Throws what the body throws, or a `LogError`.
    package func merge(_ files: [LogFile], to body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try mergeTimed(files) { _, line in try body(line) }
    }

    /// Does the same, and gives the times that the clock told, too.
    package func mergeTimed(
        _ files: [LogFile], to body: (_ time: Int64, _ line: UnsafeRawBufferPointer) throws -> Void
    ) throws {
        if files.count == 1 {
            return try sort(LogReader(files[0])) { line in
                try line.bytes.withUnsafeBytes { try body(line.time, $0) }
            }
        }
        for file in files {
            guard let reader = try openUnlessEmpty(file) else { continue }
            var run = try SortedRunWriter(in: folder)
            try sort(reader) { try run.append($0) }
            try add(run.finish(), level: 0)
        }
        // The highest level holds the first files.
        try mergeRuns(levels.reversed().flatMap { $0 }, to: body)
        levels = []
    }

    private func openUnlessEmpty(_ file: LogFile) throws(LogError) -> LogReader? {
        do throws(LogError) {
            return try LogReader(file)
        } catch .empty {
            var outcome = LogOutcome(name: file.name)
            outcome.notices = ["\(file.name) is empty."]
            outcomes.append(outcome)
            return nil
        }
    }

    /// Brings the lines of one log in order.
    private func sort(_ reader: LogReader, to body: (TimedLine) throws -> Void) throws {
        var window = ReorderWindow(self.window)
        try reader.forEachLine(meter) { line, _ in
            guard let time = time(line) else { return }
            window.insert(line, time: time)
            while window.isFull, let first = window.removeFirst() { try body(first) }
        }
        while let first = window.removeFirst() { try body(first) }
        lateLines += window.lateLines
        outcomes.append(reader.outcome)
    }

    private func add(_ run: SortedRun, level: Int) throws {
        if level == levels.count { levels.append([]) }
        levels[level].append(run)
        guard levels[level].count == fanIn else { return }
        var merged = try SortedRunWriter(in: folder)
        try mergeRuns(levels[level]) { time, line in
            try merged.append(TimedLine(time: time, bytes: Array(line)))
        }
        levels[level] = []
        try add(merged.finish(), level: level + 1)
    }

    private struct Head: Comparable {
        var time: Int64
        var run: Int

        static func < (one: Head, other: Head) -> Bool {
            one.time == other.time ? one.run < other.run : one.time < other.time
        }
    }

    private func mergeRuns(_ runs: [SortedRun], to body: (Int64, UnsafeRawBufferPointer) throws -> Void) throws {
        let readers = try runs.map { try SortedRunReader($0) }
        var heads = MinHeap<Head>()
        for (index, reader) in readers.enumerated() {
            if let time = reader.time { heads.insert(Head(time: time, run: index)) }
        }
        while let head = heads.first {
            try readers[head.run].next { try body(head.time, $0) }
            if let time = readers[head.run].time {
                heads.replaceFirst(with: Head(time: time, run: head.run))
            } else {
                _ = heads.removeFirst()
            }
        }
    }
}
