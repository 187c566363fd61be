// Owns the tests of axis labels.

import Testing

@testable import LTBReport

@Suite struct AxisLabelsTests {
    private func plain(_ labels: [String]) -> String {
        String(labels.joined(separator: " | ").map { $0 == "\u{00A0}" ? " " : $0 })
    }

    @Test(arguments: [
        ([0, 5000, 10_000], "0 | 5 k | 10 k"), ([0, 0.5, 1], "0.0 | 0.5 | 1.0"), ([0, 200, 400], "0 | 200 | 400"),
        ([0, 5e8, 1e9], "0 | 0.5 G | 1 G"), ([0, 1e300], "0 | 1e+300"),
    ])
    func quantitiesHaveTheUnitOfTheLargest(ticks: [Double], text: String) {
        #expect(plain(AxisLabels.quantities(ticks)) == text)
    }

    @Test(arguments: [
        ([0.05, 0.2, 1, 5], "0.05 s | 0.2 s | 1 s | 5 s"), ([0.002, 0.01, 0.05], "2 ms | 10 ms | 50 ms"),
        ([5e-6, 1e-5], "5 µs | 10 µs"), ([0, 0.5, 1], "0 s | 0.5 s | 1 s"),
        ([1e-9, 1e-6, 0.001, 1, 1000], "1 ns | 1 µs | 1 ms | 1 s | 1,000 s"),
    ])
    func durationsHaveTheUnitOfTheLargest(ticks: [Double], text: String) {
        #expect(plain(AxisLabels.seconds(ticks)) == text)
    }

    @Test func dollarsHaveCentsOrNone() {
        #expect(plain(AxisLabels.dollars([0, 0.0005, 0.5, 2, 10_000])) == "$0 | $0.0005 | $0.50 | $2 | $10 k")
    }
}
