// Owns the short way through lines that are spelled as our writer spells them.

import LTBEvents

extension EventScanner {
    /// Scans a line into `event`, if it is one of the frequent events in the writer's own spelling.
    ///
    /// The keys must come in the order of FORMAT.md, without white space, and strings be plain ASCII without escapes.
    /// What is expected is compared in place, run of bytes by run of bytes, so that nothing is looked for. False says
    /// nothing about the line but that the general way must be gone, which gives the same fields for any line taken here.
    /// Behind the line must be what `LineBatch` promises: as many bytes as its `padding` that may be loaded, of which the
    /// first one is a newline or zero.
    mutating func scanCanonical(_ line: UnsafeRawBufferPointer) -> Bool {
        guard let start = line.baseAddress else { return false }
        let end = start + line.count
        return scanCanonical(at: start, endingBy: end) == end
    }

    /// Scans the line that begins at `start` in some text into `event`, likewise, without knowing where it ends; the end.
    ///
    /// The line ends with a newline, or with the text at `limit`, where a zero must be if no newline is. There may be a
    /// carriage return before either, as the lines of others have.
    @inline(__always)
    mutating func scanCanonical(at start: UnsafeRawPointer, endingBy limit: UnsafeRawPointer) -> UnsafeRawPointer? {
        var cursor = LineCursor(start)
        guard takeLine(&cursor) else { return nil }
        let end = cursor.position
        guard end < limit else { return end == limit ? end : nil }
        if end.load(as: UInt8.self) == UInt8(ascii: "\n") { return end }
        return Self.newline(afterReturnAt: end, limit)
    }

    /// Where the line ends that has a carriage return at a place before `limit`; nil if it has none, or does not end so.
    private static func newline(afterReturnAt place: UnsafeRawPointer, _ limit: UnsafeRawPointer) -> UnsafeRawPointer? {
        guard place.load(as: UInt8.self) == UInt8(ascii: "\r") else { return nil }
        let end = place + 1
        return end == limit || end.load(as: UInt8.self) == UInt8(ascii: "\n") ? end : nil
    }

    private mutating func takeLine(_ outer: inout LineCursor) -> Bool {
        // A copy stays in registers.
        var cursor = outer
        defer { outer = cursor }
        guard cursor.skip("{\"event_type\":\"") else { return false }
        if cursor.skip("Request") {
            if cursor.skip("Started\",\"timestamp\":\"") { return takeStart(&cursor) }
            if cursor.skip("Completed\",\"timestamp\":\"") { return takeEnd(&cursor, .requestCompleted) }
            return cursor.skip("Failed\",\"timestamp\":\"") && takeEnd(&cursor, .requestFailed)
        }
        if cursor.skip("Evaluation") {
            if cursor.skip("Started\",\"timestamp\":\"") { return takeEvaluationStart(&cursor) }
            return cursor.skip("Completed\",\"timestamp\":\"") && takeEvaluationEnd(&cursor)
        }
        return cursor.skip("SpanEnded\",\"timestamp\":\"") && takeSpan(&cursor)
    }

    /// Takes the fields that every event has, but for its type; the cursor is at the timestamp.
    @inline(__always)
    private mutating func takeEnvelope(_ cursor: inout LineCursor, _ kind: ScannedEvent.Kind) -> Bool {
        guard let time = cursor.timestamp(&knownSecond) else { return false }
        event.kind = kind
        event.timestamp = time
        event.id = nil
        if cursor.skip(",\"id\":\"") {
            event.id = cursor.string(&guesses.id)
            guard event.id != nil else { return false }
        }
        return true
    }

