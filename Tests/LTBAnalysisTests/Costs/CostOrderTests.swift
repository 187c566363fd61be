import LTBAnalysis
import LTBTestSupport
import Testing

/// What requests cost depends on which there are, and not on their order, nor on how they are split.
@Suite struct CostOrderTests {
    private let whatIfs = [
        RequestPricing.WhatIf(.init(provider: "p", model: "m0"), pricedAs: .init(provider: "p", model: "m1"))
    ]

    @Test(arguments: [1, 2, 3] as [UInt64])
    func neitherOrderNorSplittingChangesCosts(seed: UInt64) throws {
        let plan = try TestPrices.plan(whatIfs, groupLabel: "team")
        let lines = pricedRequests(seed: seed, count: 500, seconds: 200_000)
        var random = SplitMix64(seed: seed &+ 100)
        let expected = summary(of: lines, plan)
        #expect(expected.cost?.total.computed != nil)
        for parts in [1, 2, 5] {
            var split = Array(repeating: [String](), count: parts)
            for line in lines.shuffled(using: &random) { split[Int.random(in: 0..<parts, using: &random)].append(line) }
            #expect(summary(ofParts: split, plan) == expected)
        }
    }

    @Test func manyHoursAreToldByTheDayWhateverTheirOrder() throws {
        let plan = try TestPrices.plan()
        // One an hour over 100 days, and one more each day.
        let lines = (0..<2_400).map { pricedRequest(at: Double($0) * 3_600, input: 1_000, output: 0) }
        var random = SplitMix64(seed: 8)
        let whole = summary(of: lines, plan)
        let rows = whole.cost?.rows.filter { $0.dimension == .hour || $0.dimension == .day } ?? []
        #expect(rows.allSatisfy { $0.dimension == .day && $0.hours == 24 })
        #expect(rows.count == 101)
        #expect(rows.reduce(0) { $0 + $1.cost.computedRequests } == 2_400)
        #expect(summary(of: lines.shuffled(using: &random), plan) == whole)
        #expect(summary(ofParts: [Array(lines[2_000...]), Array(lines[..<2_000])], plan) == whole)
        #expect(summary(ofParts: [Array(lines[..<2_100]), Array(lines[2_100...])], plan) == whole)
    }

    @Test func moreModelsThanAreKeptArePricedByTheirOwnNames() throws {
        let plan = try TestPrices.plan()
        // Every other one has a price; more of them than prices are kept at a time.
        let lines = (0..<12_000).map { index in
            pricedRequest(
                model: index % 2 == 0 ? "many\(index % 10_000)" : "none\(index % 9_999)", input: 1_000_000, output: 0)
        }
        let cost = try #require(summary(of: lines, plan).cost)
        #expect(cost.total.computed == 6_000)
        #expect(cost.total.unpriced == [.unknownModel: 6_000])
        #expect(cost.unpricedModels.first?.model == RunSummary.otherName)
        #expect(cost.unpricedModels.count == 256)
        var random = SplitMix64(seed: 11)
        #expect(summary(of: lines.shuffled(using: &random), plan).cost == cost)
    }
}
