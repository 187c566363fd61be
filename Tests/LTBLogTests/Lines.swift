// Owns what tests write and read: lines as texts, frames as bytes.

import Glibc
import LTBLog
import LTBTestSupport

/// Everything that a reader gives of a log.
struct Reading: Equatable {
    var lines: [String] = []
    var positions: [LinePosition] = []
    var outcome = LogOutcome(name: "")
}

/// Reads a log, optionally with limits of a test's own.
func readLog(_ path: String, limits: LogLimits = LogLimits()) throws -> Reading {
    try read(LogReader(LogFile(path: path), limits: limits))
}

/// Reads bytes as a log that comes through a pipe, which must hold all of them.
func readPipe(_ bytes: [UInt8], limits: LogLimits = LogLimits()) throws -> Reading {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0, bytes.count <= 1 << 16, write(ends[1], bytes, bytes.count) == bytes.count else {
        throw TestFailure("no pipe for \(bytes.count) bytes")
    }
    defer { close(ends[0]) }
    // A reader opens the pipe for itself; only then may the last writer go.
    let reader: LogReader
    do {
        defer { close(ends[1]) }
        reader = try LogReader(LogFile(path: "/dev/fd/\(ends[0])"), limits: limits)
    }
    return try read(reader)
}

private func read(_ reader: LogReader) throws -> Reading {
    var reading = Reading()
    try reader.forEachLine { line, position in
        reading.lines.append(String(decoding: line, as: UTF8.self))
        reading.positions.append(position)
    }
    reading.outcome = reader.outcome
    return reading
}

extension LogWriter {
    func append(_ line: String) throws(LogError) {
        let bytes = Array(line.utf8)
        let result: Result<Void, LogError> = bytes.withUnsafeBytes { line in
            do throws(LogError) { return .success(try append(line: line)) } catch { return .failure(error) }
        }
        try result.get()
    }
}

/// Writes a log in one session.
func writeLog(
    _ lines: [String], to path: String, configuration: LogWriterConfiguration = LogWriterConfiguration()
) throws {
    let writer = try LogWriter(appendingTo: path, configuration: configuration)
    for line in lines { try writer.append(line) }
    try writer.close()
}

/// A line like an event's, of its own number.
func eventLine(_ number: Int) -> String {
    #"{"event_type":"Test","timestamp":"2025-01-15T10:30:00.000000Z","id":"evt_\#(number)"}"#
}

/// Reads logs on several threads, all of which but one may stop early; the lines of each in the order of their places.
func readInParallel(
    _ paths: [String], threads: Int, limits: LogLimits = LogLimits(), stoppingEarly: Bool = false
) throws -> [Reading] {
    let readers = stoppingEarly ? Monitor(0) : nil
    let parallel = try ParallelReader.read(paths.map(LogFile.init), threads: threads, limits: limits) {
        LineCollector(readers)
    }
    var readings = parallel.outcomes.map { Reading(outcome: $0) }
    for line in parallel.results.flatMap({ $0 }).sorted(by: { $0.place < $1.place }) {
        readings[line.file].lines.append(line.text)
        readings[line.file].positions.append(parallel.lineNumbers.position(line.position, inFile: line.file))
    }
    return readings
}

/// Keeps all lines of a thread, and where they were.
private struct LineCollector: LineBatchConsumer, ~Copyable {
    struct Line {
        var text: String
        var file: Int
        var position: LinePosition

        var place: (Int, Int, Int) { (file, position.part, position.line) }
    }

    private var lines: [Line] = []
    /// How many threads read on, where all but one stop after their first lines.
    private let readers: Monitor<Int>?
    private(set) var takesMore = true

    init(_ readers: Monitor<Int>?) {
        self.readers = readers
        readers?.withLock { $0 += 1 }
    }

    mutating func consume(_ batch: inout LineBatch) {
        if let readers, takesMore {
            takesMore = readers.withLock { count in
                guard count > 1 else { return true }
                count -= 1
                return false
            }
        }
        while let line = batch.next() {
            lines.append(Line(text: String(decoding: line, as: UTF8.self), file: batch.file, position: batch.position))
        }
    }

    consuming func finish() -> [Line] { lines }
}
