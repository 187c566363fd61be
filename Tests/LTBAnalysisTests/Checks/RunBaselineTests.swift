// Owns the claims about checks that compare a run with another.

import LTBStatistics
import Testing

@testable import LTBAnalysis

@Suite struct RunBaselineTests {
    /// What checks find in a run that is compared with another, a line each: the outcome, or why there is none.
    private func found(
        _ texts: [String], _ base: ComparedRun, _ candidate: ComparedRun, seed: UInt64 = 2
    ) throws -> [String] {
        let (base, candidate) = (base.sampled(seed: 1), candidate.sampled(seed: seed))
        let checks = try texts.map { Check(try Expectation($0)) }
        let baseline = RunBaseline(base, candidate: candidate)
        return try checks.results(in: candidate.summary, baseline: baseline).map { result in
            switch result.outcome {
            case .passed: "passed"
            case .failed: "failed"
            case .noData(let reason): reason
            }
        }
    }

    private static let figures = [
        "p50(latency) <= 1.1 * baseline", "p95(latency{model=\"m\"}) <= 1.1 * baseline",
        "mean(latency) <= 1.1 * baseline",
        "error_rate <= 1.1 * baseline", "p95(ttft) <= 1.1 * baseline",
        "mean(score{metric=\"faithfulness\"}) >= 0.9 * baseline",
        "cost_per_request <= 1.1 * baseline", "count(requests) >= baseline",
    ]

    @Test func aRunMeetsItsOwnFigures() throws {
        let run = ComparedRun(failures: 0.1, hasExamples: true, hasTokens: true, meanScore: 0.8)
        #expect(try found(Self.figures, run, run, seed: 1) == Array(repeating: "passed", count: Self.figures.count))
    }

    @Test func whatIsMuchWorseFails() throws {
        let base = ComparedRun(requests: 400, failures: 0.02, hasTokens: true, meanScore: 0.8)
        let slow = ComparedRun(requests: 400, slowness: 2, failures: 0.02, hasTokens: true, meanScore: 0.6)
        #expect(
            try found(Self.figures, base, slow) == [
                "failed", "failed", "failed", "passed", "failed", "failed", "passed", "passed",
            ])
    }

    /// Programs often name the example only where there was an answer for it: pairs of these have no failure.
    @Test func failuresThatNameNoExampleAreFailures() throws {
        let base = ComparedRun(failures: 0.04, hasExamples: true, namesFailures: false)
        let candidate = ComparedRun(failures: 0.15, hasExamples: true, namesFailures: false)
        #expect(
            try found(["error_rate <= 1.1 * baseline", "p50(latency) <= 1.2 * baseline"], base, candidate) == [
                "failed", "passed",
            ])
        let (before, after) = (base.sampled(seed: 1), candidate.sampled(seed: 2))
        let rows = RunComparison(base: before, candidate: after).groups[0].rows
        let row = try #require(rows.first { $0.measure == .errorRate })
        #expect(row.verdict == .worse && row.effect?.test == .fisher)
        #expect(row.effect?.base.value == before.summary.totals.errorRate)
        #expect(row.effect?.candidate.value == after.summary.totals.errorRate)
        #expect(rows[0].effect?.isPaired == true)
    }

    /// The means of three have no tail: one request in twenty that takes ten times as long would be hidden.
    @Test func tailsOfOneRequestAnExampleAreNotComparedWithThoseOfSeveral() throws {
        var base = ComparedRun(requests: 200, hasExamples: true)
        let once = base.sampled(seed: 1)
        (base.requests, base.repeats) = (600, 3)
        let rows = RunComparison(base: once, candidate: base.sampled(seed: 2)).groups[0].rows
        #expect(rows.filter { $0.measure == .latency }.map { $0.effect?.isPaired } == [false, false, false, true])
    }

    /// What is compared of two runs is told with the verdict.
    @Test func aCheckSaysHowManyExamplesItCompared() throws {
        let base = ComparedRun(requests: 200, hasExamples: true).sampled(seed: 1)
        let part = ComparedRun(requests: 50, hasExamples: true).sampled(seed: 2)
        let baseline = RunBaseline(base, candidate: part)
        let latency = try baseline.reading(try FigureQuery("p50(latency)"), of: [])
        #expect(latency.pairedExamples == .init(common: 50, base: 200, candidate: 50))
        #expect(try baseline.reading(try FigureQuery("error_rate"), of: []).pairedExamples == nil)
    }

    /// The figure is beyond the limit, but so few requests differ by as much from chance.
    @Test func aDifferenceThatChanceExplainsDoesNotFail() throws {
        let texts = ["p50(latency) <= 1.0001 * baseline", "p50(latency) >= 1.0001 * baseline"]
        let run = ComparedRun(requests: 30)
        #expect(try found(texts, run, run) == ["passed", "passed"])
    }

    @Test func whereSlowRequestsWereLostLatencyIsNotJudged() throws {
        #expect(
            try found(
                ["p50(latency) >= 2 * baseline", "error_rate <= 1.1 * baseline"], ComparedRun(),
                ComparedRun(failures: 0.6, failsSlowest: true)) == [
                    "it cannot be told from chance: the runs lost so different shares of their requests that this explains it",
                    "failed",
                ])
    }

    @Test(arguments: [
        ("p99(latency) < 0.5 * baseline", "it cannot be told from chance: it takes at least 100 requests a run"),
        ("p95(ttft) < 0.5 * baseline", "no request has ttft"),
        (
            "max(latency) < 0.5 * baseline",
            "it cannot be told from chance: no test can tell this figure from chance; use a percentile or a mean of all, of "
                + "a provider or of a model"
        ),
        ("p50(latency{model=\"none\"}) < 0.5 * baseline", "nothing in the log has model 'none'"),
    ])
    func whatCannotBeComparedIsNotJudged(_ text: String, _ reason: String) throws {
        #expect(try found([text], ComparedRun(requests: 40), ComparedRun(requests: 40)) == [reason])
    }

    @Test func totalsAreComparedAsTheyAre() throws {
        let texts = ["count(requests) >= baseline", "count(requests) <= 0.6 * baseline", "duration <= baseline"]
        #expect(
            try found(texts, ComparedRun(requests: 100), ComparedRun(requests: 70)) == ["failed", "failed", "passed"])
    }

    /// One test in twenty errs; of twenty at once each must be surer.
    @Test func manyChecksAtOnceNeedStrongerEvidence() throws {
        let base = ComparedRun(requests: 120).sampled(seed: 1)
        let check = Check(try Expectation("mean(latency) <= baseline"))
        // The first of ever slower runs that is certainly slower, as far as one test tells.
        var slower: (run: SampledRun, baseline: RunBaseline, results: [CheckResult])?
        for percent in 101...200 where slower == nil {
            let run = ComparedRun(requests: 120, slowness: Double(percent) / 100).sampled(seed: 2)
            let baseline = RunBaseline(base, candidate: run)
            let results = try [check].results(in: run.summary, baseline: baseline)
            if results[0].outcome == .failed { slower = (run, baseline, results) }
        }
        let (candidate, baseline, alone) = try #require(slower)
        let among = try Array(repeating: check, count: 20).results(in: candidate.summary, baseline: baseline)
        let pValue = try #require(alone[0].baseline?.pValue)
        #expect(pValue < 0.05 && 20 * pValue > 0.05)
        #expect(alone.map(\.outcome) == [.failed])
        #expect(among.map(\.outcome) == Array(repeating: .passed, count: 20))
        #expect(among[0].baseline?.pValue == min(1, 20 * pValue))
    }
}
