// Tests of the statistical tests and intervals: known values, and what must hold of any.

import LTBStatistics
import Testing

private func isClose(_ one: Double, _ other: Double, _ tolerance: Double = 1e-12) -> Bool {
    abs(one - other) <= tolerance * max(abs(other), 1e-300)
}

@Suite struct InferenceTests {
    private let males: [Double] = [19, 22, 16, 29, 24]
    private let females: [Double] = [20, 11, 17, 12]

    /// A sum of 4,000 cents divided by their number is no cent: what never varies must not differ by how it is rounded.
    @Test(arguments: [(4_000, 400), (400, 300), (100, 37), (1_000, 999)])
    func equalConstantsOfOtherNumbersDoNotDiffer(_ first: Int, _ second: Int) throws {
        let samples = TwoSamples(
            base: [Double](repeating: 0.01, count: first), candidate: [Double](repeating: 0.01, count: second))
        let effect = try #require(samples.effect(.mean))
        #expect(effect.difference == 0 && effect.pValue == 1)
        #expect(effect.interval == 0...0 && effect.relativeInterval == 0...0)
        #expect(!samples.varies)
        #expect(TwoSamples(base: [1, 1], candidate: [2, 2]).varies)
    }

    /// Expected: `scipy.stats.mannwhitneyu([19, 22, 16, 29, 24], [20, 11, 17, 12])`, the example of its documentation.
    @Test func mannWhitneyOfFewValuesIsExact() {
        #expect(RankTest.mannWhitney(males, females).statistic == 17)
        #expect(isClose(RankTest.mannWhitney(males, females).pValue, 0.1111111111111111))
    }

    /// Expected: `scipy.stats.mannwhitneyu(x, y)` with ties.
    @Test func mannWhitneyCorrectsForTiesAndContinuity() {
        let x = (0..<20).map { Double($0 % 5) }
        let y = (0..<25).map { Double($0 % 5 + $0 % 2) }
        let result = RankTest.mannWhitney(x, y)
        #expect(result.statistic == 206)
        #expect(isClose(result.pValue, 0.31140056935617944, 1e-9), "\(result.pValue)")
    }

    /// Expected: `scipy.stats.wilcoxon([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])`: Darwin's plants.
    @Test func wilcoxonOfFewPairsIsExact() {
        let differences: [Double] = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
        #expect(RankTest.wilcoxon(differences).statistic == 96)
        #expect(isClose(RankTest.wilcoxon(differences).pValue, 0.041259765625))
    }

    /// Expected: `scipy.stats.fisher_exact([[8, 2], [1, 5]])` and `binomtest(3, 15, 0.1)`, from their documentation.
    @Test func exactTestsOfCountsAreThoseOfScipy() {
        #expect(isClose(FisherTest.pValue(8, of: 10, 1, of: 6), 0.034965034965034975))
        #expect(isClose(BinomialDistribution.test(successes: 3, trials: 15, chance: 0.1), 0.18406106910639114))
        #expect(isClose(BinomialDistribution.mcNemar(2, 10), 0.03857421875))
        #expect(BinomialDistribution.mcNemar(0, 0) == 1)
        #expect(FisherTest.pValue(0, of: 10, 0, of: 20) == 1)
    }

    /// Where tables are too many to add up, what they add up to goes over into the normal distribution.
    @Test(arguments: [0.5, 2, 4]) func sharesOfVeryManyAreTestedAsNormalOnes(distance: Double) {
        for total in [70_000_000_000, 90_000_000_000, 4_000_000_000_000_000] {
            let spread = (Double(total) / 8).squareRoot()
            let count = total / 4 + Int((distance * spread / 2).rounded())
            // Of both sides together a quarter; the count is so many standard deviations above it.
            let other = total / 2 - count
            let variance = Double(total) / 2 * 0.25 * 0.75
            let expected = NormalDistribution.twoSided((Double(count - total / 4) - 0.5) / variance.squareRoot())
            let pValue = FisherTest.pValue(count, of: total, other, of: total)
            #expect(isClose(pValue, expected, 1e-4), "\(pValue) of \(expected)")
        }
    }

    @Test func countsThatContradictEachOtherSayNothing() {
        #expect(FisherTest.pValue(5, of: 3, 1, of: 10) == 1)
        #expect(FisherTest.pValue(-1, of: 3, 1, of: 10) == 1)
        #expect(FisherTest.pValue(.max, of: .max, 0, of: .max) == 1)
        #expect(FisherTest.pValue(1, of: 2, .min, of: .max) == 1)
    }

