// Tests of requests counted together: sums of numbers of any size, and parts that make up the whole.

import LTBPricing
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct EndRunTests {
    /// Numbers that are missing, small or, where asked for, as large as there are.
    private func number(_ random: inout SplitMix64, _ hasHuge: Bool) -> Int64 {
        switch Int.random(in: 0..<(hasHuge ? 5 : 4), using: &random) {
        case 0: -1
        case 4: Int64.random(in: 1 << 50 ... .max, using: &random)
        default: Int64.random(in: 0...1_000_000, using: &random)
        }
    }

    private func rows(_ count: Int, _ random: inout SplitMix64, hasHuge: Bool) -> [PendingRequests.End] {
        (0..<count).map { _ in
            var end = PendingRequests.End()
            end.measures.end = Int64.random(in: 0..<1_000, using: &random)
            end.measures.latency = number(&random, false)
            end.measures.inputTokens = number(&random, hasHuge)
            end.measures.outputTokens = number(&random, hasHuge)
            end.measures.cachedInputTokens = number(&random, hasHuge)
            end.measures.cacheWriteTokens = number(&random, hasHuge)
            end.measures.reasoningTokens = number(&random, hasHuge)
            end.measures.cost = number(&random, hasHuge)
            end.measures.isFailure = Bool.random(using: &random)
            end.measures.isRetry = Bool.random(using: &random)
            end.provider = Int32.random(in: 0..<2, using: &random)
            return end
        }
    }

    private func latencies(_ rows: some Sequence<PendingRequests.End>) -> [Int64] {
        rows.map(\.measures).filter { !$0.isFailure && $0.latency >= 0 }.map(\.latency)
    }

    private func with(_ rows: [PendingRequests.End], _ costs: [RequestCost] = [], _ body: (EndRun) -> Void) {
        rows.withUnsafeBufferPointer { rows in
            costs.withUnsafeBufferPointer { costs in
                latencies(rows).withUnsafeBufferPointer { body(EndRun(rows, costs, latency: $0)) }
            }
        }
    }

    @Test(arguments: [1, 5, 128, 5_000], [false, true])
    func sumsAreThoseOfEachNumberHoweverLarge(count: Int, hasHuge: Bool) {
        var random = SplitMix64(seed: UInt64(count))
        let rows = rows(count, &random, hasHuge: hasHuge)
        let measures = rows.map(\.measures)
        func sum(_ field: KeyPath<RequestMeasures, Int64>) -> Int128 {
            measures.reduce(0) { $0 + Int128(max(0, $1[keyPath: field])) }
        }
        with(rows) { run in
            let sums = run.sums
            #expect(
                [
                    sums.inputTokens, sums.outputTokens, sums.cachedInputTokens, sums.cacheWriteTokens,
                    sums.reasoningTokens, sums.cost,
                ] == [
                    sum(\.inputTokens), sum(\.outputTokens), sum(\.cachedInputTokens), sum(\.cacheWriteTokens),
                    sum(\.reasoningTokens), sum(\.cost),
                ])
            #expect(
                [sums.requests, sums.failures, sums.retries, sums.priced, sums.unpriced, sums.latencies]
                    == [
                        count, measures.count(where: \.isFailure), measures.count(where: \.isRetry),
                        measures.count { $0.cost >= 0 }, measures.count { $0.cost < 0 && $0.mustCost },
                        latencies(rows).count,
                    ].map(Int64.init))
        }
    }

    @Test(arguments: [false, true])
    func costsAreThoseOfEachRequestHoweverLarge(hasHuge: Bool) {
        var random = SplitMix64(seed: 3)
        let rows = rows(128, &random, hasHuge: false)
        let costs = rows.map { _ in
            var cost = RequestCost()
            (cost.computed, cost.recorded) = (number(&random, hasHuge), number(&random, hasHuge))
            cost.savings = number(&random, hasHuge) * (Bool.random(using: &random) ? 1 : -1)
            cost.whatIf = number(&random, hasHuge)
            return cost
        }
        func sum(_ field: KeyPath<RequestCost, Int64>, where counts: (RequestCost) -> Bool) -> Int128 {
            costs.filter(counts).reduce(0) { $0 + Int128($1[keyPath: field]) }
        }
        let failed = zip(rows, costs).filter { $0.0.measures.isFailure && $0.1.computed >= 0 }
        with(rows, costs) { run in
            let sums = CostSums(run)
            #expect(
                [
                    sums.computed, sums.savings, sums.recorded, sums.comparedRecorded, sums.comparedComputed,
                    sums.whatIf, sums.whatIfComparedOwn, sums.whatIfComparedOther, sums.failedComputed,
                ] == [
                    sum(\.computed) { $0.computed >= 0 }, sum(\.savings) { $0.computed >= 0 },
                    sum(\.recorded) { $0.recorded >= 0 }, sum(\.recorded) { $0.recorded >= 0 && $0.computed >= 0 },
                    sum(\.computed) { $0.recorded >= 0 && $0.computed >= 0 }, sum(\.whatIf) { $0.whatIf >= 0 },
                    sum(\.computed) { $0.whatIf >= 0 && $0.computed >= 0 },
                    sum(\.whatIf) { $0.whatIf >= 0 && $0.computed >= 0 },
                    failed.reduce(0) { $0 + Int128($1.1.computed) },
                ])
            #expect(sums.priced == Int64(costs.count { $0.computed >= 0 }))
        }
    }

    @Test func theTierThatARequestWaitsWithIsTheStandardOne() {
        #expect(PendingRequests.End().tier == ServiceTier.standard.rawValue)
    }

    @Test func partsHaveTheRowsAndTheLatenciesOfTheWhole() {
        var random = SplitMix64(seed: 4)
        let rows = rows(500, &random, hasHuge: false).sorted { $0.measures.end < $1.measures.end }
        with(rows) { whole in
            var (ends, found): ([Int64], [Int64]) = ([], [])
            whole.split(between: { ($0 / 100 * 100, $0 / 100 * 100 + 100) }) { part in
                let own = Array(part.rows)
                #expect(Set(own.map { $0.measures.end / 100 }).count == 1)
                #expect(Array(part.latency) == latencies(own))
                ends += own.map(\.measures.end)
                found += Array(part.latency)
                part.forEachProvider { provider, part in
                    #expect(part.rows.allSatisfy { Int($0.provider) == provider })
                    #expect(Array(part.latency) == latencies(part.rows))
                }
            }
            #expect(ends == rows.map(\.measures.end))
            #expect(found == latencies(rows))
        }
    }
}
