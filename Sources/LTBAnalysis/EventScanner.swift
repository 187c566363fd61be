// Owns reading the frequent events in place: requests and scores, without an object a line.

import LTBEvents

/// Scans lines for the fields that the analysis needs.
///
/// What it takes is what `Event` would: a line that is unusual in any way (not JSON, a rare event type, a field of an
/// unexpected kind or range) is left to `Event`, which alone decides whether and why a line is skipped.
package struct EventScanner: ~Copyable {
    /// The fields of the last line that was scanned; they point into that line and into this scanner.
    var event = ScannedEvent()
    /// The seconds of the last timestamps, and of the other times in lines.
    var knownSecond = KnownSecond()
    var knownScheduledSecond = KnownSecond()

    /// What the pieces of canonical lines are like that vary little.
    var guesses = LineGuesses()

    /// By field; only those that are present mean anything.
    private let tokens = UnsafeMutablePointer<JSONCursor.ValueToken>.allocate(capacity: Field.allCases.count)
    /// A bit for each field that the line has.
    private var present: UInt64 = 0
    /// False once something was met that `Event` must judge.
    private var isRegular = true
    private var unescaped = UnescapedText()
    private var modelRun = ModelRun()
    private let spaced = SpacedLine()
    var gaps = GapBuffer()
    private let names = FieldNames()

    /// A scanner for any number of lines, one after the other.
    package init() {}

    deinit { tokens.deallocate() }

    /// Scans a line into `event`; false if `Event` must read it. What `scanCanonical` asks of its memory holds here too.
    @inline(__always)
    mutating func scan(_ line: UnsafeRawBufferPointer) -> Bool {
        scanCanonical(line) || scanSpaced(line) || scanGeneral(line)
    }

    /// Scans a line that is as `scanCanonical` expects it, but for spaces after its commas and colons; as that otherwise.
    @inline(never)
    mutating func scanSpaced(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let unspaced = spaced.unspaced(line) else { return false }
        return scanCanonical(unspaced)
    }

    /// Scans a line in any legal spelling; behind it must be what `scanCanonical` asks for.
    mutating func scanGeneral(_ line: UnsafeRawBufferPointer) -> Bool {
        present = 0
        isRegular = true
        unescaped.begin()
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
                guard field == .payload ? collectPayload(line, &cursor) : collect(field, &cursor),
                    field != .eventType || mayBeScanned(line)
                else { return false }
            }
        }
    }

    /// Whether the type that was met may be one that is scanned: all else of any other line would be collected for nothing,
    /// since `Event` reads it, even if another type is named later.
    private func mayBeScanned(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let token = token(.eventType), token.kind == .string, !token.hasEscapes else { return true }
        return FieldNames.kind(UnsafeRawBufferPointer(rebasing: line[(token.start + 1)..<(token.end - 1)])) != nil
    }

    /// Passes over a value and remembers it, if it is a field's; of duplicate keys the last one wins.
    private mutating func collect(_ field: Field?, _ cursor: inout JSONCursor) -> Bool {
        guard let token = cursor.scanValue() else { return false }
        if let field { remember(token, as: field) }
        return true
    }

    @inline(__always)
    private mutating func remember(_ token: JSONCursor.ValueToken, as field: Field) {
        (tokens + Int(field.rawValue)).initialize(to: token)
        if token.kind == .null { present &= ~field.bit } else { present |= field.bit }
    }

    private mutating func collectPayload(_ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor) -> Bool {
        collectObject(.payload, line, &cursor, clearing: Field.ofPayload) { scanner, name, cursor in
            let field = scanner.names.payload(line, name)
            return field == .data ? scanner.collectData(line, &cursor) : scanner.collect(field, &cursor)
        }
    }

    private mutating func collectData(_ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor) -> Bool {
        collectObject(.data, line, &cursor, clearing: Field.ofData) { scanner, name, cursor in
            let field = scanner.names.data(line, name)
            return field == .tokens ? scanner.collectUsage(line, &cursor) : scanner.collect(field, &cursor)
        }
    }

    private mutating func collectUsage(_ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor) -> Bool {
        collectObject(.tokens, line, &cursor, clearing: Field.ofTokens) { scanner, name, cursor in
            scanner.collect(scanner.names.usage(line, name), &cursor)
        }
    }

    /// Walks an object's members; an earlier object of the same name is forgotten. What is no object is remembered.
    @inline(__always)
    private mutating func collectObject(
        _ field: Field, _ line: UnsafeRawBufferPointer, _ cursor: inout JSONCursor, clearing fields: UInt64,
        _ member: (inout EventScanner, JSONCursor.StringToken, inout JSONCursor) -> Bool
    ) -> Bool {
        present &= ~(fields | field.bit)
        cursor.skipWhitespace()
        guard cursor.position < line.count, line[cursor.position] == UInt8(ascii: "{") else {
            return collect(field, &cursor)
        }
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
        // A payload that is no object, and not followed by one, is wrong.
        guard present & Field.objects == 0,
            let type = string(.eventType, line), let kind = FieldNames.kind(type),
            let timestamp = timestamp(line), hasPayloadType(kind, line)
        else { return false }
        event.kind = kind
        event.timestamp = timestamp
        event.id = identifier(.id, line)
        switch kind {
        case .requestStarted, .requestCompleted, .requestFailed: takeRequest(line)
        case .evaluationStarted, .evaluationCompleted: takeEvaluation(line)
        case .spanEnded: takeSpan(line)
        }
        return true
    }

    private mutating func timestamp(_ line: UnsafeRawBufferPointer) -> Int64? {
        // Most write it in UTC with microseconds, so that it takes so many bytes, and mostly the second is known.
        if let token = token(.timestamp), token.end - token.start == 29, let base = line.baseAddress {
            var cursor = LineCursor(base + token.start)
            if cursor.skip("\""), let time = cursor.timestamp(&knownSecond) { return time }
        }
        return string(.timestamp, line).flatMap { Timestamp(rfc3339: $0)?.nanosecondsSince1970 }
    }

    /// Whether the payload is of the event's type, or says no type.
    private mutating func hasPayloadType(_ kind: ScannedEvent.Kind, _ line: UnsafeRawBufferPointer) -> Bool {
        guard let type = string(.payloadType, line) else { return isRegular }
        return FieldNames.isPayload(type, of: kind)
    }

    private mutating func takeRequest(_ line: UnsafeRawBufferPointer) {
        event.request = ScannedEvent.Request()
        event.measures = RequestMeasures()
        event.request.provider = string(.provider, line)
        event.request.model = string(.model, line)
        if let provider = event.request.provider, let model = event.request.model {
            event.request.modelRun = modelRun.compose(provider, model)
        }
        event.request.requestID = identifier(.requestID, line)
        event.request.benchmarkID = identifier(.benchmarkID, line)
        event.measures.isRetry = count(.attempt, line) > 1
        event.measures.end = event.timestamp
        if let time = time(.scheduledAt, line), event.kind != .requestStarted {
            event.measures.setScheduled(at: time)
        }
        // Fields of no interest here must still be legal.
        requireString(.operation)
        requireIdentifier(.exampleID)
        requireIdentifier(.traceID)
        requireIdentifier(.spanID)
        takeLabels(line)
        if event.kind != .requestStarted { takeEnd(line) }
    }

    private mutating func takeEnd(_ line: UnsafeRawBufferPointer) {
        event.measures.latency = billionths(.latency, line)
        event.measures.cost = billionths(.cost, line)
        event.measures.inputTokens = count(.inputTokens, line)
        event.measures.outputTokens = count(.outputTokens, line)
        event.measures.cachedInputTokens = count(.cachedInputTokens, line)
        event.measures.cacheWriteTokens = count(.cacheWriteTokens, line)
        event.measures.reasoningTokens = count(.reasoningTokens, line)
        let totalTokens = count(.totalTokens, line)
        _ = count(.statusCode, line)
        guard event.kind == .requestCompleted else {
            event.measures.isFailure = true
            event.measures.takeUncounted(totalTokens)
            event.request.errorType = string(.errorType, line)
            event.request.message = string(.message, line)
            return
        }
        event.measures.take(timeToFirstToken: billionths(.timeToFirstToken, line))
        if let token = token(.chunkGaps) { event.request.chunkGaps = takeGaps(line, token) }
        event.request.serviceTier = string(.serviceTier, line)
        requireString(.finishReason)
    }

    private mutating func takeEvaluation(_ line: UnsafeRawBufferPointer) {
        event.evaluation = ScannedEvent.Evaluation()
        event.evaluation.metric = string(.metric, line)
        event.evaluation.provider = string(.provider, line)
        event.evaluation.model = string(.model, line)
        event.evaluation.benchmarkID = identifier(.benchmarkID, line)
        requireIdentifier(.evaluationID)
        requireIdentifier(.exampleID)
        requireIdentifier(.requestID)
        guard event.kind == .evaluationCompleted else { return }
        requireString(.explanation)
        _ = billionths(.durationSeconds, line)
        if let token = token(.score) {
            let value = token.kind == .number ? JSONCursor.double(line, token) : nil
            event.evaluation.score = value.flatMap { scaledBillionths($0) }
            if event.evaluation.score == nil { isRegular = false }
        }
        if let token = token(.passed) {
            if token.kind != .true && token.kind != .false { isRegular = false }
            event.evaluation.passed = token.kind == .true
        }
    }

    private mutating func takeSpan(_ line: UnsafeRawBufferPointer) {
        event.span.traceID = identifier(.traceID, line)
        event.span.spanID = identifier(.spanID, line)
        event.span.parentID = identifier(.parentSpanID, line)
        event.span.name = string(.name, line)
        event.span.status = string(.status, line)
        event.span.start = time(.startTime, line)
        event.span.duration = billionths(.duration, line)
        // Fields of no interest here must still be legal.
        requireString(.spanKind)
        if let token = token(.attributes), token.kind != .object { isRegular = false }
        for field in [Field.links, .events] {
            if let token = token(field), token.kind != .array { isRegular = false }
        }
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
        let text = unescaped.add(line, token.content)
        if text == nil { isRegular = false }
        return text
    }

    /// Leaves the line to `Event` if a field that is not needed is there and no string.
    @inline(__always)
    private mutating func requireString(_ field: Field) {
        if let token = token(field), token.kind != .string { isRegular = false }
    }

    /// The same if it could not identify anything.
    @inline(__always)
    private mutating func requireIdentifier(_ field: Field) {
        if let token = token(field), token.kind != .string, token.kind != .number { isRegular = false }
    }

    /// A string that identifies something; others write such as numbers too, whose text it then is.
    private mutating func identifier(_ field: Field, _ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let token = token(field), token.kind == .number else { return string(field, line) }
        return UnsafeRawBufferPointer(rebasing: line[token.start..<token.end])
    }

    /// An instant in nanoseconds since 1970.
    private mutating func time(_ field: Field, _ line: UnsafeRawBufferPointer) -> Int64? {
        guard let text = string(field, line) else { return nil }
        let time = Timestamp(rfc3339: text)?.nanosecondsSince1970
        if time == nil { isRegular = false }
        return time
    }

    /// A whole number that is not negative; `RequestMeasures.missing` if it is not there.
    private mutating func count(_ field: Field, _ line: UnsafeRawBufferPointer) -> Int64 {
        guard let token = token(field) else { return RequestMeasures.missing }
        if token.kind == .number, let value = JSONCursor.integer(line, token), value >= 0 { return value }
        isRegular = false
        return RequestMeasures.missing
    }

    /// Seconds in nanoseconds, or dollars in nano-dollars; not negative; `RequestMeasures.missing` if not there.
    private mutating func billionths(_ field: Field, _ line: UnsafeRawBufferPointer) -> Int64 {
        guard let token = token(field) else { return RequestMeasures.missing }
        if token.kind == .number, let value = billionths(line, token) { return value }
        isRegular = false
        return RequestMeasures.missing
    }

    private func billionths(_ line: UnsafeRawBufferPointer, _ token: JSONCursor.ValueToken) -> Int64? {
        if let base = line.baseAddress {
            var cursor = LineCursor(base + token.start)
            if let value = cursor.shortBillionths(.any), cursor.position == base + token.end { return value }
        }
        return JSONCursor.double(line, token).flatMap { nanoseconds(fromSeconds: $0) }
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

    /// Labels are read only where they are asked for, but a line whose labels are no labels is no event.
    private mutating func takeLabels(_ line: UnsafeRawBufferPointer) {
        guard let token = token(.labels) else { return }
        let labels = UnsafeRawBufferPointer(rebasing: line[token.start..<token.end])
        event.request.labels = labels
        var cursor = JSONCursor(labels)
        guard cursor.beginObject() else {
            isRegular = false
            return
        }
        while case .member = cursor.nextMember() {
            guard let value = cursor.scanValue(), value.kind != .object, value.kind != .array else {
                isRegular = false
                return
            }
        }
    }
}
