// Owns the claims about the text of a run over time.

import LTBAnalysis
import LTBEvents
import LTBPrometheus
import LTBTestSupport
import Testing

@Suite struct OpenMetricsExportTests {
    private func exported(
        _ events: [(second: Int64, payload: Payload)], step: Int64 = 15_000, filter: String? = nil
    ) throws -> String {
        let folder = try TemporaryFolder()
        var export = try OpenMetricsExport(stepMilliseconds: step, filter: filter, temporaryFolder: folder.path)
        for (index, event) in events.enumerated() {
            let time = Timestamp(nanosecondsSince1970: (1_768_473_000 + event.second) * 1_000_000_000)
            let line = Event(timestamp: time, id: "evt_\(index)", payload: event.payload).line
            let end = CountsOverTime.stepEnd(of: time, stepMilliseconds: step)
            try Array(line.utf8).withUnsafeBytes { try export.add($0, stepEnd: end) }
        }
        var bytes: [UInt8] = []
        try export.write(damagedBytes: 0) { bytes += $0 }
        #expect(export.clashingMetrics == clashing)
        return String(decoding: bytes, as: UTF8.self)
    }

    private var clashing: Set<String> = []

    @Test func seriesAreSortedAndHaveASampleAStep() throws {
        let text = try exported([
            (20, metric("b", "gauge", .number(1), ["l": "2"])), (21, metric("b", "gauge", .number(2), ["l": "1"])),
            (40, metric("a", "counter", .number(3))), (41, metric("a", "counter", .number(4))),
            (50, metric("b", "gauge", .number(5), ["l": "2"])),
        ])
        #expect(
            text == """
                # HELP a No description was recorded.
                # TYPE a counter
                a_total 0 1768473030
                a_total 7 1768473045
                a_total 7 1768473060
                # HELP b No description was recorded.
                # TYPE b gauge
                b{l="1"} 2 1768473030
                b{l="1"} 2 1768473045
                b{l="1"} 2 1768473060
                b{l="2"} 1 1768473030
                b{l="2"} 1 1768473045
                b{l="2"} 5 1768473060
                # HELP ltb_events Events read
                # TYPE ltb_events counter
                ltb_events_total{event_type="MetricRecorded"} 0 1768473015
                ltb_events_total{event_type="MetricRecorded"} 2 1768473030
                ltb_events_total{event_type="MetricRecorded"} 4 1768473045
                ltb_events_total{event_type="MetricRecorded"} 5 1768473060
                # HELP ltb_log_damaged_bytes Compressed bytes of the log that could not be read
                # TYPE ltb_log_damaged_bytes counter
                # UNIT ltb_log_damaged_bytes bytes
                ltb_log_damaged_bytes_total 0 1768473015
                ltb_log_damaged_bytes_total 0 1768473030
                ltb_log_damaged_bytes_total 0 1768473045
                ltb_log_damaged_bytes_total 0 1768473060
                # EOF

                """)
    }

    @Test func samplesOfOneMetricStayTogetherByTime() throws {
        let text = try exported(
            [(0, metric("d_seconds", "histogram", .number(0.7))), (1, metric("d_seconds", "histogram", .number(7)))],
            step: 1_000)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("d_seconds") && !$0.contains("le=\"0.") }
        #expect(
            lines == [
                #"d_seconds_bucket{le="1.0"} 0 1768472999"#, #"d_seconds_bucket{le="2.5"} 0 1768472999"#,
                #"d_seconds_bucket{le="5.0"} 0 1768472999"#, #"d_seconds_bucket{le="10.0"} 0 1768472999"#,
                #"d_seconds_bucket{le="+Inf"} 0 1768472999"#, "d_seconds_sum 0 1768472999",
                "d_seconds_count 0 1768472999",
                #"d_seconds_bucket{le="1.0"} 1 1768473000"#, #"d_seconds_bucket{le="2.5"} 1 1768473000"#,
                #"d_seconds_bucket{le="5.0"} 1 1768473000"#, #"d_seconds_bucket{le="10.0"} 1 1768473000"#,
                #"d_seconds_bucket{le="+Inf"} 1 1768473000"#, "d_seconds_sum 0.7 1768473000",
                "d_seconds_count 1 1768473000", #"d_seconds_bucket{le="1.0"} 1 1768473001"#,
                #"d_seconds_bucket{le="2.5"} 1 1768473001"#, #"d_seconds_bucket{le="5.0"} 1 1768473001"#,
                #"d_seconds_bucket{le="10.0"} 2 1768473001"#, #"d_seconds_bucket{le="+Inf"} 2 1768473001"#,
                "d_seconds_sum 7.7 1768473001", "d_seconds_count 2 1768473001",
            ])
    }

    @Test mutating func aMetricWhoseNameWouldBeAnothersIsLeftOut() throws {
        clashing = ["x"]
        let text = try exported([
            (0, metric("x", "counter", .number(2))), (16, metric("x", "counter", .number(-3))),
        ])
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("x") }
        #expect(lines == ["x_total 0 1768472985", "x_total 2 1768473000", "x_total 2 1768473015"])
    }

    @Test func whatItIsRestrictedToHasASampleAStep() throws {
        let events: [(second: Int64, payload: Payload)] = [
            (0, metric("b", "gauge", .number(1))), (16, metric("ltb_filter_info", "gauge", .number(7))),
        ]
        let lines = try exported(events, filter: #"Only requests with a="b"."#).split(separator: "\n")
        #expect(
            lines.filter { $0.contains("ltb_filter_info") } == [
                "# HELP ltb_filter_info 1, with what an export of only some events was restricted to",
                "# TYPE ltb_filter_info gauge",
                #"ltb_filter_info{filter="Only requests with a=\"b\"."} 1 1768473000"#,
                #"ltb_filter_info{filter="Only requests with a=\"b\"."} 1 1768473015"#,
                #"ltb_filter_info{filter="Only requests with a=\"b\"."} 1 1768473030"#,
                "# HELP ltb_filter_info_recorded 1, with what an export of only some events was restricted to",
                "# TYPE ltb_filter_info_recorded gauge", "ltb_filter_info_recorded 7 1768473030",
            ])
        #expect(try !exported(Array(events.prefix(1))).contains("ltb_filter_info"))
    }

    @Test func aLogWithoutEventsIsAnEmptyText() throws {
        #expect(try exported([]) == "# EOF\n")
    }
}
