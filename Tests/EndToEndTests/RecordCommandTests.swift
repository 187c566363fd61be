// Owns the tests of `ltb-record` as its users run it: events from standard input.

import Glibc
import LTBEvents
import LTBTestSupport
import Testing

@Suite struct RecordCommandTests {
    private let command: CommandRunner
    private let folder: RunFolder

    init() throws {
        command = try CommandRunner("ltb-record")
        folder = try RunFolder()
    }

    private func record(_ arguments: String..., input: String) throws -> CommandResult {
        try command.run(arguments, input: Array(input.utf8))
    }

    private let event = #"{"event_type":"RunStarted","timestamp":"2026-01-01T00:00:00.000000Z","id":"a"}"#
    /// The same as it is written.
    private let recorded =
        #"{"event_type":"RunStarted","timestamp":"2026-01-01T00:00:00.000000Z","id":"a","#
        + #""payload":{"type":"Run","data":{}}}"#
}

// MARK: - What is recorded

extension RecordCommandTests {
    @Test func eventsAreWrittenInTheirCanonicalForm() throws {
        let input = #" { "id":"a", "timestamp":"2026-01-01T01:00:00+01:00", "event_type":"RunStarted", "more":1.50 } "#
        let log = folder["run.jsonl.zst"]
        let result = try record("-o", log, input: input + "\n\n" + event)
        #expect(result.error == "Wrote 2 events to \(log).\n")
        #expect(result.exitCode == 0)
        #expect(result.output == "")
        let withMore = recorded.dropLast() + #","more":1.50}"#
        #expect(try folder.text("run.jsonl.zst") == "\(withMore)\n\(recorded)\n")
    }

    @Test func missingIdsAndTimestampsAreFilledIn() throws {
        let before = time(nil)
        let lines = [
            #"{"event_type":"Own","x":[1]}"#, #"{"event_type":"Own","timestamp":null,"id":7}"#,
            #"{"event_type":"Own"}"#,
        ]
        let result = try record("-o", folder["run.jsonl.zst"], input: lines.joined(separator: "\n"))
        #expect(result.exitCode == 0)
        let events = try folder.text("run.jsonl.zst").split(separator: "\n").map { try Event(line: String($0)) }
        let ids = events.map { $0.id ?? "" }
        #expect(ids[0].hasPrefix("evt_"))
        #expect(ids[0].count == 14)
        #expect(ids[0].dropLast() == ids[2].dropLast())
        #expect(ids[0].hasSuffix("_1"))
        #expect(ids[1] == "7")
        #expect(ids[2].hasSuffix("_2"))
        #expect(events[0].unknownFields == ["x": .array([.number("1")])])
        for event in events {
            let seconds = event.timestamp.nanosecondsSince1970 / 1_000_000_000
            #expect((before...time(nil)).contains(Int(seconds)))
        }
    }

    @Test func eventsAreAppendedToALogThatIsThere() throws {
        for _ in 0..<3 { _ = try record("-o", folder["run.jsonl.zst"], input: event + "\n") }
        #expect(try folder.text("run.jsonl.zst") == String(repeating: recorded + "\n", count: 3))
    }

    @Test func inputWithoutEventsMakesALogWithoutEvents() throws {
        let result = try record("-o", folder["run.jsonl.zst"], input: "")
        #expect(result.exitCode == 0)
        #expect(result.error.hasPrefix("Wrote 0 events to "))
        #expect(try folder.text("run.jsonl.zst") == "")
    }

    @Test func dashWritesPlainLines() throws {
        let result = try record("-o", "-", input: event)
        #expect(result.output == recorded + "\n")
        #expect(result.error == "")
    }
}

// MARK: - Bad lines

