// Owns the claims about the report of checks.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBReport

@Suite struct CheckReportTests {
    /// One of each kind: passed, failed, warned, not judged, of many models, and with a hostile name.
    private func report(_ name: String = SampleSummaries.hostileText) throws -> CheckReport {
        let summary = SampleSummaries.outage
        var checks = try [
            "p95(latency) < 60s", "error_rate <= 1%", "p95(chunk_gap{model=\"none\"}) < 1s", "cost <= 1 USD",
            "p95(latency{model=\"*\"}) < 2s",
        ].map { Check(try Expectation($0)) }
        checks[1].message = "Ask the provider."
        checks[1].owner = "platform"
        checks[4].severity = .warning
        checks[4].group = "speed"
        checks.append(Check(try Expectation("count(requests) > 1000000"), name: name))
        return CheckReport(try checks.flatMap { try $0.results(in: summary) }, of: summary)
    }

    @Test(arguments: [
        (CheckReport.Syntax.text, "checks.txt"), (.markdown, "checks.md"), (.json, "checks.json"),
        (.junit, "checks.xml"), (.codequality, "checks.codequality.json"),
    ])
    func resultsAreTheGoldenReport(_ syntax: CheckReport.Syntax, _ name: String) throws {
        expectSnapshot(try report().bytes(syntax), at: "Tests/LTBReportTests/Golden/\(name)")
        #expect(CheckReport.Syntax(fileName: name) == syntax)
    }

    @Test func gitHubIsToldWhatDidNotPassAndNothingEndsACommand() throws {
        let annotations = try report("a\n::error::b%,:").gitHubAnnotations
        let lines = annotations.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("::error title=") || $0.hasPrefix("::warning title=") })
        #expect(lines.last?.hasPrefix("::warning title=p95(latency{model=\"*\"}) < 2s::") == true)
        #expect(lines.contains { $0.hasPrefix("::error title=a␊%3A%3Aerror%3A%3Ab%25%2C%3A::") })
    }

    @Test func examplesThatOnlyOneRunHasAreTold() throws {
        var results = try ["p50(latency) < 60s", "p95(latency) < 60s"].flatMap {
            try Check(Expectation($0)).results(in: SampleSummaries.outage)
        }
        for index in results.indices {
            results[index].baseline = BaselineReading(name: "baseline", value: 1)
            results[index].baseline?.pairedExamples = .init(common: 50, base: 200, candidate: 50)
        }
        let report = CheckReport(results, of: SampleSummaries.outage)
        let note = "Baseline: only the 50 examples that both runs have are compared, of 200 requests."
        let text = String(decoding: report.bytes(.text), as: UTF8.self).replacing("\n  ", with: " ")
        #expect(text.split(separator: note, omittingEmptySubsequences: false).count == 2, "\(text)")
        #expect(String(decoding: report.bytes(.json), as: UTF8.self).contains(#""paired_examples": 50"#))
    }

    @Test func whatPassesIsSaidInAWord() throws {
        let results = try Check(Expectation("count(requests) > 0")).results(in: SampleSummaries.outage)
        #expect(CheckReport(results, of: SampleSummaries.outage).sentence == "1\u{A0}check passed.")
    }
}
