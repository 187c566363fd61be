// Owns service level objectives: what a user asks of requests, and how it is written.

import LTBEvents

/// What requests should reach, and how many of them.
///
/// Written as `latency=5s`, `ttft=500ms@99%`, `tpot=50ms` or `error_rate=1%`: what follows `@` is the share of requests
/// that must reach it (95 % if none is given); `error_rate=1%` needs 99 % of them without error.
package struct Objective: Sendable, Hashable {
    /// What is judged.
    package enum Quantity: String, CaseIterable, Sendable {
        /// From request to last byte, of successful requests.
        case latency
        /// From request to first content chunk, of successful streaming requests.
        case timeToFirstToken = "ttft"
        /// Per output token after the first, of successful requests with at least two.
        case timePerOutputToken = "tpot"
        /// Whether a request failed.
        case errorRate = "error_rate"
    }

    /// What is judged.
    package let quantity: Quantity
    /// The limit as it was written, such as `5s`.
    package let limitText: String
    /// The limit in nanoseconds; 0 for the error rate.
    let limitNanoseconds: Int64
    /// The share of requests that must reach it, in billionths, so that a verdict never hangs on a rounding.
    let billionthsNeeded: Int64
    /// False where a filter hides by what it would be judged: without failures every request seems to have succeeded.
    var isMeasured = true

    /// The share of requests that must reach it, 0 to 1.
    package var shareNeeded: Double { Double(billionthsNeeded) / Double(Self.whole) }

    /// `latency<=5s`
    package var text: String { "\(quantity.rawValue)<=\(limitText)" }

    /// Whether so many of so many are enough; nil when there are none.
    func isMet(reached: Int64, of judged: Int64) -> Bool? {
        judged > 0 ? Int128(reached) * Int128(Self.whole) >= Int128(billionthsNeeded) * Int128(judged) : nil
    }

    static let whole: Int64 = 1_000_000_000
    /// What is needed when no share is given: 95 %.
    static let standardBillionths: Int64 = 950_000_000
}
