// Owns how these tests make runs to compare: requests of known distributions, by a seed.

import LTBTestSupport

@testable import LTBAnalysis

/// A run to be simulated, as lines.
struct ComparedRun {
    var requests = 300
    var models = ["m"]
    /// What latencies are multiplied by.
    var slowness = 1.0
    /// The share of requests that fail; those that would take longest where `failsSlowest`.
    var failures = 0.0
    var failsSlowest = false
    var hasExamples = false
    /// Whether failures name their example as well.
    var namesFailures = true
    /// How many requests there are for an example, where these are named.
    var repeats = 1
    /// Of the examples' own latencies, which runs over the same examples share.
    var exampleSeed: UInt64 = 7
    var hasTokens = false
    var meanScore: Double?
    /// Whether answers that take longer are dearer and scored worse.
    var growsWithLatency = false

    /// The run's lines; another seed is another run of the same kind.
    func lines(seed: UInt64) -> [String] {
        var random = SplitMix64(seed: seed &* 1_000_003)
        var examples = SplitMix64(seed: exampleSeed)
        let latencies = (0..<requests).map { _ in
            let own = Self.spread(&examples, by: hasExamples ? 0.5 : 0)
            return own * Self.spread(&random, by: hasExamples ? 0.1 : 0.5) * slowness
        }
        let limit = latencies.sorted()[min(requests - 1, Int(Double(requests) * (1 - failures)))]
        return (0..<requests).flatMap { index in
            let fails =
                failsSlowest
                ? failures > 0 && latencies[index] >= limit : Double.random(in: 0..<1, using: &random) < failures
            return lines(index, latencies[index], fails, &random)
        }
    }

    private func lines(_ index: Int, _ latency: Double, _ fails: Bool, _ random: inout SplitMix64) -> [String] {
        let isNamed = hasExamples && (namesFailures || !fails)
        let example = isNamed ? #","benchmark_id":"b","example_id":"e\#(index / repeats)""# : ""
        let names = #""provider":"p","model":"\#(models[index % models.count])"\#(example)"#
        let id = #","request_id":"r\#(random.next())""#
        let tokens =
            hasTokens
            ? #","time_to_first_token":\#(latency / 5),"cost":\#(cost(index, latency)),"tokens":{"output_tokens":\#(tokens(latency, &random))}"#
            : ""
        let second = Double(index) / 2
        guard !fails else { return [request("Failed", at: second, names + id + #","error_type":"timeout""#)] }
        let answer = request("Completed", at: second, names + id + #","latency":\#(latency)\#(tokens)"#)
        guard let meanScore else { return [answer] }
        let quality = growsWithLatency ? meanScore + 0.3 * (1 - latency) : meanScore
        let score = min(1, max(0, quality * Self.spread(&random, by: 0.05)))
        let evaluation = #""metric":"faithfulness",\#(names),"score":\#(score),"passed":\#(score > 0.7)"#
        return [answer, line("EvaluationCompleted", at: second, payload: "Evaluation", evaluation)]
    }

    private func cost(_ index: Int, _ latency: Double) -> Double {
        growsWithLatency ? latency / 100 : Double(1 + index % 3) / 100
    }

    private func tokens(_ latency: Double, _ random: inout SplitMix64) -> Int {
        growsWithLatency ? Int(latency * 100) + 2 : 50 + Int.random(in: 0..<100, using: &random)
    }

    /// About lognormal around 1: a sum of twelve uniform numbers is nearly normal.
    private static func spread(_ random: inout SplitMix64, by sigma: Double) -> Double {
        let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
        // e^x by its series, which needs no libm and is the same everywhere.
        var (term, sum) = (1.0, 1.0)
        for step in 1...24 {
            term *= sigma * normal / Double(step)
            sum += term
        }
        return sum
    }

    /// The run, read.
    func sampled(seed: UInt64, _ plan: AnalysisPlan = AnalysisPlan()) -> SampledRun {
        sampledRun(lines(seed: seed), plan)
    }
}

/// What is kept of lines to be compared.
func sampledRun(_ lines: [String], _ plan: AnalysisPlan = AnalysisPlan()) -> SampledRun {
    var plan = plan
    plan.gathersSamples = true
    return sampledRun(aggregator(of: lines, plan))
}

/// What is kept of what was gathered.
func sampledRun(_ aggregator: RunAggregator) -> SampledRun {
    var aggregator = aggregator
    aggregator.settle()
    let samples = (aggregator.sampler ?? RunSampler(objectives: [])).samples
    return SampledRun(summary: aggregator.summary(log: LogFigures()), samples: samples)
}

extension RunComparison {
    /// The verdicts on a measure in the first group, by figure.
    func verdicts(_ measure: ComparedMeasure) -> [Verdict] {
        groups[0].rows.filter { $0.measure == measure }.map(\.verdict)
    }
}
