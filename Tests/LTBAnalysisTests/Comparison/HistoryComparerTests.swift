// Owns the tests of comparing a run with several before it, by their figures.

import LTBStatistics
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct HistoryComparerTests {
    private func runs(_ count: Int, _ kind: ComparedRun = ComparedRun(hasTokens: true)) -> [RunSummary] {
        (0..<count).map { kind.sampled(seed: UInt64(100 + $0)).summary }
    }

    private func compare(_ runs: [RunSummary], _ candidate: ComparedRun, seed: UInt64 = 7) -> RunComparison {
        RunComparison(
            past: .init(name: "last 10", runs: runs), candidate: candidate.sampled(seed: seed).summary)
    }

    @Test func aRunLikeThoseBeforeIsNotWorse() {
        let past = runs(10)
        let alarms = (0..<20).count { compare(past, ComparedRun(hasTokens: true), seed: UInt64($0)).isWorse }
        #expect(alarms <= 1)
    }

    @Test func aMuchSlowerRunIsWorseThanThoseBefore() throws {
        let comparison = compare(runs(10), ComparedRun(slowness: 1.5, hasTokens: true))
        #expect(comparison.verdicts(.latency).first == .worse)
        let median = try #require(comparison.groups[0].rows.first)
        #expect(median.effect?.base.count == 10 && median.effect?.test == .prediction)
        #expect(comparison.groups[0].base.runs == 10)
        #expect(comparison.past?.name == "last 10")
    }

    /// What runs before differ by among themselves is no difference.
    @Test func runsThatDifferMuchTellLittle() {
        let scattered = (0..<6).map { ComparedRun(slowness: 1 + Double($0) / 5).sampled(seed: UInt64($0)).summary }
        let comparison = compare(scattered, ComparedRun(slowness: 1.8))
        #expect(comparison.verdicts(.latency).allSatisfy { $0 == .unclear })
        #expect(comparison.groups[0].rows[0].reason == .scatter)
        #expect(comparison.groups[0].rows[0].requestsNeeded == nil)
    }

    /// Of few requests that never failed nobody knows that they never will.
    @Test func runsThatNeverFailedTellLittleOfFewRequests() throws {
        let few = compare(runs(3, ComparedRun(requests: 20)), ComparedRun(requests: 20))
        let row = try #require(few.groups[0].rows.first { $0.measure == .errorRate })
        #expect(row.verdict == .unclear && row.reason == .equalRuns)
        #expect(try #require(row.effect?.interval).upperBound > 0.05)
    }

    @Test func ofTwoRunsNothingIsTold() {
        let comparison = compare(runs(2), ComparedRun(slowness: 5, hasTokens: true))
        #expect(!comparison.isJudged && comparison.groups[0].rows[0].reason == .fewRuns(needed: 3))
    }

    @Test func aRunThatFailsItsSlowestIsNotFaster() {
        let comparison = compare(
            runs(10), ComparedRun(failures: 2.0 / 3, failsSlowest: true, hasTokens: true, growsWithLatency: true))
        #expect(comparison.verdicts(.errorRate) == [.worse])
        #expect(comparison.verdicts(.latency).allSatisfy { $0 == .notComparable })
        #expect(comparison.verdicts(.cost) == [.notComparable])
    }

    /// Runs that never failed say nothing against one failure in 300 requests.
    @Test func oneFailureAfterRunsWithoutAnyIsNoVerdict() {
        let candidate =
            ComparedRun(requests: 299, hasTokens: true).lines(seed: 3)
            + [request("Failed", at: 200, #""provider":"p","model":"m","error_type":"timeout""#)]
        let comparison = RunComparison(
            past: .init(name: "last 10", runs: runs(10)), candidate: sampledRun(candidate).summary)
        #expect(comparison.verdicts(.errorRate) != [.worse])
    }

    @Test func aRunOfWhichMostIsMissingIsNotBetter() {
        let kept = ComparedRun(failures: 2.0 / 3, failsSlowest: true).lines(seed: 2).filter { $0.contains("Completed") }
        let comparison = RunComparison(
            past: .init(name: "last 10", runs: runs(10, ComparedRun())), candidate: sampledRun(kept).summary)
        #expect(comparison.rows.allSatisfy { $0.verdict != .better })
        guard case .missing = comparison.groups[0].rows[0].reason else {
            Issue.record("no word of what is missing: \(comparison.groups[0].rows[0])")
            return
        }
    }

    /// A name may have what stands for any characters where people ask for names.
    @Test func namesAreNoPatterns() throws {
        let models = ["ft:*", "ft:a"]
        let comparison = compare(
            runs(10, ComparedRun(models: models)), ComparedRun(models: models, slowness: 2))
        let group = try #require(comparison.groups.first)
        #expect(group.candidateModel?.model == "ft:*")
        #expect(comparison.verdicts(.latency).first == .worse)
    }

    /// No share differs from another by more than all.
    @Test func sharesDifferByAHundredPointsAtMost() throws {
        let past = runs(2, ComparedRun(failures: 0.3)) + runs(1, ComparedRun(failures: 0.9))
        let comparison = compare(past, ComparedRun(failures: 0.4))
        let row = try #require(comparison.groups[0].rows.first { $0.measure == .errorRate })
        #expect(row.effect?.interval == -1...1)
        #expect(row.verdict == .unclear && row.reason == .scatter)
    }

    /// Counts that no run has, as a history that somebody else wrote may have them.
    @Test func countsBeyondAllRunsAreCompared() {
        var past = runs(4)
        for index in past.indices {
            past[index].models[0].requests.totalRequests = .max
            past[index].models[0].requests.errorRate = 0.5 + Double(index) / 1e6
            past[index].totals.totalRequests = .max - Int64(index)
            past[index].totals.failedRequests = .max
        }
        let comparison = compare(past, ComparedRun(hasTokens: true))
        #expect(comparison.base.summary.totals.totalRequests == 1 << 53)
        #expect(comparison.rows.allSatisfy { $0.verdict != .better && $0.verdict != .worse })
    }
}
