// Owns the claims about appending to logs that exist.

import LTBLog
import Testing

struct LogTailTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func append(_ line: String, to bytes: [UInt8]) throws -> Reading {
        let path = try folder.write(bytes)
        try writeLog([line], to: path)
        #expect(try folder.read().starts(with: bytes))
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

    @Test func aLogWithATornTailIsRefusedAndLeftAsItIs() throws {
        let first = frame(lines: [eventLine(0)])
        for tail in [frame(lines: [eventLine(1)]), seekTable] {
            for count in 1..<tail.count {
                let error = try error(appendingTo: first + tail[..<count])
                #expect(error == .tornTail(path: folder["run.jsonl.zst"], offset: Int64(first.count)))
            }
        }
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
