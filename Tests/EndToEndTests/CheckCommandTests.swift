// Owns the tests of `ltb-analyze check` as CI jobs run it.

import LTBTestSupport
import Testing

private let python = InstalledPrograms.python(importing: "xml.etree.ElementTree")

@Suite struct CheckCommandTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
        try logs.writeLog("run.jsonl.zst", AnalyzedFolder.requests(10))
    }

    @Test(arguments: [
        (["--expect", "count(requests) >= 10"], 0, ""),
        (
            ["--expect", "count(requests) >= 10", "--expect", "error_rate < 1%"], 2,
            "ltb-analyze: Of 2\u{A0}checks, 1 failed.\n"
        ),
        (["--expect", "p95(ttft) < 1s"], 3, "ltb-analyze: Of 1\u{A0}check, 1 could not be judged.\n"),
        (
            ["--expect", "p95(ttft) < 1s", "--expect", "error_rate < 1%"], 2,
            "ltb-analyze: Of 2\u{A0}checks, 1 failed, 1 could not be judged.\n"
        ),
        (["--expect", "count(requests) >= 10", "--slo", "error_rate=1%"], 2, "ltb-analyze: --slo: "),
        (
            ["--expect", "p95(latency{modle=\"m\"}) < 1s"], 64,
            "ltb-analyze: 'modle' in 'p95(latency{modle=\"m\"})' is neither provider, model nor benchmark; did you mean 'model'?\n"
        ),
    ])
    func theExitCodeIsTheVerdict(_ options: [String], _ status: Int32, _ error: String) throws {
        let result = try logs.analyze(["check", "run.jsonl.zst"] + options)
        #expect(result.exitCode == status)
        #expect(result.error.hasPrefix(error) && result.error.isEmpty == error.isEmpty)
    }

    @Test(arguments: [
        ([], "Nothing is expected: add --expect 'p95(latency) < 5s', or --file checks.yaml."),
        (
            ["--expect", "p95(latnecy) < 1s"],
            "There is no figure 'latnecy' in 'p95(latnecy) < 1s'; did you mean 'latency'?"
        ),
        (["--expect", "cost < 1", "-o", "x.html"], "The ending of 'x.html' names no format."),
    ])
    func whatCannotBeUnderstoodIsWrongUsageBeforeAnythingIsRead(_ options: [String], _ sentence: String) throws {
        let result = try logs.analyze(["check", "none.jsonl.zst"] + options)
        #expect(result.exitCode == 64)
        #expect(result.error.contains(sentence))
    }

    @Test func aFileOfYAMLIsCheckedAndItsMistakesAreToldWithTheirLine() throws {
        try logs.folder.write(
            "checks.yaml",
            Array(
                """
                groups:
                  - name: speed
                    models: ["m"]
                    checks:
                      - count(requests) >= 11
                      - expect: count(failures) == 2
                        severity: warning
                """.utf8))
        let result = try logs.analyze("check", "run.jsonl.zst", "--file", "checks.yaml")
        #expect(result.exitCode == 2)
        #expect(
            result.output == """
                run.jsonl.zst · 15 January 2026, 10:30:00–10:30:09 UTC
                Of 4 checks, 2 failed, 2 warnings.

                Unpriced: No request has a cost.

                SPEED
                verdict  check                             of        figure  limit       margin  judged
                FAILED   count(requests{model="m"}) >= 11  google/m       5  >= 11  −6 (54.5 %)       5
                FAILED   count(requests{model="m"}) >= 11  openai/m       5  >= 11  −6 (54.5 %)       5
                warning  count(failures{model="m"}) == 2   google/m       1   == 2            –       5
                warning  count(failures{model="m"}) == 2   openai/m       1   == 2            –       5

                """)
        try logs.folder.write("wrong.yaml", Array("- cost < 5\n- p59(latency) < 5s\n".utf8))
        let wrong = try logs.analyze("check", "run.jsonl.zst", "--file", "wrong.yaml")
        #expect(wrong.exitCode == 64)
        #expect(
            wrong.error
                == "ltb-analyze: wrong.yaml, line 2: There is no function 'p59' in 'p59(latency) < 5s'; did you mean 'p95'?\n"
        )
    }

    @Test func gitHubActionsGetsAnnotationsAndTheSummaryOfTheJob() throws {
        try logs.folder.write("summary.md", Array("before\n".utf8))
        let result = try logs.command.run(
            "check", "run.jsonl.zst", "--expect", "error_rate < 1%", in: logs.folder.path,
            environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": logs.folder["summary.md"]])
        #expect(
            result.output.contains(
                "::error title=error_rate < 1%25::"
                    + "error_rate is 20.0\u{A0}%25, which is not < 1.0\u{A0}%25.\n"))
        let summary = String(decoding: try logs.folder.bytes("summary.md"), as: UTF8.self)
        #expect(summary.hasPrefix("before\n### Of 1\u{A0}check, 1 failed.\n"))
    }

    @Test func aGitLabJobGetsTheReportOfItsMergeRequest() throws {
        func check(_ more: String...) throws -> CommandResult {
            try logs.command.run(
                ["check", "run.jsonl.zst", "--expect", "error_rate < 1%"] + more, in: logs.folder.path,
                environment: ["GITLAB_CI": "true"])
        }
        let named = try check("-o", "own.codequality.json")
        #expect(named.error == "ltb-analyze: Of 1\u{A0}check, 1 failed.\n")
        #expect(throws: (any Error).self) { try logs.folder.bytes("gl-code-quality-report.json") }
        let result = try check()
        #expect(result.exitCode == 2)
        #expect(
            result.error.hasPrefix(
                "ltb-analyze: wrote gl-code-quality-report.json; with 'artifacts: { reports: { codequality: gl-code-quality-report.json } }' in the job, the merge request shows it.\n"
            ))
        #expect(
            try logs.folder.bytes("gl-code-quality-report.json") == logs.folder.bytes("own.codequality.json"))
    }

    /// It may be another tool's, or the log itself.
    @Test func aReportThatIsThereIsNotReplacedForGitLab() throws {
        let log = try logs.folder.bytes("run.jsonl.zst")
        try logs.folder.write("gl-code-quality-report.json", log)
        let result = try logs.command.run(
            ["check", "gl-code-quality-report.json", "--expect", "error_rate < 1%"], in: logs.folder.path,
            environment: ["GITLAB_CI": "true"])
        #expect(result.exitCode == 2)
        #expect(
            result.error.plain
                == "ltb-analyze: gl-code-quality-report.json is there already and stays as it is; to have this check's report "
                + "too, add -o check.codequality.json.\nltb-analyze: Of 1 check, 1 failed.\n")
        #expect(try logs.folder.bytes("gl-code-quality-report.json") == log)
    }

    @Test(.enabled(if: python != nil, "Python is not installed"))
    func anXMLParserReadsTheJUnitReportAndItsCountsAreTrue() throws {
        let python = try #require(python)
        _ = try logs.analyze(
            "check", "run.jsonl.zst", "--expect", "error_rate < 1%", "--expect", "p95(ttft) < 1s", "--expect",
            "count(requests) > 1", "-o", "junit.xml")
        let script = """
            import sys, xml.etree.ElementTree as tree
            for suite in tree.parse(sys.argv[1]).getroot().iter('testsuite'):
                kinds = ('', '/failure', '/error', '/skipped')
                found = [str(len(suite.findall('testcase' + kind))) for kind in kinds]
                print(found == [suite.get(x) for x in ('tests', 'failures', 'errors', 'skipped')], found)
            """
        let result = try python.run("-c", script, logs.folder["junit.xml"])
        #expect(result.output == "True ['3', '1', '1', '0']\n")
    }
}
