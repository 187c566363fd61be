// Owns data sets for distributions, with the figures that other programs compute from them.

import Testing

/// Values whose size varies over 20 octaves: for each random number its upper 20 bits, shifted left by its lower 4.
func heavyTailed(_ count: Int, seed: UInt64, signed: Bool = false) -> [Int64] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
        let random = generator.next()
        let value = Int64(random >> 44) << Int64(random & 15)
        return signed && random & 16 != 0 ? -value : value
    }
}

/// A data set and its figures.
///
/// Quantiles by `numpy.quantile(numpy.array(values, dtype=numpy.int64), quantiles)`; where the values exceed 2^53 by
/// Python's `fractions.Fraction`, as mean and sum are everywhere; standard deviations by `decimal` with 80 digits from
/// integer sums.
struct DistributionReference: CustomTestStringConvertible {
    static let quantiles = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]
    static let bounds: [Int64] = [-1000, 0, 3, 1000, 1 << 20, 3 << 20, 1 << 30]

    let testDescription: String
    let values: [Int64]
    let minimum: Int64
    let maximum: Int64
    let sum: Int128
    let mean: Double
    let standardDeviation: Double
    let quantiles: [Double]
    let cumulativeBucketCounts: [Int64]
}

extension DistributionReference {
    /// Sets of at most 16,384 values.
    static let small = [
        DistributionReference(
            testDescription: "one", values: [42],
            minimum: 42, maximum: 42, sum: 42,
            mean: 42.0, standardDeviation: 0.0,
            quantiles: [
                42.0, 42.0, 42.0, 42.0, 42.0,
                42.0, 42.0, 42.0, 42.0, 42.0,
            ],
            cumulativeBucketCounts: [0, 0, 0, 1, 1, 1, 1]),
        DistributionReference(
            testDescription: "two", values: [1, 2],
            minimum: 1, maximum: 2, sum: 3,
            mean: 1.5, standardDeviation: 0.5,
            quantiles: [
                1.01, 1.05, 1.1, 1.25, 1.5,
                1.75, 1.9, 1.95, 1.99, 1.999,
            ],
            cumulativeBucketCounts: [0, 0, 2, 2, 2, 2, 2]),
        DistributionReference(
            testDescription: "negativesAndTies", values: [-5, 3, 0, -5, 3, 1000, 3, -5, 0, 3],
            minimum: -5, maximum: 1000, sum: 997,
            mean: 99.7, standardDeviation: 300.1183266646674,
            quantiles: [
                -5.0, -5.0, -5.0, -3.75, 1.5,
                3.0, 102.69999999999965, 551.349999999999, 910.2700000000001, 991.0269999999997,
            ],
            cumulativeBucketCounts: [0, 5, 9, 10, 10, 10, 10]),
        DistributionReference(
            testDescription: "cancelling", values: (0..<101).map { 1_000_000_000_000_000_000 + $0 % 3 },
            minimum: 1_000_000_000_000_000_000, maximum: 1_000_000_000_000_000_002, sum: 101_000_000_000_000_000_100,
            mean: 1e+18, standardDeviation: 0.8144128603041105,
            quantiles: [
                1e+18, 1e+18, 1e+18, 1e+18, 1e+18,
                1e+18, 1e+18, 1e+18, 1e+18, 1e+18,
            ],
            cumulativeBucketCounts: [0, 0, 0, 0, 0, 0, 0]),
        DistributionReference(
            testDescription: "extremes", values: [.min, .max, 0, .min, .max],
            minimum: -9_223_372_036_854_775_808, maximum: 9_223_372_036_854_775_807, sum: -2,
            mean: -0.4, standardDeviation: 8.24963474247119e+18,
            quantiles: [
                -9.223372036854776e+18, -9.223372036854776e+18, -9.223372036854776e+18, -9.223372036854776e+18, 0.0,
                9.223372036854776e+18, 9.223372036854776e+18, 9.223372036854776e+18, 9.223372036854776e+18,
                9.223372036854776e+18,
            ],
            cumulativeBucketCounts: [2, 3, 3, 3, 3, 3, 3]),
        DistributionReference(
            testDescription: "atTheLimit", values: heavyTailed(16_384, seed: 1),
            minimum: 476, maximum: 34_346_631_168, sum: 36_198_759_779_847,
            mean: 2209396959.2191772, standardDeviation: 5445858539.71221,
            quantiles: [
                76161.96, 413673.9000000001, 852258.6, 4367998.0, 70841600.0,
                1154304000.0, 6890997350.400005, 14326732390.399992, 29664973619.2, 33962415128.576,
            ],
            cumulativeBucketCounts: [0, 0, 0, 1, 2027, 3563, 12201]),
    ]

    /// Sets of more values.
    static let large = [
        DistributionReference(
            testDescription: "aboveTheLimit", values: heavyTailed(16_385, seed: 1),
            minimum: 476, maximum: 34_346_631_168, sum: 36_199_371_438_599,
            mean: 2209299446.9697285, standardDeviation: 5445706656.811268,
            quantiles: [
                76162.08, 413717.2, 852270.8, 4368184.0, 70850560.0,
                1154154496.0, 6890255155.200003, 14326428467.199995, 29664680345.599995, 33962411163.648,
            ],
            cumulativeBucketCounts: [0, 0, 0, 1, 2027, 3563, 12202]),
        DistributionReference(
            testDescription: "many", values: heavyTailed(100_000, seed: 2),
            minimum: 104, maximum: 34_356_559_872, sum: 212_929_051_061_841,
            mean: 2129290510.61841, standardDeviation: 5276694407.571408,
            quantiles: [
                87383.76, 425449.20000000007, 843880.1000000002, 4145776.0, 66687904.0,
                1095535104.0, 6812635955.2000065, 13564068659.199898, 28789330083.83999, 33767817543.68,
            ],
            cumulativeBucketCounts: [0, 0, 0, 11, 12464, 21969, 74879]),
        DistributionReference(
            testDescription: "manySigned", values: heavyTailed(100_000, seed: 3, signed: true),
            minimum: -34_359_377_920, maximum: 34_338_865_152, sum: -213_689_388_717,
            mean: -2136893.88717, standardDeviation: 5710243203.3932905,
            quantiles: [
                -23279298478.079998, -6824117862.399999, -1963825356.7999995, -66448192.0, -13125.5,
                69463488.0, 1940403404.8000026, 6864257024.0, 23173529272.31995, 33168754376.704006,
            ],
            cumulativeBucketCounts: [50081, 50089, 50089, 50097, 56245, 61035, 87418]),
    ]
}
