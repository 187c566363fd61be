// Tests of exact sums: against Python's math.fsum, and independence of order and split.

import LTBStatistics
import Testing

/// Doubles of random sign and significand whose exponent fields are spread over `fields`.
private func doubles(_ count: Int, seed: UInt64, exponentFields fields: Range<UInt64>) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
        let random = generator.next()
        let field = fields.lowerBound + (random >> 52 & 0x7FF) % UInt64(fields.count)
        return Double(bitPattern: (random & 1 << 63) | field << 52 | (random & (1 << 52 - 1)))
    }
}

private func sum(of numbers: [Double]) -> ExactSum {
    var sum = ExactSum()
    for number in numbers { sum.add(number) }
    return sum
}

@Suite struct ExactSumTests {
    /// The expected values are those of `math.fsum` over the same numbers.
    @Test func sumsAreThoseOfFsum() {
        #expect(sum(of: doubles(1000, seed: 1, exponentFields: 1023..<1031)).value == 715.91789059296)
        #expect(sum(of: doubles(1000, seed: 2, exponentFields: 0..<3)).value == 3.122076923123903e-308)
        #expect(sum(of: doubles(1000, seed: 3, exponentFields: 0..<2000)).value == 4.734898146832799e293)
        #expect(sum(of: doubles(1000, seed: 4, exponentFields: 500..<600)).value == -1.4274114589257232e-128)
        #expect(sum(of: Array(repeating: 0.1, count: 10)).value == 1)
        #expect(sum(of: [1e100, 1, -1e100, 1e-100]).value == 1)
    }

    @Test func whatCancelsLeavesTheSmallestNumberWhole() {
        let numbers = doubles(500, seed: 5, exponentFields: 0..<2000)
        let cancelling = numbers + numbers.map { -$0 }
        #expect(sum(of: cancelling).value == 0)
        #expect(sum(of: cancelling + [.leastNonzeroMagnitude]).value == .leastNonzeroMagnitude)
        #expect(sum(of: cancelling + [-.leastNonzeroMagnitude]).value == -.leastNonzeroMagnitude)
    }

    @Test func anySingleNumberIsItsOwnSum() {
        let numbers =
            doubles(2000, seed: 6, exponentFields: 0..<2047)
            + [
                0, .leastNonzeroMagnitude, .leastNormalMagnitude, .leastNormalMagnitude.nextDown,
                .greatestFiniteMagnitude,
            ]
        for number in numbers { #expect(sum(of: [number]).value == number) }
    }

    @Test func sumsOfTwoAreRoundedLikeTheProcessorDoes() {
        for fields in [0..<2046 as Range<UInt64>, 0..<60, 1000..<1110] {
            let numbers = doubles(4000, seed: fields.upperBound, exponentFields: fields)
            for (first, second) in zip(numbers, numbers.dropFirst()) {
                #expect(sum(of: [first, second]).value == first + second)
            }
        }
    }

    @Test func tiesAreRoundedToEven() {
        #expect(sum(of: [1, 0x1p-53]).value == 1)
        #expect(sum(of: [1, 0x1p-53, 0x1p-1074]).value == 1 + 0x1p-52)
        #expect(sum(of: [1, 0x1p-53, -0x1p-1074]).value == 1)
        #expect(sum(of: [1, 0x1p-52, 0x1p-53]).value == 1 + 0x1p-51)
        #expect(sum(of: [-1, -0x1p-52, -0x1p-53]).value == -1 - 0x1p-51)
    }

    @Test func sumsBeyondTheRangeAreTheGreatestFiniteNumber() {
        let huge = Double.greatestFiniteMagnitude
        #expect(sum(of: [huge, huge, huge]).value == huge)
        #expect(sum(of: [-huge, -huge]).value == -huge)
        #expect(sum(of: [huge, huge.ulp / 2]).value == huge)
        #expect(
            sum(of: [huge, huge, -huge, 1, -huge]).value == 1, "what is beyond the range on the way does not matter")
    }

    @Test func whatIsNotFiniteIsLeftOut() {
        #expect(sum(of: [1, .infinity, .nan, -.infinity, 2]).value == 3)
        #expect(ExactSum().value == 0)
    }

    @Test func sumsDependNeitherOnOrderNorOnSplit() {
        let numbers = doubles(1000, seed: 7, exponentFields: 0..<2030)
        let whole = sum(of: numbers).value
        var generator = SplitMix64(seed: 8)
        for _ in 0..<10 {
            var merged = ExactSum()
            for part in numbers.dealt(using: &generator) { merged.merge(sum(of: part)) }
            #expect(merged.value == whole)
        }
    }

    @Test func manyMergesDoNotOverflow() {
        var sum = sum(of: [1.5, -0x1p-1074])
        for _ in 0..<60 { sum.merge(sum) }
        sum.add(0x1p-1014)
        #expect(sum.value == 1.5 * 0x1p60)
    }
}
