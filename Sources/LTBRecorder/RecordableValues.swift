// Owns what becomes of values that no reader would take: the field is left out, the event is not.

import LTBEvents

/// Readers take figures whose billionths fit into 64 bits.
private let largest = 9.2e9

extension Double {
    /// Nanoseconds as seconds, in whole microseconds: what is finer is noise that does not compress.
    package static func seconds(nanoseconds: Int64) -> Double { Double(max(0, nanoseconds) / 1_000) / 1e6 }

    /// A duration as seconds; less than nothing is nothing.
    static func seconds(_ duration: Duration) -> Double { Double(Int64.nanoseconds(duration)) / 1e9 }

    /// US dollars or seconds that can be recorded; nil of others.
    var recordableAmount: Double? { isFinite && self >= 0 && self <= largest ? self : nil }

    /// A score that can be recorded; nil of others.
    var recordableScore: Double? { isFinite && magnitude <= largest ? self : nil }
}

extension Int64 {
    /// A duration as nanoseconds; less than nothing is nothing.
    @inline(__always)
    static func nanoseconds(_ duration: Duration) -> Int64 {
        // Up to 18 seconds there is no need for a division of 128 bits, which takes as long as all else that is recorded.
        guard let attoseconds = UInt64(exactly: duration.attoseconds) else { return manyNanoseconds(duration) }
        return Int64(attoseconds / 1_000_000_000)
    }

    @inline(never)
    private static func manyNanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = Swift.min(Swift.max(duration, .zero), .seconds(9_000_000_000)).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}

extension TokenUsage {
    /// Without counts that are less than nothing, and with the total, where both parts are known and it is not.
    var recordable: TokenUsage {
        var copy = self
        copy.inputTokens = inputTokens.flatMap { $0 < 0 ? nil : $0 }
        copy.outputTokens = outputTokens.flatMap { $0 < 0 ? nil : $0 }
        copy.totalTokens = totalTokens.flatMap { $0 < 0 ? nil : $0 }
        copy.cachedInputTokens = cachedInputTokens.flatMap { $0 < 0 ? nil : $0 }
        copy.cacheWriteTokens = cacheWriteTokens.flatMap { $0 < 0 ? nil : $0 }
        copy.reasoningTokens = reasoningTokens.flatMap { $0 < 0 ? nil : $0 }
        guard copy.totalTokens == nil, let input = copy.inputTokens, let output = copy.outputTokens else { return copy }
        let (total, overflow) = input.addingReportingOverflow(output)
        copy.totalTokens = overflow ? nil : total
        return copy
    }
}

extension Duration {
    /// A time that a task can sleep: from a millisecond to a year.
    var sleepable: Duration { min(max(self, .milliseconds(1)), .seconds(365 * 86_400)) }
}

extension Timestamp {
    /// The present time.
    public static var now: Timestamp { RecorderClock.system.now() }
}
