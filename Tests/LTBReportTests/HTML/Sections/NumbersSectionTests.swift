// Owns the tests of the section to look things up in.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct NumbersSectionTests {
    private func evaluation(
        _ scores: [Double], passRate: Double? = nil, _ interval: ClosedRange<Double>? = nil
    )
        -> EvaluationFigures
    {
        var figures = EvaluationFigures(metric: "m", provider: "p", model: "x", benchmarkID: "b")
        (figures.score, figures.passRate, figures.passRateInterval) = (.sample(scores), passRate, interval)
        return figures
    }

    /// The heads and the cells of the row of one evaluation.
    private func cells(_ evaluation: EvaluationFigures) throws -> [String: String] {
        var summary = RunSummary()
        summary.evaluations = [evaluation]
        let section = NumbersSection.content(PageContext(summary)).source.spaced
        let rest = try #require(section.split(separator: "aria-label=\"Evaluation scores\"").last)
        let table = try #require(rest.split(separator: "</table>").first)
        let texts = { (tag: String) in
            table.split(separator: "<").filter { $0.hasPrefix(tag) }.compactMap { $0.split(separator: ">").last }
        }
        return Dictionary(zip(texts("th scope=\"col\"").dropFirst(), texts("td"))) { "\($0), \($1)" }
            .reduce(into: [:]) { $0[String($1.key)] = String($1.value) }
    }

    /// A head that the tables of text and Markdown have too is that of the same figure.
    @Test func theIntervalBesideTheSharePassedIsThatOfTheShare() throws {
        let judged = evaluation([0, 1, 2], passRate: 0.65, 0.433...0.819)
        let cells = try cells(judged)
        var summary = RunSummary()
        summary.evaluations = [judged]
        let table = ReportTable.evaluations(summary)
        let column = try #require(table.columns.firstIndex { $0.name.spaced == "95 % interval" })
        #expect(cells["95 % interval"] == "43.3 % to 81.9 %")
        #expect(cells["95 % interval"] == table.rows[0].cells[column].text.spaced)
        #expect(cells["Passed"] == "65.0 %")
        #expect(cells["Mean’s 95 % interval"] == "0.076 to 1.924")
    }

    @Test func oneScoreHasNoInterval() throws {
        let cells = try cells(evaluation([0.5]))
        #expect(cells["Mean"] == "0.500")
        #expect(cells["Mean’s 95 % interval"] == "not measured")
        #expect(cells["Passed"] == "not measured")
        #expect(cells["95 % interval"] == "not measured")
    }
}
