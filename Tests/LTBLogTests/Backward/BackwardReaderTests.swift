// Owns the claims about reading a log from its end.

import Glibc
@testable import LTBLog
import LTBTestSupport
import Testing

struct BackwardReaderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// All lines, put together from the last stretch to the first.
    private func linesFromTheEnd(
        _ path: String, _ limits: LogLimits = LogLimits(), believesSeekTable: Bool = false
    ) throws -> (lines: [String], outcome: LogOutcome) {
        let log = try LogReader(LogFile(path: path), limits: limits)
        let reader = try #require(try BackwardReader(log, limits: limits, believesSeekTable: believesSeekTable))
        var stretches: [[String]] = []
        var stretch: [String] = []
        while try reader.readStretch(to: { stretch.append(String(decoding: $0, as: UTF8.self)) }) {
            stretches.append(stretch)
            stretch = []
        }
        return (stretches.reversed().flatMap { $0 }, reader.outcome)
    }

    /// Both ways of reading give the same, or refuse the same.
    private func expectSame(_ bytes: [UInt8], _ limits: LogLimits, _ comment: Comment) throws {
        let path = try folder.write(bytes)
        do {
            let whole = try readLog(path, limits: limits)
            let (lines, outcome) = try linesFromTheEnd(path, limits)
            #expect(lines == whole.lines, comment)
            #expect(outcome.damagedBytes == whole.outcome.damagedBytes, comment)
            #expect(outcome.unfinishedLineBytes == whole.outcome.unfinishedLineBytes, comment)
            #expect(outcome.overlongLines == whole.outcome.overlongLines, comment)
        } catch let error as LogError {
            #expect(throws: error, comment) { try linesFromTheEnd(path, limits) }
        }
    }

    @Test func framesOfAnyWriterGiveTheLinesThatReadingForwardGives() throws {
        var random = SplitMix64(seed: 41)
        for number in 0..<100 {
            let bytes = randomFrames(randomText(using: &random), using: &random)
            try expectSame(bytes, randomLimits(using: &random), "log \(number)")
        }
    }

    @Test func damagedFramesGiveTheLinesThatReadingForwardGives() throws {
        var random = SplitMix64(seed: 42)
        for number in 0..<200 {
            var bytes = randomFrames(randomText(using: &random), using: &random)
            damage(&bytes, times: Int.random(in: 1...3, using: &random), using: &random)
            var limits = randomLimits(using: &random)
            // A search without patience depends on how much was searched before.
            limits.searchBytes = 1 << 30
            try expectSame(bytes, limits, "log \(number)")
        }
    }

    @Test func plainTextGivesTheLinesThatReadingForwardGives() throws {
        var random = SplitMix64(seed: 43)
        for number in 0..<100 {
            let mark = random.oneIn(4) ? byteOrderMark : []
            let text = mark + Array("{}\n".utf8) + randomText(using: &random)
            try expectSame(text, randomLimits(using: &random), "text \(number)")
        }
    }

    @Test func aLogCutAnywhereGivesTheLinesThatReadingForwardGives() throws {
        let shape = FrameShape(saysSize: false, pieceBytes: [50, 90, 170])
        let bytes = [0..<3, 3..<5, 5..<9].flatMap { frame(lines: $0.map(eventLine), shape) } + seekTable
        var limits = LogLimits()
        limits.partBytes = 100
        for count in stride(from: 1, through: bytes.count, by: 3) {
            try expectSame(Array(bytes[..<count]), limits, "\(count) bytes")
        }
    }

    @Test func onlyTheLastStretchIsReadForTheLastLines() throws {
        var limits = LogLimits()
        limits.partBytes = 200
        var frames = (0..<20).map { frame(lines: [eventLine(2 * $0), eventLine(2 * $0 + 1)]) }
        // Whoever decoded it would notice.
        frames[3][frames[3].count - 2] ^= 1
        let log = try LogReader(LogFile(path: folder.write(frames.flatMap { $0 })), limits: limits)
        let reader = try #require(try BackwardReader(log, limits: limits))
        var lines: [String] = []
        #expect(try reader.readStretch { lines.append(String(decoding: $0, as: UTF8.self)) })
        #expect(lines.last == eventLine(39) && lines.count < 10)
        #expect(reader.outcome.isComplete)
    }

    @Test func aPipeHasNoEndToReadFrom() throws {
        let bytes = frame(lines: [eventLine(1)])
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0 && write(ends[1], bytes, bytes.count) == bytes.count)
        defer { for end in ends { close(end) } }
        let log = try LogReader(LogFile(path: "/dev/fd/\(ends[0])"))
        #expect(try BackwardReader(log) == nil)
    }
}

