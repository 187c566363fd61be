// Owns the claims about programs of others that read a log, in each of its states.

import LTBTestSupport
import Testing

private let needsZstd = ConditionTrait.enabled("zstd or jq is not installed") {
    InstalledPrograms.contain("zstd", "jq")
}
private let zstandard = InstalledPrograms.python(importing: "zstandard")
private let duckDB = InstalledPrograms.python(importing: "duckdb")

/// Every program reads every line of a log, and of one that is torn every line up to the tear.
@Suite struct OtherReadersTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
    }

    private func shell(_ command: String) throws -> CommandResult {
        try CommandRunner(path: "/bin/sh").run("-c", command, in: logs.folder.path)
    }

    @Test(arguments: LogState.allCases) func ourCommandReadsIt(state: LogState) throws {
        let lines = try state.makeLog(in: logs)
        let names = try logs.folder.names().filter { $0.hasPrefix("run") }
        #expect((names.count > 1) == (state == .rotated))
        #expect(try logs.analyze(["cat"] + names).output == lines.text)
    }

    @Test(needsZstd, arguments: LogState.allCases) func zstdTellsWhetherItIsWhole(state: LogState) throws {
        _ = try state.makeLog(in: logs)
        let result = try shell("zstd -tq run*")
        #expect((result.exitCode == 0) == !state.isTorn)
        #expect(result.error.contains("premature end") == state.isTorn)
    }

    @Test(needsZstd, arguments: LogState.allCases) func zstdAndJqReadIt(state: LogState) throws {
        let lines = try state.makeLog(in: logs)
        #expect(try shell("zstd -dcq run* 2> tear | jq -c .").output == lines.text)
    }

    @Test(.enabled("Python's zstandard is not installed") { zstandard != nil }, arguments: LogState.allCases)
    func pythonReadsIt(state: LogState) throws {
        let script = """
            import glob, sys, zstandard
            for name in sorted(glob.glob("run*")):
                text = zstandard.ZstdDecompressor().decompressobj(read_across_frames=True)
                with open(name, "rb") as log:
                    while piece := log.read(1000):
                        sys.stdout.buffer.write(text.decompress(piece))
            """
        let lines = try state.makeLog(in: logs)
        #expect(try zstandard?.run("-c", script, in: logs.folder.path).output == lines.text)
    }

    @Test(.enabled("DuckDB is not installed") { duckDB != nil }, arguments: LogState.allCases)
    func duckDBReadsIt(state: LogState) throws {
        let script = """
            import duckdb
            lines = duckdb.sql("select json from read_json_objects('run*', format='newline_delimited', compression='zstd')")
            for line in lines.fetchall():
                print(line[0])
            """
        let lines = try state.makeLog(in: logs)
        #expect(try duckDB?.run("-c", script, in: logs.folder.path).output == lines.text)
    }
}
