// Owns the claims about appending to logs that exist.

@testable import LTBLog
import LTBTestSupport
import Testing

struct LogTailTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Appends to a log of these bytes, of which some first ones must stay.
    private func append(_ line: String, to bytes: [UInt8], keeping kept: Int? = nil) throws -> Reading {
        let path = try folder.write(bytes)
        try writeLog([line], to: path)
        #expect(try folder.read().starts(with: bytes.prefix(kept ?? bytes.count)))
        return try readLog(path)
    }

    private func error(appendingTo bytes: [UInt8]) throws -> LogError? {
        let path = try folder.write(bytes)
        let error = #expect(throws: LogError.self) { try LogWriter(appendingTo: path) }
        #expect(try folder.read() == bytes)
        return error
    }

    @Test func aFrameGoesAfterWhateverCleanFramesThereAre() throws {
        let first = frame(lines: ["{}"])
        let many = FrameShape(hasChecksum: false, saysSize: false, pieceBytes: [1])
        for bytes in [first, first + seekTable, seekTable, first + frame([]), frame(lines: ["{}"], many)] {
            let reading = try append("[1]", to: bytes)
            #expect(reading.lines.last == "[1]")
            #expect(reading.outcome.isComplete)
        }
    }

    @Test func aLastLineWithoutNewlineStaysALineOfItsOwn() throws {
        for bytes in [frame(Array("{}".utf8)), frame(Array("{}".utf8)) + frame([]) + seekTable] {
            #expect(try append("[1]", to: bytes).lines == ["{}", "[1]"])
        }
    }

    @Test func ofATornTailEveryFlushedLineStays() throws {
        let first = frame(lines: [eventLine(0)])
        let lines = (1...6).map(eventLine)
        let lineBytes = lines[0].utf8.count + 1
        let tails = [frame(lines: lines, FrameShape(saysSize: false, pieceBytes: [2 * lineBytes])), seekTable]
        for tail in tails {
            for count in 1..<tail.count {
                let torn = first + tail[..<count]
                try folder.write(torn)
                let before = try readLog(folder["run.jsonl.zst"]).lines
                let reading = try append("[1]", to: torn, keeping: first.count)
                #expect(reading.lines == before + ["[1]"])
                #expect(reading.outcome.isComplete)
                #expect(!folder.has("run.jsonl.zst.recovery"))
            }
        }
    }

    @Test func onlyAWholeLastSeekTableIsDropped() throws {
        let first = frame(lines: [eventLine(0)])
        for bytes in [first + seekTable + first, seekTable + first, first + skippableFrame([1, 2, 3])] {
            let reading = try append("[1]", to: bytes)
            #expect(reading.lines.last == "[1]")
            #expect(reading.outcome.isComplete)
        }
        let path = try folder.write([])
        try writeLog([eventLine(0)], to: path)
        let closed = try folder.read()
        try writeLog([], to: path)
        #expect(try folder.read() == closed)
        let table = try #require(try SeekTable(atEndOf: OpenFile.reading(path)))
        let reading = try append("[1]", to: closed, keeping: Int(table.storedBytes))
        #expect(reading.lines == [eventLine(0), "[1]"])
    }

    @Test func aDamagedLogIsRefusedAndLeftAsItIs() throws {
        let (first, last) = (frame(lines: [eventLine(0)]), frame(lines: [eventLine(1)]))
        var wrongChecksum = last
        wrongChecksum[last.count - 1] ^= 1
        for tail in [wrongChecksum, [0], [1, 2, 3, 4, 5], [0x28, 0xB5, 0x2F, 0xFD, 0x0C, 0, 0, 0, 0, 0]] {
            let error = try error(appendingTo: first + tail)
            #expect(error == .damaged(path: folder["run.jsonl.zst"], offset: Int64(first.count)))
        }
    }

    @Test func whatIsNoZstdLogIsRefusedAndLeftAsItIs() throws {
        for bytes in [Array("{}\n".utf8), [0x1F, 0x8B], [0]] {
            #expect(try error(appendingTo: bytes) == .cannotAppend(path: folder["run.jsonl.zst"]))
        }
    }
}
