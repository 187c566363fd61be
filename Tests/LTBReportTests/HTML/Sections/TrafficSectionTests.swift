// Owns the checks of the table of errors.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct TrafficSectionTests {
    private func table(_ errors: [String: Int64], _ examples: [String: String]) -> String {
        var summary = RunSummary()
        summary.totals.totalRequests = 200
        summary.totals.failedRequests = errors.values.reduce(0, +)
        (summary.totals.errors, summary.totals.errorExamples) = (errors, examples)
        return TrafficSection.content(PageContext(summary)).source.spaced
    }

    private let frame = #"<div class="scroll" role="region" aria-label="Errors, table" tabindex="0">"#
    private let heads =
        #"<thead><tr><th scope="col" align="left">Error type</th><th scope="col">Failed</th>"#
        + #"<th scope="col">Of all requests</th><th scope="col">Of failures</th>"#

    @Test func errorTypesWithoutAMessageHaveATable() {
        #expect(
            table(["timeout": 30, "": 10], [:])
                == frame + #"<table cellpadding="5"><caption><div align="left">Failed requests by error type.</div>"#
                + "</caption>" + heads + #"</tr></thead><tbody align="right">"#
                + #"<tr><th scope="row" align="left">timeout</th><td>30</td><td>15.0 %</td><td>75.0 %</td></tr>"#
                + #"<tr><th scope="row" align="left">(no name)</th><td>10</td><td>5.0 %</td><td>25.0 %</td></tr>"#
                + "</tbody></table></div>\n")
    }

    @Test func aTypeWithoutAMessageStandsBesideOnesThatHaveIt() {
        let table = table(["timeout": 30, "quota": 10], ["quota": "spent"])
        #expect(table.contains(heads + #"<th scope="col" class="l" align="left">First message</th></tr>"#))
        #expect(table.contains(#"<td>75.0 %</td><td class="l wr" align="left">–</td></tr>"#))
        #expect(table.contains(#"<td>25.0 %</td><td class="l wr" align="left">spent</td></tr>"#))
    }
}
