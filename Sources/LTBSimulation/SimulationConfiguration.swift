// Owns what a simulated run is made from.

package import LTBEvents

/// What a simulated run is made from; the same values give the same run, to the byte.
package struct SimulationConfiguration: Sendable, Hashable {
    /// How many requests are started, retries included.
    package let requests: Int
    /// What the run's chance follows from.
    package let seed: UInt64
    /// When the run starts.
    package let start: Timestamp
    /// How many requests are started in a second, on average.
    package let requestsPerSecond: Double

    /// 2026-01-15T10:30:00Z: a run does not depend on when it was made.
    package static let defaultStart = Timestamp(nanosecondsSince1970: 1_768_473_000_000_000_000)
    /// How many requests a run can have.
    package static let requestRange = 0...1_000_000_000
    /// When a run can start: from 1970 to the end of 2099, so that its end is a `Timestamp`, too.
    package static let startRange =
        Timestamp(nanosecondsSince1970: 0)...Timestamp(nanosecondsSince1970: 4_102_444_799_999_999_999)
    /// How many requests there can be in a second.
    package static let rateRange = 1.0...10_000

    /// Takes values that are in their ranges; others are taken as the nearest that are.
    ///
    /// - Parameter requestsPerSecond: nil for one that fits the number of requests: 500 take about three minutes, and
    ///   1,000,000 a day.
    package init(
        requests: Int, seed: UInt64, start: Timestamp = Self.defaultStart, requestsPerSecond: Double? = nil
    ) {
        self.requests = requests.clamped(to: Self.requestRange)
        self.seed = seed
        self.start = start.clamped(to: Self.startRange)
        let rate = requestsPerSecond ?? Self.fittingRate(self.requests)
        self.requestsPerSecond = rate.isNaN ? Self.rateRange.lowerBound : rate.clamped(to: Self.rateRange)
    }

    private static func fittingRate(_ requests: Int) -> Double {
        let count = Double(requests)
        return 3 + 9 * count / (count + 100_000)
    }
}

extension SimulationConfiguration {
    /// How long the requests take to arrive, about.
    var plannedLength: Microseconds {
        max(1, Microseconds(Double(requests) / requestsPerSecond * 1e6))
    }
}

/// Times and durations of a simulation, times since its start: an event's time is written in microseconds.
typealias Microseconds = Int64

extension Microseconds {
    /// The same in seconds: the double that is nearest to the decimal number.
    var seconds: Double { Double(self) / 1e6 }
}

extension Comparable {
    fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
