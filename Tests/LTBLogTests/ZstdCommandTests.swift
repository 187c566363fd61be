// Owns the claims about files that travel between this module and the `zstd` commands; skipped where they are absent.

import Glibc
import LTBLog
import LTBTestSupport
import Testing

private let needsZstd = ConditionTrait.enabled("the zstd command is not installed") {
    InstalledPrograms.contain("zstd", "zstdcat")
}

struct ZstdCommandTests {
    let folder: TemporaryFolder
    private let lines = (0..<20_000).map(eventLine)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(_ command: String) throws {
        guard system("cd \(folder.path) && \(command)") == 0 else { throw TestFailure("\(command) failed") }
    }

    @Test(needsZstd) func theCommandReadsWhatTheWriterWrote() throws {
        let writer = try LogWriter(appendingTo: folder["run.jsonl.zst"])
        for (index, line) in lines.enumerated() {
            try writer.append(line)
            if index % 999 == 0 { try writer.flush() }
        }
        try writer.close()
        try writeLog(["{}"], to: folder["run.jsonl.zst"])
        try run("zstd -tq run.jsonl.zst && zstdcat run.jsonl.zst > text")
        #expect(try folder.read("text") == Array((lines + ["{}", ""]).joined(separator: "\n").utf8))
    }

    @Test(
        needsZstd,
        arguments: [
            "zstd -q text -o run.zst", "zstd -q --no-check < text > run.zst", "zstd -q -19 --long=27 < text > run.zst",
            "zstd -q -T2 -B500KB text -o run.zst", "zstd -q --fast=5 text -o run.zst",
            "split -b 77777 text part. && zstd -q part.* && cat part.*.zst > run.zst",
        ])
    func theReaderReadsWhatTheCommandWrote(command: String) throws {
        try folder.write(Array((lines + [""]).joined(separator: "\n").utf8), to: "text")
        try run(command)
        for verifiedBytes in [8 << 20, 100_000] {
            var limits = LogLimits()
            limits.verifiedFrameBytes = verifiedBytes
            let reading = try readLog(folder["run.zst"], limits: limits)
            #expect(reading.lines == lines)
            #expect(reading.outcome.isComplete)
        }
    }

    @Test(
        .enabled("the pzstd command is not installed") {
            InstalledPrograms.contain("pzstd")
        })
    func theReaderReadsWhatPzstdWrote() throws {
        try folder.write(Array((lines + [""]).joined(separator: "\n").utf8), to: "text")
        try run("pzstd -q -p 2 text -o run.zst")
        #expect(try readLog(folder["run.zst"]).lines == lines)
    }
}
