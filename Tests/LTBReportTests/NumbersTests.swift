// Owns the tests of how figures are written for people.

import Testing

@testable import LTBReport

@Suite struct NumbersTests {
    /// The expected texts are written with plain spaces; a unit's space never breaks.
    private func plain(_ text: String) -> String {
        String(text.map { $0 == "\u{00A0}" ? " " : $0 })
    }

    @Test(arguments: [
        (0.0, "0 s"), (4e-7, "<1 µs"), (0.00043, "430 µs"), (0.0009999, "1.0 ms"), (0.0064, "6.4 ms"),
        (0.00996, "10 ms"), (0.87, "870 ms"), (0.9996, "1.00 s"), (1.234, "1.23 s"), (9.996, "10.0 s"),
        (12.34, "12.3 s"), (59.94, "59.9 s"), (59.96, "1 min"), (65, "1 min 5 s"), (3599.7, "1 h"),
        (7500, "2 h 5 min"), (259_200, "3 d"), (266_400, "3 d 2 h"), (-1.5, "−1.50 s"),
        (1e300, "1.1574074074074075e+295 d"),
    ])
    func durationsHaveThreeFigures(seconds: Double, text: String) {
        #expect(plain(NumberFormat.duration(seconds: seconds)) == text)
    }

    @Test(arguments: [(0.1, "100 ms"), (15.0, "15 s"), (60, "1 min"), (1800, "30 min"), (10_800, "3 h")])
    func stepsLoseZeros(seconds: Double, text: String) {
        #expect(plain(NumberFormat.step(seconds: seconds)) == text)
    }

    @Test(arguments: [
        (0.0, "$0"), (0.0042, "$0.0042"), (0.00421, "$0.0042"), (0.0996, "$0.10"), (0.51, "$0.51"), (4.6449, "$4.64"),
        (99.99, "$99.99"), (99.996, "$100"), (1234.4, "$1,234"), (12_345_678, "$12.3 M"), (-2, "−$2.00"),
        (1e9, "$1.00 B"), (2.5e12, "$2.50 T"),
    ])
    func costsKeepTheFiguresThatMatter(dollars: Double, text: String) {
        #expect(plain(NumberFormat.cost(dollars)) == text)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (12_345, "12,345"), (99_999, "99,999"), (212_400, "212 k"), (999_600, "1.00 M"),
        (2_048_000, "2.05 M"), (Int64.max, "9.22 E"), (-1234, "−1,234"),
    ])
    func largeCountsHaveThreeFigures(count: Int64, text: String) {
        #expect(plain(NumberFormat.count(count)) == text)
    }

    @Test(arguments: [
        (0.0, "0"), (7.98, "7.98"), (0.0312, "0.0312"), (999.6, "1,000"), (1361.2, "1,361"), (123_456, "123 k"),
    ])
    func quantitiesHaveThreeFigures(value: Double, text: String) {
        #expect(plain(NumberFormat.quantity(value)) == text)
    }

    @Test(arguments: [
        (0.0, "0 %", "0 %"), (0.0004, "<0.1 %", "<1 %"), (0.006, "0.6 %", "1 %"), (0.9277, "92.8 %", "93 %"),
        (0.9996, ">99.9 %", ">99 %"), (1, "100 %", "100 %"),
    ])
    func aShareIsAllOrNothingOnlyWhenExact(fraction: Double, text: String, whole: String) {
        #expect(plain(NumberFormat.share(fraction)) == text)
        #expect(plain(NumberFormat.wholeShare(fraction)) == whole)
    }

    @Test(arguments: [
        (0.01, "1.0 %"), (0.0104, "1.04 %"), (0.009996, "0.9996 %"), (0.02, "2.0 %"), (0.0, "0 %"),
        (0.01 + 1e-12, "1.0 %"),
    ])
    func aShareNeverReadsLikeTheLimitThatItIsOver(fraction: Double, text: String) {
        #expect(plain(NumberFormat.share(fraction, apartFrom: 0.01)) == text)
    }

    @Test(arguments: [
        (0, "0 B"), (1023, "1023 B"), (18_432, "18 KiB"), (2_831_155, "2.7 MiB"), (1_048_064, "1.0 MiB"),
        (Int64.max, "8,388,608 TiB"),
    ])
    func bytesAreBinary(bytes: Int64, text: String) {
        #expect(plain(NumberFormat.bytes(bytes)) == text)
    }

    @Test(arguments: [(0.9071, "0.907"), (-0.5, "−0.500"), (1, "1.000"), (12_345.6, "12,346")])
    func scoresHaveThreeDecimals(score: Double, text: String) {
        #expect(NumberFormat.score(score) == text)
    }

    @Test func whatIsNoNumberIsNotMeasured() {
        let texts = [NumberFormat.duration(seconds: .nan), NumberFormat.cost(.infinity), NumberFormat.share(.nan)]
        #expect(texts == Array(repeating: NumberFormat.notMeasured, count: 3))
    }
}
