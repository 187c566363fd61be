// Tests of gathering single values of a run.

import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct RunSamplerTests {
    private let run = ComparedRun(
        requests: 60, models: ["a", "b"], failures: 0.2, hasExamples: true, hasTokens: true, meanScore: 0.8)

    @Test func splitsAndOrdersGiveTheSameSamples() {
        let lines = run.lines(seed: 1)
        let whole = sampledRun(lines).samples
        var random = SplitMix64(seed: 2)
        var plan = AnalysisPlan()
        plan.gathersSamples = true
        for _ in 0..<5 {
            let shuffled = lines.shuffled(using: &random)
            let cut = Int.random(in: 0...lines.count, using: &random)
            var one = aggregator(of: Array(shuffled[..<cut]), plan)
            one.merge(aggregator(of: Array(shuffled[cut...]), plan))
            #expect(sampledRun(one).samples == whole)
        }
    }

    @Test func unusualSpellingsAndDecodedEventsGiveTheSameSamples() throws {
        let lines = run.lines(seed: 4)
        let whole = sampledRun(lines).samples
        #expect(sampledRun(lines.map { $0.replacing("\"data\":{", with: "\"data\" : { ") }).samples == whole)
        #expect(
            sampledRun(lines.map { $0.replacing("example_id\":\"e", with: "example_id\":\"\\u0065") }).samples == whole)
        var plan = AnalysisPlan()
        plan.gathersSamples = true
        var decoded = RunAggregator(plan)
        for line in lines { decoded.addChosen(try Event(line: line)) }
        #expect(sampledRun(decoded).samples == whole)
    }

    @Test func rowsHoldWhatWasMeasured() throws {
        let lines = [
            request(
                "Completed", at: 1,
                #""provider":"p","model":"m","latency":1.5,"time_to_first_token":0.5,"cost":0.25,"tokens":{"output_tokens":11}"#
            ),
            request("Failed", at: 2, #""provider":"p","model":"m","latency":9,"error_type":"timeout""#),
        ]
        var plan = AnalysisPlan()
        plan.add(try Objective.list("latency=2s"))
        let rows = sampledRun(lines, plan).samples.all.rows.sorted { !$0.isFailure && $1.isFailure }
        #expect(rows.count == 2)
        #expect(ComparedMeasure.latency.value(rows[0]) == 1.5)
        #expect(ComparedMeasure.timeToFirstToken.value(rows[0]) == 0.5)
        #expect(ComparedMeasure.timePerOutputToken.value(rows[0]) == 0.1)
        #expect(ComparedMeasure.outputTokens.value(rows[0]) == 11)
        #expect(ComparedMeasure.cost.value(rows[0]) == 0.25)
        #expect(rows[0].isGood == true && rows[0].pair == 0)
        #expect(rows[1].isFailure && rows[1].isGood == false && ComparedMeasure.latency.value(rows[1]) == nil)
    }

    /// Of more requests than are kept, two runs over the same examples keep the same ones.
    @Test func bothRunsKeepTheSameExamples() {
        let limit = RunSampler.rowLimit
        func rows(_ run: UInt64) -> [UInt64] {
            var sample = KeptSample<RequestSample>(limit: limit / 64)
            for example in 0..<UInt64(limit / 16) {
                let pair = SampleHash.mix(example, 9)
                sample.record(
                    RequestSample(
                        rank: SampleHash.mix(pair, 1), tie: SampleHash.mix(run, example), pair: pair, model: 1,
                        latency: 1, timeToFirstToken: -1, timePerOutputToken: -1, outputTokens: -1, cost: -1,
                        isFailure: false, isGood: nil))
            }
            return sample.kept.map(\.pair)
        }
        #expect(rows(1) == rows(2))
        #expect(rows(1).count == limit / 64)
    }
}
