// Owns the claims about following a log while it is written.

import Glibc
@testable import LTBLog
import LTBTestSupport
import Testing

struct LogFollowerTests: GrowingLogs {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func everyFlushedLineIsGivenOnceAsItIsWritten() throws {
        var configuration = LogWriterConfiguration()
        configuration.frameBytes = 500
        let writer = try LogWriter(appendingTo: path, configuration: configuration)
        let follower = try LogFollower(path)
        #expect(try news(follower) == [])
        for number in 0..<40 {
            try writer.append(eventLine(number))
            try writer.flush()
            #expect(try news(follower) == [eventLine(number)])
        }
        try writer.close()
        #expect(try news(follower) == [])
        #expect(follower.outcomes.map(\.damagedFrames) == [0])
    }

    @Test func whatIsWrittenByteByByteIsGivenAsSoonAsItsBlockIsWhole() throws {
        let shape = FrameShape(saysSize: false, pieceBytes: [50, 90, 170])
        let bytes = [0..<3, 3..<5, 5..<9].flatMap { frame(lines: lines($0), shape) } + seekTable
        try folder.write([])
        let follower = try LogFollower(path)
        var given: [String] = []
        for count in 0..<bytes.count {
            try append([bytes[count]])
            given += try news(follower)
            let torn = try readLog(folder.write(Array(bytes[...count]), to: "torn"))
            #expect(count < 6 || given == torn.lines, "\(count + 1) bytes")
        }
        #expect(given == lines(0..<9))
    }

    @Test func aSeekTableThatTheNextWriterTakesAwayHidesNothing() throws {
        try writeLog(lines(0..<3), to: path)
        let follower = try LogFollower(path)
        #expect(try news(follower) == lines(0..<3))
        for number in 3..<8 {
            try writeLog([eventLine(number)], to: path)
            #expect(try news(follower) == [eventLine(number)])
        }
    }

    @Test func aSeekTableThatIsTakenAwayWhileLinesAreGivenHidesNothing() throws {
        try writeLog(lines(0..<3), to: path)
        let follower = try LogFollower(path)
        var given: [String] = []
        var writes = 0
        let take = { (batch: inout LineBatch) in
            while let line = batch.next() { given.append(String(decoding: line, as: UTF8.self)) }
            guard writes < 6 else { return }
            writes += 1
            try writeLog(lines((3 * writes)..<(3 * writes + 3)), to: path)
        }
        while try follower.readNew(to: take) {}
        #expect(given == lines(0..<21))
        #expect(follower.outcomes.map(\.isComplete) == [true])
    }

    @Test func recoveringATornFrameGivesNoLineAgain() throws {
        try writeLog(lines(0..<2), to: path)
        let writer = try LogWriter(appendingTo: path)
        for number in 2..<5 {
            try writer.append(eventLine(number))
            try writer.flush()
        }
        // As if the writer had been killed.
        let torn = try folder.read()
        for cut in [0, 1, 20] {
            let other = "cut-\(cut).jsonl.zst"
            try folder.write(torn.dropLast(cut), to: other)
            let follower = try LogFollower(folder[other])
            let given = try news(follower)
            #expect(given == (try readLog(folder[other]).lines))
            try writeLog(lines(5..<7), to: folder[other])
            #expect(try news(follower) == lines(5..<7))
            #expect(follower.outcomes.map(\.isComplete) == [true])
        }
    }

    @Test(arguments: [60, 400, 1_000, 5_000])
    func recoveringALongFrameOfAnotherWriterGivesNoLineAgain(_ frameBytes: Int) throws {
        var limits = LogLimits()
        limits.verifiedFrameBytes = frameBytes
        let shape = FrameShape(saysSize: false, pieceBytes: [70, 130])
        let first = frame(lines: lines(0..<2))
        let torn = first + frame(lines: lines(2..<40), shape).dropLast(30)
        for cut in [0, 1, 25, 60] {
            let other = "cut-\(cut).jsonl.zst"
            try folder.write(torn.dropLast(cut), to: other)
            let follower = try LogFollower(folder[other], limits: limits)
            let given = try news(follower)
            #expect(given == (try readLog(folder[other]).lines))
            try writeLog(lines(40..<43), to: folder[other])
            #expect(try news(follower) == lines(40..<43))
        }
    }

    @Test func aLongFrameThatIsWrittenAnewWithOtherLinesLosesNone() throws {
        var limits = LogLimits()
        limits.verifiedFrameBytes = 300
        let shape = FrameShape(saysSize: false, pieceBytes: [70])
        let first = frame(lines: lines(0..<1))
        try folder.write(first + frame(lines: lines(1..<30), shape).dropLast(4))
        let follower = try LogFollower(path, limits: limits)
        #expect(try news(follower) == lines(0..<30))
        let others = [eventLine(70)] + lines(2..<40)
        try folder.write(first + frame(lines: others, shape))
        #expect(try news(follower) == others)
    }

    @Test func aFrameThatIsWrittenAnewWithOtherLinesIsGivenFromWhereItDiffers() throws {
        let shape = FrameShape(saysSize: false, pieceBytes: [70])
        let first = frame(lines: lines(0..<1))
        try folder.write(first + frame(lines: lines(1..<5), shape).dropLast(4))
        let follower = try LogFollower(path)
        #expect(try news(follower) == lines(0..<5))
        try folder.write(first + frame(lines: lines(1..<3) + lines(10..<14), shape))
        #expect(try news(follower) == lines(10..<14))
    }

