// Owns what holds for pages in a real browser: Chromium, driven by the scripts in `Tests/Browser`.

import FoundationEssentials
import LTBTestSupport
import Testing

private let browser =
    InstalledPrograms.contain("chromium", "chromedriver")
    ? InstalledPrograms.python(importing: "selenium", "axe_core_python") : nil
private let needsBrowser = ConditionTrait.enabled("Chromium, its driver, selenium or axe-core is not installed") {
    browser != nil
}

@Suite(.serialized) struct BrowserTests {
    private let command = try? CommandRunner("ltb-analyze")
    private let folder: RunFolder

    init() throws { folder = try RunFolder() }

    private func fixture(_ name: String) -> String { repositoryRoot.appending(path: "fixtures/\(name)").path }

    private func run(_ script: String, _ argument: String) throws -> String {
        let path = repositoryRoot.appending(path: "Tests/Browser/\(script)").path
        let result = try #require(browser).run(path, argument, timeout: .seconds(600))
        #expect(result.exitCode == 0, "\(result.error)")
        return result.output
    }

    /// Wide and narrow, light and dark, without a policy and under that of Jenkins.
    @Test(needsBrowser) func everyPageIsQuietWholeAndUsableInEveryLook() throws {
        // A run of another year, so that dates are as long as they get.
        let old = folder["old.jsonl"]
        let request =
            #"{"event_type":"RequestCompleted","timestamp":"2024-03-01T10:00:00Z","payload":{"type":"Request","#
            + #""data":{"provider":"p","model":"m","latency":1}}}"#
        try folder.write("old.jsonl", Array((request + "\n").utf8))
        let logs =
            ["demo", "hostile-names", "one-request", "empty", "spans"].map { fixture("\($0).jsonl.zst") } + [old]
        let analyze = try #require(command)
        #expect(try analyze.run(["report"] + logs + ["--index", "-o", folder["site"]]).exitCode == 0)
        let separate = ["--assets", "separate", "-o", folder["site/separate.html"]]
        #expect(try analyze.run(["report", logs[0]] + separate).exitCode == 0)
        let verdict = try run("check_pages.py", folder["site"])
        #expect(verdict == "48 looks at 8 pages, 0 faults\n", "\(verdict)")
    }

    @Test(needsBrowser) func whatTheScriptAddsWorks() throws {
        let page = folder["demo.html"]
        let analyze = try #require(command)
        #expect(try analyze.run("report", fixture("demo.jsonl.zst"), "-o", page).exitCode == 0)
        let verdict = try run("use_page.py", page)
        #expect(verdict == "32 claims, 0 faults\n", "\(verdict)")
    }
}
