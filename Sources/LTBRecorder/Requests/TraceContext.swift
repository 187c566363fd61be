// Owns the trace and the span that the present task works for.

import LTBEvents
import Synchronization

/// The trace and the span that requests belong to, as W3C Trace Context names them.
///
/// Requests take it from the task in which they start:
///
///     try await TraceContext.withValue(TraceContext(traceparent: header)) { … }
public struct TraceContext: Sendable, Hashable {
    /// The trace: 32 hexadecimal digits.
    public var traceID: String
    /// The span: 16 hexadecimal digits.
    public var spanID: String

    /// The context of the present task.
    public static var current: TraceContext? { TaskContext.current?.span }

    /// A context.
    public init(traceID: String, spanID: String) {
        self.traceID = traceID
        self.spanID = spanID
    }

    /// Reads a `traceparent` header, `00-<trace id>-<span id>-<flags>`; nil if it is not one.
    ///
    /// Source: W3C Trace Context, 3.2 "Traceparent Header"; a higher version may have more parts.
    public init?(traceparent: String?) {
        guard let parts = traceparent?.split(separator: "-", omittingEmptySubsequences: false), parts.count >= 4,
            Self.isIdentifier(parts[0], digits: 2), parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            Self.isIdentifier(parts[1], digits: 32), Self.isIdentifier(parts[2], digits: 16),
            Self.isIdentifier(parts[3], digits: 2), parts[1].contains(where: { $0 != "0" }),
            parts[2].contains(where: { $0 != "0" })
        else { return nil }
        traceID = String(parts[1])
        spanID = String(parts[2])
    }

    /// Makes this the context of the present task, and of those that it starts, while it works on something.
    public static func withValue<Result>(
        _ context: TraceContext?, isolation: isolated (any Actor)? = #isolation,
        operation: () async throws -> Result
    ) async rethrows -> Result {
        try await TaskContext.with(span: context).run(isolation: isolation, operation)
    }

    /// Makes this the context of the present task while it works on something.
    public static func withValue<Result>(_ context: TraceContext?, operation: () throws -> Result) rethrows -> Result {
        try TaskContext.with(span: context).run(operation)
    }

    private static func isIdentifier(_ text: Substring, digits: Int) -> Bool {
        text.utf8.count == digits
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

/// Where a recorder looks for the span of the present task, beside `TraceContext.current`.
final class SpanSource: Sendable {
    private let source = AtomicLazyReference<Source>()
    /// Whether there is one: the look at the reference itself takes as long as recording an event.
    private let isSet = Atomic<Bool>(false)

    private final class Source: Sendable {
        let current: @Sendable () -> TraceContext?

        init(_ current: @escaping @Sendable () -> TraceContext?) { self.current = current }
    }

    /// Whether nobody knows of spans.
    @inline(__always)
    var isEmpty: Bool { !isSet.load(ordering: .relaxed) }

    /// The span of the present task.
    var current: TraceContext? { isEmpty ? nil : source.load()?.current() }

    /// Only the first one counts.
    func set(_ current: @escaping @Sendable () -> TraceContext?) {
        _ = source.storeIfNil(Source(current))
        isSet.store(true, ordering: .relaxed)
    }
}

extension Recorder {
    /// Takes the span of a request from here where its task has no `TraceContext`; only the first source counts.
    package func takeSpans(from source: @escaping @Sendable () -> TraceContext?) {
        spanSource.set(source)
    }

    /// The span of the present task.
    package var currentSpan: TraceContext? { TraceContext.current ?? spanSource.current }
}

extension RequestContext {
    /// Takes the ids of a span where none are set.
    mutating func takeIDs(of span: TraceContext?) {
        guard traceID == nil, let span else { return }
        traceID = span.traceID
        spanID = spanID ?? span.spanID
    }
}
