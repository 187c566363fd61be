// Owns the claim that a store gives back what it took, series by series, however little of it the memory holds.

import LTBAnalysis
import LTBLog
import LTBTestSupport
import Testing

@testable import LTBPrometheus

@Suite struct SampleStoreTests {
    private struct Sample: Equatable {
        var time: Int64
        var value: MetricFamily.Value
    }

    private func value(_ random: inout SplitMix64) -> MetricFamily.Value {
        let number = Double(Int64.random(in: -9...9, using: &random)) / 4
        let length = Int.random(in: 0...3, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return .number(number)
        case 1:
            let bounds = (0..<length).map { Double($0) + 0.5 }
            return .histogram(
                bounds: bounds, cumulativeCounts: (0..<length).map { Int64($0) }, count: .max, sum: number)
        default:
            let quantiles = (0..<length).map {
                DistributionFigures.QuantilePoint(quantile: Double($0) / 4, value: number)
            }
            return .summary(quantiles: quantiles, count: 5, sum: .infinity)
        }
    }

    @Test(arguments: [1, 64, 1_000, 1 << 20]) func samplesComeBackSeriesBySeries(memoryBytes: Int) throws {
        var random = SplitMix64(seed: UInt64(memoryBytes))
        let folder = try TemporaryFolder()
        let store = try SampleStore(temporaryFolder: folder.path, memoryBytes: memoryBytes)
        var expected = [[Sample]](repeating: [], count: 7)
        for time in 0..<300 {
            for series in expected.indices where Int.random(in: 0..<3, using: &random) > 0 {
                let sample = Sample(time: Int64(time), value: value(&random))
                expected[series].append(sample)
                try store.append(series: series, milliseconds: sample.time, sample.value)
            }
        }
        for series in expected.indices.shuffled(using: &random) {
            var samples: [Sample] = []
            try store.forEachSample(ofSeries: series) { samples.append(Sample(time: $0, value: $1)) }
            #expect(samples == expected[series])
        }
    }

    @Test func aFolderThatIsNotThereIsTold() {
        #expect(throws: LogError.self) { try SampleStore(temporaryFolder: "/absent") }
    }
}
