// Tests of how often comparisons of equal runs raise an alarm, and how often they miss a real one.

import Glibc
import LTBTestSupport
import Testing

@testable import LTBAnalysis

/// As many pairs as do not slow the other tests down.
private let few = 3
/// How many pairs of runs are simulated: LTB_COMPARISON_PAIRS, or a few.
private let pairs = getenv("LTB_COMPARISON_PAIRS").flatMap { Int(String(cString: $0)) } ?? few

@Suite struct FalseAlarmTests {
    private func worse(of runs: Int, _ base: ComparedRun, _ candidate: ComparedRun) -> Int {
        (0..<runs).count { index in
            let seed = UInt64(2 * index + 11)
            return RunComparison(base: base.sampled(seed: seed), candidate: candidate.sampled(seed: seed + 1)).isWorse
        }
    }

    /// At most one in twenty reports anything worse; of a few pairs none does, by their seeds.
    @Test(arguments: [false, true]) func equalRunsRaiseFewAlarms(hasExamples: Bool) {
        let run = ComparedRun(
            requests: pairs > few ? 1_000 : 100, models: pairs > few ? ["a", "b"] : ["a"], failures: 0.02,
            hasExamples: hasExamples, hasTokens: true, meanScore: 0.8)
        let alarms = worse(of: pairs, run, run)
        if pairs > few { print("\(alarms) of \(pairs) pairs of equal runs raised an alarm, examples \(hasExamples)") }
        #expect(alarms * 20 <= pairs)
    }

    /// A slowdown of a tenth is found in over nine of ten pairs of runs of 1,000 requests.
    @Test func aSlowdownOfATenthIsFound() {
        let count = pairs > few ? pairs : 1
        let found = worse(of: count, ComparedRun(requests: 1_000), ComparedRun(requests: 1_000, slowness: 1.1))
        if pairs > few { print("\(found) of \(pairs) slowdowns by 10 % were found") }
        #expect(found * 10 > count * 9)
    }
}
