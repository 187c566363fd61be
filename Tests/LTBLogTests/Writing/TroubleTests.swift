// Owns the claims about what a recorder does when the file system is in trouble.

import Glibc
@testable import LTBLog
import LTBTestSupport
import Testing

/// Whether a test can have a file system of its own.
private let canMount = ConditionTrait.enabled("only root can mount a file system of 1 MiB") {
    guard let folder = try? TemporaryFolder(),
        system("mount -t tmpfs -o size=4k tmpfs \(folder.path) 2> /dev/null") == 0
    else { return false }
    return system("umount \(folder.path)") == 0
}

struct TroubleTests {
    let folder: TemporaryFolder
    private let errors = Errors()

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder["run.jsonl.zst"] }

    private func recorder(
        _ path: String, files: any FileOperations = SystemFileOperations(),
        _ change: (inout LogRecorderConfiguration) -> Void = { _ in }
    ) throws -> LogRecorder {
        var configuration = LogRecorderConfiguration()
        configuration.retryInterval = .milliseconds(10)
        configuration.onError = { [errors] in errors.add($0) }
        change(&configuration)
        return try LogRecorder(appendingTo: path, configuration: configuration, files: files)
    }

    private func full(_ path: String) -> LogError { .writeFailed(path: path, reason: "No space left on device") }

    /// Lines that hardly become smaller.
    private func noise(_ count: Int, _ random: inout SplitMix64) -> [String] {
        (0..<count).map { number in
            "{\"number\":\(number),\"noise\":\"" + (0..<8).map { _ in String(random.next(), radix: 36) }.joined()
                + "\"}"
        }
    }

    @Test func whateverFailsEveryLineIsWrittenOnceAndTheFileStaysReadable() async throws {
        var random = SplitMix64(seed: 21)
        for round in 0..<12 {
            let path = folder["\(round)"]
            let files = TroubledFiles {
                $0.random = SplitMix64(seed: UInt64(round))
                $0.shortWrites = 2
                $0.interruptions = 3
            }
            let recorder = try recorder(path, files: files) { $0.log.frameBytes = 3_000 }
            var appended: [String] = []
            for step in 0..<6 {
                let space = step == 5 ? Int.max : Int.random(in: 0...3_000, using: &random)
                let cuts = random.oneIn(2)
                files.change { trouble in
                    trouble.spaceLeft = space
                    trouble.cuts = cuts
                }
                let lines = noise(Int.random(in: 1...60, using: &random), &random)
                for line in lines { recorder.append(line) }
                appended += lines
                let isFlushed = recorder.flush()
                let readable = (try? readLog(path).lines) ?? []
                #expect(readable == Array(appended.prefix(readable.count)))
                if isFlushed { #expect(readable == appended) }
            }
            #expect(recorder.close())
            #expect(recorder.droppedLines == 0)
            let reading = try readLog(path)
            #expect(reading.lines == appended)
            #expect(reading.outcome.isComplete)
        }
    }

    @Test func anErrorIsToldOnceUntilRecordingHasResumed() async throws {
        let files = TroubledFiles { $0.spaceLeft = 0 }
        let recorder = try recorder(path, files: files)
        for _ in 1...2 {
            recorder.append("{}")
            for _ in 0..<3 { #expect(!recorder.flush()) }
            files.change { $0.spaceLeft = .max }
            #expect(await eventually { recorder.flush() })
            files.change { $0.spaceLeft = 0 }
        }
        #expect(errors.all == [full(path), full(path)])
        #expect(recorder.failures >= 6)
        // There is no space for the end of the frame either.
        #expect(!recorder.close())
        let reading = try readLog(path)
        #expect(reading.lines == ["{}", "{}"])
        #expect(reading.outcome.tornTail)
    }

    @Test func whatCannotBeWrittenBeforeTheEndIsCountedAsDropped() throws {
        let recorder = try recorder(path, files: TroubledFiles { $0.spaceLeft = 0 })
        for number in 0..<2_000 { recorder.append(eventLine(number)) }
        recorder.flush()
        recorder.append("{}")
        #expect(!recorder.close())
        #expect(recorder.droppedLines == 2_001)
        #expect(try folder.read() == [])
    }

    @Test func aSynchronizedFlushIsFalseWhereTheDiskFails() throws {
        let files = TroubledFiles { $0.synchronizes = false }
        let recorder = try recorder(path, files: files)
        recorder.append("{}")
        #expect(!recorder.flush(synchronize: true))
        #expect(recorder.flush())
        files.change { $0.synchronizes = true }
        #expect(recorder.flush(synchronize: true))
        #expect(recorder.close())
    }

    @Test(canMount) func whenAFullFileSystemHasSpaceAgainRecordingResumes() async throws {
        folder.makeFolder("disk")
        #expect(system("mount -t tmpfs -o size=1m tmpfs \(folder["disk"])") == 0)
        defer { system("umount -l \(folder["disk"])") }
        try folder.write([UInt8](repeating: 1, count: 500 << 10), to: "disk/other")
        let path = folder["disk/run.jsonl.zst"]
        let recorder = try recorder(path)
        var random = SplitMix64(seed: 22)
        let lines = noise(9_000, &random)
        for line in lines { recorder.append(line) }
        #expect(!recorder.flush())
        #expect(errors.all == [full(path)])
        let readable = (try? readLog(path).lines) ?? []
        #expect(readable.count < lines.count && readable == Array(lines.prefix(readable.count)))
        unlink(folder["disk/other"])
        #expect(await eventually { recorder.flush() })
        #expect(try readLog(path).lines == lines)
        #expect(recorder.close())
        #expect(try readLog(path).outcome.isComplete)
    }

    @Test func aFileThatWasRemovedIsMadeAgain() throws {
        let recorder = try recorder(path)
        recorder.append("{\"a\":1}")
        #expect(recorder.flush())
        unlink(path)
        recorder.append("{\"a\":2}")
        #expect(recorder.flush())
        recorder.append("{\"a\":3}")
        #expect(recorder.close())
        #expect(try readLog(path).lines == ["{\"a\":2}", "{\"a\":3}"])
        #expect(try readLog(path).outcome.isComplete)
    }

    @Test func aFileThatWasReplacedIsAppendedTo() throws {
        try writeLog(["other"], to: folder["other"])
        let recorder = try recorder(path)
        recorder.append("before")
        #expect(recorder.flush())
        rename(path, folder["old"])
        rename(folder["other"], path)
        recorder.append("after")
        #expect(recorder.close())
        #expect(try readLog(path).lines == ["other", "after"])
        #expect(try readLog(path).outcome.isComplete)
        #expect(try readLog(folder["old"]).lines == ["before"])
    }

    @Test func aFileThatWasCutIsGoneOnWithInANewFrame() throws {
        let recorder = try recorder(path)
        recorder.append("before")
        #expect(recorder.flush())
        truncate(path, 0)
        recorder.append("after")
        #expect(recorder.close())
        #expect(try readLog(path).lines == ["after"])
        #expect(try readLog(path).outcome.isComplete)
    }

    @Test func aFolderThatWasRemovedIsToldAndWaitedFor() async throws {
        folder.makeFolder("logs")
        let path = folder["logs/run.jsonl.zst"]
        let recorder = try recorder(path)
        unlink(path)
        rmdir(folder["logs"])
        recorder.append("{}")
        #expect(!recorder.flush())
        #expect(errors.all == [.cannotOpen(path: path, reason: "No such file or directory")])
        folder.makeFolder("logs")
        #expect(await eventually { recorder.flush() })
        #expect(recorder.close())
        #expect(try readLog(path).lines == ["{}"])
    }

    @Test func aPipeThatIsFullOrHasNoReaderHoldsUpNobody() async throws {
        let path = folder["pipe"]
        mkfifo(path, 0o600)
        let reading = open(path, O_RDONLY | O_NONBLOCK)
        let recorder = try recorder(path)
        var random = SplitMix64(seed: 23)
        let lines = noise(3_000, &random)
        for line in lines { recorder.append(line) }
        #expect(!recorder.flush())
        #expect(errors.all == [.writeFailed(path: path, reason: "Resource temporarily unavailable")])
        close(reading)
        #expect(!recorder.flush())
        #expect(errors.all.count == 1)
        // What comes next starts a new frame, which its new reader can read.
        let second = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(second) }
        let copied = Task.detached {
            await onThread { [folder] in
                let all = drain(second)
                _ = try? folder.write(all, to: "received")
            }
        }
        #expect(await eventually { recorder.flush() })
        #expect(recorder.close())
        await copied.value
        #expect(try readLog(folder["received"]).lines == lines)
    }
}

/// Everything that comes through a pipe until its writers have gone.
private func drain(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count > 0 {
            bytes += chunk[..<count]
        } else if count == 0, !bytes.isEmpty {
            return bytes
        } else {
            usleep(1_000)
        }
    }
}

/// Errors that a recorder told.
private final class Errors: Sendable {
    private let errors = Monitor<[LogError]>([])

    var all: [LogError] { errors.withLock { $0 } }

    func add(_ error: LogError) { errors.withLock { $0.append(error) } }
}
