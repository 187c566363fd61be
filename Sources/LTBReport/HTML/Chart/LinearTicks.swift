// Owns the ticks of a linear axis: steps of 1, 2 or 5 times a power of ten.

internal import Glibc

/// The ticks of a linear axis; the first and the last are the ends of its domain.
struct LinearTicks: ValueScale, Equatable {
    /// The distance between two ticks.
    let step: Double
    /// From the lower to the upper end, at least two.
    let values: [Double]

    /// Ticks from 0 to the first at or above a maximum, in at most about so many steps.
    init(upTo maximum: Double, steps: Int = 4, smallestStep: Double = 0) {
        self.init(from: 0, to: maximum, steps: steps, smallestStep: smallestStep)
    }

    /// Ticks around a range, in at most about so many steps.
    init(from lower: Double, to upper: Double, steps: Int = 4, smallestStep: Double = 0) {
        let low = lower.isFinite ? min(max(lower, -1e300), 1e300) : 0
        let high = upper.isFinite ? min(max(upper, -1e300), 1e300) : low
        let span = high > low ? high - low : max(abs(low), 1)
        let size = max(Self.nice(span / Double(steps)), smallestStep)
        // A value that is a tick up to rounding is that tick.
        let first = (low / size + 1e-9).rounded(.down)
        let last = max(((high > low ? high : low) / size - 1e-9).rounded(.up), first + 1)
        step = size
        values = (0...Int(min(last - first, 20))).map { (first + Double($0)) * size }
    }

    var lower: Double { values[0] }
    var upper: Double { values[values.count - 1] }

    /// Where a value lies between the ends, 0 to 1; values outside are at the ends.
    func fraction(_ value: Double) -> Double {
        guard value.isFinite else { return 0 }
        return min(max((value - lower) / (upper - lower), 0), 1)
    }

    /// The smallest 1-2-5 step at or above a step.
    private static func nice(_ raw: Double) -> Double {
        let power = pow(10, floor(log10(raw)))
        let mantissa = raw / power * (1 - 1e-9)
        return [1.0, 2, 5].first { mantissa <= $0 }.map { $0 * power } ?? 10 * power
    }
}
