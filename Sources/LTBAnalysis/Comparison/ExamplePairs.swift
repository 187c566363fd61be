// Owns finding the examples that two runs have in common.

/// The examples of two runs by their hashes.
struct ExamplePairs {
    /// Nearly all must be in both: of the run that has fewer.
    private static let leastShare = 0.8
    private static let leastPairs = 5
    /// Of what a share counts, and of the rest, so much must be in pairs: what is left out is less than what matters.
    private static let leastCovered = 0.95

    /// The examples that both have; nil where the runs are not of the same examples.
    let common: Set<UInt64>?

    init(base: [UInt64], candidate: [UInt64]) {
        let common = Set(base).intersection(candidate).subtracting([0])
        func share(_ pairs: [UInt64]) -> Double {
            pairs.isEmpty ? 0 : Double(pairs.count { common.contains($0) }) / Double(pairs.count)
        }
        let areNamed = [base, candidate].allSatisfy { pairs in
            Double(pairs.count { $0 != 0 }) >= Self.leastShare * Double(pairs.count)
        }
        let isSame =
            areNamed && common.count >= Self.leastPairs
            && max(share(base), share(candidate)) >= Self.leastShare
        self.common = isSame ? common : nil
    }

    /// Values of two runs, example by example.
    struct Values {
        /// In the order of the examples' hashes; of several values of one example their mean.
        var means: [(base: Double, candidate: Double)]
        /// Whether nearly every example has as many values in both runs. Else quantiles are not compared in pairs: the
        /// means of several values have no such tails as single ones.
        var haveEqualCounts: Bool
    }

    /// For each common example that has a value in both runs, the two; nil where a value is of no example, which would be
    /// left out, and may be one of those that differ.
    static func values(
        _ common: Set<UInt64>, base: [(pair: UInt64, value: Double)], candidate: [(pair: UInt64, value: Double)]
    ) -> Values? {
        guard [base, candidate].allSatisfy({ $0.allSatisfy { $0.pair != 0 } }) else { return nil }
        let (one, two) = (sums(base, common), sums(candidate, common))
        let pairs = one.keys.sorted().compactMap { pair in two[pair].flatMap { after in one[pair].map { ($0, after) } }
        }
        let equal = pairs.count { $0.0.count == $0.1.count }
        return Values(
            means: pairs.map { ($0.0.sum / $0.0.count, $0.1.sum / $0.1.count) },
            haveEqualCounts: Double(equal) >= leastCovered * Double(pairs.count))
    }

    private static func sums(
        _ values: [(pair: UInt64, value: Double)], _ common: Set<UInt64>
    ) -> [UInt64: (sum: Double, count: Double)] {
        var sums: [UInt64: (sum: Double, count: Double)] = [:]
        for entry in values where common.contains(entry.pair) {
            let sum = sums[entry.pair] ?? (0, 0)
            sums[entry.pair] = (sum.sum + entry.value, sum.count + 1)
        }
        return sums
    }

    /// For each common example of which both runs have one request, whether it is true of each; nil unless these are nearly
    /// all requests of both runs, of those that it is true of as well as of the others. A share of what pairs hold says
    /// nothing of a run whose failures, or whose retries, are in none.
    static func truths(
        _ common: Set<UInt64>, base: [(pair: UInt64, isTrue: Bool)], candidate: [(pair: UInt64, isTrue: Bool)],
        totals: (base: Int64, candidate: Int64)
    ) -> [(base: Bool, candidate: Bool)]? {
        let (one, two) = (single(base, common), single(candidate, common))
        let pairs = one.keys.sorted().compactMap { pair in two[pair].flatMap { after in one[pair].map { ($0, after) } }
        }
        let areAll =
            cover(pairs.map(\.0), base, of: totals.base) && cover(pairs.map(\.1), candidate, of: totals.candidate)
        return areAll && pairs.count >= leastPairs ? pairs : nil
    }

    private static func cover(_ paired: [Bool], _ all: [(pair: UInt64, isTrue: Bool)], of total: Int64) -> Bool {
        func isNearlyAll(_ part: Int, of whole: Int) -> Bool { Double(part) >= leastCovered * Double(whole) }
        return isNearlyAll(paired.count, of: Int(total))
            && [true, false].allSatisfy { truth in
                isNearlyAll(paired.count { $0 == truth }, of: all.count { $0.isTrue == truth })
            }
    }

    private static func single(_ truths: [(pair: UInt64, isTrue: Bool)], _ common: Set<UInt64>) -> [UInt64: Bool] {
        var found: [UInt64: Bool] = [:]
        var several: Set<UInt64> = []
        for truth in truths where common.contains(truth.pair) {
            if found.updateValue(truth.isTrue, forKey: truth.pair) != nil { several.insert(truth.pair) }
        }
        return found.filter { !several.contains($0.key) }
    }
}
