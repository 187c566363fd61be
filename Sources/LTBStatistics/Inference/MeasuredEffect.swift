// Owns what is found by comparing two samples: values, difference, interval, p-value.

/// The difference between two samples in one figure.
package struct MeasuredEffect: Sendable, Equatable {
    /// The figure of one of the two.
    package struct Side: Sendable, Equatable {
        package var value: Double
        /// How many values it is made of.
        package var count: Int
        /// The 95 % interval of a quantile or a share; an end is nil where the sample does not reach so far, both of a mean.
        package var lower: Double?
        package var upper: Double?

        package init(value: Double, count: Int, lower: Double? = nil, upper: Double? = nil) {
            (self.value, self.count, self.lower, self.upper) = (value, count, lower, upper)
        }
    }

    package var base: Side
    package var candidate: Side
    /// The 95 % interval of the candidate's value minus the base's.
    package var interval: ClosedRange<Double>?
    /// The same as a share of the base's value.
    package var relativeInterval: ClosedRange<Double>?
    package var test: SignificanceTest
    package var pValue: Double
    /// Whether examples were compared with themselves.
    package var isPaired: Bool

    package init(
        base: Side, candidate: Side, interval: ClosedRange<Double>?, relativeInterval: ClosedRange<Double>?,
        test: SignificanceTest, pValue: Double, isPaired: Bool
    ) {
        (self.base, self.candidate) = (base, candidate)
        (self.interval, self.relativeInterval) = (interval, relativeInterval)
        (self.test, self.pValue, self.isPaired) = (test, pValue, isPaired)
    }

    /// The candidate's value minus the base's.
    package var difference: Double { candidate.value - base.value }

    /// The difference as a share of the base's value; nil where that is not above 0.
    package var relative: Double? { base.value > 0 ? difference / base.value : nil }

    /// Whether the interval lies on one side of 0.
    package var excludesNoDifference: Bool {
        interval.map { $0.lowerBound > 0 || $0.upperBound < 0 } ?? false
    }
}
