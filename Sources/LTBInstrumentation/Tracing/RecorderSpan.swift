// Owns one span, until it is recorded at its end.

import LTBEvents
import LTBLog
import LTBRecorder
public import Tracing

/// A span that is recorded when it ends; what comes later is ignored.
///
/// Of attributes, events and links it records 128 each, as OpenTelemetry does; long texts are cut.
public final class RecorderSpan: Span {
    private struct State {
        var name: String
        var attributes: SpanAttributes
        var events: [SpanEvent] = []
        var links: [SpanLink] = []
        var status: SpanStatus?
        var hasEnded = false
    }

    /// The context of what happens within the span.
    public let context: InstrumentationContext
    private let recorder: Recorder
    private let identity: SpanIdentity
    private let parentSpanID: String?
    private let kind: SpanKind
    private let startedAt: UInt64
    private let state: Monitor<State>

    private static let limit = 128

    init(
        _ recorder: Recorder, name: String, context: InstrumentationContext, identity: SpanIdentity,
        parentSpanID: String?, kind: SpanKind, attributes: SpanAttributes, startedAt: UInt64
    ) {
        self.recorder = recorder
        self.context = context
        self.identity = identity
        self.parentSpanID = parentSpanID
        self.kind = kind
        self.startedAt = startedAt
        state = Monitor(State(name: name, attributes: attributes))
    }

    /// The name.
    public var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    /// What is known of it.
    public var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    /// Whether it has not ended.
    public var isRecording: Bool { recorder.isEnabled && state.withLock { !$0.hasEnded } }

    /// Tells whether it went well; what was told ok stays so.
    public func setStatus(_ status: SpanStatus) {
        state.withLock { if $0.status?.code != .ok { $0.status = status } }
    }

    /// Tells that something happened within it.
    public func addEvent(_ event: SpanEvent) {
        state.withLock { if $0.events.count < Self.limit { $0.events.append(event) } }
    }

    /// Tells of an error within it, as an event `exception`.
    public func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        var attributes = attributes
        attributes["exception.type"] = String(describing: type(of: error))
        attributes["exception.message"] = redacted(String(describing: error))
        addEvent(SpanEvent(name: "exception", at: instant(), attributes: attributes))
    }

    /// Tells of another span that it has to do with.
    public func addLink(_ link: SpanLink) {
        state.withLock { if $0.links.count < Self.limit { $0.links.append(link) } }
    }

    /// Records the span; the first end counts.
    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        let state: State? = state.withLock { state in
            guard !state.hasEnded else { return nil }
            state.hasEnded = true
            return state
        }
        guard let state, recorder.isEnabled else { return }
        let end = max(instant().nanosecondsSinceEpoch, startedAt)
        let duration = Double((end - startedAt) / 1_000) / 1e6
        recorder.record(.spanEnded(event(of: state, seconds: duration)), at: Timestamp(sinceEpoch: end))
    }

    private func event(of state: State, seconds: Double) -> SpanEnded {
        var attributes = JSONObject(state.attributes, limit: Self.limit)
        // OpenTelemetry's name for it where a format has no field of its own.
        if let message = state.status?.message { attributes["otel.status_description"] = .string(message) }
        return SpanEnded(
            traceID: identity.trace.traceID, spanID: identity.trace.spanID, name: state.name,
            startTime: Timestamp(sinceEpoch: startedAt), durationSeconds: seconds, parentSpanID: parentSpanID,
            kind: kind.word, status: state.status.map { $0.code == .ok ? "ok" : "error" }, attributes: attributes,
            links: state.links.map { JSONValue($0, limit: Self.limit) },
            events: state.events.map { JSONValue($0, limit: Self.limit) })
    }
}

extension SpanKind {
    /// The word in `kind`.
    fileprivate var word: String {
        switch self {
        case .server: "server"
        case .client: "client"
        case .producer: "producer"
        case .consumer: "consumer"
        case .internal: "internal"
        }
    }
}
