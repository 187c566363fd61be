// Owns the claims about following files that are rotated, replaced, or many.

import Glibc
@testable import LTBLog
import LTBTestSupport
import Synchronization
import Testing

struct ManyFollowedFilesTests: GrowingLogs {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
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
