// Owns the claims about recorded metrics: any name, any labels, never two series that are the same.

import LTBAnalysis
import LTBEvents
import LTBPrometheus
import LTBTestSupport
import Testing

struct RecordedFamiliesTests {
    private func recorded(_ payloads: [Payload]) -> [String] {
        samples(families(of: payloads)).filter { !$0.hasPrefix("ltb_") && !$0.hasPrefix("llm_requests") }
    }

    @Test func countersAreSumsThatEndInTotalAndGaugesLastValues() {
        let lines = recorded([
            metric("cache_hits_total", "counter", .number(2), ["tier": "l1"]),
            metric("cache_hits_total", "counter", .number(3), ["tier": "l1"]),
            metric("queue", "gauge", .number(2)), metric("queue", "gauge", .number(7.5)),
            metric("turns", "counter", .number(1)), metric("odd", "gague", .number(1)),
        ])
        #expect(lines == [#"cache_hits_total{tier="l1"} 5"#, "odd 1", "queue 7.5", "turns_total 1"])
    }

    @Test func aHistogramAndASummaryKeepWhatWasRecorded() {
        let histogram = MetricValue.HistogramValue(
            buckets: [.init(upperBound: 0.5, cumulativeCount: 3), .init(upperBound: 1, cumulativeCount: 2)], count: 1,
            sum: 1.5)
        let summary = MetricValue.SummaryValue(
            quantiles: [.init(quantile: 0.9, value: 2), .init(quantile: 0.5, value: 1), .init(quantile: 7, value: 9)],
            count: 4, sum: 5)
        let lines = recorded([
            metric("size", "histogram", .histogram(histogram), ["le": "x"]),
            metric("wait", "summary", .summary(summary)),
        ])
        // The counts, which make no sense, never fall from bucket to bucket.
        #expect(
            lines == [
                #"size_bucket{exported_le="x",le="0.5"} 3"#, #"size_bucket{exported_le="x",le="1"} 3"#,
                #"size_bucket{exported_le="x",le="+Inf"} 3"#, #"size_sum{exported_le="x"} 1.5"#,
                #"size_count{exported_le="x"} 3"#, #"wait{quantile="0.5"} 1"#, #"wait{quantile="0.9"} 2"#, "wait_sum 5",
                "wait_count 4",
            ])
    }

    @Test func namesAreMadeValidAndStayDistinct() {
        let lines = recorded([
            metric("a.b", "gauge", .number(1)), metric("a b", "gauge", .number(2)), metric("a_b", "gauge", .number(3)),
            metric("a_b", "counter", .number(4)), metric("7", "gauge", .number(5)), metric("", "gauge", .number(6)),
            metric("größe", "gauge", .number(7)),
        ])
        #expect(
            lines == ["_ 6", "_7 5", "a_b_total 4", "a_b_2 2", "a_b_3 1", "a_b_gauge 3", "gr__e 7"])
    }

    @Test func aNameThatSamplesOfAnotherHaveIsNotTaken() {
        let lines = recorded([
            metric("wait", "histogram", .number(0.2)), metric("wait_count", "gauge", .number(1)),
            metric("busy", "counter", .number(1)), metric("busy_total", "gauge", .number(2)),
        ])
        #expect(lines.filter { $0.hasPrefix("wait_count") } == ["wait_count 1", "wait_count_gauge 1"])
        #expect(lines.filter { $0.hasPrefix("busy") } == ["busy_total 1", "busy_total_gauge 2"])
    }

    @Test func whatEventsCountKeepsItsName() {
        let context = RequestContext(provider: "p", model: "m")
        let lines = samples(
            families(of: [
                .requestCompleted(RequestCompleted(context: context, latencySeconds: 1)),
                metric("llm_requests_total", "counter", .number(9), ["provider": "q"]),
                metric("ltb_recorder_dropped_events_total", "counter", .number(3)),
            ]))
        #expect(lines.contains(#"llm_requests_total{provider="p",model="m",status="success"} 1"#))
        #expect(lines.contains(#"llm_requests_recorded_total{provider="q"} 9"#))
        #expect(lines.filter { $0.hasPrefix("ltb_recorder") } == ["ltb_recorder_dropped_events_total 3"])
    }

    @Test func whatEventsMayGiveKeepsItsNameBeforeTheyDo() {
        let lines = samples(
            families(of: [
                metric("llm_cost_usd_total", "counter", .number(9), ["provider": "q"]),
                metric("llm_time_to_first_token_seconds_count", "gauge", .number(1)),
                metric("process_threads", "gauge", .number(4)),
            ])
        ).filter { !$0.hasPrefix("ltb_") }
        #expect(
            lines == [
                #"llm_cost_usd_recorded_total{provider="q"} 9"#, "llm_time_to_first_token_seconds_count_gauge 1",
                "process_threads 4",
            ])
    }

    @Test func labelsAreMadeValidAndSeriesStayDistinct() {
        let lines = recorded([
            metric("g", "gauge", .number(1), ["a.b": "x", "a_b": "y", "__name__": "z", "empty": ""]),
            metric("h", "gauge", .number(2), ["a.b": "x"]), metric("h", "gauge", .number(3), ["a_b": "x"]),
            metric("h", "gauge", .number(4), ["none": ""]), metric("h", "gauge", .number(5)),
        ])
        #expect(
            lines == [
                #"g{a_b="x",a_b_2="y",label_name__="z"} 1"#, "h 5", #"h{a_b="x"} 2"#, #"h{a_b="x",duplicate="2"} 3"#,
                #"h{duplicate="2"} 4"#,
            ])
    }
}
