// Owns the comparison of the figures on pages with those of the JSON summary, read by a program of its own.

import FoundationEssentials
import LTBTestSupport
import Testing

private let python = InstalledPrograms.python(importing: "json")
private let needsPython = ConditionTrait.enabled("Python is not installed") { python != nil }

@Suite struct PageFiguresTests {
    private let command = try? CommandRunner("ltb-analyze")
    private let folder: RunFolder

    init() throws { folder = try RunFolder() }

    /// Every table and key figure, and the values that a pointer shows; each is the summary's, rounded.
    @Test(needsPython, arguments: ["demo", "one-request", "only-failures", "unfinished", "unknown-types", "empty"])
    func everyFigureOfThePageIsTheSummarys(name: String) throws {
        let log = repositoryRoot.appending(path: "fixtures/\(name).jsonl.zst").path
        let outputs = ["-o", folder["page.html"], "-o", folder["summary.json"]]
        #expect(try #require(command).run(["report", log] + outputs).exitCode == 0)
        let script = repositoryRoot.appending(path: "Tests/Browser/compare_figures.py").path
        let verdict = try #require(python).run(script, folder["page.html"], folder["summary.json"]).output
        #expect(verdict.contains(#/^[1-9]\d* figures compared, 0 differ\n$/#), "\(verdict)")
    }
}
