// Owns made-up traces in which everything that can be wrong with spans happens now and then.

import LTBEvents
import LTBTestSupport

@testable import LTBAnalysis

extension SplitMix64 {
    /// Spans of few traces: nested, overlapping, orphaned, doubled, in circles, without ids or times.
    mutating func spans(_ count: Int, traces: Int) -> [SpanEnded] {
        (0..<count).map { _ in
            let trace = Int.random(in: 0..<traces, using: &self)
            let start = Int64.random(in: 0..<40, using: &self)
            return SpanEnded(
                traceID: oneIn(20) ? nil : "t\(trace)", spanID: oneIn(30) ? nil : oneIn(30) ? "" : "s\(id())",
                name: oneIn(40) ? nil : "op\(Int.random(in: 0..<6, using: &self))",
                startTime: oneIn(30) ? nil : Timestamp(nanosecondsSince1970: 1_768_473_000_000_000_000 + start),
                durationSeconds: oneIn(30) ? nil : Double(Int.random(in: 0..<30, using: &self)) / 1e9,
                parentSpanID: oneIn(4) ? nil : "s\(id())", status: oneIn(5) ? "error" : oneIn(2) ? "ok" : nil)
        }
    }

    private mutating func id() -> Int { Int.random(in: 0..<12, using: &self) }
}

/// What is gathered of spans that ended at one time.
func gathered(_ spans: [SpanEnded], limit: Int = KeptSpans.limit) -> SpanAccumulator {
    var gathered = SpanAccumulator(limit: limit)
    for span in spans {
        let event = Event(
            timestamp: Timestamp(nanosecondsSince1970: 1_768_473_000_000_000_100), payload: .spanEnded(span))
        _ = ScannedEvent.with(event) { gathered.record($0) }
    }
    return gathered
}

/// What is told of spans.
func figures(_ spans: [SpanEnded]) -> SpanFigures? { SpanFiguresBuilder.build(gathered(spans)).figures }

/// A span from one nanosecond to another.
func span(
    _ id: String?, in parent: String? = nil, _ name: String, _ start: Int64, _ end: Int64, trace: String = "t"
) -> SpanEnded {
    SpanEnded(
        traceID: trace, spanID: id, name: name, startTime: Timestamp(nanosecondsSince1970: start),
        durationSeconds: Double(end - start) / 1e9, parentSpanID: parent)
}
