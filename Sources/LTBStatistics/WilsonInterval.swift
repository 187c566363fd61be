// Owns the confidence interval of a proportion.

/// The share of successes that the evidence is compatible with, at the confidence that `z` stands for: 95 % by default.
///
/// Wilson's score interval: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference"
/// (1927), without correction for continuity. It stays within 0…1 and makes sense for few observations and for shares
/// of 0 and 1.
/// - Returns: nil where nothing was observed, or where the arguments contradict each other.
package func wilsonInterval(
    successes: Int64, total: Int64, z: Double = 1.959963984540054
) -> ClosedRange<Double>? {
    guard total > 0, (0...total).contains(successes), z >= 0, z.isFinite else { return nil }
    let count = Double(total)
    let share = Double(successes) / count
    let denominator = 1 + z * z / count
    let center = (share + z * z / (2 * count)) / denominator
    let variance = share * (1 - share) / count + z * z / (4 * count * count)
    let reach = z * variance.squareRoot() / denominator
    // Rounding must not move the ends off 0 and 1 where they are exactly that, nor past the share itself.
    let lower = successes == 0 ? 0 : min(max(center - reach, 0), share)
    let upper = successes == total ? 1 : max(min(center + reach, 1), share)
    return lower...upper
}
