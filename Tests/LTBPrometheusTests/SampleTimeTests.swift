// Owns the claim that Prometheus takes the text of a time for the millisecond that is meant.

import LTBTestSupport
import Testing

@testable import LTBPrometheus

@Suite struct SampleTimeTests {
    @Test(
        arguments: [
            (1_768_473_000_000, "1768473000"), (1_768_473_000_250, "1768473000.25"), (-1_500, "-1.5"), (0, "0"),
        ] as [(Int64, String)])
    func timesAreSeconds(milliseconds: Int64, text: String) {
        #expect(SampleTime.text(milliseconds) == text)
    }

    @Test func everyMillisecondIsReadAsItself() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<20_000 {
            let milliseconds = Int64.random(in: -9_223_372_036_854...9_223_372_036_854, using: &random)
            let seconds = try #require(Double(SampleTime.text(milliseconds)))
            // As in Prometheus' parser of OpenMetrics.
            #expect(Int64(seconds * 1000) == milliseconds)
            #expect((seconds - Double(milliseconds) / 1000).magnitude < 1e-5)
        }
    }
}
