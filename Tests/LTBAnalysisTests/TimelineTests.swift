import LTBEvents
import LTBStatistics
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct TimelineTests {
    private func completed(at second: Double, latency: Double) -> String {
        request("Completed", at: second, #""provider":"p","model":"m","latency":\#(latency),"cost":0.5"#)
    }

    @Test func bucketsAreTheNarrowestThatFitAndAlignedToTheEpoch() throws {
        let narrow = try #require(
            summary(of: [completed(at: 0.25, latency: 0.1), completed(at: 20.05, latency: 0.1)]).timeline)
        #expect(narrow.bucketSeconds == 0.1)
        #expect(narrow.requests.count == 200)
        #expect(narrow.start.description == "2026-01-15T10:00:00.100000Z")
        let wide = try #require(summary(of: [completed(at: 0, latency: 0), completed(at: 3_599, latency: 0)]).timeline)
        #expect(wide.bucketSeconds == 10)
        #expect(wide.requests.count == 360)
        #expect(wide.by.bucketSeconds == 30)
    }

    @Test func everyArrayHasOneElementABucketAndSumsToTheTotals() throws {
        var random = SplitMix64(seed: 4)
        let lines = (0..<500).map { index -> String in
            let second = Double(Int.random(in: 0..<900, using: &random))
            return index % 9 == 0
                ? request("Failed", at: second, #""provider":"p","model":"m","error_type":"e\#(index % 2)""#)
                : completed(at: second, latency: Double(Int.random(in: 1..<9_000, using: &random)) / 1_000)
        }
        let summary = summary(of: lines)
        let timeline = try #require(summary.timeline)
        let count = timeline.requests.count
        #expect(timeline.requests.reduce(0, +) == 500)
        #expect(timeline.errors.reduce(0, +) == summary.totals.failedRequests)
        #expect(timeline.errorsByType.mapValues { $0.reduce(0, +) } == summary.totals.errors)
        #expect(timeline.cost.compactMap(\.self).reduce(0, +) == summary.totals.totalCost)
        #expect(timeline.active.max() == summary.totals.peakConcurrency)
        #expect(timeline.latencyHeatmap?.counts.joined().reduce(0, +) == summary.totals.latency?.count)
        let lengths = [
            timeline.errors.count, timeline.active.count, timeline.inputTokens.count, timeline.outputTokens.count,
            timeline.cost.count, timeline.latencyP50.count, timeline.latencyP95.count, timeline.latencyP99.count,
            timeline.latencyHeatmap?.counts.count,
        ]
        #expect(lengths.allSatisfy { $0 == count })
        #expect(timeline.by.model["p/m"]?.requests.reduce(0, +) == 500)
        #expect(timeline.by.provider["p"] == timeline.by.model["p/m"])
    }

    @Test func heatMapRowsHoldTheLatenciesUpToTheirBound() throws {
        let latencies = [0.001, 0.0015, 0.25, 0.3, 2.75, 60]
        let lines = latencies.enumerated().map { completed(at: Double($0.offset) * 60, latency: $0.element) }
        let map = try #require(summary(of: lines).timeline?.latencyHeatmap)
        for (index, bound) in map.upperBounds.enumerated() {
            let counted = map.counts.reduce(0) { $0 + $1[...index].reduce(0, +) }
            #expect(counted == Int64(latencies.count { $0 <= bound }))
        }
        #expect(map.upperBounds.count <= 128)
    }

    @Test func anAxisEndsTheSameWhateverTheOrderOfTimes() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<50 {
            let times = (0..<40).map { _ in
                Int64.random(in: -10...10, using: &random) << Int64.random(in: 20..<59, using: &random)
            }
            func axis(_ times: [Int64]) -> TimeAxis {
                var axis = TimeAxis(capacity: 128)
                for time in times { _ = axis.include(time) }
                return axis
            }
            let expected = axis(times)
            let shuffled = axis(times.shuffled(using: &random))
            #expect(
                [shuffled.width, shuffled.first, shuffled.last] == [expected.width, expected.first, expected.last])
            #expect(expected.count <= 128)
            var merged = axis(Array(times[..<20]))
            _ = merged.merge(axis(Array(times[20...])))
            #expect([merged.width, merged.first, merged.last] == [expected.width, expected.first, expected.last])
        }
    }

    @Test func timesAtTheEndsOfTheRangeFitOneTimeline() throws {
        let ends = ["1678-01-01T00:00:00Z", "2262-01-01T00:00:00Z"].map {
            #"{"event_type":"RequestCompleted","timestamp":"\#($0)","payload":{"type":"Request","data":{"latency":1}}}"#
        }
        let timeline = try #require(summary(of: ends).timeline)
        #expect(timeline.requests.reduce(0, +) == 2)
        #expect(timeline.requests.count <= 512)
    }

    @Test func aGaugesLastValueIsThatOfTheGreatestTimeAndId() throws {
        let lines = [("b", 1), ("a", 7), ("c", 3)].map { id, value in
            line(
                "MetricRecorded", at: 1, id: id, payload: "Metric", #""name":"g","type":"gauge","value":\#(value)"#)
        }
        for lines in [lines, lines.reversed()] {
            let summary = summary(of: lines)
            #expect(try #require(summary.timeline).metrics["g"] == [3])
            #expect(summary.metrics.map(\.value) == [3])
        }
    }

    @Test func ofManyProvidersOnlyTheLastStatusIsShown() {
        let lines = (0..<33).flatMap { provider in
            ["healthy", "degraded"].enumerated().map { index, status in
                line(
                    "ProviderStatus", at: Double(index), payload: "Provider",
                    #""provider":"p\#(provider)","status":"\#(status)""#)
            }
        }
        let many = summary(of: lines)
        #expect(many.folded == ["status changes"])
        #expect(many.providerStatus.count == 33)
        #expect(many.providerStatus.allSatisfy { $0.changes.map(\.status) == ["degraded"] })
        let few = summary(of: Array(lines.dropLast(2)))
        #expect(few.folded.isEmpty)
        #expect(few.providerStatus.allSatisfy { $0.changes.map(\.status) == ["healthy", "degraded"] })
    }

    @Test func aStatusThatComesAndGoesWithinABucketIsShown() {
        let statuses = ["healthy", "degraded", "unavailable", "degraded", "healthy"]
        let lines = statuses.enumerated().map { index, status in
            line(
                "ProviderStatus", at: 1 + Double(index) / 100, payload: "Provider",
                #""provider":"p","status":"\#(status)""#)
        }
        for lines in [lines, lines.reversed()] {
            #expect(
                summary(of: lines).providerStatus.map { $0.changes.map(\.status) }
                    == [["healthy", "unavailable", "healthy"]])
        }
    }

    @Test func aBucketOfRequestsWithoutARecordedCostHasNone() throws {
        let summary = summary(of: [
            request("Completed", at: 0, #""provider":"p","model":"m","latency":1,"cost":0.5"#),
            request("Completed", at: 100, #""provider":"p","model":"m","latency":1"#),
            request("Failed", at: 200, #""provider":"p","model":"m","latency":1,"error_type":"timeout""#),
        ])
        let timeline = try #require(summary.timeline)
        let ended = timeline.requests.indices.filter { timeline.requests[$0] > 0 }
        #expect(ended.map { timeline.cost[$0] } == [0.5, nil, 0])
        #expect(timeline.by.model["p/m"]?.cost.filter { $0 == nil }.count == 1)
    }
}
