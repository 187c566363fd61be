// Tests of the distribution: against the figures of other programs, and independence of order and split.

import Glibc
import LTBStatistics
import Testing

/// Everything that a distribution tells.
private struct Figures: Equatable {
    let count: Int64
    let isExact: Bool
    let minimum: Int64?
    let maximum: Int64?
    let sum: Int128
    let mean: Double?
    let standardDeviation: Double?
    let quantiles: [Double]
    let cumulativeBucketCounts: [Int64]

    init(_ distribution: Distribution, quantiles: [Double] = [0] + DistributionReference.quantiles + [1]) {
        count = distribution.count
        isExact = distribution.isExact
        minimum = distribution.minimum
        maximum = distribution.maximum
        sum = distribution.sum
        mean = distribution.mean
        standardDeviation = distribution.standardDeviation
        self.quantiles = distribution.quantiles(quantiles)
        cumulativeBucketCounts = distribution.cumulativeBucketCounts
    }
}

private func distribution(
    of values: some Sequence<Int64>, bounds: [Int64] = DistributionReference.bounds
) -> Distribution {
    var distribution = Distribution(bounds: bounds)
    for value in values { distribution.record(value) }
    return distribution
}

private func lognormal(_ count: Int, seed: UInt64) -> [Int64] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
        let radius = (-2 * log(Double.random(in: .leastNormalMagnitude...1, using: &generator))).squareRoot()
        let angle = Double.random(in: 0..<2 * .pi, using: &generator)
        return Int64(800_000_000 * exp(0.9 * radius * cos(angle)))
    }
}

@Suite struct DistributionTests {
    @Test func nothingIsKnownOfNoValues() {
        let empty = Figures(Distribution(bounds: [1, 2]))
        #expect(empty.count == 0 && empty.isExact && empty.sum == 0)
        #expect(empty.minimum == nil && empty.maximum == nil && empty.mean == nil && empty.standardDeviation == nil)
        #expect(empty.quantiles.isEmpty && empty.cumulativeBucketCounts == [0, 0])
        #expect(Distribution(bounds: []).quantile(0.5) == nil)
    }

    @Test(arguments: DistributionReference.small)
    func upToTheLimitEveryFigureIsThatOfTheReference(reference: DistributionReference) throws {
        let distribution = distribution(of: reference.values)
        #expect(distribution.count == reference.values.count)
        #expect(distribution.isExact)
        #expect(distribution.minimum == reference.minimum && distribution.maximum == reference.maximum)
        #expect(distribution.sum == reference.sum)
        #expect(distribution.mean == reference.mean)
        let deviation = try #require(distribution.standardDeviation)
        #expect(abs(deviation - reference.standardDeviation) <= reference.standardDeviation.ulp)
        #expect(distribution.quantiles(DistributionReference.quantiles) == reference.quantiles)
        #expect(DistributionReference.quantiles.map { distribution.quantile($0) } == reference.quantiles)
        #expect(distribution.cumulativeBucketCounts == reference.cumulativeBucketCounts)
    }

    @Test(arguments: DistributionReference.large)
    func aboveTheLimitOnlyQuantilesAreApproximate(reference: DistributionReference) throws {
        let distribution = distribution(of: reference.values)
        #expect(distribution.count == reference.values.count)
        #expect(!distribution.isExact)
        #expect(distribution.minimum == reference.minimum && distribution.maximum == reference.maximum)
        #expect(distribution.sum == reference.sum)
        #expect(distribution.mean == reference.mean)
        let deviation = try #require(distribution.standardDeviation)
        #expect(abs(deviation - reference.standardDeviation) <= reference.standardDeviation.ulp)
        for (quantile, expected) in zip(distribution.quantiles(DistributionReference.quantiles), reference.quantiles) {
            #expect(abs(quantile - expected) <= abs(expected) * 0.001)
        }
        #expect(distribution.quantiles([0, 1]) == [Double(reference.minimum), Double(reference.maximum)])
        #expect(distribution.cumulativeBucketCounts == reference.cumulativeBucketCounts)
    }

    @Test(arguments: [0, 1, 100, 16_383, 16_384, 16_385, 40_000])
    func figuresDependNeitherOnOrderNorOnSplit(count: Int) {
        let values = heavyTailed(count, seed: UInt64(count), signed: true)
        let whole = Figures(distribution(of: values))
        var generator = SplitMix64(seed: 7)
        for _ in 0..<5 {
            var merged = Distribution(bounds: DistributionReference.bounds)
            for part in values.dealt(using: &generator) { merged.merge(distribution(of: part)) }
            #expect(Figures(merged) == whole)
        }
    }

