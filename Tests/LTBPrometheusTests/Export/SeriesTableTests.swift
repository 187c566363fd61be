// Owns the claims about the numbers of series.

import Testing

@testable import LTBPrometheus

@Suite struct SeriesTableTests {
    private func family(_ name: String, _ kind: MetricFamily.Kind) -> MetricFamily {
        MetricFamily(name: name, kind: kind, help: "", series: [])
    }

    private func series(_ labels: (String, String)...) -> MetricFamily.Series {
        .init(labels: labels.map { .init(name: $0.0, value: $0.1) }, value: .number(1))
    }

    private func expect(_ number: Int?, _ expected: Int?) { #expect(number == expected) }

    private func expect(_ found: (number: Int, isNew: Bool), _ expected: (Int, Bool)) { #expect(found == expected) }

    @Test func aFamilyKeepsItsNumberAndItsNames() {
        var table = SeriesTable()
        expect(table.number(of: family("x", .counter)), 0)
        expect(table.number(of: family("y", .histogram)), 1)
        expect(table.number(of: family("x", .counter)), 0)
        // What was a counter is none: its new name is for others to choose.
        expect(table.number(of: family("x", .gauge)), nil)
        expect(table.number(of: family("x_total", .gauge)), nil)
        expect(table.number(of: family("y_count", .gauge)), nil)
        expect(table.number(of: family("z", .gauge)), 2)
    }

    @Test func seriesAreSortedByFamilyAndLabels() throws {
        var table = SeriesTable()
        let (first, second) = (table.number(of: family("y", .gauge)), table.number(of: family("x", .gauge)))
        let (y, x) = (try #require(first), try #require(second))
        expect(table.number(of: series(("l", "2")), family: y), (0, true))
        expect(table.number(of: series(("l", "1")), family: y), (1, true))
        expect(table.number(of: series(("l", "2")), family: x), (2, true))
        expect(table.number(of: series(), family: x), (3, true))
        expect(table.number(of: series(("l", "2")), family: y), (0, false))
        #expect(table.sorted == [3, 2, 1, 0])
    }
}
