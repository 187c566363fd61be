// Owns the claims about files that travel between this module and the `zstd` commands; skipped where they are absent.

import Glibc
import LTBLog
import Testing

/// Whether commands are installed.
private func areInstalled(_ commands: String...) -> Bool {
    commands.allSatisfy { system("command -v \($0) > /dev/null") == 0 }
}

private let needsZstd = ConditionTrait.enabled("the zstd command is not installed") { areInstalled("zstd", "zstdcat") }

/// A Python that has zstandard: the user's own or the system's.
private let python = ["python3", "/usr/bin/python3"].first {
    system("\($0) -c 'import zstandard' 2> /dev/null") == 0
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

    /// A log that was closed, one that was appended to, one whose torn tail was closed.
    private func logsInEveryState() throws -> [(name: String, lines: [String])] {
        try writeLog(lines, to: folder["clean.zst"])
        try writeLog(lines, to: folder["appended.zst"])
        try writeLog(["{}"], to: folder["appended.zst"])
        try writeLog(lines, to: folder["recovered.zst"])
        let writer = try LogWriter(appendingTo: folder["recovered.zst"])
        for number in 0..<50 {
            try writer.append(eventLine(number))
            try writer.flush()
        }
        let torn = try folder.read("recovered.zst").dropLast(3)
        try writer.close()
        try folder.write(Array(torn), to: "recovered.zst")
        let recovered = try readLog(folder["recovered.zst"]).lines
        try writeLog(["{}"], to: folder["recovered.zst"])
        return [("clean.zst", lines), ("appended.zst", lines + ["{}"]), ("recovered.zst", recovered + ["{}"])]
    }

    @Test(needsZstd) func theCommandReadsALogInEveryState() throws {
        for (name, lines) in try logsInEveryState() {
            try run("zstd -tq \(name) && zstdcat \(name) > text")
            #expect(try folder.read("text") == Array((lines + [""]).joined(separator: "\n").utf8))
        }
    }

    @Test(.enabled("Python's zstandard is not installed") { python != nil })
    func pythonReadsALogInEveryState() throws {
        let script = """
            import sys, zstandard
            with open(sys.argv[1], "rb") as log, open("text", "wb") as text:
                reader = zstandard.ZstdDecompressor().stream_reader(log, read_across_frames=True)
                while piece := reader.read(100_000):
                    text.write(piece)
            """
        try folder.write(Array(script.utf8), to: "decode.py")
        for (name, lines) in try logsInEveryState() {
            try run("\(python ?? "python3") decode.py \(name)")
            #expect(try folder.read("text") == Array((lines + [""]).joined(separator: "\n").utf8))
        }
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

    @Test(.enabled("the pzstd command is not installed") { areInstalled("pzstd") })
    func theReaderReadsWhatPzstdWrote() throws {
        try folder.write(Array((lines + [""]).joined(separator: "\n").utf8), to: "text")
        try run("pzstd -q -p 2 text -o run.zst")
        #expect(try readLog(folder["run.zst"]).lines == lines)
    }
}
