// Owns what holds for `ltb-analyze serve` as others use it: the scripts in `Tests/Serving` ask it what they do.

import FoundationEssentials
import LTBTestSupport
import Testing

private let python = InstalledPrograms.python(importing: "websockets")
private let browsing = InstalledPrograms.python(importing: "websockets", "selenium")

private let needsPython = ConditionTrait.enabled("Python's websockets are not installed") { python != nil }
private let needsPrometheus = ConditionTrait.enabled("prometheus is not installed") {
    python != nil && InstalledPrograms.contain("prometheus")
}
private let needsBrowser = ConditionTrait.enabled("Chromium, its driver or selenium is not installed") {
    browsing != nil && InstalledPrograms.contain("chromium", "chromedriver")
}

@Suite(.serialized) struct ServeCommandTests {
    private let logs: AnalyzedFolder
    private let demo = repositoryRoot.appending(path: "fixtures/demo.jsonl.zst").path

    init() throws { logs = try AnalyzedFolder() }

    private func run(_ script: String, _ arguments: String...) throws {
        let path = repositoryRoot.appending(path: "Tests/Serving/\(script)").path
        let command = try #require(browsing ?? python)
        let result = try command.run([path, logs.command.path] + arguments, timeout: .seconds(300))
        #expect(result.exitCode == 0, "\(result.error) after: \(result.output)")
    }

    @Test(needsPython) func peopleMonitorsAndStrangersGetWhatIsTheirs() throws { try run("ask_server.py", demo) }

    @Test(needsPython) func webSocketClientsGetTheirEvents() throws { try run("use_websocket.py", demo) }

    @Test(needsPrometheus) func prometheusFindsWhatTheSummaryTells() throws { try run("scrape.py", demo) }

    @Test(needsPython) func whatIsBeingRecordedIsServedAsItComes() throws {
        try run("follow.py", try CommandRunner("ltb-record").path, logs.folder.path, "20000")
    }

    @Test(needsBrowser) func theDashboardShowsWhatIsReplayedAndComesBack() throws { try run("use_dashboard.py", demo) }

    @Test(arguments: [
        (["-", "--speed", "10"], "Standard input can be read only once; write it to a file to replay or follow it."),
        (["a", "--speed", "fast"], "--speed takes max, or a number over 0 and up to 1,000,000."),
        (["a", "--speed", "0"], "--speed takes max, or a number over 0 and up to 1,000,000."),
        (["a", "--speed", "nan"], "--speed takes max, or a number over 0 and up to 1,000,000."),
        (
            ["a", "--allow-origin", "nonsense"],
            "--allow-origin takes an origin, as https://example.org; nonsense is none."
        ),
        (["a", "--loop"], "--loop and --start-at are about a replay; say how fast it is with --speed."),
        (["a", "b", "--follow"], "--follow follows one log, or all of one folder; name one."),
        (["a", "--follow", "--speed", "2"], "--follow goes as fast as the job writes; leave out --speed."),
        (["a", "--port", "70000"], "A port is a number from 0 to 65,535."),
        (["a", "--tls-cert", "x"], "TLS needs both --tls-cert and --tls-key."),
        (["a", "--token", ""], "An empty --token protects nothing; leave it out."),
        (["a", "--max-clients", "0"], "--max-clients takes a number from 1 to 100,000."),
    ])
    func wrongUsageIsExplained(options: [String], sentence: String) throws {
        let result = try logs.analyze(["serve"] + options)
        #expect(result.exitCode == 64)
        #expect(result.error.contains(sentence), "\(result.error)")
    }

    @Test func anAddressThatIsNoneEndsTheCommand() throws {
        let result = try logs.analyze("serve", demo, "--port", "0", "--bind", "nonsense.invalid")
        #expect(result.exitCode == 1)
        #expect(
            result.error
                == "ltb-analyze: cannot listen on nonsense.invalid: there is no such address; choose another --bind\n")
    }

    @Test func aLogThatIsNoneEndsTheCommand() throws {
        let absent = try logs.analyze("serve", "absent.jsonl.zst")
        #expect(absent.exitCode == 1)
        #expect(absent.error.hasPrefix("ltb-analyze: absent.jsonl.zst: "), "\(absent.error)")
        try logs.folder.write("text", Array("no log".utf8))
        let text = try logs.analyze("serve", "text", "--port", "0")
        #expect(text.exitCode == 1)
        #expect(text.error.split(separator: "\n").count == 1, "\(text.error)")
    }
}