    /// From the first byte of one text to the last of another in the same line.
    private static func run(_ first: UnsafeRawBufferPointer, _ last: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer?
    {
        guard let start = first.baseAddress, let end = last.baseAddress else { return nil }
        return UnsafeRawBufferPointer(start: start, count: end - start + last.count)
    }

    // MARK: Requests

    @inline(__always)
    private mutating func takeStart(_ cursor: inout LineCursor) -> Bool {
        takeEnvelope(&cursor, .requestStarted) && takeContext(&cursor) != nil && cursor.skip("}}}")
    }

    /// Takes what the three request events share; when the request should have been sent, or `Int64.min`.
    @inline(__always)
    private mutating func takeContext(_ outer: inout LineCursor) -> Int64? {
        var cursor = outer
        guard cursor.skip(",\"payload\":{\"type\":\"Request\",\"data\":{\"provider\":\""),
            let provider = cursor.string(), cursor.skip(",\"model\":\""), let model = cursor.string()
        else { return nil }
        event.request.provider = provider
        event.request.model = model
        event.request.modelRun = Self.run(provider, model)
        guard cursor.takeString(",\"request_id\":\"", &event.request.requestID, &guesses.requestID) else { return nil }
        event.request.benchmarkID = nil
        var scheduled = Int64.min
        // Mostly it is next, so that nothing is there of what would be before it.
        if !takeMannerAgain(&cursor) {
            guard takeOrigin(&cursor, &scheduled), takeManner(&cursor) else { return nil }
        }
        guard cursor.passString(",\"trace_id\":\""), cursor.passString(",\"span_id\":\""),
            cursor.takeLabels(&event.request.labels)
        else { return nil }
        outer = cursor
        return scheduled
    }

    /// Takes what made the request be sent.
    @inline(__always)
    private mutating func takeOrigin(_ cursor: inout LineCursor, _ scheduled: inout Int64) -> Bool {
        if cursor.skip(",\"scheduled_at\":\"") {
            guard let time = cursor.timestamp(&knownScheduledSecond) else { return false }
            scheduled = time
        }
        return cursor.takeString(",\"benchmark_id\":\"", &event.request.benchmarkID, &guesses.benchmarkID)
            && cursor.passString(",\"example_id\":\"", &guesses.exampleID)
    }

    /// Takes which operation and which attempt the request is.
    @inline(__always)
    private mutating func takeManner(_ cursor: inout LineCursor) -> Bool {
        if takeMannerAgain(&cursor) { return true }
        let start = cursor.position
        var attempt: Int64 = 0
        guard cursor.passString(",\"operation\":\"", &guesses.operation) else { return false }
        let isAttemptTold = cursor.skip(",\"attempt\":")
        if isAttemptTold {
            guard let count = cursor.count() else { return false }
            attempt = count
        }
        event.measures.isRetry = attempt > 1
        // What ends with a number is whole: nothing else of this could follow it.
        if isAttemptTold, guesses.manner.remember(start, cursor.position) { guesses.isRetry = attempt > 1 }
        return true
    }

    /// Takes the same as in the last line that told of it.
    @inline(__always)
    private mutating func takeMannerAgain(_ cursor: inout LineCursor) -> Bool {
        guard cursor.skip(guesses.manner) else { return false }
        event.measures.isRetry = guesses.isRetry
        return true
    }

    @inline(__always)
    private mutating func takeEnd(_ cursor: inout LineCursor, _ kind: ScannedEvent.Kind) -> Bool {
        event.measures = RequestMeasures()
        guard takeEnvelope(&cursor, kind), let scheduled = takeContext(&cursor) else { return false }
        event.measures.end = event.timestamp
        if scheduled != .min { event.measures.setScheduled(at: scheduled) }
        let isWhole = kind == .requestFailed ? takeFailure(&cursor) : takeCompletion(&cursor)
        return isWhole && cursor.skip("}}}")
    }

    @inline(__always)
    private mutating func takeCompletion(_ cursor: inout LineCursor) -> Bool {
        event.request.errorType = nil
        event.request.message = nil
        var first = RequestMeasures.missing
        guard cursor.takeBillionths(",\"latency\":", &event.measures.latency, .six),
            cursor.takeBillionths(",\"time_to_first_token\":", &first, .six)
        else { return false }
        event.measures.take(timeToFirstToken: first)
        return takeGaps(&cursor) && takeUsage(&cursor)
            && cursor.takeBillionths(",\"cost\":", &event.measures.cost, .any)
            && cursor.takeString(",\"service_tier\":\"", &event.request.serviceTier) && passOutcome(&cursor)
    }

    @inline(__always)
    private mutating func passOutcome(_ cursor: inout LineCursor) -> Bool {
        if cursor.skip(guesses.outcome) { return true }
        let start = cursor.position
        guard cursor.passString(",\"finish_reason\":\"", &guesses.finishReason) else { return false }
        guard cursor.skip(",\"status_code\":") else { return true }
        guard cursor.count() != nil else { return false }
        guesses.outcome.remember(start, cursor.position)
        return true
    }

    @inline(__always)
    private mutating func takeFailure(_ cursor: inout LineCursor) -> Bool {
        event.measures.isFailure = true
        event.request.chunkGaps = nil
        event.request.serviceTier = nil
        return cursor.takeString(",\"error_type\":\"", &event.request.errorType)
            && cursor.takeString(",\"message\":\"", &event.request.message)
            && cursor.takeBillionths(",\"latency\":", &event.measures.latency, .six)
            && cursor.passCount(",\"status_code\":") && takeUsage(&cursor)
            && cursor.takeBillionths(",\"cost\":", &event.measures.cost, .any)
    }

    @inline(__always)
    private mutating func takeUsage(_ cursor: inout LineCursor) -> Bool {
        guard cursor.skip(",\"tokens\":{") else { return true }
        // Only the first member has no comma before it; a usage that begins with another one goes the general way.
        guard cursor.skip("\"input_tokens\":"), let input = cursor.count() else { return false }
        event.measures.inputTokens = input
        var total: Int64 = 0
        return cursor.takeCount(",\"output_tokens\":", &event.measures.outputTokens)
            && cursor.takeCount(",\"total_tokens\":", &total) && takeUsageDetails(&cursor)
    }

    @inline(__always)
    private mutating func takeUsageDetails(_ cursor: inout LineCursor) -> Bool {
        cursor.skip("}")
            || cursor.takeCount(",\"cached_input_tokens\":", &event.measures.cachedInputTokens)
                && cursor.takeCount(",\"cache_write_tokens\":", &event.measures.cacheWriteTokens)
                && cursor.takeCount(",\"reasoning_tokens\":", &event.measures.reasoningTokens) && cursor.skip("}")
    }

    @inline(__always)
    private mutating func takeGaps(_ cursor: inout LineCursor) -> Bool {
        event.request.chunkGaps = nil
        guard cursor.skip(",\"chunk_gaps\":[") else { return true }
        gaps.removeAll()
        repeat {
            guard let gap = cursor.billionths(.six) else { return false }
            gaps.append(gap)
        } while cursor.skip(",")
        event.request.chunkGaps = gaps.values
        return cursor.skip("]")
    }

    // MARK: Evaluations and spans

    @inline(__always)
    private mutating func takeEvaluationStart(_ cursor: inout LineCursor) -> Bool {
        takeEnvelope(&cursor, .evaluationStarted) && takeSubject(&cursor) && cursor.skip("}}}")
    }

    /// Takes what is evaluated.
    @inline(__always)
    private mutating func takeSubject(_ cursor: inout LineCursor) -> Bool {
        guard cursor.skip(",\"payload\":{\"type\":\"Evaluation\",\"data\":{\"evaluation_id\":\""),
            cursor.string(&guesses.evaluationID) != nil, cursor.skip(",\"metric\":\""),
            let metric = cursor.string(&guesses.metric)
        else { return false }
        event.evaluation.metric = metric
        guard cursor.takeString(",\"provider\":\"", &event.evaluation.provider),
            cursor.takeString(",\"model\":\"", &event.evaluation.model),
            cursor.takeString(",\"benchmark_id\":\"", &event.evaluation.benchmarkID, &guesses.benchmarkID)
        else { return false }
        // The names of the fields that are there are part of the run, so that no two subjects have the same.
        let last = event.evaluation.benchmarkID ?? event.evaluation.model ?? event.evaluation.provider ?? metric
        event.evaluation.run = Self.run(metric, last)
        return cursor.passString(",\"example_id\":\"", &guesses.exampleID)
            && cursor.passString(",\"request_id\":\"", &guesses.requestID)
    }

    @inline(__always)
    private mutating func takeEvaluationEnd(_ cursor: inout LineCursor) -> Bool {
        guard takeEnvelope(&cursor, .evaluationCompleted), takeSubject(&cursor) else { return false }
        event.evaluation.score = nil
        event.evaluation.passed = nil
        if cursor.skip(",\"score\":") {
            event.evaluation.score = cursor.signedBillionths()
            guard event.evaluation.score != nil else { return false }
        }
        if cursor.skip(",\"passed\":") {
            let passed = cursor.skip("true")
            guard passed || cursor.skip("false") else { return false }
            event.evaluation.passed = passed
        }
        var duration: Int64 = 0
        return cursor.passString(",\"explanation\":\"")
            && cursor.takeBillionths(",\"duration_seconds\":", &duration, .six) && cursor.skip("}}}")
    }

    @inline(__always)
    private mutating func takeSpan(_ cursor: inout LineCursor) -> Bool {
        guard takeEnvelope(&cursor, .spanEnded),
            cursor.skip(",\"payload\":{\"type\":\"Span\",\"data\":{\"trace_id\":\""), let trace = cursor.string(),
            cursor.takeString(",\"span_id\":\"", &event.span.spanID),
            cursor.takeString(",\"name\":\"", &event.span.name)
        else { return false }
        event.span.traceID = trace
        event.span.start = nil
        event.span.duration = RequestMeasures.missing
        if cursor.skip(",\"start_time\":\"") {
            event.span.start = cursor.timestamp(&knownScheduledSecond)
            guard event.span.start != nil else { return false }
        }
        return cursor.takeBillionths(",\"duration\":", &event.span.duration, .six)
            && cursor.takeString(",\"parent_span_id\":\"", &event.span.parentID)
            && cursor.passString(",\"kind\":\"") && cursor.takeString(",\"status\":\"", &event.span.status)
            && cursor.passAttributes() && cursor.skip("}}}")
    }
}

/// What the pieces of lines are mostly like: as long as in the line before, or the same.
struct LineGuesses: ~Copyable {
    var id = LengthGuess()
    var requestID = LengthGuess()
    var benchmarkID = LengthGuess()
    var exampleID = LengthGuess()
    var evaluationID = LengthGuess()
    var operation = LengthGuess()
    var finishReason = LengthGuess()
    var metric = LengthGuess()
    /// The operation and the attempt, and whether that is a retry.
    var manner = RepeatedText()
    var isRetry = false
    /// Why the answer ended, and with which status.
    var outcome = RepeatedText()
}

/// Fields that may be missing: each function returns false if the field is there and not as the writer spells it.
extension LineCursor {
    @inline(__always)
    fileprivate mutating func passString(_ name: StaticString) -> Bool {
        !skip(name) || string() != nil
    }