extension RecordCommandTests {
    private static let badLines = [
        ("nonsense", "it is not JSON, or nested deeper than 512 levels"),
        ("[1]", "it is JSON, but not an object"),
        (#"{"timestamp":"2026-01-01T00:00:00Z"}"#, #"it has no "event_type""#),
        (
            #"{"event_type":"X","timestamp":"soon"}"#,
            "a time in it is not an RFC 3339 date-time of the years 1678 to 2262"
        ),
        (
            #"{"event_type":"X","timestamp":1}"#,
            "a field of it has the wrong kind of value, such as a string where a number belongs"
        ),
        (
            #"{"event_type":"RequestFailed","payload":{"data":{"latency":-1}}}"#,
            "a number in it is out of the range of its field, such as a negative latency"
        ),
    ]

    @Test func badLinesAreReportedAndSkipped() throws {
        let input = Self.badLines.map { $0.0 + "\n" + event + "\n" }.joined()
        let log = folder["run.jsonl.zst"]
        let result = try record("-o", log, input: input)
        let reports = Self.badLines.enumerated().map { "ltb-record: line \($0 * 2 + 1) is skipped: \($1.1)\n" }
        #expect(result.error == reports.joined() + "Wrote 6 events to \(log); skipped 6 lines.\n")
        #expect(result.exitCode == 0)
        #expect(try folder.text("run.jsonl.zst") == String(repeating: recorded + "\n", count: 6))
    }

    @Test func bytesThatAreNoTextAreReported() throws {
        let result = try command.run(["-o", "-"], input: [0x22, 0xFF, 0x22, 0x0A])
        #expect(
            result.error
                == "ltb-record: line 1 is skipped: it is not UTF-8\nWrote 0 events to standard output; skipped 1 line.\n"
        )
    }

    @Test func onlyTheFirstTwentyAreReportedInFull() throws {
        let log = folder["run.jsonl.zst"]
        let result = try record("-o", log, input: String(repeating: "x\n", count: 1_234))
        let reports = (1...20).map {
            "ltb-record: line \($0) is skipped: it is not JSON, or nested deeper than 512 levels\n"
        }
        #expect(
            result.error == reports.joined() + "ltb-record: further lines that are skipped are only counted\n"
                + "Wrote 0 events to \(log); skipped 1,234 lines.\n")
    }

    @Test func strictFailsAfterTheGoodLinesWereWritten() throws {
        let result = try record("-o", folder["run.jsonl.zst"], "--strict", input: "x\n\(event)\n")
        #expect(result.exitCode == 2)
        #expect(try folder.text("run.jsonl.zst") == recorded + "\n")
        let good = try record("-o", folder["run.jsonl.zst"], "--strict", input: event)
        #expect(good.exitCode == 0)
    }

    @Test func lineOfOver16MiBIsSkippedInBoundedMemory() throws {
        let line = [UInt8](repeating: UInt8(ascii: "1"), count: 50 << 20)
        // All of the program's data has to fit into 64 MiB.
        let shell = CommandRunner(path: "/bin/sh")
        let result = try shell.run(
            ["-c", #"ulimit -d 65536; exec "$0" -o -"#, command.path], input: line + Array("\n\(event)\n".utf8))
        #expect(result.output == recorded + "\n")
        #expect(
            result.error
                == "ltb-record: line 1 is skipped: it is longer than 16 MiB\n"
                + "Wrote 1 event to standard output; skipped 1 line.\n")
    }
}

// MARK: - While it runs

extension RecordCommandTests {
    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func signalClosesTheLog(_ signal: Int32) throws {
        let running = try command.start(["-o", folder["run.jsonl.zst"]])
        try running.send(event + "\n")
        // It is blocked in a read when it has shown the first event and waits for the next.
        try folder.waitUntil("run.jsonl.zst", shows: recorded + "\n")
        try running.send(event + "\n")
        running.send(signal: signal)
        let result = try running.waitForEnd()
        #expect(result.exitCode == 0)
        #expect(result.error == "Wrote 2 events to \(folder["run.jsonl.zst"]).\n")
        #expect(try folder.text("run.jsonl.zst") == "\(recorded)\n\(recorded)\n")
    }

