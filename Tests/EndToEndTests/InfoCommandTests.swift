// Owns the tests of `ltb-analyze info` as its users run it.

import LTBTestSupport
import Testing

@Suite struct InfoCommandTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(30)
    private let ends: [Int]

    init() throws {
        logs = try AnalyzedFolder()
        ends = try logs.writeLog("run.jsonl.zst", frames: [Array(lines[..<10]), Array(lines[10...])])
    }

    private func info(_ arguments: String..., input: String = "") throws -> CommandResult {
        try logs.analyze(["info"] + arguments, input: input)
    }

    private func json(seekTable: String, bytes: Int, counts: Bool) -> String {
        let events = """
            ,
                  "lines": 30,
                  "skipped_lines": 0,
                  "events": {
                    "RequestCompleted": 24,
                    "RequestFailed": 6
                  }
            """
        let noEvents = """
            ,
                  "lines": null,
                  "skipped_lines": null
            """
        return """
            {
              "files": [
                {
                  "name": "run.jsonl.zst",
                  "bytes": \(bytes),
                  "text_bytes": \(lines.text.utf8.count),
                  "frames": 2,
                  "seek_table": \(seekTable),
                  "first": "2026-01-15T10:30:00.000000Z",
                  "last": "2026-01-15T10:30:29.000000Z",
                  "torn_tail": false,
                  "damaged_frames": 0,
                  "damaged_bytes": 0\(counts ? events : noEvents)
                }
              ]
            }

            """
    }

    @Test func itSaysWhatALogIs() throws {
        let result = try info("run.jsonl.zst")
        let rows = result.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(rows.first == "log run.jsonl.zst")
        #expect(
            rows.dropFirst(2) == [
                "frames 2", "seek table yes", "events from 2026-01-15T10:30:00.000000Z",
                "to 2026-01-15T10:30:29.000000Z", "state whole", "lines 30", "RequestCompleted 24", "RequestFailed 6",
            ])
        #expect(rows[1].hasSuffix("times as much)"))
        #expect(result.exitCode == 0)
    }

    @Test func jsonHasTheSameFigures() throws {
        let size = try logs.folder.bytes("run.jsonl.zst").count
        #expect(
            try info("run.jsonl.zst", "--format", "json").output == json(seekTable: "true", bytes: size, counts: true))
    }

    @Test func quickSaysTheSameButForTheLines() throws {
        let size = try logs.folder.bytes("run.jsonl.zst").count
        let result = try info("run.jsonl.zst", "--quick", "--format", "json")
        #expect(result.output == json(seekTable: "true", bytes: size, counts: false))
    }

    @Test func withoutASeekTableTheHeadersAreWalked() throws {
        try logs.copy("run.jsonl.zst", to: "run.jsonl.zst") { $0.removeLast($0.count - ends[1]) }
        let quick = try info("run.jsonl.zst", "--quick", "--format", "json")
        #expect(quick.output == json(seekTable: "false", bytes: ends[1], counts: false))
        let whole = try info("run.jsonl.zst", "--format", "json")
        #expect(whole.output == json(seekTable: "false", bytes: ends[1], counts: true))
    }

    @Test func aTornLogIsToldAsSuch() throws {
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast($0.count - ends[0] - 12) }
        let whole = try info("torn.jsonl.zst").output
        #expect(whole.contains(" bytes in 1 frame cannot be read; ends in the middle of a frame"))
        #expect(whole.contains("2026-01-15T10:30:09.000000Z"))
        let quick = try info("--quick", "torn.jsonl.zst").output
        #expect(quick.contains("ends in the middle of a frame"))
    }

    @Test func quickRefusesDamageThatShowsInHeaders() throws {
        try logs.copy("run.jsonl.zst", to: "bad.jsonl.zst") {
            $0.removeLast($0.count - ends[1])
            $0[ends[0]] ^= 0xFF
        }
        let result = try info("--quick", "bad.jsonl.zst")
        #expect(result.exitCode == 1)
        #expect(
            result.error == "ltb-analyze: bad.jsonl.zst is damaged at byte \(ends[0]): its headers do not tell what "
                + "is in it; leave out --quick.\n")
        try logs.copy("run.jsonl.zst", to: "headless.jsonl.zst") { $0.removeFirst(ends[0] / 2) }
        let headless = try info("--quick", "headless.jsonl.zst")
        #expect(headless.exitCode == 1)
        #expect(headless.error.contains("headless.jsonl.zst does not begin with a frame: "))
    }

    @Test func quickKnowsTheLastTimeOfALogThatEndsInAHeader() throws {
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0 = Array($0[..<ends[1]]) + [0x28, 0xB5] }
        let quick = try info("--quick", "torn.jsonl.zst").output
        #expect(quick.contains("2026-01-15T10:30:29.000000Z"))
        #expect(quick.contains("ends in the middle of a frame"))
    }

    @Test func quickPassesOverALineThatIsTorn() throws {
        var random = SplitMix64(seed: 5)
        let noise = (0..<60_000).map { _ in String(random.next(), radix: 36) }.joined()
        let line = #"{"event_type":"E","timestamp":"2026-01-15T11:00:00Z","payload":{"type":"T","data":"\#(noise)"}}"#
        let ends = try logs.writeLog("long.jsonl.zst", frames: [Array(lines[..<10]), [line]])
        try logs.copy("long.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast($0.count - (ends[0] + ends[1]) / 2) }
        let (quick, whole) = (try info("--quick", "torn.jsonl.zst").output, try info("torn.jsonl.zst").output)
        for text in [quick, whole] {
            #expect(text.contains("2026-01-15T10:30:09.000000Z"))
            #expect(text.contains("ends in the middle of a frame"))
        }
    }

    @Test func plainTextHasNoFrames() throws {
        let input = lines.text + "no\n"
        try logs.folder.write("plain.jsonl", Array(input.utf8))
        for output in [try info("-", input: input).output, try info("plain.jsonl").output] {
            #expect(!output.contains("frames"))
            #expect(output.contains("RequestFailed"))
            #expect(output.contains("no event"))
        }
        let quick = try info("--quick", "plain.jsonl").output
        #expect(quick.contains("2026-01-15T10:30:00.000000Z"))
        #expect(quick.contains("2026-01-15T10:30:29.000000Z"))
    }

    @Test func namesOfTypesAreBoundedAndShownSafely() throws {
        let many = (0..<400).map { #"{"event_type":"T\#($0)\u001b","timestamp":"2026-01-15T10:30:00Z"}"# }
        let result = try info("-", input: many.text)
        #expect(result.output.split(separator: "\n").count < 270)
        #expect(result.output.contains("(other types)"))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test(arguments: [["--quick", "-"], [], ["run.jsonl.zst", "--format", "xml"]])
    func wrongUsageExitsWith64(_ arguments: [String]) throws {
        #expect(try logs.analyze(["info"] + arguments).exitCode == 64)
    }
}