    @inline(__always)
    fileprivate mutating func passString(_ name: StaticString, _ guess: inout LengthGuess) -> Bool {
        !skip(name) || string(&guess) != nil
    }

    @inline(__always)
    fileprivate mutating func passCount(_ name: StaticString) -> Bool {
        !skip(name) || count() != nil
    }

    @inline(__always)
    fileprivate mutating func takeString(_ name: StaticString, _ field: inout UnsafeRawBufferPointer?) -> Bool {
        field = nil
        guard skip(name) else { return true }
        field = string()
        return field != nil
    }

    @inline(__always)
    fileprivate mutating func takeString(
        _ name: StaticString, _ field: inout UnsafeRawBufferPointer?, _ guess: inout LengthGuess
    ) -> Bool {
        field = nil
        guard skip(name) else { return true }
        field = string(&guess)
        return field != nil
    }

    @inline(__always)
    fileprivate mutating func takeCount(_ name: StaticString, _ field: inout Int64) -> Bool {
        guard skip(name) else { return true }
        guard let count = count() else { return false }
        field = count
        return true
    }

    @inline(__always)
    fileprivate mutating func takeBillionths(
        _ name: StaticString, _ field: inout Int64, _ digits: FractionDigits
    ) -> Bool {
        guard skip(name) else { return true }
        guard let value = billionths(digits) else { return false }
        field = value
        return true
    }

    /// Labels are read only where they are asked for, but a line whose labels are no labels is no event.
    @inline(__always)
    fileprivate mutating func takeLabels(_ labels: inout UnsafeRawBufferPointer?) -> Bool {
        labels = nil
        guard skip(",\"labels\":{\"") else { return true }
        let start = position - 2
        repeat {
            guard string() != nil, skip(":\""), string() != nil else { return false }
        } while skip(",\"")
        guard skip("}") else { return false }
        labels = UnsafeRawBufferPointer(start: start, count: position - start)
        return true
    }

    /// Passes over attributes that are strings, whole numbers or booleans.
    @inline(__always)
    fileprivate mutating func passAttributes() -> Bool {
        guard skip(",\"attributes\":{\"") else { return true }
        repeat {
            guard string() != nil, skip(":") else { return false }
            let isScalar =
                skip("\"")
                ? string() != nil
                : count() != nil || skip("true") || skip("false")
            guard isScalar else { return false }
        } while skip(",\"")
        return skip("}")
    }
}
