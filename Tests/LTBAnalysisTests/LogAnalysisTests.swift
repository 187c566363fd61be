// Owns the claims about reading logs into a summary: threads, frames and files change nothing.

import Glibc
import LTBAnalysis
import LTBEvents
import LTBLog
import LTBTestSupport
import Testing

struct LogAnalysisTests {
    /// Parts so small that a few thousand lines make many.
    private var limits: LogLimits {
        var limits = LogLimits()
        limits.readBytes = 1 << 10
        limits.partBytes = 4 << 10
        return limits
    }

    /// With memory for less than nothing, so that all threads but one stop as soon as they can.
    private var limitsWithoutMemory: LogLimits {
        var limits = limits
        limits.gatheredBytes = -1 << 40
        return limits
    }

    /// Events of all kinds, and among them what is none.
    private func lines(seed: UInt64, count: Int) -> [[UInt8]] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { index in
            if random.oneIn(50) { return Array(["", "no", "{}", "[\(index)]"][index % 4].utf8) }
            var line: [UInt8] = []
            random.event().append(to: &line)
            return line
        }
    }

    private func write(_ lines: some Sequence<[UInt8]>, to path: String, frameBytes: Int) throws {
        var configuration = LogWriterConfiguration()
        configuration.frameBytes = frameBytes
        let writer = try LogWriter(appendingTo: path, configuration: configuration)
        for line in lines {
            try line.withUnsafeBytes { try writer.append(line: $0) }
        }
        try writer.close()
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/ltb-analysis-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        defer {
            for name in ["a", "b", "c"] { unlink("\(folder)/\(name).jsonl.zst") }
            rmdir(folder)
        }
        try body(folder)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func theSummaryIsTheSameForAnyNumberOfThreads(seed: UInt64) throws {
        try withFolder { folder in
            let lines = lines(seed: seed, count: 1_000)
            let file = LogFile(path: "\(folder)/a.jsonl.zst")
            try write(lines, to: file.path, frameBytes: 3_000)
            let whole = try LogAnalysis.read([file], threads: 1)
            for (threads, limits) in [(1, limits), (2, limits), (3, limitsWithoutMemory), (8, limits)] {
                let (summary, notices) = try LogAnalysis.read([file], threads: threads, limits: limits)
                #expect(summary == whole.summary)
                #expect(notices.isEmpty)
            }
            let firstExample = try #require(whole.summary.log.skippedExamples.first)
            let place = try #require(lines.firstIndex { !$0.isEmpty && $0.count < 20 })
            #expect(firstExample.hasPrefix("a.jsonl.zst, line \(place + 1) (frame"))
        }
    }

    @Test func theSummaryIsTheSameForAnySplitIntoFramesAndFiles() throws {
        try withFolder { folder in
            let lines = lines(seed: 3, count: 800)
            let files = ["a", "b", "c"].map { LogFile(path: "\(folder)/\($0).jsonl.zst") }
            try write(lines, to: files[0].path, frameBytes: 20_000)
            var expected = try LogAnalysis.read([files[0]], threads: 2, limits: limits).summary
            try write(lines[..<300], to: files[1].path, frameBytes: 1_000)
            try write(lines[300...], to: files[2].path, frameBytes: 5_000)
            var split = try LogAnalysis.read(Array(files[1...]), threads: 2, limits: limits).summary
            (expected.log.files, split.log.files) = ([], [])
            (expected.log.skippedExamples, split.log.skippedExamples) = ([], [])
            #expect(split == expected)
        }
    }

    @Test func filesAreToldByPathInWhicheverOrderTheyAreNamed() throws {
        try withFolder { folder in
            let lines = lines(seed: 6, count: 300)
            let files = ["a", "b", "c"].map { LogFile(path: "\(folder)/\($0).jsonl.zst") }
            for (index, file) in files.enumerated() {
                try write(lines[(index * 100)..<((index + 1) * 100)], to: file.path, frameBytes: 5_000)
            }
            let (summary, notices) = try LogAnalysis.read([files[2], files[0], files[1]], threads: 2, limits: limits)
            #expect(summary.log.files.map(\.name) == ["a.jsonl.zst", "b.jsonl.zst", "c.jsonl.zst"])
            #expect(summary.log.skippedExamples.first?.hasPrefix("a.jsonl.zst") == true)
            let expected = try LogAnalysis.read(files, threads: 1)
            #expect(summary == expected.summary)
            #expect(notices == expected.notices)
        }
    }

    @Test(arguments: [3, 1_200])
    func theSummaryOfACrowdIsTheSameForAnySplitIntoFilesFramesAndThreads(names: Int) throws {
        try withFolder { folder in
            var crowd = CrowdedLines(names: names, seed: 7)
            let lines = crowd.lines(1_600).map { Array($0.utf8) }
            let files = ["a", "b", "c"].map { LogFile(path: "\(folder)/\($0).jsonl.zst") }
            try write(lines, to: files[0].path, frameBytes: 1 << 20)
            var expected = try LogAnalysis.read([files[0]], threads: 1).summary
            expected.log.files = []
            for (threads, limits) in [(2, limits), (5, limitsWithoutMemory)] {
                for file in files { unlink(file.path) }
                let cut = Int.random(in: 1..<lines.count, using: &crowd.random)
                let frameBytes = Int.random(in: 500..<100_000, using: &crowd.random)
                try write(lines[cut...], to: files[1].path, frameBytes: frameBytes)
                try write(lines[..<cut], to: files[2].path, frameBytes: frameBytes / 2)
                var split = try LogAnalysis.read(Array(files[1...]), threads: threads, limits: limits).summary
                split.log.files = []
                #expect(split == expected, "\(threads) threads, \(cut) lines in the second file")
            }
        }
    }

    @Test func anEmptyFileAmongSeveralIsTold() throws {
        try withFolder { folder in
            let files = ["a", "b"].map { LogFile(path: "\(folder)/\($0).jsonl.zst") }
            close(open(files[0].path, O_CREAT | O_WRONLY, 0o600))
            try write(lines(seed: 4, count: 5), to: files[1].path, frameBytes: 1_000)
            let (summary, notices) = try LogAnalysis.read(files)
            #expect(notices == ["a.jsonl.zst is empty."])
            #expect(summary.log.files.map(\.name) == ["a.jsonl.zst", "b.jsonl.zst"])
            #expect(summary.log.files.map(\.bytes).first == 0)
        }
    }

    @Test func overlongLinesAreSkippedWithTheirPlaces() throws {
        try withFolder { folder in
            let file = LogFile(path: "\(folder)/a.jsonl.zst")
            let long = [UInt8](repeating: 0x20, count: 2_000) + Array("{}".utf8)
            try write(lines(seed: 5, count: 40) + [long], to: file.path, frameBytes: 3_000)
            var limits = limits
            limits.lineBytes = 1_999
            for threads in [1, 2] {
                let log = try LogAnalysis.read([file], threads: threads, limits: limits).summary.log
                #expect(log.skippedLines["line_too_long"] == 1)
                #expect(log.skippedExamples.contains { $0.contains("line 41 ") && $0.hasSuffix("line_too_long") })
            }
        }
    }
}
