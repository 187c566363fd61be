// Owns the comparison of whole reports with the aggregation of DuckDB and numpy.

import LTBTestSupport
import Testing

private let duckDB = InstalledPrograms.python(importing: "duckdb")
private let numpy = InstalledPrograms.python(importing: "numpy")
private let needsDuckDB = ConditionTrait.enabled("DuckDB is not installed") { duckDB != nil }
private let needsNumpy = ConditionTrait.enabled("numpy is not installed") { numpy != nil }

/// The same aggregation, done by others over the same files, gives the same figures.
@Suite struct OracleTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
    }

    /// Files of a simulated run, packed in frames, one event in so many being a request's.
    private func simulate(_ requests: Int, seed: Int, to name: String) throws -> [String] {
        let record = try CommandRunner("ltb-record")
        let result = try record.run(
            ["simulate", "-o", name, "--requests", "\(requests)", "--seed", "\(seed)"], in: logs.folder.path)
        #expect(result.exitCode == 0, "\(result.error)")
        return [name]
    }

    private func writeAdversarialLogs(seed: Int, _ python: CommandRunner?) throws -> [String] {
        let python = try #require(python)
        let result = try python.run("-c", OracleScripts.adversarialLogs, "\(seed)", in: logs.folder.path)
        #expect(result.exitCode == 0, "\(result.error)")
        return ["run-0.jsonl", "run-1.jsonl", "run-2.jsonl"]
    }

    private func report(_ files: [String], _ options: [String] = [], exitCode: Int32 = 0) throws {
        let result = try logs.analyze(["report"] + files + ["-o", "summary.json"] + options)
        #expect(result.exitCode == exitCode, "\(result.error)")
    }

    /// What a script says of the summary, which must end with how much it compared.
    private func compare(
        _ script: String, _ files: [String], _ python: CommandRunner?, where: String = "true", group: String = "null"
    ) throws -> String {
        let choice = script == OracleScripts.duckDBComparison ? [`where`, group] : []
        let result = try #require(python).run(["-c", script] + choice + files, in: logs.folder.path)
        #expect(result.exitCode == 0, "\(result.error)")
        return result.output
    }

    @Test(needsDuckDB, arguments: [1])
    func duckDBFindsTheFiguresOfASimulatedRun(seed: Int) throws {
        let files = try simulate(1_500, seed: seed, to: "run.jsonl.zst")
        try report(files)
        let verdict = try compare(OracleScripts.duckDBComparison, files, duckDB)
        #expect(verdict.contains(#/^[1-9]\d{2,} figures compared, 0 differ\n$/#), "\(verdict)")
    }

    @Test(needsDuckDB, arguments: [1, 2])
    func duckDBFindsTheFiguresOfAdversarialLogs(seed: Int) throws {
        let files = try writeAdversarialLogs(seed: seed, duckDB)
        try report(files)
        let verdict = try compare(OracleScripts.duckDBComparison, files, duckDB)
        #expect(verdict.contains(#/^[1-9]\d{3,} figures compared, 0 differ\n$/#), "\(verdict)")
    }

    /// Over 16,384 values, so that quantiles come from a histogram.
    @Test(needsDuckDB)
    func duckDBFindsTheFiguresOfMoreValuesThanAreKept() throws {
        let files = try simulate(20_000, seed: 3, to: "run.jsonl.zst")
        try report(files)
        #expect(try String(decoding: logs.folder.bytes("summary.json"), as: UTF8.self).contains("\"exact\": false"))
        let verdict = try compare(OracleScripts.duckDBComparison, files, duckDB)
        #expect(verdict.contains(#/^[1-9]\d{2,} figures compared, 0 differ\n$/#), "\(verdict)")
    }

    /// Of the requests to two of the providers in a span of time, with objectives, grouped by a label.
    @Test(needsDuckDB)
    func duckDBFindsTheFiguresOfWhatPassesFiltersByGroupsAndObjectives() throws {
        let files = try simulate(4_000, seed: 5, to: "run.jsonl.zst")
        let span = ["--from", "2026-01-15T10:31:00Z", "--to", "2026-01-15T10:35:00Z"]
        let filters = [
            "--provider", "openai", "--provider", "google", "--where", "team=search", "--where", "team=batch",
        ]
        let objectives = ["--slo", "latency=3s,ttft=500ms@99%,tpot=10ms,error_rate=1%"]
        try report(files, span + filters + objectives + ["--group-by", "tier"], exitCode: 2)
        let verdict = try compare(
            OracleScripts.duckDBComparison, files, duckDB,
            where: """
                data->>'$.provider' in ('openai', 'google') and data->>'$.labels.team' in ('search', 'batch')
                and time::TIMESTAMPTZ >= '2026-01-15 10:31:00+00' and time::TIMESTAMPTZ < '2026-01-15 10:35:00+00'
                """,
            group: "data->>'$.labels.tier'")
        #expect(verdict.contains(#/^[1-9]\d{2,} figures compared, 0 differ\n$/#), "\(verdict)")
    }

    /// By a field of the requests' data that some of them do not have, in spellings that no tidy writer uses.
    @Test(needsDuckDB)
    func duckDBFindsTheFiguresOfGroupsOfAdversarialLogs() throws {
        let files = try writeAdversarialLogs(seed: 7, duckDB)
        try report(files, ["--group-by", "attempt", "--slo", "latency=2s,ttft=2500ms@50%"], exitCode: 2)
        let verdict = try compare(OracleScripts.duckDBComparison, files, duckDB, group: "data->>'$.attempt'")
        #expect(verdict.contains(#/^[1-9]\d{3,} figures compared, 0 differ\n$/#), "\(verdict)")
    }

    @Test(needsNumpy, arguments: [4])
    func numpyFindsThePercentiles(seed: Int) throws {
        let files = try writeAdversarialLogs(seed: seed, numpy)
        try report(files)
        let verdict = try compare(OracleScripts.numpyComparison, files, numpy)
        #expect(verdict == "52 figures compared, 0 differ\n")
    }

    /// What compares would find a difference: here a file that was left out.
    @Test(needsDuckDB, needsNumpy) func aMissingFileIsADifference() throws {
        let files = try writeAdversarialLogs(seed: 6, duckDB)
        try report(Array(files.dropLast()))
        #expect(
            try compare(OracleScripts.duckDBComparison, files, duckDB).contains(
                "all total_requests: ours 1200, theirs 1800"))
        #expect(try compare(OracleScripts.numpyComparison, files, numpy).contains("latency count: ours"))
    }
}
