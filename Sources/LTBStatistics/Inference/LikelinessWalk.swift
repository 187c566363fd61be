// Owns adding up the probabilities of all counts that are no likelier than the one observed.

/// A walk over the counts of a distribution that rises to its mode and falls from there.
struct LikelinessWalk {
    /// The chance of counts that are no likelier than the one observed, itself among them; at most 1.
    let noLikelier: Double

    /// - Parameters:
    ///   - tolerance: counts whose chances differ by this share are equally likely.
    ///   - probability: the chance of a count.
    ///   - ratio: the chance of the count after a count, divided by its own.
    init(
        observed: Int, range: ClosedRange<Int>, mode: Int, tolerance: Double, probability: (Int) -> Double,
        ratio: (Int) -> Double
    ) {
        let own = probability(observed)
        guard own < probability(mode) * (1 - tolerance) else {
            noLikelier = 1
            return
        }
        let isBelow = observed < mode
        var sum = Self.tail(from: observed, upwards: !isBelow, own, range, ratio)
        // On the other side, the first count from its end to the mode that is likelier ends the tail.
        var (near, far) = isBelow ? (mode, range.upperBound) : (mode, range.lowerBound)
        let limit = own * (1 + tolerance)
        if probability(far) <= limit {
            while abs(far - near) > 1 {
                let middle = (near + far) / 2
                if probability(middle) <= limit { far = middle } else { near = middle }
            }
            sum += Self.tail(from: far, upwards: isBelow, probability(far), range, ratio)
        }
        noLikelier = min(1, sum)
    }

    /// The chance of a count and of all beyond it.
    private static func tail(
        from start: Int, upwards: Bool, _ first: Double, _ range: ClosedRange<Int>, _ ratio: (Int) -> Double
    ) -> Double {
        var (sum, term, count) = (first, first, start)
        while upwards ? count < range.upperBound : count > range.lowerBound {
            term = upwards ? term * ratio(count) : term / ratio(count - 1)
            count += upwards ? 1 : -1
            sum += term
            if term < sum * 1e-18 { break }
        }
        return sum
    }
}
