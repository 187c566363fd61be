import LTBAnalysis
import LTBEvents
import LTBPricing
import LTBTestSupport
import Testing

@Suite struct CostSummaryTests {
    private func cost(of lines: [String], _ plan: AnalysisPlan) throws -> CostSummary {
        try #require(summary(of: lines, plan).cost)
    }

    @Test func aTierAppliesToTheWholeRequestAndCachedTokensArePartOfTheInput() throws {
        let line = pricedRequest(
            provider: "google", model: "gemini-2.5-pro", input: 300_000, output: 1_000, cached: 100_000, ",\"cost\":0.6"
        )
        let cost = try cost(of: [line], TestPrices.plan())
        #expect(cost.total.computed == 0.540)
        #expect(cost.total.recorded == 0.6)
        #expect(cost.total.drift == -0.1)
        #expect(cost.total.cacheSavings == 0.225)
        #expect(cost.total.unpriced.isEmpty)
    }

    @Test func withoutPricesOnlyWhatWasRecordedIsTold() throws {
        let cost = try cost(
            of: [pricedRequest(input: 10, output: 1, ",\"cost\":0.5"), pricedRequest()], AnalysisPlan())
        #expect(!cost.isRepriced)
        #expect(cost.total.total == 0.5)
        #expect(cost.total.computed == nil)
        #expect(cost.total.perRequest == 0.5)
        #expect(cost.rows.map(\.dimension) == [.provider, .model])
        #expect(cost.unpricedModels.isEmpty && cost.sources.isEmpty)
    }

