// Owns the bootstrap: what a difference could as well have been, by drawing the samples again.

internal import Glibc

/// Intervals of differences by the percentile bootstrap (B. Efron, "Bootstrap Methods: Another Look at the Jackknife",
/// 1979): half of what the confidence leaves is cut off at each end of the drawn differences.
///
/// The generator's seed is fixed, so the same samples in the same order give the same intervals.
package enum Bootstrap {
    /// The intervals of a difference, and of the same difference as a share of the first value.
    package struct Effect: Sendable, Equatable {
        /// The second minus the first, in their unit.
        package let difference: ClosedRange<Double>
        /// (second - first) / first; nil where that has no meaning, since the first can be 0 or change its sign.
        package let relative: ClosedRange<Double>?
    }

    static let replicates = 2_000
    /// Of quantiles, which are drawn in a step each, whatever the size of the sample.
    static let quantileReplicates = 10_000
    /// More values than this are gathered into as many blocks, whose means are drawn.
    static let mostBlocks = 2_048
    private static let seed: UInt64 = 0x6C74_625F_636F_6D70

    /// Of the means of two samples, in an order that says nothing about the values.
    package static func means(_ first: [Double], _ second: [Double], confidence: Double = 0.95) -> Effect? {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        if let constant = constant(first, second) { return constant }
        var generator = ResamplingGenerator(seed: seed)
        let (one, two) = (blocks(first), blocks(second))
        return effect(confidence, replicates) {
            (mean(one, &generator), mean(two, &generator))
        }
    }

    /// Of the means of pairs: a pair is drawn whole.
    package static func pairedMeans(_ first: [Double], _ second: [Double], confidence: Double = 0.95) -> Effect? {
        guard !first.isEmpty, first.count == second.count else { return nil }
        if let constant = constant(first, second) { return constant }
        var generator = ResamplingGenerator(seed: seed)
        let (one, two) = (blocks(first), blocks(second))
        return effect(confidence, replicates) {
            var sums = (0.0, 0.0)
            for _ in one.indices {
                let index = generator.index(below: one.count)
                sums.0 += one[index]
                sums.1 += two[index]
            }
            return (sums.0 / Double(one.count), sums.1 / Double(one.count))
        }
    }

    /// Of a quantile of two samples.
    ///
    /// Which value is at a rank of a sample drawn anew is known without drawing it: its place is that of a uniform order
    /// statistic, which is of a beta distribution.
    package static func quantiles(
        _ first: SortedSample, _ second: SortedSample, _ q: Double, confidence: Double = 0.95
    ) -> Effect? {
        guard !first.values.isEmpty, !second.values.isEmpty else { return nil }
        var generator = ResamplingGenerator(seed: seed)
        return effect(confidence, quantileReplicates) {
            (quantile(first, q, &generator), quantile(second, q, &generator))
        }
    }

    /// Of a quantile of the two sides of pairs: a pair is drawn whole.
    package static func pairedQuantiles(
        _ first: [Double], _ second: [Double], _ q: Double, confidence: Double = 0.95
    ) -> Effect? {
        guard !first.isEmpty, first.count == second.count else { return nil }
        var generator = ResamplingGenerator(seed: seed)
        let orders = [first, second].map { values in values.indices.sorted { values[$0] < values[$1] } }
        let position = QuantilePosition(q, count: Int64(first.count))
        var counts = [Int32](repeating: 0, count: first.count)
        let drawn = first.count > 4 * mostBlocks ? replicates / 4 : replicates
        return effect(confidence, drawn) {
            for index in counts.indices { counts[index] = 0 }
            for _ in counts.indices { counts[generator.index(below: counts.count)] += 1 }
            return (
                quantile(first, orders[0], counts, position), quantile(second, orders[1], counts, position)
            )
        }
    }

    /// Of samples that never vary, whose means drawn anew would differ by how sums are rounded; nil of others.
    private static func constant(_ first: [Double], _ second: [Double]) -> Effect? {
        let (one, two) = (first[0], second[0])
        guard first.allSatisfy({ $0 == one }), second.allSatisfy({ $0 == two }) else { return nil }
        let relative = two / one - 1
        return Effect(difference: two - one...two - one, relative: one > 0 ? relative...relative : nil)
    }

    private static func effect(
        _ confidence: Double, _ replicates: Int, _ draw: () -> (Double, Double)
    ) -> Effect {
        var differences: [Double] = []
        var ratios: [Double] = []
        for _ in 0..<replicates {
            let (first, second) = draw()
            differences.append(second - first)
            if first > 0 { ratios.append(second / first - 1) }
        }
        let relative = ratios.count == replicates ? interval(ratios, confidence) : nil
        return Effect(difference: interval(differences, confidence), relative: relative)
    }

    private static func interval(_ values: [Double], _ confidence: Double) -> ClosedRange<Double> {
        let sorted = SortedSample(values)
        let tail = (1 - confidence) / 2
        let lower = sorted.quantile(tail) ?? 0
        return lower...max(lower, sorted.quantile(1 - tail) ?? 0)
    }

    /// The values, or the means of as many blocks of neighbours, all of one size but for a few left out at the end.
    private static func blocks(_ values: [Double]) -> [Double] {
        guard values.count > mostBlocks else { return values }
        return (0..<mostBlocks).map { block in
            let start = block * values.count / mostBlocks
            let end = (block + 1) * values.count / mostBlocks
            return values[start..<end].reduce(0, +) / Double(end - start)
        }
    }

    private static func mean(_ values: [Double], _ generator: inout ResamplingGenerator) -> Double {
        var sum = 0.0
        for _ in values.indices { sum += values[generator.index(below: values.count)] }
        return sum / Double(values.count)
    }

    private static func quantile(
        _ sample: SortedSample, _ q: Double, _ generator: inout ResamplingGenerator
    ) -> Double {
        let n = sample.values.count
        let position = QuantilePosition(q, count: Int64(n))
        let rank = Int(position.lowerRank) + 1
        let lower = generator.beta(Double(rank), Double(n - rank + 1))
        var upper = lower
        if position.upperRank > position.lowerRank {
            // The next order statistic is the smallest of the rest, which lie evenly above.
            upper = 1 - (1 - lower) * exp(log(generator.unit()) / Double(n - rank))
        }
        func value(_ place: Double) -> Double { sample.values[min(n - 1, max(0, Int(place * Double(n))))] }
        return position.interpolate(value(lower), value(upper), difference: value(upper) - value(lower))
    }

    /// The quantile of values that were drawn so many times each.
    private static func quantile(
        _ values: [Double], _ order: [Int], _ counts: [Int32], _ position: QuantilePosition
    ) -> Double {
        var reached = 0
        var lower: Double?
        for index in order where counts[index] > 0 {
            reached += Int(counts[index])
            if lower == nil, reached > Int(position.lowerRank) { lower = values[index] }
            if let lower, reached > Int(position.upperRank) {
                return position.interpolate(lower, values[index], difference: values[index] - lower)
            }
        }
        return lower ?? 0
    }
}
