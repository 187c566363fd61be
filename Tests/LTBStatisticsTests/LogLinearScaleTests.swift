// Tests of the log-linear scale: that its buckets tile the whole range and are as narrow as promised.

import LTBStatistics
import Testing

@Suite struct LogLinearScaleTests {
    @Test func bucketsTileTheWholeRange() {
        checkTiling(of: FineScale.self)
        checkTiling(of: CoarseScale.self)
    }

    private func checkTiling<Scale: LogLinearScale>(of scale: Scale.Type) {
        var expectedLower = Int64.min
        for index in 0..<Scale.octaveCount * Scale.octaveSize {
            let values = Scale.values(at: index)
            #expect(values.lowerBound == expectedLower)
            #expect(Scale.index(of: values.lowerBound) == index)
            #expect(Scale.index(of: values.upperBound) == index)
            expectedLower = values.upperBound &+ 1
        }
        #expect(expectedLower == .min, "the last bucket ends at Int64.max")
    }

    @Test func midpointsAreAsCloseAsPromised() {
        checkError(of: FineScale.self, atMost: 0.001)
        checkError(of: CoarseScale.self, atMost: 0.01)
    }

    private func checkError<Scale: LogLinearScale>(of scale: Scale.Type, atMost limit: Double) {
        for index in 0..<Scale.octaveCount * Scale.octaveSize {
            let values = Scale.values(at: index)
            let midpoint = Scale.midpoint(at: index)
            for value in [values.lowerBound, values.upperBound] {
                #expect(abs(midpoint - Double(value)) <= limit * abs(Double(value)))
            }
        }
    }

    @Test func smallValuesHaveTheirOwnBuckets() {
        for value in Int64(-1024)..<1024 {
            #expect(FineScale.values(at: FineScale.index(of: value)) == value...value)
        }
    }
}
