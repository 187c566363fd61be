// Owns the claims about what metrics were.

import LTBEvents
@testable import LTBMonitoring
@testable import LTBPrometheus
import Testing

struct MetricHistoryTests {
    private func families(_ value: Double) -> [MetricFamily] {
        let labels = [MetricFamily.Label(name: "tier", value: "l1")]
        return [
            MetricFamily(
                name: "hits", kind: .counter, help: "", series: [.init(labels: labels, value: .number(value))]),
            MetricFamily(
                name: "wait_seconds", kind: .histogram, help: "",
                series: [
                    .init(labels: [], value: .histogram(bounds: [], cumulativeCounts: [], count: 2, sum: value))
                ]),
        ]
    }

    private func time(_ second: Int64) -> Timestamp { Timestamp(nanosecondsSince1970: second * 1_000_000_000) }

    @Test func samplesAreKeptForTheRetentionPeriod() {
        var history = MetricHistory(nanoseconds: 10_000_000_000)
        for second in 0..<20 { history.record(families(Double(second)), at: time(Int64(second))) }
        let all = history.samples("hits_total", ["tier": "l1"], .min ... .max)
        #expect(all.map(\.value) == (9..<20).map(Double.init))
        let some = history.samples("hits_total", ["tier": "l1"], 15_000_000_000...16_000_000_000)
        #expect(some.map(\.value) == [15, 16])
        #expect(history.samples("hits_total", [:], .min ... .max) == [])
        #expect(
            history.samples("wait_seconds_count", [:], .min ... .max).map(\.value) == Array(repeating: 2, count: 11))
        #expect(history.samples("wait_seconds_sum", [:], .min ... .max).last?.value == 19)
    }

    @Test func aSeriesThatIsGoneIsForgotten() {
        var history = MetricHistory(nanoseconds: 5_000_000_000)
        history.record(families(1), at: time(0))
        history.record([], at: time(6))
        #expect(history.samples("hits_total", ["tier": "l1"], .min ... .max) == [])
    }

    @Test(arguments: [(3_600, 5_000_000_000), (60, 1_000_000_000)] as [(Int64, Int64)])
    func longHistoriesAreLookedAtLessOften(seconds: Int64, interval: Int64) {
        #expect(MetricHistory(nanoseconds: seconds * 1_000_000_000).interval == interval)
    }
}
