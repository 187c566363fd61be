// Owns the tests of labels beside dots.

import Testing

@testable import LTBReport

@Suite struct DotLabelsTests {
    @Test func aLabelStandsAboveItsDot() {
        var labels = DotLabels(dots: [(x: 100, y: 100)])
        #expect(labels.place("name", at: (x: 100, y: 100), width: 440) == .init(dx: -4, dy: -12, isEnd: false))
    }

    @Test func aLabelGoesBelowWhereAnotherDotIsAbove() {
        var labels = DotLabels(dots: [(x: 100, y: 100), (x: 105, y: 86)])
        #expect(labels.place("name", at: (x: 100, y: 100), width: 440).dy == 21)
    }

    @Test func aLabelAtTheRightEndEndsThere() {
        var labels = DotLabels(dots: [(x: 430, y: 100)])
        #expect(labels.place("north-large", at: (x: 430, y: 100), width: 440).isEnd)
    }
}
