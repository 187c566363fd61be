// Owns what a span passes on: its ids, and what came with them from elsewhere.

import LTBRecorder
public import Tracing

/// What goes along with a context from span to span and from service to service.
struct SpanIdentity: Sendable, Hashable {
    var trace: TraceContext
    /// The flags of `traceparent`: two hexadecimal digits, of which the last bit says "sampled".
    var flags = "01"
    /// The `tracestate` of other systems, passed on as it is.
    var state: String?

    /// A new span, in the trace of its parent if there is one.
    init(childOf parent: SpanIdentity?) {
        trace = TraceContext(traceID: parent?.trace.traceID ?? randomHex(words: 2), spanID: randomHex(words: 1))
        flags = parent?.flags ?? "01"
        state = parent?.state
    }

    /// A span elsewhere; nil if the header names none.
    init?(traceparent: String?, tracestate: String?) {
        guard let header = traceparent, let trace = TraceContext(traceparent: header) else { return nil }
        self.trace = trace
        // Of the flags only "sampled" is defined, and the others must be zero.
        let isSampled = UInt8(header.split(separator: "-")[3], radix: 16).map { $0 & 1 == 1 } ?? false
        flags = isSampled ? "01" : "00"
        state = tracestate
    }

    /// The header that names the span.
    var traceparent: String { "00-\(trace.traceID)-\(trace.spanID)-\(flags)" }
}

/// Random hexadecimal digits, 16 a word; never only zeros, which the standard forbids.
private func randomHex(words: Int) -> String {
    (0..<words).map { _ in
        let digits = String(UInt64.random(in: 1 ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
}

private enum SpanIdentityKey: InstrumentationContextKey {
    typealias Value = SpanIdentity
    static var nameOverride: String? { "ltb-span" }
}

private enum BaggageKey: InstrumentationContextKey {
    typealias Value = String
    static var nameOverride: String? { "baggage" }
}

extension InstrumentationContext {
    /// The span that the context belongs to.
    var span: SpanIdentity? {
        get { self[SpanIdentityKey.self] }
        set { self[SpanIdentityKey.self] = newValue }
    }

    /// The W3C `baggage` header that came with the context, and is passed on with it.
    public var baggageHeader: String? {
        get { self[BaggageKey.self] }
        set { self[BaggageKey.self] = newValue }
    }
}
