import LTBAnalysis
import Testing

@Suite struct MetricAccumulatorTests {
    private func metric(
        _ name: String, _ type: String, at second: Double, _ value: String, labels: String = "{}"
    ) -> String {
        line(
            "MetricRecorded", at: second, payload: "Metric",
            #""name":"\#(name)","type":"\#(type)","value":\#(value),"labels":\#(labels)"#)
    }

    @Test func aCounterIsTheExactSumOfItsIncrements() {
        let values = ["1e16", "1", "-1e16", "0.1"]
        for rotation in 0..<4 {
            let lines = (0..<4).map { metric("c", "counter", at: 1, values[($0 + rotation) % 4]) }
            #expect(summary(of: lines).metrics.map(\.value) == [1.1])
        }
    }

    @Test func aGaugeIsItsLastValueAndHasATimeline() {
        let summary = summary(of: [
            metric("g", "gauge", at: 3, "7", labels: #"{"a":"b\"c"}"#),
            metric("g", "gauge", at: 1, "9", labels: #"{"a":"b\"c"}"#),
        ])
        #expect(summary.metrics.map(\.value) == [7])
        #expect(summary.timeline?.metrics.keys.first == #"g{a="b\"c"}"#)
        #expect(summary.timeline?.metrics.values.first?.compactMap { $0 } == [9, 7])
    }

    @Test func aHistogramCountsObservationsAndObjectsAtTheBoundsTheyShare() throws {
        let observed = try #require(
            summary(of: [metric("h_seconds", "histogram", at: 1, "0.3"), metric("h_seconds", "histogram", at: 2, "4")])
                .metrics.first)
        #expect(observed.count == 2)
        #expect(observed.sum == 4.3)
        #expect(observed.buckets?.first { $0.upperBound == 0.5 }?.count == 1)
        #expect(observed.buckets?.first { $0.upperBound == 10 }?.count == 2)
        let object = #"{"buckets":[{"le":0.5,"count":1},{"le":0.7,"count":2}],"count":5,"sum":12}"#
        let mixed = try #require(
            summary(of: [
                metric("h_seconds", "histogram", at: 1, "0.3"), metric("h_seconds", "histogram", at: 2, object),
            ]).metrics.first)
        #expect(mixed.buckets?.map(\.upperBound) == [0.5])
        #expect(mixed.buckets?.map(\.count) == [2])
        #expect(mixed.count == 6)
    }

    @Test func aSummaryKeepsItsLastQuantilesAndAddsUpItsCounts() {
        func value(_ quantile: Double) -> String {
            #"{"quantiles":[{"quantile":0.5,"value":\#(quantile)}],"count":2,"sum":3}"#
        }
        let metrics = summary(of: [metric("s", "summary", at: 2, value(8)), metric("s", "summary", at: 1, value(9))])
            .metrics
        #expect(metrics.map { $0.quantiles?.map(\.value) } == [[8]])
        #expect(metrics.map(\.count) == [4])
        #expect(metrics.map(\.sum) == [6])
    }

    @Test func seriesAreToldApartByTypeAndLabels() {
        let metrics = summary(of: [
            metric("x", "counter", at: 1, "1", labels: #"{"b":"2","a":"1"}"#),
            metric("x", "counter", at: 1, "2", labels: #"{"a":"1","b":"2"}"#),
            metric("x", "gauge", at: 1, "5"), metric("x", "counter", at: 1, "4"),
        ]).metrics
        #expect(metrics.map(\.type) == ["counter", "counter", "gauge"])
        #expect(metrics.map(\.value) == [4, 3, 5])
    }

    @Test func cacheHitRatesAreByTier() {
        let lines = [("l1", 3, 1), ("l2", 0, 4)].flatMap { tier, hits, misses in
            [
                metric("cache_hits_total", "counter", at: 1, "\(hits)", labels: #"{"tier":"\#(tier)"}"#),
                metric("cache_misses_total", "counter", at: 1, "\(misses)", labels: #"{"tier":"\#(tier)"}"#),
            ]
        }
        #expect(summary(of: lines).cacheHitRates == ["l1": 0.75, "l2": 0])
    }

    @Test func metricsNamedLikeDerivedOnesAreShownAndNeverAdded() {
        let summary = summary(of: [metric("llm_requests_total", "counter", at: 1, "5")])
        #expect(summary.metrics.map(\.value) == [5])
        #expect(summary.totals.totalRequests == 0)
    }
}
