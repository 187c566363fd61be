// Owns the checks of tables on a terminal.

import Testing

@testable import LTBReport

struct TextTableTests {
    private func lines(_ table: ReportTable, width: Int, color: Bool = false) -> [String] {
        TextTable(table, style: TextStyle(color: color)).lines(width: width)
    }

    private var table: ReportTable {
        let columns: [ReportTable.Column] = [
            .text("model"), .figure("requests"), .figure("p50", in: "latency"), .figure("p95", in: "latency"),
            .figure("cost", rank: 1), .text("note", rank: 2),
        ]
        var table = ReportTable(title: "Models", columns: columns)
        table.rows = [
            .init(cells: [.init("alpha"), .init("12"), .init("1.20 s"), .init("2.40 s"), .init("$5"), .init("fine")]),
            .init(
                cells: [
                    .init("模型"), .init("1,234", .bad), .notMeasured, .notMeasured, .init("unpriced"), .init(""),
                ], weight: 7),
        ]
        return table
    }

    @Test func figuresAreAlignedRightByDisplayWidthAndNeighboursUnmeasuredTogether() {
        #expect(
            lines(table, width: 60) == [
                "                 latency",
                "model  requests     p50     p95      cost  note",
                "alpha        12  1.20 s  2.40 s        $5  fine",
                "模型      1,234    not measured  unpriced",
            ])
    }

    @Test func theColumnsOfTheHighestRankGiveWayThenTheFirstColumn() {
        #expect(lines(table, width: 47)[1] == "model  requests     p50     p95      cost  note")
        #expect(lines(table, width: 46)[1] == "model  requests     p50     p95      cost")
        #expect(lines(table, width: 40)[1] == "model  requests     p50     p95")
        #expect(lines(table, width: 30)[1...2] == ["model", "  requests     p50     p95"])
    }

    @Test func aLongNameMovesAboveItsFigures() {
        var table = table
        table.rows[0].cells[0] = .init(String(repeating: "name", count: 20))
        #expect(
            lines(table, width: 60) == [
                "            latency",
                "model",
                "  requests     p50     p95      cost  note",
                String(repeating: "name", count: 14) + "nam…",
                "        12  1.20 s  2.40 s        $5  fine",
                "模型",
                "     1,234    not measured  unpriced",
            ])
    }

    @Test func emphasisStandsAroundTheTextOnly() {
        #expect(lines(table, width: 60, color: true)[3].contains("   \u{1B}[1;31m1,234\u{1B}[0m  "))
        #expect(lines(table, width: 60, color: true).joined().filter { $0 == "\u{1B}" }.count == 2)
    }

    @Test func beyondTheLimitTheHeaviestRowsAreKept() {
        var table = table
        table.rowLimit = 1
        #expect(lines(table, width: 60).last == "模型      1,234  not measured  unpriced")
    }

    @Test func anyWidthFits() {
        for width in 12...80 {
            #expect(lines(table, width: width).allSatisfy { DisplayWidth.of($0) <= width })
        }
    }
}
