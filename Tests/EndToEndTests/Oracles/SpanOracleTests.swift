// Owns the comparison of spans with what a plain Python program makes of them.

import LTBTestSupport
import Testing

private let python = InstalledPrograms.python(importing: "json")

/// Own times, paths and whole traces, computed by others over the same files, are the same.
@Suite(.enabled("Python is not installed") { python != nil }) struct SpanOracleTests {
    private let logs: AnalyzedFolder
    private let files = ["spans-0.jsonl", "spans-1.jsonl", "spans-2.jsonl"]

    init() throws {
        logs = try AnalyzedFolder()
    }

    private func run(_ script: String, _ arguments: [String]) throws -> String {
        let result = try #require(python).run(["-c", script] + arguments, in: logs.folder.path)
        #expect(result.exitCode == 0, "\(result.error)")
        return result.output
    }

    @Test(arguments: 1...5) func pythonFindsWhereTheTimeOfSpansWent(seed: Int) throws {
        _ = try run(SpanOracleScripts.randomTraces, ["\(seed)"])
        let result = try logs.analyze(["report"] + files + ["-o", "summary.json", "--threads", "\(seed % 3 + 1)"])
        #expect(result.exitCode == 0, "\(result.error)")
        let verdict = try run(SpanOracleScripts.comparison, files)
        #expect(verdict.contains(#/^[1-9]\d{2,} figures compared, 0 differ\n$/#), "\(verdict)")
    }

    /// What compares would find a difference: here a file that was left out.
    @Test func aMissingFileIsADifference() throws {
        _ = try run(SpanOracleScripts.randomTraces, ["6"])
        _ = try logs.analyze(["report"] + files.dropLast() + ["-o", "summary.json"])
        #expect(try run(SpanOracleScripts.comparison, files).contains("chat own: ours"))
    }
}