    @Test func lognormalQuantilesAreWithinATenthOfAPercentForAnySplit() {
        let values = lognormal(100_000, seed: 4)
        let sorted = values.sorted()
        let quantiles = (1...999).map { Double($0) / 1000 }
        let whole = Figures(distribution(of: values), quantiles: quantiles)
        for (q, quantile) in zip(quantiles, whole.quantiles) {
            let position = q * 99_999
            let rank = Int(position)
            let step = Double(sorted[rank + 1] - sorted[rank])
            let expected = Double(sorted[rank]) + step * (position - Double(rank))
            #expect(abs(quantile - expected) <= expected * 0.001, "q \(q)")
        }
        var generator = SplitMix64(seed: 5)
        for _ in 0..<3 {
            var merged = Distribution(bounds: DistributionReference.bounds)
            for part in values.dealt(using: &generator) { merged.merge(distribution(of: part)) }
            #expect(Figures(merged, quantiles: quantiles) == whole)
        }
    }

    @Test func quantilesNeverLeaveTheExtremesNorFall() {
        let values = (0..<20_000).map { 1_000_000_000 + $0 % 3 }.map(Int64.init)
        let quantiles = distribution(of: values).quantiles((0...1000).map { Double($0) / 1000 })
        #expect(quantiles.first == 1_000_000_000 && quantiles.last == 1_000_000_002)
        #expect(quantiles == quantiles.sorted())
    }

    @Test func smallValuesAreExactInAnyNumber() {
        var values: [Int64] = []
        for value in Int64(-1024)..<1024 { values.append(contentsOf: repeatElement(value, count: 10)) }
        let distribution = distribution(of: values.reversed())
        #expect(!distribution.isExact)
        let quantiles = (0..<values.count).map { Double($0) / Double(values.count - 1) }
        for (expected, quantile) in zip(values, distribution.quantiles(quantiles)) {
            // Only the rank is rounded, so that what remains is an interpolation of nearly nothing.
            #expect(abs(quantile - Double(expected)) < 1e-9)
        }
    }

    @Test func noValueOverflows() throws {
        let values = (0..<20_000).map { [Int64.min, .max, -1, 0][$0 % 4] }
        let distribution = distribution(of: values, bounds: [.min, -1, .max])
        #expect(distribution.sum == -10_000)
        #expect(distribution.mean == -0.5)
        // √((2^126 + (2^63 - 1)² + 1) / 4 - 1/4), by Python's decimal.
        let deviation = try #require(distribution.standardDeviation)
        #expect(abs(deviation - 6.521908912666392e18) <= deviation.ulp)
        #expect(distribution.quantiles([0, 1]) == [-0x1p63, 0x1p63])
        #expect(distribution.cumulativeBucketCounts == [5_000, 10_000, 20_000])
    }

    @Test func quantilesOutsideOfZeroToOneAreTheExtremes() {
        let few = distribution(of: [1, 2, 3])
        #expect(few.quantiles([-1, 2, .nan, .infinity]) == [1, 3, 1, 3])
    }

    @Test func aValueOnABoundBelongsToItsBucket() {
        let few = distribution(of: [9, 10, 11, 20, 21], bounds: [10, 20])
        #expect(few.cumulativeBucketCounts == [2, 4])
    }

    @Test(arguments: [100, 16_384, 16_385, 60_000])
    func recordingManyAtOnceIsRecordingThemOneByOne(count: Int) {
        let values = lognormal(count, seed: 11) + [.min, -1, 0, .max].prefix(count > 16_384 ? 4 : 0)
        var generator = SplitMix64(seed: 12)
        var bulk = Distribution(bounds: DistributionReference.bounds)
        var rest = values[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...2_000, using: &generator))
            piece.withUnsafeBufferPointer { bulk.record($0) }
            rest = rest.dropFirst(piece.count)
        }
        #expect(Figures(bulk) == Figures(distribution(of: values)))
    }

    @Test(arguments: [100, 300, 2_000, 30_000])
    func lessRoomAtAnyTimeIsNeverHavingHadMore(count: Int) {
        let values = heavyTailed(count, seed: UInt64(count), signed: true)
        var generator = SplitMix64(seed: 13)
        for room in [2_048, 40_000, 100_000] {
            var whole = Distribution(bounds: DistributionReference.bounds)
            whole.fit(room)
            for value in values { whole.record(value) }
            #expect(whole.isExact == (count <= min(16_384, room / 8)))
            for _ in 0..<3 {
                var merged = Distribution(bounds: DistributionReference.bounds)
                for part in values.dealt(using: &generator) {
                    var piece = distribution(of: part)
                    if Bool.random(using: &generator) { piece.fit(150_000) }
                    merged.merge(piece)
                    if Bool.random(using: &generator) { merged.fit(room) }
                }
                merged.fit(room)
                #expect(Figures(merged) == Figures(whole))
            }
        }
    }

    @Test func quantilesAreAsPreciseAsTheRoomAllows() throws {
        let values = lognormal(50_000, seed: 6)
        let exact = values.sorted()
        for (room, error) in [(Distribution.greatestRoom, 0.001), (8 << 10, 0.008), (300, 0.06)] {
            var distribution = distribution(of: values)
            distribution.fit(room)
            let median = try #require(distribution.quantile(0.5))
            let off = abs(median / Double(exact[24_999]) - 1)
            #expect(off <= error)
            #expect(distribution.count == 50_000 && distribution.minimum == exact.first)
        }
    }
}