    /// Expected: `confint_proportions_2indep(7, 34, 1, 34, method="newcomb")` of statsmodels, and Newcombe's own table.
    @Test func newcombesIntervalsAreHis() throws {
        let interval = try #require(ProportionDifference.interval(56, of: 70, minus: 48, of: 80))
        #expect(abs(interval.lowerBound - 0.0524) < 5e-5)
        #expect(abs(interval.upperBound - 0.3339) < 5e-5)
        let pairs = try #require(ProportionDifference.pairedInterval(both: 36, first: 12, second: 2, neither: 0))
        #expect(abs(pairs.lowerBound - 0.0569) < 5e-5)
        #expect(abs(pairs.upperBound - 0.3404) < 5e-5)
    }

    @Test func holmCorrectsStepByStep() {
        let corrected = holmCorrected([0.01, 0.04, 0.03, 0.005])
        #expect(zip(corrected, [0.03, 0.06, 0.06, 0.02]).allSatisfy { isClose($0, $1) })
        #expect(holmCorrected([]) == [])
    }

    @Test func aQuantilesIntervalIsOfValuesOfTheSample() {
        let sample = SortedSample((1...100).map { Double($0) })
        let median = sample.quantileInterval(0.5)
        #expect(median.lower == 40 && median.upper == 61)
        // The largest of 100 is too rarely above p99 to bound it.
        #expect(sample.quantileInterval(0.99).upper == nil)
    }

    /// Expected: `scipy.stats.norm.isf(0.025)`.
    @Test func normalQuantilesAreExact() {
        #expect(isClose(NormalDistribution.exceeded(withChance: 0.025), 1.9599639845400545))
        #expect(isClose(NormalDistribution.upperTail(1.9599639845400545), 0.025))
        #expect(isClose(NormalDistribution.exceeded(withChance: 0.975), -1.9599639845400545))
    }

    @Test func resamplingIsRepeatableAndHoldsTheDifference() throws {
        var generator = SplitMix64(seed: 5)
        let first = (0..<500).map { _ in Double.random(in: 1...2, using: &generator) }
        let second = first.map { $0 * 1.1 }
        let paired = try #require(Bootstrap.pairedMeans(first, second))
        #expect(paired == Bootstrap.pairedMeans(first, second))
        let relative = try #require(paired.relative)
        // Each pair differs by exactly a tenth, however they are drawn.
        #expect(relative.lowerBound > 0.0999999 && relative.upperBound < 0.1000001)
        let means = try #require(Bootstrap.means(first, second)?.difference)
        #expect(means.contains(0.15) && means.upperBound - means.lowerBound < 0.12)
        let medians = try #require(Bootstrap.quantiles(SortedSample(first), SortedSample(second), 0.5)?.difference)
        let pairedMedians = try #require(Bootstrap.pairedQuantiles(first, second, 0.5)?.difference)
        #expect(medians.contains(0.15) && pairedMedians.contains(0.15))
        #expect(pairedMedians.upperBound - pairedMedians.lowerBound < medians.upperBound - medians.lowerBound)
    }

    /// A difference of two standard errors at 100 a side needs 263 to be seen nine times of ten: (1.96 + 1.28)² / 2² · 100.
    @Test func smallEffectsNeedLargeSamples() {
        let needed = SampleSize.needed(toSee: 2, halfWidth: 1.959963984540054, first: 100, second: 100)
        #expect(needed == 263)
        #expect(SampleSize.needed(toSee: 1e-9, halfWidth: 1, first: 100, second: 100) == nil)
    }

    @Test func whereNothingDiffersNoTestIsSure() {
        let same = [Double](repeating: 3, count: 20)
        #expect(RankTest.mannWhitney(same, same).pValue == 1)
        #expect(RankTest.wilcoxon(same.map { _ in 0 }).pValue == 1)
        #expect(MeanTest.welch(same, same).pValue == 1)
        #expect(MeanTest.paired(same.map { _ in 0 }).pValue == 1)
    }

    /// Swapping the sides changes no p-value.
    @Test func testsHaveNoFavouriteSide() {
        var generator = SplitMix64(seed: 9)
        for _ in 0..<20 {
            let first = (0..<30).map { _ in Double(Int.random(in: 0...20, using: &generator)) }
            let second = (0..<40).map { _ in Double(Int.random(in: 3...23, using: &generator)) }
            #expect(isClose(RankTest.mannWhitney(first, second).pValue, RankTest.mannWhitney(second, first).pValue))
            #expect(isClose(MeanTest.welch(first, second).pValue, MeanTest.welch(second, first).pValue))
            let (a, b) = (Int.random(in: 0...30, using: &generator), Int.random(in: 0...40, using: &generator))
            #expect(isClose(FisherTest.pValue(a, of: 30, b, of: 40), FisherTest.pValue(b, of: 40, a, of: 30), 1e-9))
        }
    }
}
