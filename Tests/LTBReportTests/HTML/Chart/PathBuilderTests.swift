// Owns the tests of paths and of how positions are written.

import Testing

@testable import LTBReport

@Suite struct PathBuilderTests {
    @Test(arguments: [
        (0.0, "0"), (12, "12"), (12.34, "12.3"), (-0.04, "0"), (-1.25, "-1.3"), (0.96, "1"), (.nan, "0"),
        (1e30, "1000000"),
    ])
    func positionsHaveOneDecimal(value: Double, text: String) {
        #expect(Coordinate.text(value) == text)
    }

    @Test(arguments: [(0.4422, "44.22%"), (1, "100%"), (0.5001, "50.01%"), (0.501, "50.1%")])
    func sharesOfTheWidthHaveTwoDecimals(value: Double, text: String) {
        #expect(Coordinate.percent(value) == text)
    }

    @Test func stepsOfOneHeightAreOneLine() {
        var path = PathBuilder()
        path.steps(edges: [0, 10, 20, 30], tops: [5, 5, 2])
        #expect(path.data.source == "M0 5H20V2H30")
    }

    @Test func anAreaReturnsAlongItsBottoms() {
        var path = PathBuilder()
        path.area(edges: [0, 10, 20], tops: [5, 2], bottoms: [9, 8])
        #expect(path.data.source == "M0 5H10V2H20V8H10V9H0Z")
    }

    @Test func aGapBeginsAnotherLine() {
        var path = PathBuilder()
        path.line(0, 1)
        path.line(1, 1)
        path.gap()
        path.line(3, 1)
        #expect(path.data.source == "M0 1L1 1M3 1")
    }
}
