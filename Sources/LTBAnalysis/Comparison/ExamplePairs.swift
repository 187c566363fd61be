// Owns finding the examples that two runs have in common.

/// The examples of two runs by their hashes.
struct ExamplePairs {
    /// Nearly all must be in both: of the run that has fewer.
    private static let leastShare = 0.8
    private static let leastPairs = 5

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

    /// For each common example that has a value in both runs, the two; of several requests for one example their mean.
    /// They are in the order of their hashes.
    static func values(
        _ common: Set<UInt64>, base: [(pair: UInt64, value: Double)], candidate: [(pair: UInt64, value: Double)]
    ) -> [(base: Double, candidate: Double)] {
        let (one, two) = (means(base, common), means(candidate, common))
        return one.keys.sorted().compactMap { pair in
            guard let base = one[pair], let candidate = two[pair] else { return nil }
            return (base, candidate)
        }
    }

    private static func means(_ values: [(pair: UInt64, value: Double)], _ common: Set<UInt64>) -> [UInt64: Double] {
        var sums: [UInt64: (sum: Double, count: Double)] = [:]
        for entry in values where common.contains(entry.pair) {
            let sum = sums[entry.pair] ?? (0, 0)
            sums[entry.pair] = (sum.sum + entry.value, sum.count + 1)
        }
        return sums.mapValues { $0.sum / $0.count }
    }

    /// For each common example of which both runs have one request, whether it is true of each; nil where many have several,
    /// of which none is the one to be compared.
    static func truths(
        _ common: Set<UInt64>, base: [(pair: UInt64, isTrue: Bool)], candidate: [(pair: UInt64, isTrue: Bool)]
    ) -> [(base: Bool, candidate: Bool)]? {
        let (one, two) = (single(base, common), single(candidate, common))
        let pairs = one.keys.sorted().compactMap { pair in two[pair].flatMap { after in one[pair].map { ($0, after) } }
        }
        let fewest = min(base.count { common.contains($0.pair) }, candidate.count { common.contains($0.pair) })
        return Double(pairs.count) >= leastShare * Double(fewest) && pairs.count >= leastPairs ? pairs : nil
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
