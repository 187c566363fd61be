// Owns the tests of the labels above the histogram of latency.

import Testing

@testable import LTBReport

@Suite struct LatencyHistogramTests {
    @Test(arguments: [
        ([0.2, 0.5, 0.8], [0, 0, 0]), ([0.2, 0.7, 0.8], [0, 1, 0]), ([0.5, 0.6, 0.9], [1, 0, 0]),
        ([0.5, 0.5, 0.5], [2, 1, 0]),
    ])
    func labelsThatWouldTouchStandAboveOneAnother(places: [Double], rows: [Int]) {
        #expect(LatencyHistogram.labelRows(places) == rows)
    }
}