    @Test func withPricesAllFiguresTellTheComputedCost() throws {
        let lines = [
            pricedRequest(input: 1_000_000, output: 0, #","cost":7"#),
            pricedRequest(at: 1, input: 2_000_000, output: 0),
            pricedRequest(at: 2, model: "none", input: 1, output: 1, #","cost":5"#),
            pricedRequest("Failed", at: 3, #","cost":2"#), pricedRequest("Failed", at: 4),
        ]
        var plan = try TestPrices.plan(groupLabel: "team")
        plan.add(try Objective.list("latency=5s"))
        let summary = summary(of: lines, plan)
        #expect(summary.totals.totalCost == 3)
        #expect((summary.totals.pricedRequests, summary.totals.unpricedRequests) == (2, 2))
        #expect(summary.models.map(\.requests.totalCost) == [3, nil])
        #expect(summary.groups.map(\.requests.totalCost) == [3])
        #expect(summary.timeline?.cost.reduce(0) { $0 + ($1 ?? 0) } == 3)
        #expect(summary.timeline?.by.model["p/m0"]?.cost.reduce(0) { $0 + ($1 ?? 0) } == 3)
        #expect(summary.slowest.map(\.cost) == [1, 2, nil])
        #expect(summary.totals.goodput?.requestsPerDollar == 2.0 / 3)
        let cost = try #require(summary.cost?.total)
        #expect((cost.recorded, cost.recordedRequests, cost.recordedUnpricedRequests) == (14, 3, 1))
        #expect((cost.computed, cost.drift, cost.comparedRequests) == (3, -6.0 / 7, 1))
    }

    @Test func withoutRequestsThereIsNoCost() throws {
        #expect(summary(of: [], try TestPrices.plan()).cost == nil)
    }

    @Test func everyReasonForHavingNoPriceIsCounted() throws {
        let huge = Int64.max / 2
        let lines = [
            pricedRequest(model: "m0x", input: 1, output: 1), pricedRequest(model: "pictures", input: 1, output: 1),
            pricedRequest(at: 45, model: "m2", input: 1, output: 1), pricedRequest(model: "half", input: 1, output: 1),
            pricedRequest(output: 1), pricedRequest(input: 1),
            pricedRequest(input: 5, output: 1, cached: 4, written: 2),
            pricedRequest(input: 5, output: 1, reasoning: 2), pricedRequest(input: huge, output: huge),
        ]
        let cost = try cost(of: lines, TestPrices.plan())
        #expect(
            cost.total.unpriced == [
                .unknownModel: 1, .notPricedByToken: 1, .notPricedThen: 1, .noInputPrice: 1, .inputNotMeasured: 1,
                .outputNotMeasured: 1, .inputPartsExceedIt: 1, .reasoningExceedsOutput: 1, .tooLarge: 1,
            ])
        #expect(cost.total.computed == nil)
        #expect(cost.total.total == nil)
        #expect(cost.unpricedModels.map(\.model) == ["m0", "half", "m0x", "m2", "pictures"])
        #expect(cost.unpricedModels[2].suggestions == ["p/m0"])
        #expect(cost.unpricedModels[0].suggestions.isEmpty)
    }

    @Test func failedRequestsCostWhatTheyUsedAndNothingIfTheyUsedNothing() throws {
        let lines = [
            pricedRequest(input: 1_000_000, output: 1_000_000), pricedRequest("Failed", input: 1_000_000),
            pricedRequest("Failed"), pricedRequest("Failed", input: 500_000, output: 0, ",\"attempt\":2"),
        ]
        let cost = try cost(of: lines, TestPrices.plan())
        #expect(cost.total.computed == 5.5)
        #expect(cost.total.computedRequests == 3)
        #expect(cost.total.unpriced.isEmpty)
        #expect(cost.total.failed == 1.5)
        #expect(cost.total.retried == 0.5)
        #expect(cost.total.failedShare == 1.5 / 5.5)
    }

    @Test func failedRequestsThatUsedTokensOrMoneyAreUnpricedWhereTheirTokensAreUnknown() throws {
        let lines = [
            pricedRequest("Failed", ",\"cost\":0.05"), pricedRequest("Failed", ",\"tokens\":{\"total_tokens\":1000}"),
            pricedRequest("Failed", reasoning: 5), pricedRequest("Failed", ",\"cost\":0"),
            pricedRequest("Failed", ",\"tokens\":{\"total_tokens\":0}"),
        ]
        let total = try cost(of: lines, TestPrices.plan()).total
        #expect(total.unpriced == [.inputNotMeasured: 3])
        #expect(total.requestsWithoutUsage == 2)
    }

    @Test func requestsOfATierThatHasNoPricesAreCounted() throws {
        let tiers = [
            "m1 batch", "m1 Batch", "m1 flex", "m0 flex", "m0 batch", "m1 default", "m1 nonsense", "none flex",
        ]
        let lines = tiers.map { pair in
            let parts = pair.split(separator: " ")
            return pricedRequest(model: String(parts[0]), input: 10, output: 1, ",\"service_tier\":\"\(parts[1])\"")
        }
        let cost = try cost(of: lines, TestPrices.plan())
        #expect(cost.total.pricedAsStandard == ["batch": 2, "flex": 2])
        #expect(cost.rows.first { $0.model == "m0" }?.cost.pricedAsStandard == ["flex": 1])
    }

    @Test func requestsOfNoBenchmarkHaveARowOfTheirOwn() throws {
        let lines = [
            pricedRequest(input: 1_000_000, output: 0, ",\"benchmark_id\":\"b\",\"cost\":1"),
            pricedRequest(input: 2_000_000, output: 0, ",\"cost\":2"), pricedRequest(output: 1),
        ]
        let rows = try cost(of: lines, TestPrices.plan()).rows.filter { $0.dimension == .benchmark }
        #expect(rows.map(\.benchmarkID) == ["b", nil])
        #expect(rows.map(\.cost.computed) == [1, 2])
        #expect(rows.map(\.cost.recorded) == [1, 2])
        #expect(rows.map(\.cost.unpriced) == [[:], [.inputNotMeasured: 1]])
        #expect(try cost(of: [lines[1]], TestPrices.plan()).rows.allSatisfy { $0.dimension != .benchmark })
    }

    @Test func theVariantOfAServiceTierCounts() throws {
        let lines = ["batch", "BATCH", "default", "standard", "nonsense", ""].map {
            pricedRequest(input: 1_000_000, output: 0, ",\"service_tier\":\"\($0)\"")
        }
        #expect(try cost(of: lines, TestPrices.plan()).total.computed == 5)
    }

    @Test func aWhatIfPricesTheSameTokensByAnotherModel() throws {
        let lines = [
            pricedRequest(model: "m0", input: 1_000_000, output: 0),
            pricedRequest(model: "M0", input: 2_000_000, output: 0),
            pricedRequest(model: "m9", input: 1, output: 0),
            pricedRequest(at: 0, model: "m2", input: 3_000_000, output: 0),
        ]
        let whatIf = RequestPricing.WhatIf(
            .init(provider: "P", model: "m0"), pricedAs: .init(provider: "google", model: "gemini-2.5-pro"))
        let cost = try cost(of: lines, TestPrices.plan([whatIf]))
        #expect(cost.total.computed == 6)
        #expect(cost.total.whatIf == 10.5)
        #expect(cost.total.whatIfRequests == 3)
        #expect(cost.whatIfs == [.init(model: "P/m0", pricedAs: "google/gemini-2.5-pro")])
    }

    @Test func aWhatIfIsComparedOverTheRequestsThatHaveBothCosts() throws {
        let lines = [
            pricedRequest(model: "m0", input: 1_000_000, output: 0),
            // Priced as gemini-2.5-pro only, as m0 only, and by neither.
            pricedRequest(model: "none", input: 1_000_000, output: 0),
            pricedRequest(model: "m1", input: 1_000_000, output: 0), pricedRequest(model: "m9", input: 1, output: 0),
        ]
        func whatIf(_ model: String, _ other: RequestPricing.ModelName) -> RequestPricing.WhatIf {
            .init(.init(provider: "", model: model), pricedAs: other)
        }
        let gemini = RequestPricing.ModelName(provider: "google", model: "gemini-2.5-pro")
        let plan = try TestPrices.plan([
            whatIf("m0", gemini), whatIf("none", gemini), whatIf("m1", .init(provider: "p", model: "pictures")),
        ])
        let cost = try cost(of: lines, plan)
        let total = cost.total
        #expect(cost.whatIfs.map(\.model) == ["m0", "none", "m1"])
        #expect(total.computed == 1.3343)
        #expect(total.computedRequests == 2)
        #expect(total.whatIf == 5)
        #expect(total.whatIfRequests == 2)
        #expect(total.whatIfComparedRequests == 1)
        #expect(total.whatIfChange == 1.5)
        #expect(total.dueRequests == 4)
        #expect(total.whatIfUnpricedRequests == 2)
    }

    /// The same by another way: events decoded whole, a price looked up for each, sums of exact decimals.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func sumsAreThoseOfTheSingleRequests(seed: UInt64) throws {
        let lines = pricedRequests(seed: seed, count: 600)
        let table = try TestPrices.table()
        var sums: [String: Int64] = [:]
        var unpriced: [UnpricedReason: Int64] = [:]
        for line in lines {
            let (context, tokens, tier, time, recorded) = try parts(of: Event(line: line))
            let isFailure = tier == nil
            if isFailure, !usesAnything(tokens, cost: recorded) { continue }
            let tierBytes = Array((tier ?? "").utf8)
            let (input, cached) = (tokens?.inputTokens ?? -1, tokens?.cachedInputTokens ?? -1)
            let output = tokens?.outputTokens ?? (isFailure ? 0 : -1)
            let (written, reasoning) = (tokens?.cacheWriteTokens ?? -1, tokens?.reasoningTokens ?? -1)
            let service = tierBytes.withUnsafeBytes { ServiceTier(eventText: $0) }
            guard let price = table.price(provider: context.provider, model: context.model ?? "") else {
                unpriced[.unknownModel, default: 0] += 1
                continue
            }
            let cost = price.nanoDollars(
                input: input, output: output, cachedInput: cached, cacheWrite: written, reasoning: reasoning, at: time,
                tier: service)
            if let cost {
                for key in ["all", "p/\(context.model ?? "")", "b/\(context.benchmarkID ?? "")"] {
                    sums[key, default: 0] += cost
                }
            } else {
                let reason = price.reason(
                    input: input, output: output, cachedInput: cached, cacheWrite: written, reasoning: reasoning,
                    at: time, tier: service)
                unpriced[try #require(reason), default: 0] += 1
            }
        }
        let cost = try cost(of: lines, TestPrices.plan())
        #expect(cost.total.computed == sums["all"].map { Double($0) / 1e9 })
        for row in cost.rows where row.dimension == .model {
            #expect(row.cost.computed == sums["p/\(row.model ?? "")"].map { Double($0) / 1e9 })
        }
        for row in cost.rows where row.dimension == .benchmark {
            #expect(row.cost.computed == sums["b/\(row.benchmarkID ?? "")"].map { Double($0) / 1e9 })
        }
        #expect(cost.total.unpricedRequests == unpriced.values.reduce(0, +))
        #expect(cost.total.unpriced[.unknownModel] == unpriced[.unknownModel])
        #expect(cost.total.unpriced[.notPricedThen] == unpriced[.notPricedThen])
    }

    private func parts(
        of event: Event
    ) throws -> (context: RequestContext, tokens: TokenUsage?, tier: String?, time: Int64, cost: Double?) {
        switch event.payload {
        case .requestCompleted(let request):
            (
                request.context, request.tokens, request.serviceTier ?? "", event.timestamp.nanosecondsSince1970,
                request.costUSD
            )
        case .requestFailed(let request):
            (request.context, request.tokens, nil, event.timestamp.nanosecondsSince1970, request.costUSD)
        default: throw NotAnEnd()
        }
    }

    private struct NotAnEnd: Error {}

    private func usesAnything(_ tokens: TokenUsage?, cost: Double?) -> Bool {
        if (tokens?.inputTokens ?? 0) > 0 || (tokens?.outputTokens ?? 0) > 0 || (cost ?? 0) > 0 { return true }
        guard tokens?.inputTokens == nil, tokens?.outputTokens == nil else { return false }
        return [tokens?.totalTokens, tokens?.cachedInputTokens, tokens?.cacheWriteTokens, tokens?.reasoningTokens]
            .contains { ($0 ?? 0) > 0 }
    }

    @Test func everyDimensionAddsUpToTheTotal() throws {
        let lines = pricedRequests(seed: 4, count: 500, seconds: 100_000)
        let cost = try cost(of: lines, TestPrices.plan(groupLabel: "team"))
        for dimension in CostSummary.Dimension.allCases {
            let rows = cost.rows.filter { $0.dimension == dimension }
            #expect(rows.count > 1 || dimension == .provider)
            let computed = rows.compactMap(\.cost.computed).reduce(0, +)
            #expect(abs(computed - (cost.total.computed ?? 0)) < 1e-9)
            #expect(rows.reduce(0) { $0 + $1.cost.requests } == cost.total.requests)
            #expect(rows.reduce(0) { $0 + $1.cost.unpricedRequests } == cost.total.unpricedRequests)
        }
    }

    @Test func pointsOfScoreAndSuccessfulExamplesHaveTheirCost() throws {
        let lines = [
            pricedRequest(model: "m0", input: 1_000_000, output: 1_000_000, ",\"benchmark_id\":\"b\""),
            line(
                "EvaluationCompleted", at: 1, payload: "Evaluation",
                "\"metric\":\"faithfulness\",\"provider\":\"p\",\"model\":\"m0\",\"score\":0.5"),
            line("EvaluationCompleted", at: 1, payload: "Evaluation", "\"metric\":\"faithfulness\",\"score\":1.5"),
            line(
                "BenchmarkCompleted", at: 2, payload: "Benchmark",
                "\"benchmark_id\":\"b\",\"total_examples\":10,\"completed_examples\":10,\"failed_examples\":2"),
        ]
        let cost = try cost(of: lines, TestPrices.plan())
        #expect(cost.perSuccessfulExample == 0.5)
        #expect(cost.rows.first { $0.dimension == .benchmark }?.perSuccessfulExample == 0.5)
        #expect(cost.scores.map(\.model) == [nil, "m0"])
        #expect(cost.scores.map(\.points) == [2, 0.5])
        #expect(cost.scores.map(\.costPerPoint) == [2, 8])
    }
}
