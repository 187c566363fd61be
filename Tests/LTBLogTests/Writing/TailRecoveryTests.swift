// Owns the claims about closing torn tails, also when that is interrupted.

@testable import LTBLog
import LTBTestSupport
import Testing

struct TailRecoveryTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder["run.jsonl.zst"] }
    private var side: String { RecoveryFile.path(for: path) }

    /// Opens the log in a program that is killed after so many operations; whether it came to the end before.
    private func open(killedAfter operations: Int, seed: UInt64 = 1) throws -> Bool {
        let files = TroubledFiles {
            $0.operationsLeft = operations
            $0.random = SplitMix64(seed: seed)
            $0.shortWrites = 2
        }
        do {
            _ = try AppendedLog(path, files: files, patience: -1)
        } catch {
            #expect(files.isKilled)
        }
        return !files.isKilled
    }

    /// Whether a reader and a writer find everything that was there, and nothing twice.
    private func expectAllLines(_ lines: [String], _ comment: Comment) throws {
        try writeLog(["[1]"], to: path)
        let reading = try readLog(path)
        #expect(reading.lines == lines + ["[1]"], comment)
        #expect(reading.outcome.isComplete, comment)
        #expect(!folder.has("run.jsonl.zst.recovery"), comment)
    }

    /// A log that ends in a torn frame with some whole lines.
    private func tornLog(_ random: inout SplitMix64) throws -> [UInt8] {
        let lines = (0..<Int.random(in: 2...40, using: &random)).map(eventLine)
        let whole = Int.random(in: 0..<lines.count, using: &random)
        let shape = FrameShape(saysSize: false, pieceBytes: [Int.random(in: 70...400, using: &random)])
        let torn = frame(lines: Array(lines[whole...]), shape)
        let first = whole > 0 ? frame(lines: Array(lines[..<whole])) : []
        return first + torn[..<Int.random(in: 1..<torn.count, using: &random)]
    }

    @Test func noLineIsLostWheneverRecoveriesAreKilled() throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<2 {
            let log = try tornLog(&random)
            try folder.write(log)
            let lines = try readLog(path).lines
            var isDone = false
            var first = 0
            while !isDone {
                for second in [0, 1, 2, 3, 5, 8, 13] {
                    try folder.write(log)
                    isDone = try open(killedAfter: first, seed: UInt64(first))
                    if try isDone || open(killedAfter: second, seed: UInt64(second)) {
                        try expectAllLines(lines, "killed after \(first) operations")
                        break
                    }
                    try expectAllLines(lines, "killed after \(first), then after \(second) operations")
                }
                first += 1
            }
        }
    }

    @Test func aReaderFindsEveryLineInTheLogOrBesideIt() throws {
        var random = SplitMix64(seed: 12)
        let log = try tornLog(&random)
        try folder.write(log)
        let lines = try readLog(path).lines
        for operations in 0... {
            try folder.write(log)
            let isDone = try open(killedAfter: operations)
            let here = (try? readLog(path).lines) ?? []
            let beside = folder.has("run.jsonl.zst.recovery") ? (try? readLog(side).lines) ?? [] : []
            #expect(here == lines || here + beside == lines || Set(here + beside) == Set(lines))
            if isDone { break }
            try expectAllLines(lines, "killed after \(operations) operations")
        }
    }

    @Test func aTornFrameWithoutWholeLinesIsDropped() throws {
        let first = frame(lines: [eventLine(0)])
        let torn = frame(Array(eventLine(1).utf8), FrameShape(saysSize: false, pieceBytes: [20]))
        for count in [4, 6, torn.count - 4] {
            try folder.write(first + torn[..<count])
            try writeLog(["[1]"], to: path)
            #expect(try readLog(path).lines == [eventLine(0), "[1]"])
        }
    }

    @Test func aFrameThatIsTornOnlyByDamageIsLeftAsItIs() throws {
        var bytes = frame(lines: [eventLine(0)], FrameShape(saysSize: false, pieceBytes: [30]))
        let header = try #require(bytes.withUnsafeBytes { FrameHeader($0) })
        // The first block now claims to be longer than what follows.
        bytes.replaceSubrange(header.headerBytes..<(header.headerBytes + 2), with: [0xFC, 0xFF])
        let log = frame(lines: [eventLine(1)]) + bytes + frame(lines: (2..<9).map(eventLine))
        try folder.write(log)
        #expect(throws: LogError.self) { try LogWriter(appendingTo: path) }
        #expect(try folder.read() == log)
        #expect(!folder.has("run.jsonl.zst.recovery"))
    }

    @Test func aSkippableFrameThatIsTornOnlyByDamageIsLeftAsItIs() throws {
        let broken = [0x50, 0x2A, 0x4D, 0x18] + littleEndian(28_931) + [1, 2, 3]
        let log = frame(lines: [eventLine(0)]) + broken + frame(lines: [eventLine(1)])
        try folder.write(log)
        let offset = Int64(frame(lines: [eventLine(0)]).count)
        #expect(throws: LogError.damaged(path: path, offset: offset)) { try LogWriter(appendingTo: path) }
        #expect(try folder.read() == log)
    }

    @Test func aLongTornFrameIsClosedInFramesOf1MiB() throws {
        let lines = (0..<40_000).map(eventLine)
        let whole = frame(lines: lines, FrameShape(saysSize: false, pieceBytes: [100_000]))
        try folder.write(Array(whole.dropLast(9)))
        let before = try readLog(path).lines
        #expect(before.count > 30_000)
        try writeLog(["[1]"], to: path)
        let reading = try readLog(path)
        #expect(reading.lines == before + ["[1]"])
        #expect(reading.outcome.frames == 4 + 1)
    }

    @Test func theSideFileOfAnotherLogIsToldAndNothingIsTouched() throws {
        let log = frame(lines: [eventLine(0)]) + frame(lines: [eventLine(1)])
        let other = frame(lines: [eventLine(2)])
        for offset in [Int64(log.count + 1), 5] {
            let beside = other + RecoveryFile.trailer(offset: offset, frameBytes: Int64(other.count))
            try folder.write(log)
            try folder.write(beside, to: "run.jsonl.zst.recovery")
            #expect(throws: LogError.foreignRecovery(path: side)) { try LogWriter(appendingTo: path) }
            #expect(try folder.read() == log)
            #expect(try folder.read("run.jsonl.zst.recovery") == beside)
        }
    }

    @Test func anUnfinishedSideFileIsRemoved() throws {
        let log = frame(lines: [eventLine(0)])
        let other = frame(lines: [eventLine(2)])
        let trailer = RecoveryFile.trailer(offset: Int64(log.count), frameBytes: Int64(other.count))
        let unfinished: [[UInt8]] = [
            [], [1], other, other + trailer.dropLast(), other.dropLast() + [0] + trailer, Array(trailer.dropFirst()),
        ]
        for beside in unfinished {
            try folder.write(log)
            try folder.write(beside, to: "run.jsonl.zst.recovery")
            try expectAllLines([eventLine(0)], "\(beside.count) bytes")
        }
    }
}