    @Test func signalEndsAnInputThatNeverWaits() throws {
        let shell = CommandRunner(path: "/bin/sh")
        let log = folder["run.jsonl.zst"]
        let running = try shell.start(["-c", #"exec "$0" -o "$1" < /dev/zero"#, command.path, log])
        try folder.waitUntilThere("run.jsonl.zst")
        running.send(signal: SIGTERM)
        let result = try running.waitForEnd()
        #expect(result.exitCode == 0)
        #expect(result.error.hasSuffix("Wrote 0 events to \(log); skipped 1 line.\n"))
    }

    @Test func signalThatWasIgnoredBeforeStaysIgnored() throws {
        let shell = CommandRunner(path: "/bin/sh")
        let running = try shell.start(
            ["-c", #"trap "" INT; exec "$0" -o "$1""#, command.path, folder["run.jsonl.zst"]])
        try folder.waitUntilThere("run.jsonl.zst")
        running.send(signal: SIGINT)
        try running.send(event + "\n")
        try folder.waitUntil("run.jsonl.zst", shows: recorded + "\n")
        #expect(try running.finish().exitCode == 0)
    }

    @Test func readersSeeEventsOfARunningJobWithinTwoSeconds() throws {
        let running = try command.start(["-o", folder["run.jsonl.zst"]])
        for count in 1...2 {
            try running.send(event + "\n")
            try folder.waitUntil(
                "run.jsonl.zst", shows: String(repeating: recorded + "\n", count: count), within: .seconds(5))
        }
        #expect(try running.finish().exitCode == 0)
    }

    @Test func secondWriterIsRefused() throws {
        let log = folder["run.jsonl.zst"]
        let running = try command.start(["-o", log])
        try running.send(event + "\n")
        try folder.waitUntil("run.jsonl.zst", shows: recorded + "\n")
        let second = try record("-o", log, input: event)
        #expect(second.exitCode == 1)
        #expect(second.error == "ltb-record: \(log) is being written by another process; choose another file\n")
        let simulation = try record("simulate", "-o", log, "--force", input: "")
        #expect(simulation.exitCode == 1)
        #expect(simulation.error == second.error)
        #expect(try running.finish().exitCode == 0)
        #expect(try folder.text("run.jsonl.zst") == recorded + "\n")
    }
}

// MARK: - What cannot be done

extension RecordCommandTests {
    @Test func outputThatCannotBeWrittenIsNamed() throws {
        let missing = try record("-o", "/no/such/folder/run.jsonl.zst", input: event)
        #expect(missing.exitCode == 1)
        #expect(missing.error.hasPrefix("ltb-record: /no/such/folder/run.jsonl.zst cannot be opened: "))
        let isFolder = try record("-o", folder.path, input: event)
        #expect(isFolder.exitCode == 1)
        #expect(isFolder.error == "ltb-record: \(folder.path) is a folder; name a file in it\n")
        let full = try record("-o", "/dev/full", input: event)
        #expect(full.exitCode == 1)
        #expect(full.error.hasPrefix("ltb-record: /dev/full cannot be written: No space left on device"))
    }

    @Test func closedInputIsNamed() throws {
        let shell = CommandRunner(path: "/bin/sh")
        let result = try shell.run("-c", #"exec "$0" -o - <&-"#, command.path)
        #expect(result.exitCode == 1)
        #expect(
            result.error == "ltb-record: standard input is closed; send it events, one JSON object a line\n")
    }

    @Test func inputThatCannotBeReadIsNamed() throws {
        let shell = CommandRunner(path: "/bin/sh")
        let result = try shell.run("-c", #"exec "$0" -o - < /"#, command.path)
        #expect(result.exitCode == 1)
        #expect(
            result.error
                == "ltb-record: standard input cannot be read: Is a directory; "
                + "send it events, one JSON object a line\n")
    }

    @Test func readerThatGoesAwayIsNoError() throws {
        let shell = CommandRunner(path: "/bin/sh")
        let script = #"{ "$0" simulate -o - --requests 2000; echo "exit $?" >&2; } | head -n 1"#
        let result = try shell.run("-c", script, command.path)
        #expect(result.error == "exit 0\n")
        #expect(result.output.hasPrefix(#"{"event_type":"RunStarted""#))
    }

    @Test func versionIsThatOfThePackage() throws {
        let result = try record("--version", input: "")
        #expect(result.output == Version.current + "\n")
        #expect(result.exitCode == 0)
    }

    @Test(arguments: [["--help"], ["append", "--help"], ["simulate", "--help"], ["help", "simulate"]])
    func helpShowsExamples(_ arguments: [String]) throws {
        let result = try command.run(arguments)
        #expect(result.exitCode == 0)
        #expect(result.output.contains("EXAMPLES\n  "))
        #expect(result.output.contains("USAGE: ltb-record "))
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE") })
    }

    @Test(arguments: [
        [], ["-o"], ["--nonsense"], ["-o", "a", "b"], ["simulate"], ["simulate", "-o", "-", "--seed", "x"],
    ])
    func wrongUsageExitsWith64(_ arguments: [String]) throws {
        let result = try command.run(arguments)
        #expect(result.exitCode == 64)
        #expect(result.error.contains("Error: "))
        #expect(result.output == "")
    }
}
