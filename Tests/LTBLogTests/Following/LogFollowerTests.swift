// Owns the claims about following a log while it is written.

import Glibc
@testable import LTBLog
import LTBTestSupport
import Synchronization
import Testing

struct LogFollowerTests {
    let folder: TemporaryFolder
    private var path: String { folder["run.jsonl.zst"] }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func lines(_ range: Range<Int>) -> [String] { range.map(eventLine) }

    /// Everything that is new.
    private func news(_ follower: LogFollower) throws -> [String] {
        var lines: [String] = []
        var rounds = 0
        while try follower.readNew(to: { batch in
            while let line = batch.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }) {
            rounds += 1
            guard rounds < 1_000 else { throw TestFailure("it never comes to an end") }
        }
        return lines
    }

    private func append(_ bytes: some Sequence<UInt8>, to name: String = "run.jsonl.zst") throws {
        let old = LogFiles.exists(folder[name]) ? try folder.read(name) : []
        // Over the old file, not in its place, as a writer does it.
        let descriptor = open(folder[name], O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let new = Array(bytes)
        guard pwrite(descriptor, new, new.count, off_t(old.count)) == new.count else {
            throw TestFailure("\(name) cannot be written")
        }
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

    @Test func aFileThatIsReplacedIsReadToItsEndBeforeTheNewOne() throws {
        try folder.write(frame(lines: lines(0..<2)))
        let follower = try LogFollower(path)
        #expect(try news(follower) == lines(0..<2))
        try append(frame(lines: lines(2..<3)))
        rename(path, folder["old"])
        try folder.write(frame(lines: lines(3..<4)))
        #expect(try news(follower) == lines(2..<4))
        // Its writer has not noticed yet.
        try append(frame(lines: lines(4..<5)), to: "old")
        #expect(try news(follower) == lines(4..<5))
        for _ in 0..<4 { #expect(try news(follower) == []) }
        #expect(follower.outcomes.map(\.frames) == [3, 1])
    }

    @Test func lateLinesAreGivenForSomeSecondsAfterAFileLostItsName() throws {
        let clock = Shared<Int64>(5)
        let lateness = LogFollower.patience
        try folder.write(frame(lines: lines(0..<1)))
        let follower = try LogFollower(path, now: { clock.value.withLock { $0 } })
        #expect(try news(follower) == lines(0..<1))
        rename(path, folder["old"])
        for number in 1..<20 {
            #expect(try news(follower) == [])
            try append(frame(lines: [eventLine(number)]), to: "old")
            clock.value.withLock { $0 += lateness / 20 }
            #expect(try news(follower) == [eventLine(number)])
        }
        clock.value.withLock { $0 += lateness / 20 }
        #expect(try news(follower) == [])
        try append(frame(lines: lines(20..<21)), to: "old")
        #expect(try news(follower) == [])
    }

    @Test func theWriterOfARotatedLogMayBeLate() throws {
        let clock = Shared<Int64>(5)
        try folder.write(frame(lines: lines(0..<1)), to: "run-00001.jsonl.zst")
        try folder.write(frame(lines: lines(1..<2)), to: "run-00002.jsonl.zst")
        let follower = try LogFollower(path, now: { clock.value.withLock { $0 } })
        #expect(try news(follower) == lines(0..<2))
        for number in 2..<9 {
            try append(frame(lines: [eventLine(number)]), to: "run-00001.jsonl.zst")
            #expect(try news(follower) == [eventLine(number)])
        }
        clock.value.withLock { $0 += LogFollower.patience }
        #expect(try news(follower) == [])
        try append(frame(lines: lines(9..<10)), to: "run-00001.jsonl.zst")
        try append(frame(lines: lines(10..<11)), to: "run-00002.jsonl.zst")
        #expect(try news(follower) == lines(10..<11))
    }

    @Test func aRotatedLogIsFollowedFromFileToFile() throws {
        var configuration = LogRecorderConfiguration()
        configuration.log.rotation = LogRotation(bytes: 300)
        let recorder = try LogRecorder(appendingTo: path, configuration: configuration)
        let follower = try LogFollower(path)
        var given: [String] = []
        for number in 0..<60 {
            recorder.append(eventLine(number))
            #expect(recorder.flush())
            if number % 7 == 0 { given += try news(follower) }
        }
        #expect(recorder.close())
        given += try news(follower)
        #expect(given == lines(0..<60))
        #expect(follower.outcomes.count > 3)
        let isComplete = follower.outcomes.allSatisfy(\.isComplete)
        #expect(isComplete)
        let later = try LogFollower(folder["run-00002.jsonl.zst"])
        let rest = try news(later)
        #expect(rest == lines((60 - rest.count)..<60) && rest.count < 60)
    }

    @Test(arguments: [
        ("worker-12345", ["worker-23456", "worker-12347"]), ("2025-20250115", ["2025-20250117"]),
        ("run", ["run-00002", "run-000001"]), ("run-012345", ["run-012346"]),
        ("run-9223372036854775807", ["run-9223372036854775806"]),
    ])
    func aNumberThatIsNotTheNextIsNoRotation(name: String, others: [String]) throws {
        for other in others { try folder.write(frame(lines: ["{}"]), to: other + ".jsonl.zst") }
        try folder.write(frame(lines: lines(0..<1)), to: name + ".jsonl.zst")
        let follower = try LogFollower(folder[name + ".jsonl.zst"])
        #expect(try news(follower) == lines(0..<1))
        try append(frame(lines: lines(1..<2)), to: name + ".jsonl.zst")
        #expect(try news(follower) == lines(1..<2))
        #expect(follower.outcomes.count == 1)
    }

    @Test(arguments: ["run", "run-00000", "run-00001", "run-12345"])
    func theNamedFileIsReadOnBesideThoseThatFollowIt(name: String) throws {
        let number = Int(name.dropFirst("run-".count)) ?? 0
        let later = (1...3).map { "run-" + String(100_000 + number + $0).dropFirst() + ".jsonl.zst" }
        for (number, name) in later.prefix(2).enumerated() {
            try folder.write(frame(lines: [eventLine(number)]), to: name)
        }
        try folder.write(frame(lines: lines(2..<3)), to: name + ".jsonl.zst")
        let follower = try LogFollower(folder[name + ".jsonl.zst"])
        #expect(try news(follower) == [2, 0, 1].map(eventLine))
        try append(frame(lines: lines(3..<4)), to: name + ".jsonl.zst")
        try append(frame(lines: lines(4..<5)), to: later[1])
        try folder.write(frame(lines: lines(5..<6)), to: later[2])
        #expect(try news(follower) == lines(3..<6))
        try append(frame(lines: lines(6..<7)), to: name + ".jsonl.zst")
        try append(frame(lines: lines(7..<8)), to: later[2])
        #expect(try news(follower) == lines(6..<8))
    }

    @Test func allLogsOfAFolderAreFollowed() throws {
        let follower = try LogFollower(folder.path)
        #expect(try news(follower) == [])
        try folder.write(frame(lines: lines(0..<2)), to: "b.jsonl.zst")
        #expect(try news(follower) == lines(0..<2))
        try folder.write(Array((eventLine(2) + "\n").utf8), to: "a.jsonl")
        try append(frame(lines: lines(3..<4)), to: "b.jsonl.zst")
        #expect(Set(try news(follower)) == Set(lines(2..<4)))
        rename(folder["b.jsonl.zst"], folder["c.jsonl.zst"])
        try append(frame(lines: lines(4..<5)), to: "c.jsonl.zst")
        #expect(try news(follower) == lines(4..<5))
    }

    @Test func whatIsNoLogInAFolderIsToldOnceAndPassedOver() throws {
        try folder.write(Array("[1,2]\n".utf8), to: "a.jsonl")
        try folder.write([0x1F, 0x8B, 8, 0, 0, 0], to: "b.jsonl")
        try folder.write(frame(lines: lines(0..<1)), to: "c.jsonl.zst")
        let follower = try LogFollower(folder.path)
        var told: [LogError] = []
        follower.onForeignFile = { told.append($0) }
        #expect(try news(follower) == lines(0..<1))
        try append(frame(lines: lines(1..<2)), to: "c.jsonl.zst")
        try append(Array("[1,2]\n".utf8), to: "a.jsonl")
        #expect(try news(follower) == lines(1..<2))
        #expect(told == [.notALog(path: folder["a.jsonl"]), .compressed(path: folder["b.jsonl"], by: .gzip)])
    }

    @Test func whatCannotBeOpenedInAFolderIsToldOnceAndTriedAgain() throws {
        for name in ["a.jsonl.zst", "b.jsonl.zst"] { try folder.write(frame(lines: lines(0..<1)), to: name) }
        let isLocked = Shared(true)
        let locked = LogError.cannotOpen(path: folder["a.jsonl.zst"], reason: "Permission denied")
        let follower = try LogFollower(folder.path) { [folder] path throws(LogError) in
            guard path == folder["a.jsonl.zst"], isLocked.value.withLock({ $0 }) else { return try .reading(path) }
            throw locked
        }
        var told: [LogError] = []
        follower.onForeignFile = { told.append($0) }
        #expect(try news(follower) == lines(0..<1))
        try append(frame(lines: lines(1..<2)), to: "b.jsonl.zst")
        #expect(try news(follower) == lines(1..<2))
        isLocked.value.withLock { $0 = false }
        try append(frame(lines: lines(2..<3)), to: "a.jsonl.zst")
        #expect(try news(follower) == lines(0..<1) + lines(2..<3))
        #expect(told == [locked])
    }

    @Test func whatBecomesALogIsTakenUp() throws {
        try folder.write(Array("[1,2]\n".utf8), to: "a.jsonl")
        let follower = try LogFollower(folder.path)
        var told = 0
        follower.onForeignFile = { _ in told += 1 }
        #expect(try news(follower) == [])
        try append(Array("[1,2]\n".utf8), to: "a.jsonl")
        #expect(try news(follower) == [])
        try folder.write(Array("{\"a\":1}\n".utf8), to: "a.jsonl")
        #expect(try news(follower) == ["{\"a\":1}"])
        try append(Array("{}\n".utf8), to: "a.jsonl")
        #expect(try news(follower) == ["{}"])
        #expect(told == 1)
    }

    @Test func whereTheSystemHasNoDescriptorOthersAreClosed() throws {
        let opened = Shared<[WeakFile]>([])
        let names = (0..<20).map { "\(100 + $0).jsonl.zst" }
        for (number, name) in names.enumerated() { try folder.write(frame(lines: [eventLine(number)]), to: name) }
        let follower = try LogFollower(folder.path, openFiles: 100) { path throws(LogError) in
            guard opened.value.withLock({ $0.count { $0.file != nil } }) < 7 else {
                throw .cannotOpen(path: path, reason: SystemError(code: EMFILE).reason)
            }
            let file = try OpenFile.reading(path)
            opened.value.withLock { $0.append(WeakFile(file: file)) }
            return file
        }
        var told: [LogError] = []
        follower.onForeignFile = { told.append($0) }
        #expect(try news(follower) == lines(0..<20))
        for (number, name) in names.enumerated() { try append(frame(lines: [eventLine(20 + number)]), to: name) }
        #expect(try news(follower) == lines(20..<40))
        #expect(told == [])
    }

    @Test func ofARotatedLogFewFilesAreOpenAtOnce() throws {
        let opened = Shared<[WeakFile]>([])
        let names = (1...20).map { "run-000\($0 < 10 ? "0" : "")\($0).jsonl.zst" }
        for (number, name) in names.enumerated() { try folder.write(frame(lines: [eventLine(number)]), to: name) }
        let follower = try LogFollower(folder[names[0]], openFiles: 100) { path throws(LogError) in
            guard opened.value.withLock({ $0.count { $0.file != nil } }) < 7 else {
                throw .cannotOpen(path: path, reason: SystemError(code: EMFILE).reason)
            }
            let file = try OpenFile.reading(path)
            opened.value.withLock { $0.append(WeakFile(file: file)) }
            return file
        }
        var told: [LogError] = []
        follower.onForeignFile = { told.append($0) }
        #expect(try news(follower) == lines(0..<20))
        for number in [0, 3, 19] { try append(frame(lines: [eventLine(20 + number)]), to: names[number]) }
        #expect(try news(follower) == [eventLine(20), eventLine(23), eventLine(39)])
        #expect(told == [])
    }

    @Test func whereNoFileCanBeClosedForAnotherThatIsTold() throws {
        let opened = Shared<[WeakFile]>([])
        let names = (0..<3).map { "\($0).jsonl.zst" }
        for (number, name) in names.enumerated() { try folder.write(frame(lines: [eventLine(number)]), to: name) }
        let follower = try LogFollower(folder.path) { path throws(LogError) in
            guard opened.value.withLock({ $0.count { $0.file != nil } }) < 3 else {
                throw .cannotOpen(path: path, reason: SystemError(code: EMFILE).reason)
            }
            let file = try OpenFile.reading(path)
            opened.value.withLock { $0.append(WeakFile(file: file)) }
            return file
        }
        var told = 0
        follower.onForeignFile = { _ in told += 1 }
        #expect(try news(follower) == lines(0..<3))
        // What is written to these comes too, which it could not if they were closed.
        for name in names { rename(folder[name], folder["\(name).old"]) }
        try folder.write(frame(lines: lines(3..<4)), to: "3.jsonl.zst")
        try append(frame(lines: lines(4..<5)), to: "\(names[0]).old")
        #expect(try news(follower) == lines(4..<5))
        #expect(told == 1)
    }

    @Test func ofManyFilesFewAreOpenAtOnce() throws {
        let opened = Shared<[WeakFile]>([])
        let names = (0..<40).map { "\(100 + $0).jsonl.zst" }
        for (number, name) in names.enumerated() { try folder.write(frame(lines: [eventLine(number)]), to: name) }
        let follower = try LogFollower(folder.path, openFiles: 5) { path throws(LogError) in
            let file = try OpenFile.reading(path)
            opened.value.withLock { $0.append(WeakFile(file: file)) }
            return file
        }
        #expect(try news(follower) == lines(0..<40))
        var random = SplitMix64(seed: 45)
        for round in 1..<40 {
            var expected: [String] = []
            for (number, name) in names.enumerated() where random.oneIn(1 + round % 9) {
                try append(frame(lines: [eventLine(100 * round + number)]), to: name)
                expected.append(eventLine(100 * round + number))
            }
            #expect(try news(follower).sorted() == expected.sorted())
            #expect(opened.value.withLock { $0.count { $0.file != nil } } <= 5)
        }
        rename(folder[names[0]], folder["renamed.jsonl.zst"])
        try append(frame(lines: lines(9_000..<9_001)), to: "renamed.jsonl.zst")
        #expect(try news(follower) == lines(9_000..<9_001))
        let isComplete = follower.outcomes.allSatisfy(\.isComplete)
        #expect(isComplete)
    }

    @Test func aFolderThatIsRemovedHasNoLogsUntilItIsThereAgain() throws {
        mkdir(folder["logs"], 0o700)
        try folder.write(frame(lines: lines(0..<1)), to: "logs/a.jsonl.zst")
        let follower = try LogFollower(folder["logs"])
        #expect(try news(follower) == lines(0..<1))
        unlink(folder["logs/a.jsonl.zst"])
        rmdir(folder["logs"])
        #expect(try news(follower) == [])
        mkdir(folder["logs"], 0o700)
        try folder.write(frame(lines: lines(1..<2)), to: "logs/a.jsonl.zst")
        #expect(try news(follower) == lines(1..<2))
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
}

// MARK: - Logs that are not read from their start

extension LogFollowerTests {
    @Test func theLastLinesAreGivenWithoutTheLogsBeforeThem() throws {
        var random = SplitMix64(seed: 46)
        for number in 0..<40 {
            let names = ["a.jsonl.zst", "b.jsonl.zst", "c.jsonl"].prefix(Int.random(in: 1...3, using: &random))
            for name in names {
                var bytes = name == "c.jsonl" ? Array("{}\n".utf8) : []
                let text = randomText(using: &random)
                bytes += name == "c.jsonl" ? text : frame(lines: ["{}"]) + randomFrames(text, using: &random)
                if random.oneIn(3) { bytes.removeLast(Int.random(in: 0..<max(1, bytes.count - 8), using: &random)) }
                try folder.write(bytes, to: name)
            }
            defer { for name in names { unlink(folder[name]) } }
            var limits = LogLimits()
            limits.partBytes = Int.random(in: 50...600, using: &random)
            let count = [0, 1, 2, 5, 40].randomElement(using: &random)!
            let letter = UInt8.random(in: 0x30...0x7A, using: &random)
            let takes = { (line: UnsafeRawBufferPointer) in line.contains(letter) }
            let whole = try LogFollower(folder.path, limits: limits)
            let late = try LogFollower(folder.path, limits: limits)
            var looked = 0
            try late.skipToLast(count, &looked) {
                $0 += 1
                return takes($1)
            }
            let all = try news(whole).filter { Array($0.utf8).withUnsafeBytes(takes) }
            let last = try news(late).filter { Array($0.utf8).withUnsafeBytes(takes) }
            #expect(last.suffix(count) == all.suffix(count), "log \(number), \(count) lines")
            for name in names {
                try append(name == "c.jsonl" ? Array("\n{}\n".utf8) : frame(lines: ["", "[]"]), to: name)
            }
            let (lateNews, news) = (try news(late), try news(whole))
            #expect(lateNews == news, "log \(number)")
        }
    }

    @Test func ofALongLogLittleIsGivenBeforeTheLastLines() throws {
        try folder.write((0..<50).flatMap { frame(lines: lines((4 * $0)..<(4 * $0 + 4))) })
        var limits = LogLimits()
        limits.partBytes = 300
        let follower = try LogFollower(path, limits: limits)
        var looked = 0
        try follower.skipToLast(6, &looked) { number, _ in
            number += 1
            return true
        }
        let given = try news(follower)
        #expect(given.suffix(6) == lines(194..<200)[...])
        #expect(given.count < 20)
        try append(frame(lines: lines(200..<201)))
        #expect(try news(follower) == lines(200..<201))
    }
}

extension LogFollowerTests {
    /// A log of 50 frames of four lines, of which a seek table tells that is right but for its first entries.
    private func longLog() -> (bytes: [UInt8], starts: [Int]) {
        let texts = (0..<50).map { frame in lines((4 * frame)..<(4 * frame + 4)).map { $0 + "\n" }.joined() }
        let frames = texts.map { frame(Array($0.utf8)) }
        var table = SeekTable()
        for (number, frame) in frames.enumerated() {
            let shift = number < 40 ? number % 2 * 2 - 1 : 0
            table.append(storedBytes: Int64(frame.count + shift), textBytes: Int64(texts[number].utf8.count))
        }
        let starts = frames.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        return (frames.flatMap { $0 } + table.bytes, starts)
    }

    private var limits: LogLimits {
        var limits = LogLimits()
        limits.partBytes = 300
        return limits
    }

    @Test func damageAmongTheLastLinesIsToldOf() throws {
        var (bytes, starts) = longLog()
        bytes[starts[46] - 2] ^= 1
        try folder.write(bytes)
        let follower = try LogFollower(path, limits: limits)
        var looked = 0
        try follower.skipToLast(40, &looked) { number, _ in
            number += 1
            return true
        }
        #expect(try news(follower).suffix(36) == lines(160..<180) + lines(184..<200))
        let outcome = try #require(follower.outcomes.first)
        #expect((outcome.damagedFrames, outcome.damagedBytes) == (1, Int64(starts[46] - starts[45])))
    }

    @Test func aLineIsLookedAtOnceWhereTheSeekTableLies() throws {
        try folder.write(longLog().bytes)
        let follower = try LogFollower(path, limits: limits)
        var looked: [String] = []
        try follower.skipToLast(1, &looked) { looked, line in
            looked.append(String(decoding: line, as: UTF8.self))
            return false
        }
        let given = try news(follower)
        #expect((looked.sorted() + given) == lines(0..<200).filter { !given.contains($0) }.sorted() + given)
        #expect(given.count < 20)
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

/// A file that closes when nobody else needs it.
private struct WeakFile: @unchecked Sendable {
    // Only ever asked whether it is still there, with a lock held.
    weak var file: OpenFile?
}

/// A value that threads share.
private final class Shared<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }
}
