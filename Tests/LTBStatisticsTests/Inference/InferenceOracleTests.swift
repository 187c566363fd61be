// Owns the comparison of tests and intervals with those of scipy and statsmodels.

import LTBStatistics
import LTBTestSupport
import Testing

private let statsmodels = InstalledPrograms.python(importing: "scipy", "statsmodels")
private let needsStatsmodels = ConditionTrait.enabled("scipy and statsmodels are not installed") { statsmodels != nil }

/// A case as the script prints it.
private struct OracleCase {
    let name: String
    /// The input's lists, then the results.
    let lists: [[Double]]

    init(_ line: Substring) {
        let parts = line.split(separator: "|", omittingEmptySubsequences: false)
        name = String(parts[0])
        lists = parts.dropFirst().map { $0.split(separator: " ").map { Double($0) ?? .nan } }
    }

    var results: [Double] { lists.last ?? [] }

    /// Ours, in the order of the script's.
    var ours: [Double]? {
        let (first, second) = (lists[0], lists.count > 2 ? lists[1] : [])
        func numbers(_ result: TestResult) -> [Double] { [result.statistic, result.pValue] }
        func ends(_ interval: ClosedRange<Double>?) -> [Double]? { interval.map { [$0.lowerBound, $0.upperBound] } }
        switch name {
        case "mannwhitney": return numbers(RankTest.mannWhitney(first, second))
        case "wilcoxon": return numbers(RankTest.wilcoxon(first))
        case "welch": return numbers(MeanTest.welch(first, second))
        case "paired": return numbers(MeanTest.paired(first))
        case "fisher":
            let n = first.map { Int($0) }
            return [FisherTest.pValue(n[0], of: n[1], n[2], of: n[3])]
        case "newcombe":
            let n = first.map { Int64($0) }
            return ends(ProportionDifference.interval(n[0], of: n[1], minus: n[2], of: n[3]))
        case "newcombe of pairs":
            let n = first.map { Int64($0) }
            return ends(ProportionDifference.pairedInterval(both: n[0], first: n[1], second: n[2], neither: n[3]))
        case "binomial":
            return [BinomialDistribution.test(successes: Int(first[0]), trials: Int(first[1]), chance: first[2])]
        case "quantile":
            let interval = SortedSample(first).quantileInterval(second[0])
            return [interval.lower ?? .nan, interval.upper ?? .nan]
        case "holm": return holmCorrected(first)
        case "normal": return [NormalDistribution.upperTail(first[0])]
        case "exceeded": return [NormalDistribution.exceeded(withChance: first[0])]
        case "bootstrap": return ends(bootstrap(isPaired: false)?.difference)
        case "paired bootstrap": return ends(bootstrap(isPaired: true)?.difference)
        default: return nil
        }
    }

    private func bootstrap(isPaired: Bool) -> Bootstrap.Effect? {
        let (x, y, q) = (lists[0], lists[1], lists[2][0])
        if q < 0 { return isPaired ? Bootstrap.pairedMeans(x, y) : Bootstrap.means(x, y) }
        return isPaired
            ? Bootstrap.pairedQuantiles(x, y, q) : Bootstrap.quantiles(SortedSample(x), SortedSample(y), q)
    }

    /// Whether they are the same; of a bootstrap within what the random draws leave open, a quarter of the width.
    func isSame(_ ours: [Double]) -> Bool {
        guard ours.count == results.count else { return false }
        let slack = name.hasSuffix("bootstrap") ? (results[1] - results[0]) / 4 : 0
        return zip(ours, results).allSatisfy { one, other in
            if one.isNaN || other.isNaN { return one.isNaN && other.isNaN }
            // What is 0 but for rounding has no digits to compare.
            return abs(one - other) <= max(slack, abs(other) * 1e-9, hasZeros ? 1e-13 : 0)
        }
    }

    /// Whether a result that is not a p-value can be 0.
    private var hasZeros: Bool { ["newcombe", "newcombe of pairs", "welch", "paired"].contains(name) }
}

@Suite struct InferenceOracleTests {
    @Test(needsStatsmodels, arguments: [1])
    func scipyAndStatsmodelsSayTheSame(seed: Int) throws {
        let result = try #require(statsmodels).run(
            ["-c", InferenceScript.source, "\(seed)"], timeout: .seconds(300))
        #expect(result.exitCode == 0, "\(result.error)")
        var counts: [String: Int] = [:]
        for line in result.output.split(separator: "\n") {
            let oracle = OracleCase(line)
            let ours = try #require(oracle.ours)
            #expect(
                oracle.isSame(ours), "\(oracle.name): ours \(ours), theirs \(oracle.results), of \(line.prefix(200))")
            counts[oracle.name, default: 0] += 1
        }
        #expect(counts["mannwhitney"] == 120 && counts["fisher"] == 150 && counts["paired bootstrap"] == 6)
        #expect(counts.count == 14)
    }
}
