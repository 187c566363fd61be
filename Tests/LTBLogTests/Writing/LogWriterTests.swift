// Owns the claims about writing logs.

import CZstd
import Glibc
@testable import LTBLog
import LTBTestSupport
import Testing

struct LogWriterTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder["run.jsonl.zst"] }

    private func configuration(_ change: (inout LogWriterConfiguration) -> Void) -> LogWriterConfiguration {
        var configuration = LogWriterConfiguration()
        change(&configuration)
        return configuration
    }

    @Test func whateverIsAppendedInAnySessionsIsReadBackInOrder() throws {
        var random = SplitMix64(seed: 3)
        for round in 0..<60 {
            let path = folder["\(round)"]
            var written: [String] = []
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let configuration = configuration {
                    $0.frameBytes = Int.random(in: 1...3000, using: &random)
                    $0.level = Int32.random(in: 1...5, using: &random)
                    $0.flushInterval = random.oneIn(3) ? .zero : .seconds(1)
                    $0.frameAge = random.oneIn(5) ? .zero : .seconds(60)
                    $0.synchronize = random.oneIn(5)
                }
                let writer = try LogWriter(appendingTo: path, configuration: configuration)
                for _ in 0..<Int.random(in: 0...40, using: &random) {
                    let line =
                        "{" + String(repeating: "é\(written.count)", count: Int.random(in: 0...90, using: &random))
                        + "}"
                    try writer.append(line)
                    written.append(line)
                    if random.oneIn(20) { try writer.flush() }
                }
                try writer.close()
            }
            let reading = try readLog(path)
            #expect(reading.lines == written)
            #expect(reading.outcome.isComplete)
        }
    }

    @Test func aFrameIsClosedBeforeItsTextGrowsOverTheLimit() throws {
        let lines = (0..<20).map(eventLine)
        let lineBytes = eventLine(0).utf8.count + 1
        try writeLog(Array(lines[..<10]), to: path, configuration: configuration { $0.frameBytes = 3 * lineBytes })
        #expect(try readLog(path).positions.map(\.frame) == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3])
        try writeLog(["{}"], to: folder["b"], configuration: configuration { $0.frameBytes = 1 })
        #expect(try readLog(folder["b"]).lines == ["{}"])
    }

    @Test func anOldFrameIsClosedByTheNextLine() throws {
        try writeLog((0..<3).map(eventLine), to: path, configuration: configuration { $0.frameAge = .zero })
        #expect(try readLog(path).outcome.frames == 3)
        try writeLog(
            (0..<3).map(eventLine), to: folder["b"], configuration: configuration { $0.frameAge = .seconds(Int64.max) })
        #expect(try readLog(folder["b"]).outcome.frames == 1)
    }

    @Test func framesHaveAChecksumAndAWindowOfAtMost1MiB() throws {
        let long = String(repeating: "x", count: 3 << 20)
        let writer = try LogWriter(appendingTo: path)
        for line in [eventLine(0), long, eventLine(1)] {
            try writer.append(line)
            try writer.flush()
        }
        try writer.close()
        var rest = try folder.read()
        var frames = 0
        while rest.count > 0, !rest.starts(with: littleEndian(SeekTable.magic)) {
            let (header, size) = rest.withUnsafeBytes {
                (FrameHeader($0), ZSTD_findFrameCompressedSize($0.baseAddress, $0.count))
            }
            #expect(header?.hasChecksum == true)
            #expect(header.map { $0.windowBytes <= 1 << 20 } == true)
            rest.removeFirst(size)
            frames += 1
        }
        #expect(frames == 3)
    }

    @Test func whatWasFlushedIsReadWhileTheFrameIsOpen() throws {
        let writer = try LogWriter(appendingTo: path)
        try writer.append(eventLine(0))
        #expect(throws: LogError.empty(path: path)) { try readLog(path) }
        try writer.flush()
        #expect(try readLog(path).lines == [eventLine(0)])
        try writer.append(eventLine(1))
        #expect(try readLog(path).lines == [eventLine(0)])
        try writer.flush()
        try writer.flush()
        let reading = try readLog(path)
        #expect(reading.lines == [eventLine(0), eventLine(1)])
        #expect(reading.outcome.tornTail)
        #expect(reading.outcome.damagedBytes == 0)
        try writer.close()
        #expect(try readLog(path).outcome.isComplete)
    }

    @Test func appendingFlushesOnceTheIntervalIsOver() throws {
        let writer = try LogWriter(
            appendingTo: path, configuration: configuration { $0.flushInterval = .milliseconds(30) })
        try writer.append(eventLine(0))
        usleep(60_000)
        try writer.append(eventLine(1))
        #expect(try readLog(path).lines == [eventLine(0), eventLine(1)])
    }

    @Test func aNewLogWithoutLinesIsALog() throws {
        try writeLog([], to: path)
        let bytes = try folder.read()
        #expect(try readLog(path).outcome.frames == 1)
        try writeLog([], to: path)
        #expect(try folder.read() == bytes)
    }

    @Test func aWriterThatIsLetGoEndsItsFrame() throws {
        do {
            let writer = try LogWriter(appendingTo: path)
            try writer.append("{}")
        }
        #expect(try readLog(path).outcome.isComplete)
    }

    @Test func aSecondWriterIsRefusedUntilTheFirstCloses() throws {
        let writer = try LogWriter(appendingTo: path)
        #expect(throws: LogError.locked(path: path)) { try LogWriter(appendingTo: path) }
        try writer.close()
        try LogWriter(appendingTo: path).close()
    }

    @Test func aClosedWriterTakesNothing() throws {
        let writer = try LogWriter(appendingTo: path)
        try writer.close()
        try writer.close()
        #expect(throws: LogError.closed(path: path)) { try writer.append("{}") }
        #expect(throws: LogError.closed(path: path)) { try writer.flush() }
    }

    @Test func aLineThatNoReaderTakesIsRefusedAlone() throws {
        let writer = try LogWriter(appendingTo: path)
        let line = String(repeating: "x", count: 16 << 20)
        try writer.append("{}")
        #expect(throws: LogError.lineTooLong(path: path, bytes: 1 + (16 << 20))) { try writer.append(line + "x") }
        try writer.append(line)
        try writer.close()
        #expect(try readLog(path).lines == ["{}", line])
    }

    @Test func aFullDiskIsToldByEveryLaterCall() throws {
        let full = LogError.writeFailed(path: "/dev/full", reason: "No space left on device")
        let writer = try LogWriter(appendingTo: "/dev/full")
        try writer.append("{}")
        #expect(throws: full) { try writer.flush() }
        #expect(throws: full) { try writer.append("{}") }
        #expect(throws: full) { try writer.close() }
    }

    @Test func whatCannotBeOpenedIsRefused() throws {
        #expect(throws: LogError.isFolder(path: folder.path)) { try LogWriter(appendingTo: folder.path) }
        let missing = folder["none/run.jsonl.zst"]
        #expect(throws: LogError.cannotOpen(path: missing, reason: "No such file or directory")) {
            try LogWriter(appendingTo: missing)
        }
    }
}
