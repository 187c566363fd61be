// Owns the names of the fields that are scanned, and how they are found.

import Glibc
import LTBEvents

/// A field that is scanned; the raw value is its place among the tokens and its bit.
enum Field: UInt8, CaseIterable {
    case eventType, timestamp, id, payload
    case payloadType, data
    case provider, model, requestID, scheduledAt, benchmarkID, exampleID, operation, attempt, traceID, spanID, labels
    case latency, tokens, timeToFirstToken, chunkGaps, cost, serviceTier, finishReason, statusCode, errorType, message
    case evaluationID, metric, score, passed, explanation, durationSeconds
    case name, startTime, duration, parentSpanID, spanKind, status, attributes, links, events
    case inputTokens, outputTokens, totalTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens

    var bit: UInt64 {
        @inline(__always) get { 1 &<< UInt64(rawValue) }
    }

    /// The bits of the fields within a payload, within its data, and within the data's tokens.
    static let ofPayload = bits(from: .payloadType)
    static let ofData = bits(from: .provider)
    static let ofTokens = bits(from: .inputTokens)

    /// The bits of the fields whose fields are scanned, and that are there only if they are no objects.
    static let objects = Field.payload.bit | Field.data.bit | Field.tokens.bit

    private static func bits(from first: Field) -> UInt64 {
        allCases.filter { $0.rawValue >= first.rawValue }.reduce(0) { $0 | $1.bit }
    }
}

/// Finds fields by name: one look-up table for each kind of object.
struct FieldNames: Sendable {
    private let topTable = NameTable([
        ("event_type", .eventType), ("timestamp", .timestamp), ("id", .id), ("payload", .payload),
    ])
    private let payloadTable = NameTable([("type", .payloadType), ("data", .data)])
    private let dataTable = NameTable([
        ("provider", .provider), ("model", .model), ("request_id", .requestID), ("scheduled_at", .scheduledAt),
        ("benchmark_id", .benchmarkID), ("example_id", .exampleID), ("operation", .operation), ("attempt", .attempt),
        ("trace_id", .traceID), ("span_id", .spanID), ("labels", .labels), ("latency", .latency), ("tokens", .tokens),
        ("time_to_first_token", .timeToFirstToken), ("chunk_gaps", .chunkGaps), ("cost", .cost),
        ("service_tier", .serviceTier), ("finish_reason", .finishReason), ("status_code", .statusCode),
        ("error_type", .errorType), ("message", .message), ("evaluation_id", .evaluationID), ("metric", .metric),
        ("score", .score), ("passed", .passed), ("explanation", .explanation), ("duration_seconds", .durationSeconds),
        ("name", .name), ("start_time", .startTime), ("duration", .duration), ("parent_span_id", .parentSpanID),
        ("kind", .spanKind), ("status", .status), ("attributes", .attributes), ("links", .links), ("events", .events),
    ])
    private let usageTable = NameTable([
        ("input_tokens", .inputTokens), ("output_tokens", .outputTokens), ("total_tokens", .totalTokens),
        ("cached_input_tokens", .cachedInputTokens), ("cache_write_tokens", .cacheWriteTokens),
        ("reasoning_tokens", .reasoningTokens),
    ])

    func top(_ line: UnsafeRawBufferPointer, _ name: JSONCursor.StringToken) -> Field? { topTable.field(line, name) }
    func payload(_ line: UnsafeRawBufferPointer, _ name: JSONCursor.StringToken) -> Field? {
        payloadTable.field(line, name)
    }
    func data(_ line: UnsafeRawBufferPointer, _ name: JSONCursor.StringToken) -> Field? { dataTable.field(line, name) }
    func usage(_ line: UnsafeRawBufferPointer, _ name: JSONCursor.StringToken) -> Field? {
        usageTable.field(line, name)
    }

    /// The kind of an event type that is scanned; nil for all others.
    static func kind(_ type: UnsafeRawBufferPointer) -> ScannedEvent.Kind? {
        switch type.count {
        case 14 where equal(type, "RequestStarted"): .requestStarted
        case 16 where equal(type, "RequestCompleted"): .requestCompleted
        case 13 where equal(type, "RequestFailed"): .requestFailed
        case 17 where equal(type, "EvaluationStarted"): .evaluationStarted
        case 19 where equal(type, "EvaluationCompleted"): .evaluationCompleted
        case 9 where equal(type, "SpanEnded"): .spanEnded
        default: nil
        }
    }

    /// Whether the payload of such an event has this type.
    static func isPayload(_ type: UnsafeRawBufferPointer, of kind: ScannedEvent.Kind) -> Bool {
        switch kind {
        case .requestStarted, .requestCompleted, .requestFailed: equal(type, "Request")
        case .evaluationStarted, .evaluationCompleted: equal(type, "Evaluation")
        case .spanEnded: equal(type, "Span")
        }
    }

    @inline(__always)
    private static func equal(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        guard let start = bytes.baseAddress, bytes.count == text.utf8CodeUnitCount else { return false }
        return memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }
}

/// Names by length and by the words that their bytes make.
private struct NameTable: Sendable {
    /// A name of at most 24 bytes, in three words that overlap.
    private struct Words: Equatable {
        var head: UInt64 = 0
        var middle: UInt64 = 0
        var tail: UInt64 = 0

        init(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) {
            if end - start < 8 {
                head = Self.shortWord(bytes, start, end)
                return
            }
            head = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
            tail = bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
            if end - start > 16 { middle = bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self) }
        }

        /// Fewer than 8 bytes, the first one lowest.
        private static func shortWord(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> UInt64 {
            if start + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
                return word & (1 &<< UInt64(8 * (end - start)) &- 1)
            }
            return (start..<end).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
        }
    }

    private static let longestName = 24

    private typealias Entry = (words: Words, field: Field)

    /// By length.
    private var entries: [Entry] = []
    /// By length, where its entries begin; and where the last ones end.
    private var starts = [Int](repeating: 0, count: longestName + 2)

    init(_ names: [(String, Field)]) {
        precondition(names.allSatisfy { $0.0.utf8.count <= Self.longestName }, "three words hold at most 24 bytes")
        for length in 0...Self.longestName {
            starts[length] = entries.count
            for (name, field) in names where name.utf8.count == length {
                entries.append((Array(name.utf8).withUnsafeBytes { Words($0, 0, $0.count) }, field))
            }
        }
        starts[Self.longestName + 1] = entries.count
    }

    func field(_ line: UnsafeRawBufferPointer, _ name: JSONCursor.StringToken) -> Field? {
        guard !name.hasEscapes else { return unescapedField(line, name) }
        return field(line, name.start, name.end)
    }

    private func field(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Field? {
        let length = end - start
        guard length <= Self.longestName else { return nil }
        let words = Words(bytes, start, end)
        return entries.withUnsafeBufferPointer { entries in
            for place in starts[length]..<starts[length + 1] where entries[place].words == words {
                return entries[place].field
            }
            return nil
        }
    }

    private func unescapedField(_ line: UnsafeRawBufferPointer, _ name: JSONCursor.StringToken) -> Field? {
        var bytes: [UInt8] = []
        JSONCursor.unescape(line, name, into: &bytes)
        return bytes.withUnsafeBytes { field($0, 0, $0.count) }
    }
}
