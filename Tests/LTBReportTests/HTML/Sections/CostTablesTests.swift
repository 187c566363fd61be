// Owns the tests of the tables of costs on the page.

import LTBAnalysis
import LTBEvents
import Testing

@testable import LTBReport

@Suite struct CostTablesTests {
    private func figures(_ dollars: Double, of requests: Int64) -> CostFigures {
        var figures = CostFigures()
        (figures.isRepriced, figures.requests, figures.computedRequests) = (true, requests, requests)
        (figures.computed, figures.cacheSavings, figures.failed) = (dollars, 0, 0)
        return figures
    }

    /// Rows with so many requests each.
    private func rows(_ dimension: CostSummary.Dimension, _ requests: [Int64]) -> [CostSummary.Row] {
        requests.enumerated().map { number, count in
            var row = CostSummary.Row(dimension, figures(Double(count), of: count))
            switch dimension {
            case .provider: row.provider = "<p\(number)>"
            case .model: (row.provider, row.model) = ("p", "m\(number)")
            case .benchmark: row.benchmarkID = "b\(number)"
            case .label: (row.label, row.value) = ("team", "t\(number)")
            case .hour, .day:
                let hours: Int64 = dimension == .hour ? 1 : 24
                row.hours = hours
                row.start = Timestamp(nanosecondsSince1970: Int64(number) * hours * 3_600_000_000_000)
            }
            return row
        }
    }

    private func page(_ rows: [CostSummary.Row]) -> String {
        var (summary, cost) = (RunSummary(), CostSummary())
        (cost.isRepriced, cost.total, cost.rows) = (true, figures(6, of: 6), rows)
        summary.cost = cost
        return CostTables.markup(PageContext(summary, limits: PageLimits(tableRows: 4))).source
    }

    private func labels(_ page: String) -> [String] {
        page.matches(of: #/aria-label="Cost by (\w+), table"/#).map { String($0.1) }
    }

    @Test func eachDimensionWithMoreThanOneRowHasATable() {
        let all = rows(.provider, [5, 1]) + rows(.model, [6]) + rows(.benchmark, [3, 3]) + rows(.label, [1, 5])
        #expect(labels(page(all)) == ["model", "provider", "benchmark", "label"])
        #expect(labels(page(all + rows(.hour, [2, 4]) + rows(.day, [6]))).last == "hour")
        #expect(labels(page(all + rows(.hour, [2, 2, 2]) + rows(.day, [2, 4]))).last == "day")
        #expect(labels(page(all + rows(.hour, [2, 2, 2]) + rows(.day, [6]))).last == "hour")
        #expect(labels(page(all + rows(.day, [2, 2, 2]))).last == "day")
        #expect(labels(page(rows(.provider, [6]) + rows(.model, [6]) + rows(.day, [6]))) == ["model"])
    }

    @Test func aTableHasTheLargestRowsInTheirOrderAndSaysWhatIsLeftOut() throws {
        let table = try #require(page(rows(.model, [6]) + rows(.provider, [3, 1, 2])).split(separator: "\n").last)
        func row(_ name: String, _ dollars: Int) -> String {
            let cells = ["\(dollars)", "not recorded", "$\(dollars).00", "–", "$0", "$0", "0"]
            return "<tr><th scope=\"row\" align=\"left\">\(name)</th>\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
        }
        let heads = [
            "Requests", "Recorded", "Computed", "Drift", "Saved by cache reads", "Failed requests", "Unpriced",
        ]
        #expect(
            table == """
                <div class="scroll" role="region" aria-label="Cost by provider, table" tabindex="0">\
                <table cellpadding="5"><caption><div align="left">1 more left out.</div></caption><thead><tr>\
                <th scope="col" align="left">Provider</th>\(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())\
                </tr></thead><tbody align="right">\(row("&lt;p0&gt;", 3))\(row("&lt;p2&gt;", 2))</tbody>\
                <tfoot align="right">\(row("All", 6))</tfoot></table></div>
                """)
    }

    @Test func whatAPointOfScoreCostIsTold() {
        var (summary, cost) = (RunSummary(), CostSummary())
        (cost.isRepriced, cost.total) = (true, figures(6, of: 6))
        cost.scores = [("a", 4, 1.5), ("b", 4, nil), ("c", 0, nil)].map { metric, points, each in
            var score = CostSummary.Score(metric: metric, points: points)
            score.costPerPoint = each
            return score
        }
        summary.cost = cost
        let page = CostTables.markup(PageContext(summary, limits: PageLimits())).source
        #expect(page.contains("Cost of a point of score, table"))
        for cells in [["4.0", "$1.50"], ["4.0", "unpriced"], ["0.0", "–"]] {
            #expect(page.contains("all</td>" + cells.map { "<td>\($0)</td>" }.joined()))
        }
    }
}
