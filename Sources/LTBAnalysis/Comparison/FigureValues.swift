// Owns the values of two runs that one figure is made of, so that it can be asked what a part of them would say.

import LTBStatistics

/// The single values of two runs in one figure. Of a share they are 0 and 1.
struct FigureValues {
    /// Nil of a share.
    let statistic: SampleStatistic?
    let base: [Double]
    let candidate: [Double]

    /// The figures of both sides; nil where one has no values.
    var figures: (base: Double, candidate: Double)? {
        guard let one = figure(base), let two = figure(candidate) else { return nil }
        return (one, two)
    }

    /// The p-value of the test that the figure has; of what are no pairs.
    var pValue: Double {
        guard let statistic else {
            return FisherTest.pValue(
                Self.hits(candidate), of: candidate.count, Self.hits(base), of: base.count)
        }
        return TwoSamples(base: base, candidate: candidate).significance(statistic).1
    }

    /// The same without a share of the values of one side, its largest or its smallest.
    func without(_ share: Double, of side: RunComparison.Side, largest: Bool) -> FigureValues {
        func trimmed(_ values: [Double]) -> [Double] {
            let count = min(values.count, Int((Double(values.count) * share).rounded()))
            let sorted = values.sorted()
            return Array(largest ? sorted.dropLast(count) : sorted.dropFirst(count))
        }
        return FigureValues(
            statistic: statistic, base: side == .base ? trimmed(base) : base,
            candidate: side == .candidate ? trimmed(candidate) : candidate)
    }

    private func figure(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        if let q = statistic?.quantile { return SortedSample(values).quantile(q) }
        return values.reduce(0, +) / Double(values.count)
    }

    private static func hits(_ values: [Double]) -> Int { values.count { $0 > 0 } }
}

/// A difference between two figures in what thresholds are in: of shares points, else a share of the base's value.
struct ScaledDifference {
    let value: Double
    /// Whether it is as large as the smallest that matters.
    let matters: Bool

    init(base: Double, candidate: Double, isShare: Bool, threshold: Double) {
        guard !isShare else {
            value = candidate - base
            // Where nothing ever failed, or all did, no difference matters, however small.
            matters = value != 0 && abs(value) >= threshold * min(max(base, candidate), max(1 - base, 1 - candidate))
            return
        }
        value = base == candidate ? 0 : (candidate - base) / abs(base)
        matters = abs(value) >= threshold
    }

    /// The least difference that two differences must have between them to be told apart.
    static func margin(isShare: Bool, threshold: Double) -> Double { isShare ? threshold / 5 : threshold }
}
