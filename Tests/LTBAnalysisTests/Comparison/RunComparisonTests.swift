// Tests of comparing whole runs.

import LTBStatistics
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct RunComparisonTests {
    private func compare(
        _ base: ComparedRun, _ candidate: ComparedRun, threshold: Double = 0.05, _ plan: AnalysisPlan = AnalysisPlan()
    ) -> RunComparison {
        RunComparison(
            base: base.sampled(seed: 1, plan), candidate: candidate.sampled(seed: 2, plan), threshold: threshold)
    }

    @Test func aRunComparedWithItselfIsTheSame() {
        let run = ComparedRun(requests: 200, hasExamples: true, hasTokens: true, meanScore: 0.8).sampled(seed: 1)
        let comparison = RunComparison(base: run, candidate: run)
        #expect(comparison.rows.allSatisfy { $0.effect?.difference == 0 })
        #expect(comparison.verdicts(.latency) == [.same, .same, .same, .same])
        #expect(!comparison.isWorse && comparison.isJudged)
    }

    @Test func aSlowdownIsWorseAndASpeedUpBetter() {
        let slow = compare(ComparedRun(), ComparedRun(slowness: 1.5))
        #expect(slow.isWorse && slow.verdicts(.latency).first == .worse)
        let fast = compare(ComparedRun(), ComparedRun(slowness: 0.6))
        #expect(!fast.isWorse && fast.verdicts(.latency).first == .better)
    }

    /// Examples that differ much hide what a comparison of each with itself shows.
    @Test func examplesComparedWithThemselvesShowMore() throws {
        let paired = compare(ComparedRun(hasExamples: true), ComparedRun(slowness: 1.1, hasExamples: true))
        #expect(paired.groups[0].pairedExamples == 300)
        let median = try #require(paired.groups[0].rows.first)
        #expect(median.verdict == .worse && median.effect?.test == .wilcoxon && median.effect?.isPaired == true)
        let other = compare(
            ComparedRun(hasExamples: false), ComparedRun(slowness: 1.1, hasExamples: false))
        #expect(other.groups[0].pairedExamples == nil && other.groups[0].rows[0].verdict == .unclear)
        #expect(other.groups[0].rows[0].requestsNeeded ?? 0 > 300)
    }

    /// A server that fails the slowest two thirds of its requests shows the better median.
    @Test func survivorsAreNotComparedWithEveryone() {
        let comparison = compare(ComparedRun(), ComparedRun(failures: 2.0 / 3, failsSlowest: true))
        #expect(comparison.verdicts(.latency) == [.notComparable, .notComparable, .notComparable, .notComparable])
        #expect(comparison.groups[0].rows[0].effect?.difference ?? 1 < 0)
        #expect(comparison.verdicts(.errorRate) == [.worse])
        let all = comparison.groups[0].rows.filter { $0.measure == .latencyWithFailures }
        #expect(all.map(\.verdict) == [.worse, .worse, .worse])
        #expect(all[0].effect?.candidate.value == .infinity && all[0].effect?.base.value.isFinite == true)
    }

    /// What never ended is lost as well as what failed.
    @Test func unfinishedRequestsAreLost() {
        let lines = ComparedRun().lines(seed: 1)
        let starts = (0..<300).map { request("Started", at: Double($0) / 2, #""provider":"p","model":"m""#) }
        let kept = ComparedRun(failures: 2.0 / 3, failsSlowest: true).lines(seed: 2).filter { $0.contains("Completed") }
        let comparison = RunComparison(base: sampledRun(lines + starts), candidate: sampledRun(kept + starts))
        #expect(comparison.groups[0].candidate.counts.unfinished == 300 - Int64(kept.count))
        #expect(comparison.verdicts(.latency).first == .notComparable)
        #expect(comparison.verdicts(.latencyWithFailures).first == .worse)
    }

    @Test func severalModelsAreComparedEachAndTogether() {
        let base = ComparedRun(requests: 400, models: ["a", "b"])
        let comparison = compare(base, base)
        #expect(comparison.groups.map(\.baseModel?.model) == ["a", "b", nil])
        #expect(comparison.groups[2].base.counts.ended == 400)
        let other = compare(base, ComparedRun(requests: 400, models: ["a", "a", "a", "b", "c"]))
        #expect(other.candidate.unmatched.map(\.model) == ["c"])
        #expect(other.groups[2].isNew && other.groups[3].isTotal)
        let total = other.groups[3].rows
        #expect(total.allSatisfy { $0.verdict == .notComparable && $0.correctedPValue == nil })
        guard case .mix(model: "a", let one, let two) = total[0].reason else {
            Issue.record("no word of the mix: \(String(describing: total[0].reason))")
            return
        }
        #expect(one == 0.5 && two == 0.75)
    }

    @Test func pValuesAreCorrectedForAllTests() {
        let comparison = compare(
            ComparedRun(requests: 200, models: ["a", "b"], hasTokens: true, meanScore: 0.8),
            ComparedRun(requests: 200, models: ["a", "b"], hasTokens: true, meanScore: 0.7))
        let tested = comparison.rows.filter { $0.correctedPValue != nil }
        #expect(tested.count == comparison.testCount && tested.count > 20)
        let smallest = tested.min { ($0.pValue ?? 1) < ($1.pValue ?? 1) }
        #expect(smallest?.correctedPValue == min(1, (smallest?.pValue ?? 1) * Double(tested.count)))
        #expect(comparison.verdicts(.score(metric: "faithfulness")) == [.worse])
    }

    /// A log without its slowest requests, and without a trace of them, shows the better latency.
    @Test func whatIsMissingMakesNothingBetter() {
        let third = ComparedRun(failures: 2.0 / 3, failsSlowest: true, hasTokens: true, growsWithLatency: true)
        let kept = sampledRun(third.lines(seed: 2).filter { $0.contains("Completed") })
        let whole = ComparedRun(hasTokens: true, growsWithLatency: true).sampled(seed: 1)
        let comparison = RunComparison(base: whole, candidate: kept)
        let count = kept.samples.all.count
        let missing = RunComparison.Reason.missing(base: 300, candidate: count)
        let seeming = comparison.rows.filter { row in
            row.measure != .timePerOutputToken && (row.effect?.difference ?? 0) < 0 && row.correctedPValue ?? 1 < 0.05
        }
        #expect(seeming.count >= 5 && seeming.allSatisfy { $0.verdict == .notComparable && $0.reason == missing })
        // What got worse is not hidden by what is missing.
        #expect(RunComparison(base: kept, candidate: whole).verdicts(.latency).first == .worse)
    }

    /// A speed-up that stands without the base's slowest requests is one, and a part of the requests no reason to doubt it.
    @Test func aLargeSpeedUpOfFewerRequestsIsBetter() {
        let comparison = compare(ComparedRun(requests: 600), ComparedRun(requests: 300, slowness: 0.1))
        #expect(comparison.verdicts(.latency).first == .better)
    }

    /// A model that only the candidate has cannot fail unseen.
    @Test func aNewModelIsHeldToTheErrorsOfTheBase() {
        let base = ComparedRun().sampled(seed: 1)
        func candidate(_ type: String, _ rest: String) -> SampledRun {
            sampledRun(
                ComparedRun().lines(seed: 2)
                    + (0..<300).map { request(type, at: Double($0) / 2, #""provider":"p","model":"n""# + rest) })
        }
        let failing = RunComparison(base: base, candidate: candidate("Failed", #","error_type":"timeout""#))
        #expect(failing.groups.map(\.isNew) == [false, true] && failing.isWorse)
        #expect(failing.groups[1].rows.map(\.verdict) == [.worse])
        #expect(failing.groups[1].base.counts.ended == 300 && failing.groups[1].candidate.counts.failed == 300)
        #expect(!RunComparison(base: base, candidate: candidate("Completed", #","latency":1"#)).isWorse)
    }

    @Test func runsThatFailAlikeAndCompletelyAreNotJudged() {
        let lost = ComparedRun(requests: 1_000, failures: 1)
        let comparison = compare(lost, lost)
        #expect(comparison.verdicts(.errorRate) == [.same] && !comparison.isJudged)
    }

    /// What is one value in both runs is the same, and takes no place in the correction.
    @Test func whatNeverVariesIsNotTested() {
        func run(_ count: Int) -> SampledRun {
            sampledRun(
                (0..<count).map {
                    request("Completed", at: Double($0), #""provider":"p","model":"m","latency":1,"cost":0.01"#)
                })
        }
        let comparison = RunComparison(base: run(4_000), candidate: run(3_500))
        #expect(comparison.testCount == 0)
        #expect(comparison.rows.allSatisfy { $0.verdict == .same && $0.effect?.difference == 0 })
    }

    @Test func objectivesGiveGoodput() throws {
        var plan = AnalysisPlan()
        plan.add(try Objective.list("latency=1s"))
        let comparison = compare(ComparedRun(), ComparedRun(slowness: 2), plan)
        #expect(comparison.verdicts(.goodput) == [.worse])
        #expect(compare(ComparedRun(), ComparedRun()).verdicts(.goodput) == [])
    }

    @Test func whatOneRunLacksIsNotComparable() {
        let comparison = compare(ComparedRun(hasTokens: true), ComparedRun())
        let tokens = comparison.groups[0].rows.filter { $0.measure == .outputTokens }
        #expect(tokens.map(\.reason) == [.notMeasured(.candidate)])
        let nothing = RunComparison(base: sampledRun([]), candidate: sampledRun([]))
        #expect(nothing.groups.isEmpty && !nothing.isJudged)
    }

    @Test func fewRequestsDecideNothing() {
        let comparison = compare(ComparedRun(requests: 3), ComparedRun(requests: 3, slowness: 9))
        #expect(!comparison.isJudged)
        #expect(comparison.groups[0].rows[0].reason == .fewValues(needed: 5))
    }

    @Test func comparingIsRepeatable() {
        let (base, candidate) = (ComparedRun(hasTokens: true), ComparedRun(slowness: 1.05, hasTokens: true))
        #expect(compare(base, candidate) == compare(base, candidate))
    }
}
