// Owns the checks of what is in a table, whatever its look.

import LTBAnalysis
import Testing

@testable import LTBReport

struct ReportTableTests {
    private func table(_ rows: [[ReportTable.Cell]]) -> ReportTable {
        var table = ReportTable(
            title: "T", columns: [.text("name"), .figure("p50", in: "TTFT"), .figure("cost"), .figure("count")])
        table.rows = rows.enumerated().map { ReportTable.Row(cells: $1, weight: [3, 1, 3, 2][$0]) }
        return table
    }

    @Test func columnsWithoutAnyFigureAreNamedInsteadOfShown() {
        let shown = table([
            [.name("a"), .notMeasured, .unpriced, .count(1)], [.name("b"), .notMeasured, .unpriced, .notMeasured],
        ]).withoutAbsentColumns()
        #expect(shown.columns.map(\.name) == ["name", "count"])
        #expect(shown.rows.map(\.cells) == [[.name("a"), .count(1)], [.name("b"), .notMeasured]])
        #expect(shown.footnote == "Not measured: TTFT p50. Unpriced: cost.")
    }

    @Test func aFigureInTheFooterKeepsItsColumn() {
        var table = table([[.name("a"), .notMeasured, .unpriced, .count(1)]])
        table.footer = [.name("all"), .duration(1), .unpriced, .count(1)]
        let shown = table.withoutAbsentColumns()
        #expect(shown.columns.map(\.name) == ["name", "p50", "count"])
        #expect(shown.footer == [.name("all"), .duration(1), .count(1)])
        #expect(shown.footnote == "Unpriced: cost.")
    }

    @Test func whatATableLacksIsNoPartOfItsNote() throws {
        var table = table([[.name("a"), .notMeasured, .unpriced, .count(1)]])
        table.note = "Goodput: not measured."
        let shown = table.withoutAbsentColumns()
        #expect(
            TextReport().section(shown).suffix(2) == [
                "Not measured: TTFT p50. Unpriced: cost.", "Goodput: not measured.",
            ])
        let markdown = try #require(MarkdownTable(shown).text(limit: 1_000))
        #expect(markdown.hasSuffix("\nNot measured: TTFT p50. Unpriced: cost.\n\nGoodput: not measured.\n"))
    }

    @Test func theHeaviestRowsKeepTheirOrder() {
        let all = table(["a", "b", "c", "d"].map { [.name($0), .dash, .dash, .dash] })
        let names = { (limit: Int) in all.heaviestRows(limit).map { $0.cells[0].text } }
        #expect(names(0) == [] && names(1) == ["a"] && names(2) == ["a", "c"] && names(3) == ["a", "c", "d"])
        #expect(names(4) == ["a", "b", "c", "d"] && names(9) == names(4))
    }

    @Test func moreThanOneErrorInAHundredIsBad() {
        var figures = RequestFigures()
        figures.errorRate = 0.01
        #expect(ReportTable.Cell.errorRate(figures).tone == .plain)
        figures.errorRate = 0.0101
        #expect(ReportTable.Cell.errorRate(figures).tone == .bad)
        figures.errorRate = nil
        #expect(ReportTable.Cell.errorRate(figures) == .dash)
    }

    @Test(arguments: [
        ("healthy", ReportTable.Tone.plain), ("completed", .plain), ("degraded", .warn), ("warning", .warn),
        ("unavailable", .bad), ("critical", .bad), ("firing", .bad), ("failed", .bad), ("their own word", .plain),
    ])
    func aStatusIsAsSeriousAsItsWord(_ word: String, tone: ReportTable.Tone) {
        #expect(ReportTable.Cell.status(word) == ReportTable.Cell(word, tone))
    }

    @Test func anEmptyNameIsSaidToBeOneAndAMissingOneDoesNotApply() {
        #expect(ReportTable.Cell.name("").text == "(no name)")
        #expect(ReportTable.Cell.name(" \t\u{A0}").text == "(blank)")
        #expect(ReportTable.Cell.name(nil) == .dash)
    }

    @Test func aMessageThatSaysNothingDoesNotApply() {
        #expect(ReportTable.Cell.words("too slow").text == "too slow")
        #expect([nil, "", " \n"].allSatisfy { ReportTable.Cell.words($0) == .dash })
    }

    @Test func costsByPricesAreToldWithAllThatThereIsToSay() throws {
        var summary = FormatSummaries.everything
        summary.cost?.total.pricedAsStandard = ["batch": 2, "flex": 1]
        summary.cost?.scores[0].points = 0
        summary.cost?.scores[0].costPerPoint = nil
        let tables = ReportTable.computedCosts(summary)
        #expect(
            tables.map(\.title) == [
                "Cost", "Cost by model", "Cost by label", "Unpriced models", "Cost of a point of score",
            ])
        let labels = tables[0].rows.map { $0.cells[0].text }
        for label in ["Failed requests", "Retried attempts", "A successful example"] { #expect(labels.contains(label)) }
        let note = tables[0].note.spaced
        #expect(note.hasPrefix("The cost is a lower bound: 1,198 requests could not be priced"))
        #expect(
            note.contains(
                " 2 requests of tier batch, 1 request of tier flex are priced as standard, as there are no prices of that "
                    + "tier for their models. "))
        #expect(tables[4].rows.map { $0.cells[3].text } == ["–", "$0.049"])
        summary.cost?.isRepriced = false
        #expect(ReportTable.computedCosts(summary).isEmpty)
    }

    @Test func requestsThatUsedNothingLackNoPrice() throws {
        var summary = RunSummary()
        var (nothing, unknown) = (RequestFigures(), RequestFigures())
        (nothing.totalRequests, nothing.failedRequests) = (2, 2)
        (unknown.totalRequests, unknown.successfulRequests, unknown.unpricedRequests) = (1, 1, 1)
        summary.providers = [.init(provider: "a", requests: nothing), .init(provider: "b", requests: unknown)]
        #expect(ReportTable.providers(summary).rows.map { $0.cells.last?.text } == ["–", "unpriced"])
        summary.totals = nothing
        #expect(KeyFigure.all(for: summary).last?.value == "no usage")
    }
}
