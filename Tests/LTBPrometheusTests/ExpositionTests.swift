// Owns the claims about the text of an exposition.

import LTBEvents
@testable import LTBPrometheus
import LTBTestSupport
import Testing

struct ExpositionTests {
    private let families = [
        MetricFamily(
            name: "c", kind: .counter, help: "A \"counter\" \\ of\nlines",
            series: [.init(labels: [.init(name: "l", value: "\"\\\n\0é")], value: .number(12))]),
        MetricFamily(
            name: "d_seconds", kind: .histogram, help: "Durations",
            series: [
                .init(labels: [], value: .histogram(bounds: [0.5, 1], cumulativeCounts: [1, 2], count: 3, sum: 7.25))
            ]),
        MetricFamily(name: "u", kind: .unknown, help: "?", series: [.init(labels: [], value: .number(.infinity))]),
    ]

    @Test func theTextFormatIsAsDocumented() {
        #expect(
            text(families) == #"""
                # HELP c_total A "counter" \\ of\nlines
                # TYPE c_total counter
                c_total{l="\"\\\n�é"} 12
                # HELP d_seconds Durations
                # TYPE d_seconds histogram
                d_seconds_bucket{le="0.5"} 1
                d_seconds_bucket{le="1"} 2
                d_seconds_bucket{le="+Inf"} 3
                d_seconds_sum 7.25
                d_seconds_count 3
                # HELP u ?
                # TYPE u untyped
                u +Inf

                """#)
    }

    @Test func openMetricsHasUnitsTimesOfCreationAndAnEnd() {
        let created = Timestamp(nanosecondsSince1970: 1_700_000_000_250_000_000)
        #expect(
            text(families, .openMetrics, created: created) == #"""
                # HELP c A \"counter\" \\ of\nlines
                # TYPE c counter
                c_total{l="\"\\\n�é"} 12
                c_created{l="\"\\\n�é"} 1700000000.25
                # HELP d_seconds Durations
                # TYPE d_seconds histogram
                # UNIT d_seconds seconds
                d_seconds_bucket{le="0.5"} 1
                d_seconds_bucket{le="1.0"} 2
                d_seconds_bucket{le="+Inf"} 3
                d_seconds_sum 7.25
                d_seconds_count 3
                d_seconds_created 1700000000.25
                # HELP u ?
                # TYPE u unknown
                u +Inf
                # EOF

                """#)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.5, "-0.5"), (1e-9, "1e-09"), (123_456_789.0, "123456789"), (1e17, "1e+17"), (.nan, "NaN"),
        (-.infinity, "-Inf"),
    ])
    func numbersAreTextThatGoReads(value: Double, expected: String) {
        #expect(Exposition.number(value) == expected)
    }

    @Test(arguments: [
        (nil, ExpositionFormat.text), ("", .text), ("text/html", .text), ("*/*", .text), ("text/plain", .text),
        ("application/openmetrics-text", .openMetrics), ("application/openmetrics-text;version=2.0.0", .text),
        ("application/openmetrics-text;q=0.1,text/plain;q=0.5", .text), ("application/openmetrics-text;q=x", .text),
        (
            "application/openmetrics-text; version=1.0.0 ,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", .openMetrics
        ),
    ])
    func theFormatIsTheOneThatTheClientPrefers(accept: String?, expected: ExpositionFormat) {
        #expect(ExpositionFormat(accept: accept) == expected)
    }
}
