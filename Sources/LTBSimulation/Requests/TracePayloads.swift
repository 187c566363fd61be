// Owns the spans of traced requests.

import LTBEvents

extension Trace {
    /// One in twenty requests is traced.
    static let chance = 0.05

    var traceID: String { hexadecimal(id.0) + hexadecimal(id.1) }

    init(from random: inout Xoshiro256, start: Microseconds) {
        id = (random.next(), random.next())
        rootSpan = random.next()
        searchSpan = random.next()
        requestSpan = random.next()
        // The search cannot have begun before the run.
        search = min(start, 2_000 + random.below(60_000))
    }

    /// The spans that end with an attempt: the search for context, the request, and the root around both.
    func payloads(of attempt: Attempt, latency: Microseconds, succeeded: Bool, runStart: Timestamp) -> [Payload] {
        let beginning = attempt.start - search
        let status = succeeded ? "ok" : "error"
        func span(
            _ name: String, _ id: UInt64, at start: Microseconds, _ duration: Microseconds, kind: String,
            status: String, attributes: JSONObject
        ) -> Payload {
            .spanEnded(
                SpanEnded(
                    traceID: traceID, spanID: hexadecimal(id), name: name, startTime: runStart.advanced(start),
                    durationSeconds: duration.seconds, parentSpanID: id == rootSpan ? nil : hexadecimal(rootSpan),
                    kind: kind, status: status, attributes: attributes))
        }
        return [
            span(
                "rag.search", searchSpan, at: beginning, search, kind: "internal", status: "ok",
                attributes: ["db.system": .string("postgresql")]),
            span(
                "chat \(attempt.profile.name)", requestSpan, at: attempt.start, latency, kind: "client",
                status: status,
                attributes: ["gen_ai.operation.name": .string("chat"), "attempt": .number("\(attempt.number)")]),
            span(
                "answer_question", rootSpan, at: beginning, search + latency, kind: "server", status: status,
                attributes: [:]),
        ]
    }
}
