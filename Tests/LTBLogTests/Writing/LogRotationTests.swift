// Owns the claims about logs that are divided among several files.

import Glibc
@testable import LTBLog
import LTBTestSupport
import Testing

struct LogRotationTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func configuration(_ rotation: LogRotation) -> LogRecorderConfiguration {
        var configuration = LogRecorderConfiguration()
        configuration.retryInterval = .milliseconds(10)
        configuration.log.rotation = rotation
        return configuration
    }

    /// The lines of the folder's logs, read as one run.
    private func lines() throws -> [String] {
        try LogFiles.resolve([folder.path]).files.flatMap { try readLog($0.path).lines }
    }

    private func names() throws -> [String] {
        try LogFiles.resolve([folder.path]).files.map(\.name)
    }

    @Test func filesOfASizeFollowEachOtherAndAreOneRunTogether() throws {
        for session in 0..<2 {
            let recorder = try LogRecorder(
                appendingTo: folder["run.jsonl.zst"], configuration: configuration(LogRotation(bytes: 200)))
            for number in 0..<20 {
                recorder.append(eventLine(20 * session + number))
                #expect(recorder.flush())
            }
            #expect(recorder.close())
        }
        let names = try names()
        #expect(names.first == "run-00001.jsonl.zst")
        #expect(names.count > 4)
        #expect(names == (1...names.count).map { "run-0000\($0).jsonl.zst" } || names.count > 9)
        #expect(try lines() == (0..<40).map(eventLine))
        for file in try LogFiles.resolve([folder.path]).files {
            #expect(try readLog(file.path).outcome.isComplete)
            #expect(try SeekTable(atEndOf: OpenFile.reading(file.path)) != nil)
        }
    }

    @Test func numbersThatAreDatesOrTooLargeAreOfNoSeries() throws {
        for name in ["20261121", "9223372036854775807", "0000001", "1234"] {
            try folder.write([], to: "run-\(name).jsonl.zst")
        }
        let recorder = try LogRecorder(
            appendingTo: folder["run.jsonl.zst"], configuration: configuration(LogRotation(bytes: 1)))
        for number in 0..<2 {
            recorder.append(eventLine(number))
            #expect(recorder.flush())
        }
        #expect(recorder.close())
        #expect(try readLog(folder["run-00001.jsonl.zst"]).lines == [eventLine(0)])
        #expect(try readLog(folder["run-00002.jsonl.zst"]).lines == [eventLine(1)])
        #expect(try folder.read("run-20261121.jsonl.zst").isEmpty)
    }

    @Test func filesOfAnAgeFollowEachOther() throws {
        let recorder = try LogRecorder(
            appendingTo: folder["run.jsonl.zst"], configuration: configuration(LogRotation(age: .zero)))
        for number in 0..<3 {
            recorder.append(eventLine(number))
            #expect(recorder.flush())
        }
        #expect(recorder.close())
        #expect(try lines() == (0..<3).map(eventLine))
        #expect(try names().count == 4)
    }

    @Test func aWriterOfOneThreadRotatesToo() throws {
        var configuration = LogWriterConfiguration()
        configuration.rotation = LogRotation(bytes: 1)
        configuration.flushInterval = .zero
        try writeLog((0..<3).map(eventLine), to: folder["run.jsonl.zst"], configuration: configuration)
        #expect(try lines() == (0..<3).map(eventLine))
    }

    @Test func whileTheNextFileCannotBeOpenedTheOldOneIsWrittenOn() async throws {
        let files = TroubledFiles { _ in }
        let recorder = try LogRecorder(
            appendingTo: folder["run.jsonl.zst"], configuration: configuration(LogRotation(bytes: 1)), files: files)
        files.change { $0.opens = false }
        for number in 0..<3 {
            recorder.append(eventLine(number))
            #expect(recorder.flush())
        }
        #expect(recorder.failures > 0)
        #expect(try names() == ["run-00001.jsonl.zst"])
        files.change { $0.opens = true }
        #expect(
            await eventually {
                recorder.append("x")
                recorder.flush()
                return folder.has("run-00002.jsonl.zst")
            })
        #expect(recorder.close())
        #expect(try lines().starts(with: (0..<3).map(eventLine)))
    }

    @Test func numbersGoBeforeTheEnding() {
        #expect(LogSeries("a/run.jsonl.zst").path(1) == "a/run-00001.jsonl.zst")
        #expect(LogSeries("run.zst").path(42) == "run-00042.zst")
        #expect(LogSeries("run").path(123_456) == "run-123456")
        #expect(LogSeries(".zst").path(1) == ".zst-00001")
    }

    @Test func onlyFilesOfTheSeriesCount() throws {
        for name in [
            "run-00007.jsonl.zst", "run-8.jsonl.zst", "run-00009.zst", "run-0001x.jsonl.zst", "other-00010.jsonl.zst",
        ] {
            try folder.write([], to: name)
        }
        #expect(try LogSeries(folder["run.jsonl.zst"]).lastNumber() == 7)
        #expect(try LogSeries(folder["none.jsonl.zst"]).lastNumber() == 0)
    }
}
