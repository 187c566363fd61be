// Owns the short way to write the event that is recorded most.

/// A request that was answered, as far as most callers tell of it.
///
/// Its line is that of its `RequestCompleted`, but takes a third of the time: there is no large value to be put together, copied
/// and taken apart, no name of the request to be allocated, and no look at the room that is left for each of its pieces.
/// It cannot be copied since closures would do so otherwise, at a tenth of the cost of a line.
package struct PlainCompletion: ~Copyable, Sendable {
    /// The provider.
    package var provider: String
    /// The model.
    package var model: String
    /// What the name of the request begins with, which needs no escapes.
    package var requestPrefix: String
    /// What the name ends with.
    package var requestNumber: Int64
    /// From sending the request to the last byte of the answer, in seconds.
    package var latencySeconds: Double
    /// From sending the request to the first content, in seconds.
    package var timeToFirstTokenSeconds: Double?
    /// How many tokens it took.
    package var tokens: TokenUsage?
    /// What it cost, in US dollars.
    package var costUSD: Double?

    /// Makes it of what is known.
    @inlinable
    package init(
        provider: String, model: String, requestPrefix: String, requestNumber: Int64, latencySeconds: Double,
        timeToFirstTokenSeconds: Double?, tokens: TokenUsage?, costUSD: Double?
    ) {
        self.provider = provider
        self.model = model
        self.requestPrefix = requestPrefix
        self.requestNumber = requestNumber
        self.latencySeconds = latencySeconds
        self.timeToFirstTokenSeconds = timeToFirstTokenSeconds
        self.tokens = tokens
        self.costUSD = costUSD
    }

    /// The same as it is known elsewhere.
    package var full: RequestCompleted {
        RequestCompleted(
            context: RequestContext(
                provider: provider, model: model, requestID: requestPrefix + String(requestNumber)),
            latencySeconds: latencySeconds, timeToFirstTokenSeconds: timeToFirstTokenSeconds, tokens: tokens,
            costUSD: costUSD)
    }

    /// Appends the event as one line, whose id is made of a prefix, which needs no escapes, and a number.
    @inline(__always)
    package func append(at timestamp: Timestamp, idPrefix: String, number: Int64, to output: inout [UInt8]) {
        guard !appendPlain(at: timestamp, idPrefix, number, to: &output) else { return }
        Event.append(data: full, at: timestamp, idPrefix: idPrefix, number: number, to: &output)
    }
}

// MARK: - The short way

extension PlainCompletion {
    /// The most bytes that all names and numbers have together.
    private static let knownBytes = 1 << 10

    /// False if the line is none of the plain ones; then nothing was appended.
    private func appendPlain(
        at timestamp: Timestamp, _ idPrefix: String, _ number: Int64, to output: inout [UInt8]
    ) -> Bool {
        guard hasOnlyPlainNumbers else { return false }
        let names = provider.utf8.count + model.utf8.count + requestPrefix.utf8.count + idPrefix.utf8.count
        var isPlain = false
        output.append(addingCapacity: Self.knownBytes + names) { span in
            span.withUnsafeMutableBufferPointer { memory, count in
                guard let start = memory.baseAddress else { return }
                var text = PlainText(at: start + count)
                isPlain = append(at: timestamp, idPrefix, number, to: &text)
                if isPlain { count += text.count }
            }
        }
        return isPlain
    }

    private var hasOnlyPlainNumbers: Bool {
        latencySeconds.isFinite && timeToFirstTokenSeconds?.isFinite != false && costUSD?.isFinite != false
            && tokens?.unknownFields.isEmpty != false
    }

    @inline(__always)
    private func append(
        at timestamp: Timestamp, _ idPrefix: String, _ number: Int64, to text: inout PlainText
    ) -> Bool {
        text.append(#"{"event_type":"RequestCompleted","timestamp":""#)
        text.append(timestamp)
        text.append(#"","id":""#)
        guard text.appendString(idPrefix) else { return false }
        text.append(number)
        text.append(#"","payload":{"type":"Request","data":{"provider":""#)
        guard text.appendString(provider) else { return false }
        text.append(#"","model":""#)
        guard text.appendString(model) else { return false }
        text.append(#"","request_id":""#)
        guard text.appendString(requestPrefix) else { return false }
        text.append(requestNumber)
        text.append(#"","latency":"#)
        text.append(latencySeconds)
        appendOptional(to: &text)
        text.append("}}}")
        return true
    }

    @inline(__always)
    private func appendOptional(to text: inout PlainText) {
        if let timeToFirstTokenSeconds {
            text.append(#","time_to_first_token":"#)
            text.append(timeToFirstTokenSeconds)
        }
        if let tokens {
            text.append(#","tokens":{"#)
            tokens.append(to: &text)
            text.append("}")
        }
        if let costUSD {
            text.append(#","cost":"#)
            text.append(costUSD)
        }
    }
}

extension TokenUsage {
    /// Appends the counts that are known; the first of them without a comma.
    @inline(__always)
    fileprivate func append(to text: inout PlainText) {
        var isFirst = true
        func append(_ name: StaticString, _ value: Int64?) {
            guard let value else { return }
            if !isFirst { text.append(",") }
            isFirst = false
            text.append(name)
            text.append(value)
        }
        append(#""input_tokens":"#, inputTokens)
        append(#""output_tokens":"#, outputTokens)
        append(#""total_tokens":"#, totalTokens)
        append(#""cached_input_tokens":"#, cachedInputTokens)
        append(#""cache_write_tokens":"#, cacheWriteTokens)
        append(#""reasoning_tokens":"#, reasoningTokens)
    }
}
