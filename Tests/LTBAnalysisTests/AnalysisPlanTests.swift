// Owns the tests of what a warm-up and a cool-down leave of a run.

import LTBEvents
import Testing

@testable import LTBAnalysis

@Suite struct AnalysisPlanTests {
    /// Ten seconds.
    private let run = Window(
        start: Timestamp(nanosecondsSince1970: 0), end: Timestamp(nanosecondsSince1970: 10_000_000_000))

    /// Of ends at whole seconds those that pass, or nil where nothing is left of the run.
    private func passing(warmup: Int64?, cooldown: Int64?) -> [Int64]? {
        var plan = AnalysisPlan()
        (plan.warmup, plan.cooldown) = (warmup.map { $0 * 1_000_000_000 }, cooldown.map { $0 * 1_000_000_000 })
        guard plan.trim(to: run) else { return nil }
        let filter = plan.appliedFilter
        return (0...10).filter { second in
            let time = Timestamp(nanosecondsSince1970: second * 1_000_000_000)
            return filter.from.map { $0 <= time } ?? true && filter.to.map { time < $0 } ?? true
        }
    }

    @Test func whatEndsExactlyAtAMarginPasses() {
        #expect(passing(warmup: 3, cooldown: 2) == [3, 4, 5, 6, 7, 8])
        #expect(passing(warmup: 5, cooldown: 5) == [5])
        #expect(passing(warmup: 5, cooldown: 6) == nil)
    }

    @Test func aMarginOfZeroIsNone() {
        #expect(passing(warmup: 0, cooldown: 0) == Array(0...10))
        #expect(passing(warmup: 0, cooldown: 4) == Array(0...6))
        var plan = AnalysisPlan()
        (plan.warmup, plan.cooldown) = (0, 0)
        #expect(!plan.isRelative)
        #expect(plan == AnalysisPlan())
    }
}
