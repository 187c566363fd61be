// Owns finding where a series of figures changed for good.

/// A place in a series from which on its values are others.
package struct ChangePoint: Sendable, Equatable {
    /// The first value that is of the new level.
    package var index: Int
    /// The median of the values from the last change to this one, and from this one to the next.
    package var before: Double
    /// The same from this one to the next change, or to the end.
    package var after: Double
    /// How often a shuffled series has as clear a change anywhere.
    package var pValue: Double
}

/// Binary segmentation of a series by rank sums.
///
/// Of each split of the series, the sum of the ranks before it is compared with what it would be if order did not
/// matter, in standard deviations; the split with the greatest difference is a change if at most 1 % of shuffled series
/// have a split with as great a one anywhere (a permutation test, with a fixed seed), and if the medians of both sides
/// differ by at least the smallest effect that matters. Both sides are then searched in the same way. No side is shorter
/// than three values. Ranks make it indifferent to outliers, and the greatest over all splits to how many there are:
/// A. N. Pettitt, "A Non-Parametric Approach to the Change-Point Problem" (1979).
package struct ChangePointSearch: Sendable {
    /// The chance of finding a change in a series without any.
    package var level = 0.01
    /// The smallest difference of medians that matters, as a share of the earlier one.
    package var smallestEffect = 0.05

    private static let shortestSide = 3
    private static let shuffles = 1_999
    private static let seed: UInt64 = 0x6c74_6268

    /// A search at the usual level and effect.
    package init() {}

    /// The changes in a series, in its order.
    package func changes(in values: [Double]) -> [ChangePoint] {
        var generator = ResamplingGenerator(seed: Self.seed)
        let splits = splits(of: values, from: 0, &generator)
        let edges = [0] + splits.map(\.index) + [values.count]
        return splits.enumerated().map { position, split in
            let (start, end) = (edges[position], edges[position + 2])
            return ChangePoint(
                index: split.index, before: Self.median(values[start..<split.index]),
                after: Self.median(values[split.index..<end]), pValue: split.pValue)
        }
    }

    private func splits(
        of values: [Double], from offset: Int, _ generator: inout ResamplingGenerator
    ) -> [(index: Int, pValue: Double)] {
        guard let split = split(of: values, &generator) else { return [] }
        let before = splits(of: Array(values[..<split.index]), from: offset, &generator)
        let after = splits(of: Array(values[split.index...]), from: offset + split.index, &generator)
        return before + [(offset + split.index, split.pValue)] + after
    }

    /// The clearest split, if it is one.
    private func split(
        of values: [Double], _ generator: inout ResamplingGenerator
    ) -> (index: Int, pValue: Double)? {
        guard values.count >= 2 * Self.shortestSide else { return nil }
        var ranks = MidRanks(values).ranks
        guard let best = Self.clearestSplit(of: ranks) else { return nil }
        guard isLarge(Self.median(values[..<best.index]), Self.median(values[best.index...])) else { return nil }
        var asClear = 0
        for _ in 0..<Self.shuffles {
            for last in stride(from: ranks.count - 1, to: 0, by: -1) {
                ranks.swapAt(last, generator.index(below: last + 1))
            }
            // Of sums in another order the last digits differ.
            if (Self.clearestSplit(of: ranks)?.clarity ?? 0) >= best.clarity * (1 - 1e-12) { asClear += 1 }
        }
        let pValue = Double(asClear + 1) / Double(Self.shuffles + 1)
        return pValue <= level ? (best.index, pValue) : nil
    }

    private func isLarge(_ before: Double, _ after: Double) -> Bool {
        abs(after - before) > 0 && abs(after - before) >= smallestEffect * abs(before)
    }

    /// The split whose rank sum is furthest from its mean, in standard deviations, and the square of how far; nil where
    /// all values are equal.
    private static func clearestSplit(of ranks: [Double]) -> (index: Int, clarity: Double)? {
        let mean = Double(ranks.count + 1) / 2
        let spread = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard spread > 0 else { return nil }
        var sum = 0.0
        var best = (index: 0, clarity: -1.0)
        for index in 1...(ranks.count - shortestSide) {
            sum += ranks[index - 1] - mean
            guard index >= shortestSide else { continue }
            let clarity = sum * sum / (Double(index) * Double(ranks.count - index))
            if clarity > best.clarity { best = (index, clarity) }
        }
        return (best.index, best.clarity / spread)
    }

    private static func median(_ values: ArraySlice<Double>) -> Double {
        SortedSample(Array(values)).quantile(0.5) ?? 0
    }
}
