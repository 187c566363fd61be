// Owns the tests of columns with one unit and one precision.

import Testing

@testable import LTBReport

@Suite struct FigureColumnsTests {
    @Test(arguments: [
        ([1.9, 14.78], "s", "14.78"), ([0.286, 2.203], "ms", "2,203"), ([0.0064, 0.0362], "ms", "36.2"),
        ([0.3, 41], "s", "41.00"), ([2e-5, 4e-4], "µs", "400.0"), ([0, 1e9], "s", "1.00\u{00A0}G"),
    ])
    func theSmallestKeepsTwoFigures(values: [Double], unit: String, largest: String) {
        let column = DurationColumn(values)
        #expect(column.unit == unit)
        #expect(column.text(values.last) == largest)
    }

    @Test func whatDoesNotApplyIsADash() {
        #expect(DurationColumn([nil]).text(nil) == "–")
        #expect(QuantityColumn([1]).text(nil) == "–")
        #expect(QuantityColumn([1]).text(.nan) == "–")
    }

    @Test func whatIsTooSmallForTheColumnIsNotNothing() {
        let column = DurationColumn([1e-6, 41])
        #expect([0, 1e-6, 0.0006, 41].map(column.text) == ["0.000", "<0.001", "0.001", "41.000"])
    }

    @Test func ratesHaveOnePrecision() {
        let column = QuantityColumn([0.5, 20])
        #expect([0.5, 20].map(column.text) == ["0.50", "20.00"])
    }
}
