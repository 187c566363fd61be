// Owns comparing two samples of one measure, pair by pair or as a whole.

/// The values of two runs.
package struct TwoSamples: Sendable {
    /// In an order that says nothing about the values; of pairs, both in the same.
    package let base: [Double]
    package let candidate: [Double]
    /// Whether the values at one place belong together.
    package let isPaired: Bool
    private let sortedBase: SortedSample
    private let sortedCandidate: SortedSample

    /// Values that have nothing to do with each other.
    package init(base: [Double], candidate: [Double]) {
        self.init(base, candidate, isPaired: false)
    }

    /// Pairs: what the first `base` was, the first `candidate` became.
    package init(pairs: [(base: Double, candidate: Double)]) {
        self.init(pairs.map(\.base), pairs.map(\.candidate), isPaired: true)
    }

    private init(_ base: [Double], _ candidate: [Double], isPaired: Bool) {
        (self.base, self.candidate, self.isPaired) = (base, candidate, isPaired)
        (sortedBase, sortedCandidate) = (SortedSample(base), SortedSample(candidate))
    }

    /// Whether both have as many values as a figure needs.
    package func hasEnough(for statistic: SampleStatistic) -> Bool {
        min(base.count, candidate.count) >= statistic.leastValues
    }

    /// Whether anything varies, within a run or between them: else there is nothing to test.
    package var varies: Bool {
        let ends = [sortedBase, sortedCandidate].flatMap { [$0.values.first, $0.values.last] }.compactMap { $0 }
        return ends.contains { $0 != ends[0] }
    }

    /// The difference in a figure; nil where a side has no values.
    package func effect(_ statistic: SampleStatistic) -> MeasuredEffect? {
        guard let one = side(sortedBase, statistic), let two = side(sortedCandidate, statistic) else { return nil }
        let (test, pValue) = significance(statistic)
        let drawn = bootstrap(statistic)
        return MeasuredEffect(
            base: one, candidate: two, interval: drawn?.difference, relativeInterval: drawn?.relative, test: test,
            pValue: pValue, isPaired: isPaired)
    }

    private func side(_ sample: SortedSample, _ statistic: SampleStatistic) -> MeasuredEffect.Side? {
        guard !sample.values.isEmpty else { return nil }
        guard let q = statistic.quantile, let value = sample.quantile(q) else {
            return MeasuredEffect.Side(value: SampleMoments(sample.values).mean, count: sample.values.count)
        }
        let interval = sample.quantileInterval(q)
        return MeasuredEffect.Side(
            value: value, count: sample.values.count, lower: interval.lower, upper: interval.upper)
    }

    /// The p-value alone, and how it is found.
    package func significance(_ statistic: SampleStatistic) -> (SignificanceTest, Double) {
        switch statistic {
        case .mean:
            return isPaired
                ? (.pairedT, MeanTest.paired(differences).pValue) : (.welch, MeanTest.welch(candidate, base).pValue)
        case .rankedMean, .median:
            return isPaired
                ? (.wilcoxon, RankTest.wilcoxon(differences).pValue)
                : (.mannWhitney, RankTest.mannWhitney(candidate, base).pValue)
        case .tail(let q): return tailSignificance(q)
        }
    }

    private var differences: [Double] { zip(base, candidate).map { $1 - $0 } }

    private func tailSignificance(_ q: Double) -> (SignificanceTest, Double) {
        let pooled = SortedSample(base + candidate)
        let quantile = pooled.quantile(q) ?? 0
        // Where the quantile is the largest value, there are so many of it that these are the tail.
        let limit = quantile < pooled.values.last ?? 0 ? quantile : quantile.nextDown
        guard isPaired else {
            let pValue = FisherTest.pValue(
                sortedCandidate.count(above: limit), of: candidate.count, sortedBase.count(above: limit),
                of: base.count)
            return (.fisher, pValue)
        }
        let worse = zip(base, candidate).count { $0 <= limit && $1 > limit }
        let better = zip(base, candidate).count { $0 > limit && $1 <= limit }
        return (.mcNemar, BinomialDistribution.mcNemar(worse, better))
    }

    private func bootstrap(_ statistic: SampleStatistic) -> Bootstrap.Effect? {
        guard let q = statistic.quantile else {
            return isPaired ? Bootstrap.pairedMeans(base, candidate) : Bootstrap.means(base, candidate)
        }
        return isPaired
            ? Bootstrap.pairedQuantiles(base, candidate, q) : Bootstrap.quantiles(sortedBase, sortedCandidate, q)
    }
}

/// How many of some requests there are on two sides, of those that something is true of.
package enum TwoShares: Sendable, Equatable {
    /// So many of so many on each side.
    case independent(base: Int64, baseTotal: Int64, candidate: Int64, candidateTotal: Int64)
    /// Of pairs: true of both, of the base's only, of the candidate's only, of neither.
    case pairs(both: Int64, base: Int64, candidate: Int64, neither: Int64)

    /// The difference of the shares; nil where a side has nothing.
    package var effect: MeasuredEffect? {
        switch self {
        case .independent(let base, let baseTotal, let candidate, let candidateTotal):
            let pValue = FisherTest.pValue(Int(candidate), of: Int(candidateTotal), Int(base), of: Int(baseTotal))
            let interval = ProportionDifference.interval(candidate, of: candidateTotal, minus: base, of: baseTotal)
            return effect((base, baseTotal), (candidate, candidateTotal), interval, .fisher, pValue, isPaired: false)
        case .pairs(let both, let base, let candidate, let neither):
            let total = both + base + candidate + neither
            let pValue = BinomialDistribution.mcNemar(Int(base), Int(candidate))
            let interval = ProportionDifference.pairedInterval(
                both: both, first: candidate, second: base, neither: neither)
            return effect((both + base, total), (both + candidate, total), interval, .mcNemar, pValue, isPaired: true)
        }
    }

    private func effect(
        _ base: (count: Int64, total: Int64), _ candidate: (count: Int64, total: Int64),
        _ interval: ClosedRange<Double>?, _ test: SignificanceTest, _ pValue: Double, isPaired: Bool
    ) -> MeasuredEffect? {
        guard let one = Self.side(base), let two = Self.side(candidate) else { return nil }
        return MeasuredEffect(
            base: one, candidate: two, interval: interval, relativeInterval: nil, test: test, pValue: pValue,
            isPaired: isPaired)
    }

    private static func side(_ counts: (count: Int64, total: Int64)) -> MeasuredEffect.Side? {
        guard let interval = wilsonInterval(successes: counts.count, total: counts.total) else { return nil }
        return MeasuredEffect.Side(
            value: Double(counts.count) / Double(counts.total), count: Int(counts.total), lower: interval.lowerBound,
            upper: interval.upperBound)
    }
}
