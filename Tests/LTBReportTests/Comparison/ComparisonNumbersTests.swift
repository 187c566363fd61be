// Tests of how figures of a comparison are written.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct ComparisonNumbersTests {
    @Test func differencesHaveASignAndAUnit() {
        #expect(ComparisonNumbers.difference(3.43, .seconds) == "+3.43\u{A0}s")
        #expect(ComparisonNumbers.difference(-0.0125, .share) == "−1.25\u{A0}pp")
        #expect(ComparisonNumbers.difference(0, .seconds) == "0\u{A0}s")
        #expect(ComparisonNumbers.difference(-0.0001, .score) == "0.000")
        #expect(ComparisonNumbers.difference(-0.00001, .share) == "0.00\u{A0}pp")
        #expect(ComparisonNumbers.difference(.infinity, .seconds) == "–")
    }

    @Test func sharesOfTheBaseHaveThreeFigures() {
        #expect(ComparisonNumbers.relative(0.398) == "+39.8\u{A0}%")
        #expect(ComparisonNumbers.relative(-0.0042) == "−0.42\u{A0}%")
        #expect(ComparisonNumbers.relative(12.4) == "+1,240\u{A0}%")
    }

    @Test func intervalsHaveOneUnit() {
        #expect(ComparisonNumbers.interval(0.371...0.42, .seconds) == "+37…+42\u{A0}%")
        #expect(ComparisonNumbers.interval(-0.012...0.0001, .share) == "−1.2…0.0\u{A0}pp")
    }

    /// An interval that is rounded must not exclude the value that stands beside it.
    @Test func anIntervalIsAsFineAsItTakesToHoldItsValue() {
        #expect(ComparisonNumbers.interval(0.9966...0.9974, around: 0.997, .seconds) == "+99.7…+99.7\u{A0}%")
        #expect(ComparisonNumbers.interval(0.9961...1.2, around: 0.9974, .seconds) == "+99.6…+120.0\u{A0}%")
        #expect(ComparisonNumbers.interval(0.371...0.42, around: 0.4, .seconds) == "+37…+42\u{A0}%")
        #expect(ComparisonNumbers.interval(-0.12...0.4, around: 0.1, .share) == "−12…+40\u{A0}pp")
        #expect(ComparisonNumbers.interval(0.0012...0.00124, around: 0.00122, .seconds) == "+0.12…+0.12\u{A0}%")
    }

    @Test func smallPValuesAreNotToldWhole() {
        #expect(ComparisonNumbers.pValue(1e-9) == "<0.001")
        #expect(ComparisonNumbers.pValue(0.0341) == "0.034")
        #expect(ComparisonNumbers.pValue(0.5) == "0.50")
    }
}
