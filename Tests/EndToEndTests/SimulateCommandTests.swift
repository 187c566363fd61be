// Owns the tests of `ltb-record simulate` as its users run it.

import Glibc
import LTBEvents
import LTBTestSupport
import Testing

@Suite struct SimulateCommandTests {
    private let command: CommandRunner
    private let folder: RunFolder

    init() throws {
        command = try CommandRunner("ltb-record")
        folder = try RunFolder()
    }

    private func simulate(_ arguments: String...) throws -> CommandResult {
        try command.run(["simulate"] + arguments)
    }

    @Test func plainLinesAreThoseOfTheFixture() throws {
        let result = try simulate("-o", "-", "--requests", "10", "--seed", "42")
        #expect(result.exitCode == 0)
        #expect(result.error == "")
        expectSnapshot(result.outputBytes, at: "fixtures/simulation-10-requests.jsonl")
    }

    @Test func logHoldsTheSameLines() throws {
        let log = folder["run.jsonl.zst"]
        let result = try simulate("-o", log, "--requests", "10", "--seed", "42")
        #expect(result.error == "Wrote 58 events to \(log).\n")
        expectSnapshot(try folder.text("run.jsonl.zst"), at: "fixtures/simulation-10-requests.jsonl")
    }

    @Test func startAndRateMoveTheTimes() throws {
        let result = try simulate(
            "-o", "-", "--requests", "1000", "--rate", "100", "--start", "2020-02-29T12:00:00+01:00")
        let events = try result.output.split(separator: "\n").map { try Event(line: String($0)) }
        let first = try #require(events.first).timestamp
        let last = try #require(events.last).timestamp
        #expect(first.description == "2020-02-29T11:00:00.000000Z")
        #expect((5...90).contains((last.nanosecondsSince1970 - first.nanosecondsSince1970) / 1_000_000_000))
    }

    @Test func fileThatIsThereIsReplacedOnlyByForce() throws {
        let log = folder["run.jsonl.zst"]
        _ = try simulate("-o", log, "--requests", "1")
        let before = try folder.text("run.jsonl.zst")
        let refused = try simulate("-o", log, "--requests", "2")
        #expect(refused.exitCode == 1)
        #expect(
            refused.error
                == "ltb-record: \(log) is there already; choose another file, or add --force to replace it\n")
        #expect(try folder.text("run.jsonl.zst") == before)
        let forced = try simulate("-o", log, "--requests", "2", "--force")
        #expect(forced.exitCode == 0)
        let plain = try simulate("-o", "-", "--requests", "2")
        #expect(try folder.text("run.jsonl.zst") == plain.output)
    }

    @Test func emptyFileIsWritten() throws {
        close(open(folder["run.jsonl.zst"], O_CREAT | O_WRONLY, 0o644))
        #expect(try simulate("-o", folder["run.jsonl.zst"], "--requests", "1").exitCode == 0)
    }

    @Test func fileThatMayNotBeWrittenIsNamed() throws {
        // Even the superuser may not write a program that is running.
        let copied = try CommandRunner(path: "/bin/cp").run("/bin/sleep", folder["sleep"])
        #expect(copied.exitCode == 0)
        let running = try CommandRunner(path: folder["sleep"]).start(["60"])
        let result = try simulate("-o", folder["sleep"], "--force")
        #expect(result.exitCode == 1)
        #expect(
            result.error
                == "ltb-record: \(folder["sleep"]) cannot be replaced: Text file busy; choose another file\n")
        running.send(signal: SIGTERM)
        #expect(try running.waitForEnd().signal == SIGTERM)
    }

    @Test(arguments: [
        (["--requests", "-1"], "must be from 0 to 1,000,000,000"), (["--rate", "0"], "must be from 1 to 10,000"),
        (["--rate", "nan"], "must be from 1 to 10,000"),
        (["--start", "2100-01-01T00:00:00Z"], "must be in the years 1970 to 2099"),
        (["--start", "yesterday"], "'yesterday' is invalid for '--start <time>'"),
    ])
    func valuesOutOfRangeAreWrongUsage(_ arguments: [String], _ reason: String) throws {
        let pairs = zip(arguments, arguments.dropFirst()).map { "\($0)=\($1)" }
        let result = try command.run(["simulate", "-o", "-"] + pairs)
        #expect(result.exitCode == 64)
        #expect(result.error.contains(reason), "\(result.error)")
    }

    @Test func fullDiskIsNamed() throws {
        let shell = CommandRunner(path: "/bin/sh")
        let result = try shell.run("-c", #"exec "$0" simulate -o - > /dev/full"#, command.path)
        #expect(result.exitCode == 1)
        #expect(result.error == "ltb-record: standard output cannot be written: No space left on device\n")
    }
}
