// Owns the tests of `ltb-analyze verify` as its users run it.

import FoundationEssentials
import LTBLog
import LTBTestSupport
import Testing

@Suite struct VerifyCommandTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(30)
    private let ends: [Int]

    init() throws {
        logs = try AnalyzedFolder()
        ends = try logs.writeLog(
            "run.jsonl.zst", frames: [Array(lines[..<10]), Array(lines[10..<20]), Array(lines[20...])])
    }

    private func verify(_ arguments: String..., input: String = "") throws -> CommandResult {
        try logs.analyze(["verify"] + arguments, input: input)
    }

    @Test func aSoundLogIsClean() throws {
        let text = "run.jsonl.zst: clean: 30 events in 3 frames, and the seek table agrees.\n"
        #expect(try verify("run.jsonl.zst") == CommandResult(exitCode: 0, output: text, error: ""))
    }

    @Test(arguments: ["demo.jsonl.zst", "empty.jsonl.zst", "hostile-names.jsonl.zst", "other-writer.jsonl"])
    func theFixturesAreClean(_ name: String) throws {
        let result = try verify(AnalyzedFolder.fixture(name))
        #expect(result.exitCode == 0)
        #expect(result.output.hasPrefix("\(name): clean: "))
    }

    @Test func aDamagedFrameIsNamedWithItsPlace() throws {
        try logs.copy("run.jsonl.zst", to: "bad.jsonl.zst") { $0[ends[1] - 1] ^= 1 }
        let result = try verify("bad.jsonl.zst")
        #expect(
            result.output == """
                bad.jsonl.zst: frame 1, byte \(ends[0]): \(ends[1] - ends[0]) bytes, the frame cannot be decoded, or its \
                checksum is wrong
                bad.jsonl.zst: 1 fault found; 20 events in 2 frames can be read.

                """)
        #expect(result.error == "")
        #expect(result.exitCode == 2)
    }

    @Test func aTornTailIsNamedWithItsPlace() throws {
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast($0.count - ends[1] - 4) }
        let result = try verify("torn.jsonl.zst")
        #expect(
            result.output == """
                torn.jsonl.zst: frame 2, byte \(ends[1]): 4 bytes, the log ends in the middle of this frame
                torn.jsonl.zst: 1 fault found; 20 events in 2 frames can be read.

                """)
        #expect(result.exitCode == 2)
    }

    @Test func aSeekTableThatDisagreesIsAFault() throws {
        // The first entry's size of text.
        try logs.copy("run.jsonl.zst", to: "bad.jsonl.zst") { $0[$0.count - 9 - 24 + 4] ^= 1 }
        let result = try verify("bad.jsonl.zst")
        #expect(
            result.output == """
                bad.jsonl.zst: the seek table does not say where this log's frames are
                bad.jsonl.zst: 1 fault found; 30 events in 3 frames can be read.

                """)
        #expect(result.exitCode == 2)
    }

    @Test func ofTwoLogsPutTogetherTheSeekTableIsWrong() throws {
        let log = try logs.folder.bytes("run.jsonl.zst")
        try logs.writeLog("other.jsonl.zst", [AnalyzedFolder.request(99, second: 99)])
        try logs.folder.write("both.jsonl.zst", log + (try logs.folder.bytes("other.jsonl.zst")))
        #expect(try verify("both.jsonl.zst").output.contains("the seek table does not say"))
        // A writer that goes on with them knows where all frames are.
        let writer = try LogWriter(appendingTo: logs.folder["both.jsonl.zst"], configuration: LogWriterConfiguration())
        try Array(AnalyzedFolder.request(100, second: 100).utf8).withUnsafeBytes { try writer.append(line: $0) }
        try writer.close()
        #expect(
            try verify("both.jsonl.zst").output
                == "both.jsonl.zst: clean: 32 events in 5 frames, and the seek table agrees.\n")
    }

    @Test func linesAreNamedWithWhatIsWrong() throws {
        let input = [
            lines[0], "no", "[]", #"{"event_type":"A"}"#, #"{"event_type":"A","timestamp":"x"}"#, lines[1],
            #"{"event_type":"A","timestamp":"1999-12-31T23:59:59Z"}"#,
            #"{"event_type":"A","timestamp":"2200-01-01T00:00:00Z"}"#, lines[0],
        ]
        let result = try verify("-", input: input.text)
        #expect(
            result.output == """
                -: frame 0, line 2: the line is not JSON, or nested deeper than 512 levels
                -: frame 0, line 3: the line is not a JSON object
                -: frame 0, line 4: the event has no timestamp
                -: frame 0, line 5: a time is not a date-time of RFC 3339 in the years 1678 to 2262
                -: frame 0, line 7: the time 1999-12-31T23:59:59.000000Z is before 2000 or in the future
                -: frame 0, line 8: the time 2200-01-01T00:00:00.000000Z is before 2000 or in the future
                -: frame 0, line 9: the id evt_0000000a_0 was used before
                -: 7 faults found; 5 events can be read.

                """)
        #expect(result.exitCode == 2)
    }

    /// The object of the line is one of the levels.
    @Test func nestingDeeperThan512LevelsIsNamed() throws {
        func nested(_ arrays: Int) -> String {
            let value = String(repeating: "[", count: arrays) + String(repeating: "]", count: arrays)
            return #"{"event_type":"A","timestamp":"2026-01-15T10:30:00Z","x":\#(value)}"#
        }
        let result = try verify("-", input: [nested(511), nested(512)].text)
        #expect(
            result.output == """
                -: frame 0, line 2: the line is not JSON, or nested deeper than 512 levels
                -: 1 fault found; 1 event can be read.

                """)
    }

    @Test func ofEachKindTwentyAreShownAndTheRestCounted() throws {
        let result = try verify("-", input: lines[0] + "\n" + String(repeating: "no\n", count: 123_456))
        let shown = result.output.split(separator: "\n")
        #expect(shown.count == 22)
        #expect(shown[20] == "-: … and 123,436 more: invalid_json")
        #expect(shown[21] == "-: 123,456 faults found; 1 event can be read.")
    }

    @Test func namesOfHostileLogsDoNotReachTheTerminal() throws {
        let line = #"{"event_type":"A","timestamp":"2026-01-15T10:30:00Z","id":"\u001b[31m\u202e"}"#
        let result = try verify("-", input: line + "\n" + line + "\n")
        #expect(!result.output.contains("\u{1B}"))
        #expect(result.output.contains("was used before"))
    }

    @Test func severalLogsAreAllCheckedAndCounted() throws {
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast(200) }
        let result = try verify(".")
        #expect(result.output.contains("run.jsonl.zst: clean"))
        #expect(result.output.contains("torn.jsonl.zst: "))
        #expect(result.error == "ltb-analyze: 1 of 2 logs are not as they should be.\n")
        #expect(result.exitCode == 2)
    }

    @Test func jsonSaysTheSame() throws {
        try logs.copy("run.jsonl.zst", to: "bad.jsonl.zst") { $0[ends[1] - 1] ^= 1 }
        let result = try verify("bad.jsonl.zst", "--format", "json")
        let size = try logs.folder.bytes("bad.jsonl.zst").count
        #expect(
            result.output == """
                {
                  "clean": false,
                  "files": [
                    {
                      "name": "bad.jsonl.zst",
                      "clean": false,
                      "events": 20,
                      "frames": 2,
                      "bytes": \(size),
                      "seek_table": "unknown",
                      "faults": {
                        "undecodable_frame": 1
                      },
                      "examples": [
                        {
                          "kind": "undecodable_frame",
                          "frame": 1,
                          "offset": \(ends[0]),
                          "bytes": \(ends[1] - ends[0]),
                          "line": null,
                          "reason": "the frame cannot be decoded, or its checksum is wrong"
                        }
                      ],
                      "notes": []
                    }
                  ]
                }

                """)
        #expect(result.exitCode == 2)
    }

    /// Whatever byte of a frame is changed, it is noticed.
    @Test func noChangeOfAByteGoesUnnoticed() throws {
        for place in [0, 1, 2, 3] + stride(from: 4, to: ends[2], by: ends[2] / 15) {
            try logs.copy("run.jsonl.zst", to: "bad.jsonl.zst") { $0[place] ^= 0x41 }
            #expect(try verify("bad.jsonl.zst").exitCode == 2, "byte \(place)")
        }
    }

    @Test func whatCannotBeCheckedIsSaid() throws {
        #expect(try verify("absent.jsonl.zst").exitCode == 1)
        #expect(try verify("-").error.contains("is empty"))
        #expect(try verify().exitCode == 64)
        #expect(try verify("run.jsonl.zst", "--format", "xml").exitCode == 64)
    }
}
