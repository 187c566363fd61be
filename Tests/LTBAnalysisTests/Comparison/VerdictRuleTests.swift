// Tests of the rules by which a difference becomes a word.

import LTBStatistics
import Testing

@testable import LTBAnalysis

@Suite struct VerdictRuleTests {
    private let rule = VerdictRule(threshold: 0.05, testCount: 10)

    /// The effect of a candidate on a base of 1, with an interval around it.
    private func effect(_ change: Double, reach: Double, count: Int = 100) -> MeasuredEffect {
        let interval = change - reach...change + reach
        return MeasuredEffect(
            base: .init(value: 1, count: count), candidate: .init(value: 1 + change, count: count), interval: interval,
            relativeInterval: interval, test: .mannWhitney, pValue: 0.5, isPaired: false)
    }

    private func shares(_ base: Int64, _ candidate: Int64, of total: Int64) throws -> MeasuredEffect {
        try #require(
            TwoShares.independent(base: base, baseTotal: total, candidate: candidate, candidateTotal: total).effect)
    }

    @Test func lowerLatencyIsBetterAndALowerScoreIsWorse() {
        let less = effect(-0.2, reach: 0.1)
        #expect(rule.verdict(less, correctedPValue: 0.01, .latency) == .better)
        #expect(rule.verdict(less, correctedPValue: 0.01, .score(metric: "s")) == .worse)
        #expect(rule.verdict(less, correctedPValue: 0.01, .outputTokens) == .different)
    }

    @Test func onlyWhatIsCertainAndLargeIsADifference() {
        #expect(rule.verdict(effect(0.2, reach: 0.1), correctedPValue: 0.06, .latency) == .unclear)
        #expect(rule.verdict(effect(0.2, reach: 0.3), correctedPValue: 0.01, .latency) == .unclear)
        #expect(rule.verdict(effect(0.03, reach: 0.01), correctedPValue: 0.001, .latency) == .same)
        #expect(rule.verdict(effect(0.04, reach: 0.02), correctedPValue: 0.001, .latency) == .unclear)
        #expect(rule.verdict(effect(0, reach: 0.05), correctedPValue: nil, .latency) == .same)
    }

    @Test func sharesAreJudgedInPoints() throws {
        #expect(rule.verdict(try shares(0, 0, of: 1_000), correctedPValue: nil, .errorRate) == .same)
        #expect(rule.verdict(try shares(0, 0, of: 100), correctedPValue: nil, .errorRate) == .unclear)
        // Six times as many errors matter, although they are only half a point more.
        #expect(rule.verdict(try shares(100, 600, of: 100_000), correctedPValue: 1e-9, .errorRate) == .worse)
        #expect(rule.verdict(try shares(99_400, 99_900, of: 100_000), correctedPValue: 1e-9, .goodput) == .better)
        #expect(rule.verdict(try shares(50_000, 50_700, of: 1_000_000), correctedPValue: 1e-9, .errorRate) == .same)
    }

    /// A large difference takes as many as show it, not as many as would show the smallest that matters:
    /// (2.81 + 1.28)² / 1.96² · (25 / 20)² · 100, at a level of 0.05 / 10.
    @Test func whatIsLargeAndUnclearNeedsAsManyAsShowIt() throws {
        let needed = try #require(rule.valuesNeeded(effect(0.2, reach: 0.25), .latency))
        #expect((670...700).contains(needed))
        #expect(rule.valuesNeeded(effect(0.1, reach: 1e5), .latency) == nil)
    }

    /// (1.96 + 1.28)² / 1.96² · (10 / 2)² · 100: an interval that leaves 3 % of 5 %.
    @Test func whatIsSmallAndUnclearNeedsAnIntervalThatFits() throws {
        let needed = try #require(rule.valuesNeeded(effect(0.03, reach: 0.1), .latency))
        #expect((6_800...6_900).contains(needed))
        let close = try #require(rule.valuesNeeded(effect(0.0499, reach: 0.02, count: 10_000), .latency))
        #expect((430_000..<445_000).contains(close))
    }

    /// From 12 of 24 to 20 of 24: statsmodels' NormalIndPower says 64 for a level of 0.05 / 11 and a power of 90 %.
    @Test func aPassRateThatRoseMuchNeedsFewScores() throws {
        let rule = VerdictRule(threshold: 0.05, testCount: 11)
        #expect(rule.valuesNeeded(try shares(12, 20, of: 24), .passRate(metric: "m")) == 64)
    }
}
