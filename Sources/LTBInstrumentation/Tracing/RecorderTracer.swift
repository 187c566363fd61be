// Owns making the spans of swift-distributed-tracing, and passing them on to other services.

import Glibc
import LTBEvents
public import LTBRecorder
public import Tracing

/// Records the spans of a program and its libraries, as `SpanEnded`.
///
///     InstrumentationSystem.bootstrap(RecorderTracer(recorder))
///     try await withSpan("answer") { span in … }
///
/// Requests that are measured within a span name it. Context travels in the W3C headers `traceparent`, `tracestate` and
/// `baggage`. `OTEL_SERVICE_NAME`, if it is set, becomes the attribute `service.name`.
public struct RecorderTracer: Tracer {
    private let recorder: Recorder
    private let serviceName: String?

    /// The longest `baggage` that is passed on (W3C Baggage, 3.3.2 "Limits").
    private static let baggageLimit = 8_192
    /// The longest `tracestate` that is passed on: as much as of baggage, where 512 would do (W3C Trace Context, 3.3.1.5
    /// "Limits").
    private static let stateLimit = 8_192

    /// A tracer that records into this recorder, and tells it the span of each request.
    public init(_ recorder: Recorder) {
        self.init(recorder, serviceName: getenv("OTEL_SERVICE_NAME").map { String(cString: $0) })
    }

    init(_ recorder: Recorder, serviceName: String?) {
        self.recorder = recorder
        self.serviceName = serviceName?.isEmpty == true ? nil : serviceName
        recorder.takeSpans { InstrumentationContext.current?.span?.trace }
    }

    /// Starts a span within that of the context.
    public func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> RecorderSpan {
        var context = context()
        let parent = context.span
        let identity = SpanIdentity(childOf: parent)
        context.span = identity
        var attributes = SpanAttributes()
        if let serviceName { attributes["service.name"] = serviceName }
        return RecorderSpan(
            recorder, name: operationName, context: context, identity: identity, parentSpanID: parent?.trace.spanID,
            kind: kind, attributes: attributes, startedAt: instant().nanosecondsSinceEpoch)
    }

    /// Takes the span and the baggage that another service sent along.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        let state = extractor.extract(key: "tracestate", from: carrier).flatMap { $0.within(Self.stateLimit) }
        let parent = extractor.extract(key: "traceparent", from: carrier)
        if let span = SpanIdentity(traceparent: parent, tracestate: state) { context.span = span }
        if let baggage = extractor.extract(key: "baggage", from: carrier)?.within(Self.baggageLimit) {
            context.baggageHeader = baggage
        }
    }

    /// Sends the span and the baggage of a context along to another service.
    public func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        if let span = context.span {
            injector.inject(span.traceparent, forKey: "traceparent", into: &carrier)
            if let state = span.state { injector.inject(state, forKey: "tracestate", into: &carrier) }
        }
        if let baggage = context.baggageHeader { injector.inject(baggage, forKey: "baggage", into: &carrier) }
    }

    /// Lets everything that was recorded be read from the log.
    public func forceFlush() { recorder.flush() }
}

extension String {
    /// The text, if it is not empty and has no more bytes than this.
    fileprivate func within(_ limit: Int) -> String? { isEmpty || utf8.count > limit ? nil : self }
}