    @Test func aFileThatIsCutToNothingIsReadFromItsStartAgain() throws {
        try folder.write(frame(lines: lines(0..<20)))
        let follower = try LogFollower(path)
        #expect(try news(follower) == lines(0..<20))
        try folder.write(frame(lines: lines(20..<22)))
        #expect(try news(follower) == lines(20..<22))
        try folder.write(Array("{\"plain\":1}\n{".utf8))
        #expect(try news(follower) == ["{\"plain\":1}"])
        try append(Array("}\n".utf8))
        #expect(try news(follower) == ["{}"])
    }

    @Test func aDamagedFrameIsPassedOver() throws {
        var damaged = frame(lines: lines(2..<4))
        damaged[damaged.count / 2] ^= 0x55
        try folder.write(frame(lines: lines(0..<2)) + damaged + [1, 2, 3, 4, 5] + frame(lines: lines(4..<6)))
        let follower = try LogFollower(path)
        let given = try news(follower)
        #expect(given.filter { !lines(2..<4).contains($0) }.suffix(2) == lines(4..<6)[...])
        #expect(follower.outcomes[0].damagedFrames > 0)
        try append(frame(lines: lines(6..<7)))
        #expect(try news(follower) == lines(6..<7))
    }

    @Test func randomDamageNeverStopsTheFollowing() throws {
        var random = SplitMix64(seed: 21)
        for _ in 0..<150 {
            var bytes = randomFrames(randomText(using: &random), using: &random)
            damage(&bytes, times: Int.random(in: 1...4, using: &random), using: &random)
            try folder.write(bytes)
            let follower = try LogFollower(path)
            _ = try news(follower)
            try append([0] + frame(lines: ["{}"]) + frame(lines: ["{}"]) + frame(lines: ["[]"]))
            // The first frame may be what a damaged header in front of it asks for.
            #expect(try news(follower).last == "[]" || follower.outcomes[0].storedBytes < bytes.count)
        }
    }

    @Test(arguments: [1, 20])
    func aLogThatGrowsWhileItIsReadHoldsUpNeitherTheRoundNorOtherLogs(count: Int) throws {
        let bytes = Array((lines(0..<count) + [""]).joined(separator: "\n").utf8)
        for name in ["a.jsonl", "b.jsonl"] { try folder.write(bytes, to: name) }
        let stop = StopSignal()
        var given: [String] = []
        var rounds: [[String]] = []
        try LogFollower(folder.path).follow(
            until: stop,
            afterRound: {
                rounds.append(given)
                given = []
                if rounds.count == 3 { stop.stop() }
            },
            to: { batch in
                while let line = batch.next() { given.append(String(decoding: line, as: UTF8.self)) }
                try append(bytes, to: "a.jsonl")
                guard given.count < 10_000 else { throw TestFailure("the round never ends") }
            })
        // What is read from the first while the second is read belongs to the next round.
        #expect(rounds[0] == lines(0..<count) + lines(0..<count))
        #expect(rounds[1] == lines(0..<count) + lines(0..<count))
        #expect(rounds[2] == lines(0..<count))
    }

    @Test(arguments: [true, false])
    func followingGivesLinesUntilItIsStopped(isNotified: Bool) throws {
        try folder.write([])
        let stop = StopSignal()
        let given = Monitor<[String]>([])
        let isStarted = SystemThread.start { [self] in
            for number in 0..<5 {
                // What cannot be written is missed by who waits for it.
                try? append(frame(lines: [eventLine(number)]))
                // Only where following is broken is the time waited for, however slow the machine.
                let patience = MonotonicClock.now() + 60_000_000_000
                guard given.wait(until: patience, { $0.count > number ? true : nil }) != nil else { break }
            }
            stop.stop()
        }
        try #require(isStarted)
        let changes = FolderChanges(in: folder.path, isNotified: isNotified)
        try LogFollower(path).follow(changes, until: stop) { batch in
            while let line = batch.next() {
                given.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
                given.notify()
            }
        }
        #expect(given.withLock { $0 } == lines(0..<5))
    }

    @Test func whatIsNotThereOrNoLogIsRefused() throws {
        #expect(throws: LogError.notFound(path: path)) { try LogFollower(path) }
        try folder.write(Array("no log".utf8))
        #expect(throws: LogError.notALog(path: path)) { try news(LogFollower(path)) }
        try folder.write([0x1F, 0x8B, 8, 0, 0, 0])
        #expect(throws: LogError.compressed(path: path, by: .gzip)) { try news(LogFollower(path)) }
    }

    @Test func aLogWhoseFirstBytesAreDamagedIsFollowed() throws {
        var bytes = frame(lines: lines(0..<2)) + frame(lines: lines(2..<4))
        bytes[0] ^= 1
        try folder.write(bytes)
        let follower = try LogFollower(path)
        #expect(try news(follower) == lines(2..<4))
        try append(frame(lines: lines(4..<5)))
        #expect(try news(follower) == lines(4..<5))
        #expect(follower.outcomes.map(\.damagedFrames) == [1])
    }
}
