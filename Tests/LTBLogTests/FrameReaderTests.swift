// Owns the claims about damaged frames: what is lost, what is not, and what is told.

@testable import LTBLog
import LTBTestSupport
import Testing

struct FrameReaderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ bytes: [UInt8], _ limits: LogLimits = LogLimits()) throws -> Reading {
        try readLog(try folder.write(bytes), limits: limits)
    }

    /// What a closed log holds before its seek table.
    private func bytesWithoutSeekTable() throws -> [UInt8] {
        let bytes = try folder.read()
        let table = try SeekTable(atEndOf: OpenFile.reading(folder["run.jsonl.zst"]))
        return Array(bytes[..<(table.map { Int($0.storedBytes) } ?? bytes.count)])
    }

    private func lines(_ range: Range<Int>) -> [String] { range.map(eventLine) }

    /// Three frames of two lines each.
    private func threeFrames(_ shape: FrameShape = FrameShape()) -> [[UInt8]] {
        [0..<2, 2..<4, 4..<6].map { frame(lines: lines($0), shape) }
    }

    @Test func aLogCutAtAnyByteKeepsEveryFlushedLine() throws {
        let writer = try LogWriter(appendingTo: folder["run.jsonl.zst"])
        var states: [(bytes: Int, lines: Int, isFrameEnd: Bool)] = [(0, 0, true)]
        func note(_ lines: Int, isFrameEnd: Bool) throws {
            states.append((try bytesWithoutSeekTable().count, lines, isFrameEnd))
        }
        for number in 0..<4 {
            try writer.append(eventLine(number))
            try writer.flush()
            try note(number + 1, isFrameEnd: false)
        }
        try writer.close()
        try note(4, isFrameEnd: true)
        try writeLog(lines(4..<6), to: folder["run.jsonl.zst"])
        // The last frame's only block ends before the frame's checksum.
        states.append((try bytesWithoutSeekTable().count - 4, 6, false))
        try note(6, isFrameEnd: true)
        let whole = try bytesWithoutSeekTable()
        for count in 1...whole.count {
            let reading = try read(Array(whole[..<count]))
            let state = states.last { $0.bytes <= count }!
            #expect(reading.lines == lines(0..<state.lines))
            #expect(reading.outcome.tornTail == !(state.isFrameEnd && state.bytes == count))
            #expect(reading.outcome.damagedFrames == (reading.outcome.tornTail ? 1 : 0))
            #expect(reading.outcome.storedBytes == Int64(count))
        }
    }

    @Test(
        arguments: [0xFF, 0x01, 0x80] as [UInt8], [FrameShape(), FrameShape(saysSize: false, pieceBytes: [90, 40])])
    func aFlippedByteLosesAtMostItsOwnFrame(flip: UInt8, shape: FrameShape) throws {
        let frames = threeFrames(shape)
        let whole = frames.flatMap { $0 }
        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= flip
            let damaged = index < frames[0].count ? 0 : index < frames[0].count + frames[1].count ? 1 : 2
            let others = lines(0..<6).filter { !lines((2 * damaged)..<(2 * damaged + 2)).contains($0) }
            let reading = try read(bytes)
            #expect(reading.lines.filter(others.contains) == others, "byte \(index)")
            if damaged < 2 {
                #expect(reading.lines == others || reading.lines == lines(0..<6), "byte \(index)")
            }
            #expect(reading.lines == lines(0..<6) || !reading.outcome.isComplete, "byte \(index)")
        }
    }

    @Test func aFlippedByteLosesAtMostItsOwnFrameInAPipe() throws {
        let frames = threeFrames()
        let whole = frames.flatMap { $0 }
        for index in frames[0].count..<(frames[0].count + frames[1].count) {
            var bytes = whole
            bytes[index] ^= 0xFF
            let reading = try readPipe(bytes)
            #expect(reading.lines == lines(0..<2) + lines(4..<6) || reading.lines == lines(0..<6), "byte \(index)")
        }
    }

    @Test func aFrameWithAWrongChecksumIsDroppedAndCounted() throws {
        var frames = threeFrames()
        frames[1][frames[1].count - 1] ^= 1
        let reading = try read(frames.flatMap { $0 })
        #expect(reading.lines == lines(0..<2) + lines(4..<6))
        var expected = LogOutcome(name: "run.jsonl.zst")
        expected.storedBytes = Int64(frames.map(\.count).reduce(0, +))
        expected.frames = 2
        expected.damagedFrames = 1
        expected.damagedBytes = Int64(frames[1].count)
        #expect(reading.outcome == expected)
        #expect(reading.positions.map(\.frame) == [0, 0, 2, 2])
        #expect(reading.positions.map(\.line) == [1, 2, 3, 4])
    }

    @Test func aFrameThatLooksLongerThanItsFileIsLostAlone() throws {
        var frames = threeFrames(FrameShape(saysSize: false))
        // The first block's size: behind magic number, descriptor and window.
        frames[1][7] = 0xFF
        let reading = try read(frames.flatMap { $0 })
        #expect(reading.lines == lines(0..<2) + lines(4..<6))
        #expect(reading.outcome.damagedBytes == Int64(frames[1].count))
        #expect(!reading.outcome.tornTail)
    }

    @Test func garbageBetweenFramesIsPassedOver() throws {
        let frames = threeFrames()
        let garbage = [UInt8](repeating: 0x28, count: 5000)
        let reading = try read(frames[0] + garbage + frames[1] + frames[2])
        #expect(reading.lines == lines(0..<6))
        #expect(reading.outcome.damagedBytes == 5000)
        #expect(reading.outcome.damagedFrames == 1)
        #expect(reading.outcome.frames == 3)
    }

    @Test func garbageAtTheEndIsCounted() throws {
        let frames = threeFrames()
        let reading = try read(frames[0] + [UInt8](repeating: 0, count: 4096))
        #expect(reading.lines == lines(0..<2))
        #expect(reading.outcome.damagedBytes == 4096)
        #expect(reading.outcome.damagedFrames == 1)
        #expect(!reading.outcome.tornTail)
    }

    @Test func aMagicNumberInGarbageIsNotTakenForAFrame() throws {
        let frames = threeFrames()
        let lure: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x45, 0x00, 0x00, 0x11, 0x22, 0x33]
        let reading = try read(frames[0] + [1, 2, 3] + lure + [4, 5] + frames[2])
        #expect(reading.lines == lines(0..<2) + lines(4..<6))
        #expect(reading.outcome.damagedBytes == Int64(3 + lure.count + 2))
    }

    @Test func aSkippableFrameWithAWrongSizeSwallowsNothing() throws {
        let frames = threeFrames()
        for size in [3, 40, 0xFFFF_FFF0] as [UInt32] {
            let broken = [0x50, 0x2A, 0x4D, 0x18] + littleEndian(size) + [UInt8](repeating: 7, count: 10)
            let reading = try read(frames[0] + broken + frames[1] + frames[2])
            #expect(reading.lines == lines(0..<6))
            #expect(reading.outcome.damagedBytes == Int64(broken.count))
        }
    }

    @Test func aTornSkippableFrameLosesNoLine() throws {
        let frames = threeFrames()
        for count in 1..<seekTable.count {
            let reading = try read(frames[0] + seekTable[..<count])
            #expect(reading.lines == lines(0..<2))
            #expect(reading.outcome.tornTail)
            #expect(reading.outcome.damagedBytes == Int64(count))
        }
    }

    @Test func aTornFrameAfterDamageIsReadToItsLastFlushedBlock() throws {
        let frames = threeFrames(FrameShape(saysSize: false, pieceBytes: [eventLine(0).utf8.count + 1]))
        let reading = try read(frames[0] + [9, 9, 9] + frames[1].dropLast(6))
        #expect(reading.lines == lines(0..<3))
        #expect(reading.outcome.tornTail)
        #expect(reading.outcome.damagedFrames == 2)
    }

    @Test func aLineWhoseEndIsTornOffIsDroppedAndCounted() throws {
        let text = Array((eventLine(0) + "\n" + eventLine(1)).utf8)
        let whole = frame(text + [0x0A], FrameShape(saysSize: false, pieceBytes: [text.count]))
        let reading = try read(whole.dropLast(5))
        #expect(reading.lines == lines(0..<1))
        #expect(reading.outcome.unfinishedLineBytes == Int64(eventLine(1).utf8.count))
        #expect(reading.outcome.tornTail)
    }

    @Test func aLineIsNotJoinedOverDamage() throws {
        let (first, rest) = (#"{"event_"#, #"type":"x"}"#)
        var damaged = frame(lines: [eventLine(0)])
        damaged[damaged.count - 1] ^= 1
        let reading = try read(frame(Array(first.utf8)) + damaged + frame(Array((rest + "\n").utf8)))
        #expect(reading.lines == [rest])
        #expect(reading.outcome.unfinishedLineBytes == Int64(first.utf8.count))
    }

    @Test func aLongFrameIsStreamedUpToItsDamage() throws {
        var limits = LogLimits()
        limits.verifiedFrameBytes = 100
        let shape = FrameShape(saysSize: false, pieceBytes: [eventLine(0).utf8.count + 1])
        let long = frame(lines: lines(0..<9), shape)
        var wrongChecksum = long
        wrongChecksum[long.count - 1] ^= 1
        let last = frame(lines: lines(9..<10))
        var reading = try read(wrongChecksum + last, limits)
        #expect(reading.lines == lines(0..<10))
        #expect(reading.outcome.damagedBytes == Int64(long.count))
        #expect(reading.outcome.damagedFrames == 1)
        #expect(reading.outcome.frames == 1)

        var wrongBlock = long
        for index in (long.count - 30)..<(long.count - 20) { wrongBlock[index] = 0xFF }
        reading = try read(wrongBlock + last, limits)
        #expect(reading.lines.starts(with: lines(0..<5)))
        #expect(reading.lines.last == eventLine(9))
        #expect(reading.outcome.damagedFrames == 1)
        #expect(reading.outcome.damagedBytes < Int64(long.count) && reading.outcome.damagedBytes > 0)
    }

    @Test func aLaterFrameThatAsksForTooMuchIsLostAloneWithANotice() throws {
        let frames = threeFrames()
        let large = handmadeFrame(windowLog: 28, blocks: [.raw(Array("{}\n".utf8))])
        for bytes in [frames[0] + large + frames[1], large + frames[0] + frames[1]] {
            let reading = try read(bytes)
            #expect(reading.lines == lines(0..<4))
            #expect(reading.outcome.damagedBytes == Int64(large.count))
            #expect(reading.outcome.notices.count == 1)
            #expect(reading.outcome.notices[0].contains("needs a window of 268435456 bytes"))
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func aFileFullOfLuresIsReadInBoundedTime(isCut: Bool) throws {
        // Every block holds the start of a frame that goes on through all blocks after it, to a damaged end:
        // whoever followed each to its end would need minutes.
        var limits = LogLimits()
        limits.searchBytes = 1 << 22
        let lure = handmadeFrame(blocks: [.raw([1]), .raw([2])]).dropLast(4)
        let block = littleEndian(UInt32(lure.count) << 3).prefix(3) + lure
        var bytes = frame(lines: lines(0..<1)) + [0]
        for _ in 0..<100_000 { bytes += block }
        // A compressed block of eight bytes that are none.
        bytes += littleEndian(8 << 3 | 2 << 1 | 1).prefix(3) + [UInt8](repeating: 0xFF, count: isCut ? 7 : 8)
        let reading = try read(bytes, limits)
        #expect(reading.lines == lines(0..<1))
        #expect(!reading.outcome.isComplete)
    }

    @Test func randomDamageNeverStopsTheRead() throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<300 {
            var bytes = threeFrames(FrameShape(saysSize: false, pieceBytes: [50])).flatMap { $0 } + seekTable
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 4..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(place + 5, bytes.count))
                default: bytes.insert(contentsOf: [0x28, 0xB5, 0x2F, 0xFD], at: place)
                }
            }
            do {
                let file = try read(bytes)
                #expect(file.lines == (try readPipe(bytes)).lines)
                #expect(file.outcome.storedBytes == Int64(bytes.count))
                #expect(file.outcome.damagedBytes <= file.outcome.storedBytes)
            } catch LogError.needsDictionary, LogError.windowTooLarge {
                // The first header asks for too much, and nothing after it is sound.
                #expect(throws: LogError.self) { try readPipe(bytes) }
            }
        }
    }
}
