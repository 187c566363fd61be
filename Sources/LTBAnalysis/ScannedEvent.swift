// Owns the fields that the analysis takes from a line, in place.

import LTBEvents

/// The fields of one line, as slices of it and integers, valid until the next line is scanned.
///
/// Times are nanoseconds since 1970, durations nanoseconds, costs nano-dollars, scores billionths; nil is *not measured*.
/// There is one of them a scanner, which is never copied: the fields have an address of their own, so that handing the
/// event on is handing on a pointer.
struct ScannedEvent: ~Copyable {
    /// What the line is; everything else is rare and decoded whole by `Event`.
    enum Kind: UInt8, CaseIterable {
        case requestStarted, requestCompleted, requestFailed, evaluationStarted, evaluationCompleted, spanEnded

        /// The name in `event_type`.
        var eventType: EventType {
            switch self {
            case .requestStarted: .requestStarted
            case .requestCompleted: .requestCompleted
            case .requestFailed: .requestFailed
            case .evaluationStarted: .evaluationStarted
            case .evaluationCompleted: .evaluationCompleted
            case .spanEnded: .spanEnded
            }
        }
    }

    private struct Fields {
        var kind = Kind.requestStarted
        var timestamp: Int64 = 0
        var id: UnsafeRawBufferPointer?
        var request = Request()
        var measures = RequestMeasures()
        var evaluation = Evaluation()
        var span = Span()
    }

    private let fields: UnsafeMutablePointer<Fields>

    init() {
        fields = .allocate(capacity: 1)
        fields.initialize(to: Fields())
    }

    deinit { fields.deallocate() }

    var kind: Kind {
        @inline(__always) get { fields.pointee.kind }
        @inline(__always) set { fields.pointee.kind = newValue }
    }
    var timestamp: Int64 {
        @inline(__always) get { fields.pointee.timestamp }
        @inline(__always) set { fields.pointee.timestamp = newValue }
    }
    var id: UnsafeRawBufferPointer? {
        @inline(__always) get { fields.pointee.id }
        @inline(__always) set { fields.pointee.id = newValue }
    }
    /// Of the three request events.
    var request: Request {
        @inline(__always) get { fields.pointee.request }
        @inline(__always) _modify { yield &fields.pointee.request }
    }
    /// Of the two ends of a request.
    var measures: RequestMeasures {
        @inline(__always) get { fields.pointee.measures }
        @inline(__always) _modify { yield &fields.pointee.measures }
    }
    /// Of the end of an evaluation.
    var evaluation: Evaluation {
        @inline(__always) get { fields.pointee.evaluation }
        @inline(__always) _modify { yield &fields.pointee.evaluation }
    }
    /// Of the end of a span.
    var span: Span {
        @inline(__always) get { fields.pointee.span }
        @inline(__always) _modify { yield &fields.pointee.span }
    }

    /// What the three request events share, and the texts of their ends.
    struct Request {
        var provider: UnsafeRawBufferPointer?
        var model: UnsafeRawBufferPointer?
        /// From the provider's first byte to the model's last, as our writer puts the one text after the other: equal
        /// bytes are equal names. It lies in the line only where the line is spelled so.
        var modelRun: UnsafeRawBufferPointer?
        var requestID: UnsafeRawBufferPointer?
        var benchmarkID: UnsafeRawBufferPointer?
        /// The object of labels, brackets included.
        var labels: UnsafeRawBufferPointer?
        var chunkGaps: UnsafeBufferPointer<Int64>?
        /// As the event spells it; of successes only.
        var serviceTier: UnsafeRawBufferPointer?
        var errorType: UnsafeRawBufferPointer?
        var message: UnsafeRawBufferPointer?
    }

    struct Evaluation {
        var metric: UnsafeRawBufferPointer?
        var provider: UnsafeRawBufferPointer?
        var model: UnsafeRawBufferPointer?
        var benchmarkID: UnsafeRawBufferPointer?
        /// From the metric's first byte to the last of the benchmark, as with `Request.modelRun`.
        var run: UnsafeRawBufferPointer?
        var score: Int64?
        var passed: Bool?
    }

    struct Span {
        var traceID: UnsafeRawBufferPointer?
        var spanID: UnsafeRawBufferPointer?
        var parentID: UnsafeRawBufferPointer?
        var name: UnsafeRawBufferPointer?
        var status: UnsafeRawBufferPointer?
        var start: Int64?
        var duration = RequestMeasures.missing
    }
}
