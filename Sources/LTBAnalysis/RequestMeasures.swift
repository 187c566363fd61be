// Owns the numbers that the end of a request brings, in a form that is cheap to keep until they are counted.

/// What the end of a request measures, in the units of `ScannedEvent`. What was not measured is `missing`.
struct RequestMeasures {
    /// None of the numbers is negative where it was measured.
    static let missing: Int64 = -1

    /// When the request ended.
    var end: Int64 = 0
    var latency = Self.missing
    var timeToFirstToken = Self.missing
    /// From when the request should have been sent to its end.
    var scheduledLatency = Self.missing
    var inputTokens = Self.missing
    var outputTokens = Self.missing
    var cachedInputTokens = Self.missing
    var cacheWriteTokens = Self.missing
    var reasoningTokens = Self.missing
    /// The recorded cost; where requests are priced again, the computed one.
    var cost = Self.missing
    var isFailure = false
    /// Whether it tells that it used tokens, but neither how many of the input nor of the output.
    var usesUncountedTokens = false
    /// Whether it was not the first attempt.
    var isRetry = false

    /// When the request began, as the latency tells; nil if that is unknown.
    var derivedStart: Int64? {
        guard latency >= 0 else { return nil }
        let (start, overflows) = end.subtractingReportingOverflow(latency)
        return overflows ? nil : start
    }

    /// Picoseconds per output token after the first: (latency - TTFT) / (output tokens - 1), as METRICS.md defines it.
    @inline(__always)
    var timePerOutputToken: Int64 {
        guard timeToFirstToken >= 0, outputTokens > 1, latency >= timeToFirstToken else { return Self.missing }
        let steps = outputTokens - 1
        let (product, overflows) = (latency - timeToFirstToken).multipliedReportingOverflow(by: 1_000)
        guard overflows || product > .max - steps else { return (product + steps / 2) / steps }
        return Int64(clamping: (Int128(latency - timeToFirstToken) * 1_000 + Int128(steps / 2)) / Int128(steps))
    }

    /// Whether it must have had a cost: a failed request of which nothing tells that it used anything costs nothing.
    @inline(__always)
    var mustCost: Bool {
        !isFailure || inputTokens > 0 || outputTokens > 0 || cost > 0 || usesUncountedTokens
    }

    /// Puts a computed cost in the place of the recorded one; what had to have a cost still has to.
    @inline(__always)
    mutating func take(_ computed: RequestCost) {
        usesUncountedTokens = mustCost
        cost = max(Self.missing, computed.computed)
    }

    /// Takes the time to the first token, which is none at all where many tools mean that they did not measure it.
    @inline(__always)
    mutating func take(timeToFirstToken time: Int64) {
        timeToFirstToken = time == 0 ? Self.missing : time
    }

    /// Takes what tells of tokens beside the two counts that can be priced.
    mutating func takeUncounted(_ totalTokens: Int64) {
        guard inputTokens < 0, outputTokens < 0 else { return }
        usesUncountedTokens =
            totalTokens > 0 || cachedInputTokens > 0 || cacheWriteTokens > 0 || reasoningTokens > 0
    }

    mutating func setScheduled(at time: Int64) {
        let (latency, overflows) = end.subtractingReportingOverflow(time)
        scheduledLatency = overflows || latency < 0 ? Self.missing : latency
    }
}

extension Int64 {
    /// The number, if it was measured.
    var ifMeasured: Int64? { self == RequestMeasures.missing ? nil : self }
}
