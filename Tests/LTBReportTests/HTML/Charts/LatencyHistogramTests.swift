// Owns the tests of the labels above the histogram of latency.

import LTBAnalysis
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

    /// As many requests as a row is wide on a logarithmic scale are one density, whatever the row.
    @Test func evenlySpreadLatenciesShowNoSteps() {
        let heatmap = LatencyHeatmap(upperBounds: [1.25, 1.5, 1.75, 2], counts: [[322, 263, 222, 193]])
        let densities = (0..<4).map { heatmap.density(heatmap.counts[0][$0], inRow: $0).rounded() }
        #expect(densities == [250, 250, 250, 250])
    }

    @Test(
        arguments: [
            ([1.25, 1.5], 1.0), ([2.0, 2.5], 1.75), ([1.5, 2.0], 1.0), ([2.0, 3.0], 1.5), ([4.0, 8.0], 2.0),
            ([16.0, 64.0], 4.0),
        ] as [([Double], Double)])
    func theFirstRowIsAsWideAsItsOctaveHasIt(bounds: [Double], lower: Double) {
        let heatmap = LatencyHeatmap(upperBounds: bounds, counts: [])
        #expect(heatmap.lowerBound(ofRow: 0) == lower)
    }
}
