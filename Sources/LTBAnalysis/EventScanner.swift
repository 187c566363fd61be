// Owns reading the frequent events in place: requests and scores, without an object a line.

import LTBEvents

/// Scans lines for the fields that the analysis needs.
///
/// What it takes is what `Event` would: a line that is unusual in any way (not JSON, a rare event type, a field of an
/// unexpected kind or range) is left to `Event`, which alone decides whether and why a line is skipped.
package struct EventScanner: ~Copyable {
    /// The fields of the last line that was scanned; they point into that line and into this scanner.
    private(set) var event = ScannedEvent()

    private var tokens = Array(repeating: JSONCursor.ValueToken(kind: .null, start: 0, end: 0), count: 64)
    /// A bit for each field that the line has.
    private var present: UInt64 = 0
    /// False once something was met that `Event` must judge.
    private var isRegular = true
    private var unescaped = StringStorage()
    private var gaps = GapBuffer()
    private let names = FieldNames()

    /// A scanner for any number of lines, one after the other.
    package init() {}

    /// Scans a line into `event`; false if `Event` must read it.
    mutating func scan(_ line: UnsafeRawBufferPointer) -> Bool {
        present = 0
        isRegular = true
        unescaped.removeAll()
        return isValidUTF8(line) && collectTokens(line) && takeFields(line) && isRegular
    }

    // MARK: Tokens

    private mutating func collectTokens(_ line: UnsafeRawBufferPointer) -> Bool {
        var cursor = JSONCursor(line)
        guard cursor.beginObject() else { return false }
        while true {
            switch cursor.nextMember() {
            case .invalid: return false
            case .end: return cursor.isAtEnd()
            case .member(let name):
                let field = names.top(line, name)
                guard field == .payload ? collectPayload(line, &cursor) : collect(field, &cursor) else { return false }
            }
        }
    }

    /// Passes over a value and remembers it, if it is a field's; of duplicate keys the last one wins.
    private mutating func collect(_ field: Field?, _ cursor: inout JSONCursor) -> Bool {
        guard let token = cursor.scanValue() else { return false }
        if let field { remember(token, as: field) }
        return true
    }

    private mutating func remember(_ token: JSONCursor.ValueToken, as field: Field) {
        tokens[Int(field.rawValue)] = token
        if token.kind == .null { present &= ~field.bit } else { present |= field.bit }
    }

    private mutating func collectPayload(_ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor) -> Bool {
        collectObject(line, &cursor, clearing: Field.ofPayload) { scanner, name, cursor in
            let field = scanner.names.payload(line, name)
            return field == .data ? scanner.collectData(line, &cursor) : scanner.collect(field, &cursor)
        }
    }

    private mutating func collectData(_ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor) -> Bool {
        collectObject(line, &cursor, clearing: Field.ofData) { scanner, name, cursor in
            let field = scanner.names.data(line, name)
            return field == .tokens ? scanner.collectUsage(line, &cursor) : scanner.collect(field, &cursor)
        }
    }

    private mutating func collectUsage(_ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor) -> Bool {
        collectObject(line, &cursor, clearing: Field.ofTokens) { scanner, name, cursor in
            scanner.collect(scanner.names.usage(line, name), &cursor)
        }
    }

    /// Walks an object's members; an earlier object of the same name is forgotten.
    @inline(__always)
    private mutating func collectObject(
        _ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor, clearing fields: UInt64,
        _ member: (inout EventScanner, JSONCursor.StringToken, inout JSONCursor) -> Bool
    ) -> Bool {
        present &= ~fields
        // Null, or what is no object at all, is rare enough to be left to `Event`.
        guard cursor.beginObject() else { return false }
        while true {
            switch cursor.nextMember() {
            case .invalid: return false
            case .end: return true
            case .member(let name): guard member(&self, name, &cursor) else { return false }
            }
        }
    }

    // MARK: Fields

    private mutating func takeFields(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let type = string(.eventType, line), let kind = FieldNames.kind(type),
            let time = string(.timestamp, line), let timestamp = Timestamp(rfc3339: time),
            let payloadType = string(.payloadType, line),
            payloadType.elementsEqual(kind == .evaluationCompleted ? "Evaluation".utf8 : "Request".utf8)
        else { return false }
        event.kind = kind
        event.timestamp = timestamp.nanosecondsSince1970
        event.id = string(.id, line)
        if kind == .evaluationCompleted { takeEvaluation(line) } else { takeRequest(line) }
        return true
    }

    private mutating func takeRequest(_ line: UnsafeRawBufferPointer) {
        var request = ScannedEvent.Request()
        request.provider = string(.provider, line)
        request.model = string(.model, line)
        request.requestID = string(.requestID, line)
        request.benchmarkID = string(.benchmarkID, line)
        request.attempt = integer(.attempt, line)
        if let time = string(.scheduledAt, line) {
            request.scheduledAt = Timestamp(rfc3339: time)?.nanosecondsSince1970
            if request.scheduledAt == nil { isRegular = false }
        }
        checkRequest(line)
        if event.kind != .requestStarted { takeEnd(&request, line) }
        event.request = request
    }

    /// Fields of no interest here that must still be legal.
    private mutating func checkRequest(_ line: UnsafeRawBufferPointer) {
        for field in [Field.exampleID, .operation, .traceID, .spanID] { _ = string(field, line) }
        checkLabels(line)
    }

    private mutating func takeEnd(_ request: inout ScannedEvent.Request, _ line: UnsafeRawBufferPointer) {
        request.latency = billionths(.latency, line)
        request.cost = billionths(.cost, line)
        request.inputTokens = integer(.inputTokens, line)
        request.outputTokens = integer(.outputTokens, line)
        _ = integer(.totalTokens, line)
        request.cachedInputTokens = integer(.cachedInputTokens, line)
        request.cacheWriteTokens = integer(.cacheWriteTokens, line)
        request.reasoningTokens = integer(.reasoningTokens, line)
        _ = integer(.statusCode, line)
        if event.kind == .requestFailed {
            request.errorType = string(.errorType, line)
            request.message = string(.message, line)
            return
        }
        // A first token after no time at all is how many tools write that they did not measure it.
        request.timeToFirstToken = billionths(.timeToFirstToken, line).flatMap { $0 == 0 ? nil : $0 }
        if let token = token(.chunkGaps) { request.chunkGaps = takeGaps(line, token) }
        _ = string(.serviceTier, line)
        _ = string(.finishReason, line)
    }

    private mutating func takeEvaluation(_ line: UnsafeRawBufferPointer) {
        var evaluation = ScannedEvent.Evaluation()
        evaluation.metric = string(.metric, line)
        evaluation.provider = string(.provider, line)
        evaluation.model = string(.model, line)
        evaluation.benchmarkID = string(.benchmarkID, line)
        for field in [Field.evaluationID, .exampleID, .requestID, .explanation] { _ = string(field, line) }
        _ = billionths(.durationSeconds, line)
        if let token = token(.score) {
            let value = token.kind == .number ? JSONCursor.double(line, token) : nil
            evaluation.score = value.flatMap { scaledBillionths($0) }
            if evaluation.score == nil { isRegular = false }
        }
        if let token = token(.passed) {
            if token.kind != .true && token.kind != .false { isRegular = false }
            evaluation.passed = token.kind == .true
        }
        event.evaluation = evaluation
    }

    private func has(_ field: Field) -> Bool { present & field.bit != 0 }

    private func token(_ field: Field) -> JSONCursor.ValueToken? {
        has(field) ? tokens[Int(field.rawValue)] : nil
    }

    private mutating func string(_ field: Field, _ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let token = token(field) else { return nil }
        guard token.kind == .string else {
            isRegular = false
            return nil
        }
        guard token.hasEscapes else {
            return UnsafeRawBufferPointer(rebasing: line[(token.start + 1)..<(token.end - 1)])
        }
        var bytes: [UInt8] = []
        JSONCursor.unescape(line, token.content, into: &bytes)
        return unescaped.add(bytes)
    }

    /// A count: a whole number that is not negative.
    private mutating func integer(_ field: Field, _ line: UnsafeRawBufferPointer) -> Int64? {
        guard let token = token(field) else { return nil }
        if token.kind == .number, let value = JSONCursor.integer(line, token), value >= 0 { return value }
        isRegular = false
        return nil
    }

    /// Seconds in nanoseconds, or dollars in nano-dollars; not negative.
    private mutating func billionths(_ field: Field, _ line: UnsafeRawBufferPointer) -> Int64? {
        guard let token = token(field) else { return nil }
        if token.kind == .number, let value = JSONCursor.double(line, token),
            let scaled = nanoseconds(fromSeconds: value)
        {
            return scaled
        }
        isRegular = false
        return nil
    }

    private mutating func takeGaps(
        _ line: UnsafeRawBufferPointer, _ token: JSONCursor.ValueToken
    ) -> UnsafeBufferPointer<Int64>? {
        var cursor = JSONCursor(UnsafeRawBufferPointer(rebasing: line[token.start..<token.end]))
        isRegular = isRegular && cursor.beginArray()
        gaps.removeAll()
        while isRegular, case .element = cursor.nextElement() {
            guard let value = cursor.scanValue(), value.kind == .number,
                let seconds = JSONCursor.double(cursor.bytes, value), let gap = nanoseconds(fromSeconds: seconds)
            else {
                isRegular = false
                break
            }
            gaps.append(gap)
        }
        return isRegular ? gaps.values : nil
    }

    /// Labels are not used yet, but a line whose labels are no labels is no event.
    private mutating func checkLabels(_ line: UnsafeRawBufferPointer) {
        guard let token = token(.labels) else { return }
        var cursor = JSONCursor(UnsafeRawBufferPointer(rebasing: line[token.start..<token.end]))
        guard cursor.beginObject() else {
            isRegular = false
            return
        }
        while case .member = cursor.nextMember() {
            guard let value = cursor.scanValue(), value.kind == .string else {
                isRegular = false
                return
            }
        }
    }
}

/// The gaps of a line, at an address that stays where it is until the next line.
private struct GapBuffer: ~Copyable {
    private var storage = UnsafeMutableBufferPointer<Int64>.allocate(capacity: 256)
    private var count = 0

    /// Valid until the next change.
    var values: UnsafeBufferPointer<Int64> { UnsafeBufferPointer(rebasing: storage[..<count]) }

    mutating func removeAll() { count = 0 }

    mutating func append(_ gap: Int64) {
        if count == storage.count { grow() }
        storage.initializeElement(at: count, to: gap)
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Int64>.allocate(capacity: storage.count * 2)
        _ = larger.moveInitialize(fromContentsOf: storage)
        storage.deallocate()
        storage = larger
    }

    deinit { storage.deallocate() }
}
