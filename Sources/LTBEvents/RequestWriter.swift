// Owns the short way to write the lines of the events that are recorded most.

/// Makes the lines of `RequestRecord`s, in one thread; each is that of the same `RequestCompleted` or `RequestStarted`.
///
/// It takes a fifth of the instructions that other events take: the shape of the line is known, so there is no look at the
/// room that is left for each of its pieces, all numbers are integers, and the text of a second is made once for all events
/// in it.
package struct RequestWriter {
    private let eventPrefix: String
    private let requestPrefix: String
    /// `Z","id":"evt_5f0c91ab_`
    private let idText: [UInt8]
    /// `","request_id":"req_5f0c91ab_`
    private let requestText: [UInt8]
    private var completedStart = LineStart(#"{"event_type":"RequestCompleted","timestamp":""#)
    private var startedStart = LineStart(#"{"event_type":"RequestStarted","timestamp":""#)

    /// The most bytes that a line has beside its names.
    private static let fixedBytes = 1 << 10

    /// Starts with what the names of all events and of all requests begin with, which needs no escapes.
    package init(eventPrefix: String, requestPrefix: String) {
        self.eventPrefix = eventPrefix
        self.requestPrefix = requestPrefix
        idText = Array((#"Z","id":""# + eventPrefix).utf8)
        requestText = Array((#"","request_id":""# + requestPrefix).utf8)
    }

    /// Appends the line of a record, without a newline.
    package mutating func append(_ record: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        var figures = RequestRecord(record)
        figures.addTotal()
        let (provider, model) = (figures.provider(in: record), figures.model(in: record))
        guard !appendPlain(figures, provider, model, to: &output) else { return }
        appendEscaped(
            figures, figures.context(provider, model, requestPrefix), to: &output)
    }

    /// Appends the line as those of all events are written.
    private func appendEscaped(_ figures: RequestRecord, _ context: RequestContext, to output: inout [UInt8]) {
        let time = Timestamp(nanosecondsSince1970: figures.time)
        if figures.isStart {
            Event.append(
                data: RequestStarted(context: context), at: time, idPrefix: eventPrefix, number: figures.number,
                to: &output)
        } else {
            Event.append(
                data: figures.completed(context), at: time, idPrefix: eventPrefix, number: figures.number, to: &output)
        }
    }

    /// False if a name needs escapes; then nothing was appended.
    private mutating func appendPlain(
        _ figures: RequestRecord, _ provider: UnsafeRawBufferPointer, _ model: UnsafeRawBufferPointer,
        to output: inout [UInt8]
    ) -> Bool {
        var isPlain = false
        let room = Self.fixedBytes + idText.count + requestText.count + provider.count + model.count
        output.append(addingCapacity: room) { span in
            span.withUnsafeMutableBufferPointer { memory, count in
                guard let start = memory.baseAddress else { return }
                var text = PlainText(at: start + count)
                isPlain = write(figures, provider, model, to: &text)
                if isPlain { count += text.count }
            }
        }
        return isPlain
    }

    @inline(__always)
    private mutating func write(
        _ figures: RequestRecord, _ provider: UnsafeRawBufferPointer, _ model: UnsafeRawBufferPointer,
        to text: inout PlainText
    ) -> Bool {
        if figures.isStart {
            startedStart.write(figures.time, to: &text)
        } else {
            completedStart.write(figures.time, to: &text)
        }
        text.append(idText)
        text.append(figures.number)
        text.append(#"","payload":{"type":"Request","data":{"provider":""#)
        guard text.appendString(provider) else { return false }
        text.append(#"","model":""#)
        guard text.appendString(model) else { return false }
        text.append(requestText)
        text.append(figures.requestNumber)
        text.append("\"")
        if !figures.isStart { figures.write(to: &text) }
        text.append("}}}")
        return true
    }
}

// MARK: - Parts

/// How a line begins, which most have in common with the one before: all of it up to the fraction of the second.
private struct LineStart {
    private let beginning: [UInt8]
    private var second: Int64 = .max
    private var text: [UInt8] = []

    init(_ beginning: StaticString) {
        self.beginning = Array(UnsafeRawBufferPointer(start: beginning.utf8Start, count: beginning.utf8CodeUnitCount))
    }

    @inline(__always)
    mutating func write(_ time: Int64, to output: inout PlainText) {
        let (offset, overflow) = time.subtractingReportingOverflow(second)
        guard !overflow, UInt64(bitPattern: offset) < 1_000_000_000 else { return writeNew(time, to: &output) }
        output.append(text)
        output.append(sixDigits: UInt64(bitPattern: offset) / 1_000)
    }

    @inline(never)
    private mutating func writeNew(_ time: Int64, to output: inout PlainText) {
        text = beginning
        Timestamp(nanosecondsSince1970: time).append(to: &text)
        text.removeLast(Timestamp.fractionBytes)
        let fraction = time % 1_000_000_000 + (time % 1_000_000_000 < 0 ? 1_000_000_000 : 0)
        let (begin, overflow) = time.subtractingReportingOverflow(fraction)
        second = overflow ? .max : begin
        output.append(text)
        output.append(sixDigits: UInt64(fraction) / 1_000)
    }
}

extension RequestRecord {
    /// Puts both counts together where nobody else has, as far as they can be.
    @inline(__always)
    fileprivate mutating func addTotal() {
        guard totalTokens < 0, inputTokens >= 0, outputTokens >= 0 else { return }
        let (total, overflow) = inputTokens.addingReportingOverflow(outputTokens)
        if !overflow { totalTokens = total }
    }

    /// Writes what is known of the answer.
    @inline(__always)
    fileprivate func write(to text: inout PlainText) {
        text.append(#","latency":"#)
        text.append(seconds: latencyNanoseconds)
        if firstTokenNanoseconds >= 0 {
            text.append(#","time_to_first_token":"#)
            text.append(seconds: firstTokenNanoseconds)
        }
        if hasTokens { writeTokens(to: &text) }
        if costUSD >= 0 {
            text.append(#","cost":"#)
            text.append(costUSD)
        }
    }

    @inline(__always)
    private func writeTokens(to text: inout PlainText) {
        var isFirst = true
        text.append(#","tokens":{"#)
        text.append(#""input_tokens":"#, inputTokens, &isFirst)
        text.append(#""output_tokens":"#, outputTokens, &isFirst)
        text.append(#""total_tokens":"#, totalTokens, &isFirst)
        text.append(#""cached_input_tokens":"#, cachedInputTokens, &isFirst)
        text.append(#""cache_write_tokens":"#, cacheWriteTokens, &isFirst)
        text.append(#""reasoning_tokens":"#, reasoningTokens, &isFirst)
        text.append("}")
    }

    /// Which request it is, as it is known elsewhere.
    fileprivate func context(
        _ provider: UnsafeRawBufferPointer, _ model: UnsafeRawBufferPointer, _ requestPrefix: String
    ) -> RequestContext {
        RequestContext(
            provider: String(decoding: provider, as: UTF8.self), model: String(decoding: model, as: UTF8.self),
            requestID: requestPrefix + String(requestNumber))
    }

    /// The answer, as it is known elsewhere.
    fileprivate func completed(_ context: RequestContext) -> RequestCompleted {
        let tokens = TokenUsage(
            inputTokens: inputTokens.known, outputTokens: outputTokens.known, totalTokens: totalTokens.known,
            cachedInputTokens: cachedInputTokens.known, cacheWriteTokens: cacheWriteTokens.known,
            reasoningTokens: reasoningTokens.known)
        return RequestCompleted(
            context: context, latencySeconds: Double(latencyNanoseconds) / 1e9,
            timeToFirstTokenSeconds: firstTokenNanoseconds.known.map { Double($0) / 1e9 },
            tokens: hasTokens ? tokens : nil, costUSD: costUSD >= 0 ? costUSD : nil)
    }
}

extension Int64 {
    /// Nil of less than nothing.
    fileprivate var known: Int64? { self < 0 ? nil : self }
}

extension PlainText {
    /// Writes a member with a count, if that is known; the first one without a comma.
    @inline(__always)
    fileprivate mutating func append(_ name: StaticString, _ value: Int64, _ isFirst: inout Bool) {
        guard value >= 0 else { return }
        if !isFirst { append(",") }
        isFirst = false
        append(name)
        append(value)
    }
}
