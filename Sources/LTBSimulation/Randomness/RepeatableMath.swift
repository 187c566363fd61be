// Owns logarithm and exponential that give the same bits on every machine.

/// The natural logarithm of a positive normal number, within a few units of the last place.
func repeatableLog(_ value: Double) -> Double {
    // value = significand * 2^exponent with the significand around 1, where the series for atanh is short.
    var exponent = Double(value.exponent)
    var significand = value.significand
    if significand > 1.414_213_562_373_095_1 {
        significand /= 2
        exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for divisor in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / divisor }
    return exponent * 0.693_147_180_559_945_3 + 2 * ratio * sum
}

/// e to a power, within a few units of the last place; powers beyond ±600 are taken as those.
func repeatableExp(_ power: Double) -> Double {
    let power = max(-600, min(600, power))
    // power = exponent * ln 2 + rest with |rest| at most 0.35, where the Taylor series is short.
    let exponent = (power * 1.442_695_040_888_963_4).rounded()
    let rest = power - exponent * 0.693_147_180_559_945_3
    var sum = 1.0
    for divisor in stride(from: 14.0, through: 1, by: -1) { sum = 1 + sum * rest / divisor }
    return Double(sign: .plus, exponent: Int(exponent), significand: sum)
}
