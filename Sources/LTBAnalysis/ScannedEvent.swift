// Owns the fields that the analysis takes from a line, in place.

/// The fields of one line, as slices of it and integers, valid until the next line is scanned.
///
/// Times are nanoseconds since 1970, durations nanoseconds, costs nano-dollars, scores billionths; nil is *not measured*.
struct ScannedEvent {
    /// What the line is; everything but requests and scores is rare and decoded whole by `Event`.
    enum Kind: UInt8 {
        case requestStarted, requestCompleted, requestFailed, evaluationCompleted
    }

    var kind = Kind.requestStarted
    var timestamp: Int64 = 0
    var id: UnsafeRawBufferPointer?
    var request = Request()
    var evaluation = Evaluation()

    /// What the three request events share, and what their ends measure.
    struct Request {
        var provider: UnsafeRawBufferPointer?
        var model: UnsafeRawBufferPointer?
        var requestID: UnsafeRawBufferPointer?
        var benchmarkID: UnsafeRawBufferPointer?
        var attempt: Int64?
        var scheduledAt: Int64?
        var latency: Int64?
        var timeToFirstToken: Int64?
        var chunkGaps: UnsafeBufferPointer<Int64>?
        var inputTokens: Int64?
        var outputTokens: Int64?
        var cachedInputTokens: Int64?
        var cacheWriteTokens: Int64?
        var reasoningTokens: Int64?
        var cost: Int64?
        var errorType: UnsafeRawBufferPointer?
        var message: UnsafeRawBufferPointer?
    }

    struct Evaluation {
        var metric: UnsafeRawBufferPointer?
        var provider: UnsafeRawBufferPointer?
        var model: UnsafeRawBufferPointer?
        var benchmarkID: UnsafeRawBufferPointer?
        var score: Int64?
        var passed: Bool?
    }
}

extension ScannedEvent.Request {
    /// Picoseconds per output token after the first: (latency - TTFT) / (output tokens - 1), as METRICS.md defines it.
    var timePerOutputToken: Int64? {
        guard let latency, let first = timeToFirstToken, let tokens = outputTokens, tokens > 1, latency >= first else {
            return nil
        }
        let steps = tokens - 1
        let (product, overflows) = (latency - first).multipliedReportingOverflow(by: 1_000)
        guard overflows || product > .max - steps else { return (product + steps / 2) / steps }
        return Int64(clamping: (Int128(latency - first) * 1_000 + Int128(steps / 2)) / Int128(steps))
    }
}
