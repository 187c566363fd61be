// Owns the tests of filters and groups as users of `report` and `stats` give them.

import LTBTestSupport
import Testing

@Suite struct FiltersTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
        try logs.writeLog("run.jsonl.zst", (0..<60).map(Self.request))
    }

    /// One request a second, each of which takes two.
    private static func request(_ second: Int) -> String {
        let time = "2026-01-15T10:30:\(second < 10 ? "0" : "")\(second)Z"
        let tier = ["gold", "silver"][second % 2]
        return #"{"event_type":"RequestCompleted","timestamp":"\#(time)","payload":{"type":"Request","data":{"#
            + #""provider":"p\#(second % 3)","model":"m","latency":2,"labels":{"tier":"\#(tier)"}}}}"#
    }

    private func text(_ arguments: String...) throws -> String {
        let result = try logs.analyze(["stats", "run.jsonl.zst"] + arguments)
        #expect(result.exitCode == 0)
        #expect(result.error == "")
        return String(result.output.map { $0 == "\u{00A0}" ? " " : $0 })
    }

    private static let filters = [
        "--provider", "p1", "--where", "tier=gold", "--from", "2026-01-15T10:30:10Z", "--to", "2026-01-15T10:30:50Z",
        "--type", "RequestCompleted", "--model", "m",
    ]

    @Test(arguments: ["html", "json", "csv", "md", "txt"])
    func everyOutputSaysWhatItIsRestrictedTo(ending: String) throws {
        let result = try logs.analyze(["report", "run.jsonl.zst", "-o", "run.\(ending)"] + Self.filters)
        #expect(result.exitCode == 0)
        let bytes = try logs.folder.bytes("run.\(ending)")
        let text = String(String(decoding: bytes, as: UTF8.self).map { $0 == "\u{00A0}" ? " " : $0 })
        let words =
            "from 2026-01-15 10:30:10, before 2026-01-15 10:30:50, of type RequestCompleted, of provider p1, of model m, "
            + "with tier=gold"
        switch ending {
        case "json":
            #expect(text.contains("\"from\": \"2026-01-15T10:30:10.000000Z\""))
            #expect(text.contains("\"type\": [\"RequestCompleted\"]"))
            #expect(text.contains("\"events\": 60,"))
            #expect(text.contains("\"total_requests\": 7,"))
        case "csv": #expect(text.contains(",\"\(words)\"\r\n"))
        case "txt": #expect(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words))
        default: #expect(text.contains("Only events \(words)."))
        }
    }

    @Test func filteredFiguresAreThoseOfTheEventsThatCatPrints() throws {
        let filters = ["--provider", "p1", "--where", "tier=gold"]
        let events = try logs.analyze(["cat", "run.jsonl.zst"] + filters).output
        let expected = try logs.analyze(["report", "-", "--format", "csv"], input: events).output
        let found = try logs.analyze(["report", "run.jsonl.zst", "--format", "csv"] + filters).output
        let words = ",\"of provider p1, with tier=gold\"\r\n"
        #expect(found.replacing(",filters\r\n", with: "\r\n").replacing(words, with: "\r\n") == expected)
    }

    @Test func warmUpAndCoolDownAreRelativeToTheRun() throws {
        // The first request began two seconds before it ended: at 10:29:58.
        let text = try text("--warmup", "12s", "--cooldown", "9s")
        #expect(text.contains("41 requests to 3 models in 40.0 s"))
        #expect(text.contains("Only requests after a warm-up of 12 s, before a cool-down of 9 s."))
    }

    @Test func marginsThatLeaveNothingSaySo() throws {
        let result = try logs.analyze("stats", "run.jsonl.zst", "--warmup", "1min", "--cooldown", "2s")
        #expect(result.exitCode == 0)
        #expect(
            result.error == "ltb-analyze: The warm-up and the cool-down leave nothing of a run of 61.0 seconds.\n")
        #expect(result.output.contains("No request passes the filters."))
    }

    @Test func standardInputCannotBeReadTwice() throws {
        let result = try logs.analyze("stats", "-", "--warmup", "30s", input: Self.request(1))
        #expect(result.exitCode == 64)
        #expect(
            result.error.contains(
                "--warmup and --cooldown read the logs twice, and standard input can be read only once; write it"))
        let wrong = try logs.analyze("stats", "run.jsonl.zst", "--cooldown", "30")
        #expect(wrong.exitCode == 64)
        #expect(wrong.error.contains("it is no duration; write 30s, 500ms or 2min."))
        let long = try logs.analyze("stats", "run.jsonl.zst", "--warmup", "99999999999999999s")
        #expect(long.exitCode == 64)
        #expect(long.error.contains("it is over 9223372036s, which is 292 years."))
    }

    /// The runner's standard input is a pipe, as is what a shell puts in the place of `<(…)`.
    @Test func aPipeByItsPathCannotBeReadTwice() throws {
        let result = try logs.analyze("stats", "/dev/stdin", "--warmup", "30s", input: Self.request(1))
        #expect(result.exitCode == 64)
        #expect(result.error.contains("and '/dev/stdin', which is no regular file, can be read only once"))
        let none = try logs.analyze("stats", "/dev/stdin", "--warmup", "0s", input: Self.request(1) + "\n")
        #expect(none.exitCode == 0)
    }

    @Test func groupsAreATableOfTheirOwn() throws {
        let byTier = try text("--group-by", "tier")
        #expect(byTier.contains("\nGROUPS\n"))
        #expect(byTier.contains("\ntier=gold          30 "))
        #expect(byTier.contains("\ntier=silver        30 "))
        #expect(try text("--group-by", "absent").contains("\nwithout absent        60 "))
        #expect(try logs.analyze("stats", "run.jsonl.zst", "--group-by", "").exitCode == 64)
    }

    @Test(arguments: ["html", "json", "md"])
    func everyOutputShowsGroups(ending: String) throws {
        _ = try logs.analyze("report", "run.jsonl.zst", "--group-by", "tier", "-o", "run.\(ending)")
        let text = try String(decoding: logs.folder.bytes("run.\(ending)"), as: UTF8.self)
        switch ending {
        case "json":
            #expect(text.contains("\"label\": \"tier\",\n      \"value\": \"silver\",\n      \"total_requests\": 30"))
        case "html": #expect(text.contains(">silver</th>"))
        default: #expect(text.contains("#### Groups") && text.contains("| tier=silver | 30 |"))
        }
    }

    @Test func thatNoEventPassesIsTold() throws {
        let result = try logs.analyze("stats", "run.jsonl.zst", "--provider", "opnai")
        #expect(result.exitCode == 0)
        #expect(
            result.error
                == "ltb-analyze: no event passes the filters, of 60; ltb-analyze info lists what is in the log.\n")
    }
}