// MARK: - Seek tables

extension BackwardReaderTests {
    /// Frames of two lines each, some longer than others, and the table that fits them.
    private func tabledFrames(_ count: Int) -> (frames: [[UInt8]], texts: [Int]) {
        let texts = (0..<count).map { number in
            (0...(1 + number % 3)).map { eventLine(10 * number + $0) + "\n" }.joined()
        }
        return (texts.map { frame(Array($0.utf8)) }, texts.map(\.utf8.count))
    }

    private func log(_ frames: [[UInt8]], entries: [(stored: Int, text: Int)]) -> [UInt8] {
        var table = SeekTable()
        for entry in entries { table.append(storedBytes: Int64(entry.stored), textBytes: Int64(entry.text)) }
        return frames.flatMap { $0 } + table.bytes
    }

    private var limits: LogLimits {
        var limits = LogLimits()
        limits.partBytes = 100
        return limits
    }

    @Test func aSeekTableThatIsRightGivesAllLines() throws {
        let (frames, texts) = tabledFrames(20)
        let path = try folder.write(log(frames, entries: zip(frames, texts).map { ($0.count, $1) }))
        let lines = try linesFromTheEnd(path, limits, believesSeekTable: true).lines
        #expect(lines == (try readLog(path).lines))
    }

    @Test func aSeekTableThatLiesIsNeverBelieved() throws {
        let (frames, texts) = tabledFrames(20)
        let entries = zip(frames, texts).map { (stored: $0.count, text: $1) }
        var random = SplitMix64(seed: 44)
        for number in 0..<120 {
            var lie = entries
            let (one, other) = (Int.random(in: 0..<20, using: &random), Int.random(in: 0..<20, using: &random))
            switch number % 4 {
            case 0:
                // The frames are there, in another order.
                lie.swapAt(one, other)
            case 1:
                // A border somewhere else, with the right sum.
                let moved = Int.random(in: 1..<frames[one].count, using: &random)
                lie[one].stored -= moved
                lie[other].stored += moved
            case 2:
                // A border that is none.
                let part = Int.random(in: 1..<frames[one].count, using: &random)
                lie[one].stored -= part
                lie.insert((part, 10), at: one)
            default:
                // Two frames as one: the borders that are told are right.
                lie[max(one, 1) - 1].stored += lie.remove(at: max(one, 1)).stored
            }
            let path = try folder.write(log(frames, entries: lie))
            let expected = try readLog(path).lines
            do {
                #expect(try linesFromTheEnd(path, limits, believesSeekTable: true).lines == expected, "lie \(number)")
            } catch is BackwardReader.SeekTableMismatch {
                #expect(try linesFromTheEnd(path, limits).lines == expected, "lie \(number)")
            }
        }
    }

    @Test func aSeekTableThatNamesAFrameWithinAFrameIsFoundOut() throws {
        // A frame that holds another as it is, whose lines are no lines of the log.
        let inner = frame(lines: [eventLine(90), eventLine(91)])
        let outer = handmadeFrame(blocks: [.raw(Array("{\"a\":\"".utf8) + inner + Array("\"}\n".utf8))])
        let place = 9 + 6
        let entries = [(place, 10), (inner.count, 100), (outer.count - place - inner.count, 10)]
        let path = try folder.write(log([outer], entries: entries))
        #expect(throws: BackwardReader.SeekTableMismatch.self) {
            try linesFromTheEnd(path, limits, believesSeekTable: true)
        }
    }
}
