// Owns the tests of `--slo` as its users run it.

import LTBTestSupport
import Testing

@Suite struct ObjectivesTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
        try logs.writeLog("run.jsonl.zst", (1...20).map(Self.request))
    }

    /// The n-th request took n seconds; the last one failed.
    private static func request(_ number: Int) -> String {
        let type = number == 20 ? "RequestFailed" : "RequestCompleted"
        return #"{"event_type":"\#(type)","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Request","#
            + #""data":{"provider":"openai","model":"gpt-4o","latency":\#(number)}}}"#
    }

    @Test func anObjectiveThatIsMetIsFine() throws {
        let result = try logs.analyze("stats", "run.jsonl.zst", "--slo", "latency=19s,error_rate=5%")
        #expect(result.exitCode == 0)
        #expect(result.error == "")
        #expect(result.output.contains("Both objectives were met."))
    }

    @Test func anObjectiveThatIsMissedIsTheVerdictAfterReporting() throws {
        let result = try logs.analyze("report", "run.jsonl.zst", "--slo", "latency=9s", "-o", "run.json")
        #expect(result.exitCode == 2)
        #expect(
            result.error.plain
                == "ltb-analyze: --slo: The objective was missed: Latency within 9 s: 47.4 % of the requests reached it, "
                + "95.0 % are needed.\n")
        let document = try String(decoding: logs.folder.bytes("run.json"), as: UTF8.self)
        #expect(document.contains("\"objective\": \"latency<=9s\""))
        #expect(document.contains("\"attainment\": 0.47368421052631576"))
        #expect(document.contains("\"fraction\": 0.45"))
    }

    @Test func whatCouldNotBeJudgedHasAnExitCodeOfItsOwn() throws {
        let result = try logs.analyze("stats", "run.jsonl.zst", "--slo", "ttft=1s", "--slo", "error_rate=5%")
        #expect(result.exitCode == 3)
        #expect(result.error == "ltb-analyze: --slo: No request could be judged by ttft<=1s.\n")
        #expect(result.output.contains("not measured"))
    }

    @Test func aMissedObjectiveWeighsMoreThanOneThatWasNotMeasured() throws {
        #expect(try logs.analyze("stats", "run.jsonl.zst", "--slo", "ttft=1s,latency=1s").exitCode == 2)
    }

    @Test(arguments: ["html", "json", "csv", "md", "txt"])
    func everyOutputShowsObjectivesAndGoodput(ending: String) throws {
        _ = try logs.analyze("report", "run.jsonl.zst", "--slo", "latency=10s@50%", "-o", "run.\(ending)")
        let text = try String(decoding: logs.folder.bytes("run.\(ending)"), as: UTF8.self).plain
        switch ending {
        case "json": #expect(text.contains("latency<=10s") && text.contains("\"goodput\": {"))
        case "csv": #expect(text.contains("goodput_fraction") && text.contains(",latency<=10s@50%_attainment,"))
        default:
            #expect(text.plain.contains("Latency within 10 s"))
            #expect(text.contains("Goodput: 50.0 % of all requests met every objective (29.9 % to 70.1 %)"))
        }
    }

    @Test func wrongSpellingIsWrongUsageAndSaysWhatIsAllowed() throws {
        let result = try logs.analyze("report", "run.jsonl.zst", "--slo", "latency=5")
        #expect(result.exitCode == 64)
        #expect(
            result.error.hasPrefix(
                "Error: --slo: '5' in 'latency=5' is no duration; write 5s, 500ms, 50us or 2min.\n"))
        #expect(result.output == "")
    }
}
