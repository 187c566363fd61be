// Owns the claims about reading on several threads: it is the same as reading from start to end.

import Glibc
import LTBLog
import LTBTestSupport
import Testing

struct ParallelReaderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Expects the same of any number of threads as of one `LogReader`; gives what that read.
    @discardableResult
    private func expectEqualReadings(
        _ bytes: [UInt8], _ limits: LogLimits = LogLimits(), _ comment: Comment? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Reading? {
        let path = try folder.write(bytes)
        let expected = Result { try readLog(path, limits: limits) }
        for (threads, stoppingEarly) in [(1, false), (2, false), (4, false), (4, true)] {
            let result = Result {
                try readInParallel([path], threads: threads, limits: limits, stoppingEarly: stoppingEarly)
            }
            switch (result, expected) {
            case (.success(let reading), .success(let expected)):
                #expect(reading == [expected], comment, sourceLocation: sourceLocation)
            case (.failure(let error), .failure(let expected)):
                #expect("\(error)" == "\(expected)", comment, sourceLocation: sourceLocation)
            default:
                Issue.record("\(result) is not as \(expected)", sourceLocation: sourceLocation)
            }
        }
        return try? expected.get()
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func anyWritersFramesAreReadAsFromStartToEnd(seed: UInt64) throws {
        var random = SplitMix64(seed: 100 + seed)
        for round in 0..<40 {
            let bytes = randomFrames(randomText(using: &random), using: &random)
            let limits = randomLimits(using: &random)
            try expectEqualReadings(bytes, limits, "round \(round)")
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func damagedFramesAreReadAsFromStartToEnd(seed: UInt64) throws {
        var random = SplitMix64(seed: 200 + seed)
        for round in 0..<60 {
            var bytes = randomFrames(randomText(using: &random), using: &random)
            damage(&bytes, times: Int.random(in: 1...5, using: &random), using: &random)
            let limits = randomLimits(using: &random)
            try expectEqualReadings(bytes, limits, "round \(round)")
        }
    }

    @Test func plainTextIsReadAsFromStartToEnd() throws {
        var random = SplitMix64(seed: 3)
        for round in 0..<60 {
            let mark = random.oneIn(3) ? byteOrderMark : []
            let text = mark + Array("{}".utf8) + randomText(using: &random) + randomText(using: &random)
            try expectEqualReadings(text, randomLimits(using: &random), "round \(round)")
        }
    }

    private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    @Test func aLogCutAtAnyByteIsReadAsFromStartToEnd() throws {
        var configuration = LogWriterConfiguration()
        configuration.frameBytes = 200
        try writeLog((0..<12).map(eventLine), to: folder["run.jsonl.zst"], configuration: configuration)
        let whole = try folder.read()
        var limits = LogLimits()
        limits.readBytes = 8
        limits.partBytes = 100
        for count in 9...whole.count { try expectEqualReadings(Array(whole[..<count]), limits, "\(count) bytes") }
    }

    @Test func severalFilesAreToldApart() throws {
        var random = SplitMix64(seed: 4)
        for _ in 0..<10 {
            var limits = randomLimits(using: &random)
            limits.searchBytes = 1 << 20
            var paths: [String] = []
            for index in 0..<8 {
                let bytes = random.oneIn(6) ? [] : randomFrames(randomText(using: &random), using: &random)
                paths.append(try folder.write(bytes, to: "run-\(index).jsonl.zst"))
            }
            let expected = try paths.enumerated().map { index, path in
                do { return try readLog(path, limits: limits) } catch LogError.empty {
                    return Reading(outcome: LogOutcome(name: "run-\(index).jsonl.zst"))
                }
            }
            for threads in [1, 2, 4] {
                #expect(try readInParallel(paths, threads: threads, limits: limits) == expected)
            }
        }
    }

    @Test func theFirstFileThatCannotBeReadIsTold() throws {
        let good = try folder.write(frame(lines: ["{}"]), to: "good.jsonl.zst")
        let bad = try folder.write(Array("no log".utf8), to: "bad.jsonl")
        for threads in [1, 3] {
            #expect(throws: LogError.notALog(path: bad)) {
                try readInParallel([good, bad, folder["absent"]], threads: threads)
            }
            #expect(throws: LogError.empty(path: folder["empty"])) {
                try folder.write([], to: "empty")
                return try readInParallel([folder["empty"]], threads: threads)
            }
            #expect(throws: LogError.readFailed(path: "/proc/self/mem", offset: 0, reason: "Input/output error")) {
                try readInParallel(["/proc/self/mem"], threads: threads)
            }
        }
    }

    @Test func aPipeIsReadOnOneThread() async throws {
        let path = folder["pipe"]
        mkfifo(path, 0o600)
        let lines = (0..<50).map(eventLine)
        let bytes = frame(lines: lines)
        let writing = Task.detached {
            let end = open(path, O_WRONLY)
            defer { close(end) }
            return write(end, bytes, bytes.count)
        }
        #expect(try readInParallel([path], threads: 3).map(\.lines) == [lines])
        #expect(await writing.value == bytes.count)
    }

    @Test func aFrameThatExpandsFarIsReadAsFromStartToEnd() throws {
        let block = HandmadeBlock.repeated(UInt8(ascii: "\n"), count: 128 << 10)
        let bomb = handmadeFrame(blocks: Array(repeating: block, count: 80) + [.raw(Array("{\"a\":1}".utf8))])
        var limits = LogLimits()
        limits.readBytes = 100
        let lines = frame(lines: (0..<4).map(eventLine))
        let reading = try #require(try expectEqualReadings(lines + bomb + bomb + lines + lines, limits))
        #expect(reading.lines.count == 13)
        #expect(reading.outcome.isComplete)
    }

    @Test func aLargeLogOfOursIsReadAsFromStartToEnd() throws {
        var configuration = LogWriterConfiguration()
        configuration.frameBytes = 50_000
        let lines = (0..<20_000).map(eventLine)
        try writeLog(lines, to: folder["run.jsonl.zst"], configuration: configuration)
        var limits = LogLimits()
        limits.readBytes = 1 << 10
        limits.partBytes = 4 << 10
        let reading = try #require(try expectEqualReadings(try folder.read(), limits))
        #expect(reading.lines == lines)
        #expect(reading.outcome.frames > 20)
    }
}
