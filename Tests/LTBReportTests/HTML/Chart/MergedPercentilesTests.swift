// Owns the tests of percentiles over several buckets.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct MergedPercentilesTests {
    @Test func oneBucketKeepsItsOwnPercentiles() throws {
        var timeline = try #require(SampleSummaries.outage.timeline)
        timeline.latencyCount = timeline.latencyCount.map { _ in 100 }
        let merged = MergedPercentiles(timeline, limit: timeline.requests.count)
        #expect(merged.merge.size == 1)
        #expect(merged.lines == [timeline.latencyP50, timeline.latencyP95, timeline.latencyP99])
    }

    @Test func mergedPercentilesAreNearTheTrueOnes() throws {
        let run = SampleSummaries.outage
        let timeline = try #require(run.timeline)
        let whole = MergedPercentiles(timeline, limit: 1)
        let latency = try #require(run.totals.latency)
        for (line, truth) in zip(whole.lines, [latency.p50, latency.p95, latency.p99]) {
            let value = try #require(line.compactMap { $0 }.first)
            #expect(abs(value / truth - 1) < 0.05, "\(value) for \(truth)")
        }
    }

    @Test func stepsWithTooFewRequestsHaveAGap() throws {
        var timeline = try #require(SampleSummaries.outage.timeline)
        timeline.latencyCount = timeline.latencyCount.map { _ in 30 }
        let merged = MergedPercentiles(timeline, limit: timeline.requests.count)
        #expect(merged.lines[2].allSatisfy { $0 == nil } || merged.merge.size > 1)
        #expect(merged.lines[0].count == merged.merge.ranges.count)
    }

    @Test func withoutCountsNothingIsMadeUp() throws {
        var timeline = try #require(SampleSummaries.outage.timeline)
        timeline.latencyHeatmap = nil
        #expect(MergedPercentiles(timeline, limit: 10).lines.joined().allSatisfy { $0 == nil })
    }
}
