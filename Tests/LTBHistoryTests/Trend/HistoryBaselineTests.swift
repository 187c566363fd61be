// Owns the tests of what the runs of a history say of a figure.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBHistory

@Suite struct HistoryBaselineTests {
    /// Runs whose p95 is 1.5 times these latencies.
    private func runs(_ latencies: [Double]) throws -> [StoredRun] {
        let history = try SampleHistory().open()
        for (index, latency) in latencies.enumerated() {
            _ = try history.add(
                SampleHistory.summary("run_\(index)", day: index + 1, latency: latency),
                logs: [SampleHistory.log("log \(index)")], at: SampleHistory.day(20))
        }
        return try history.runs()
    }

    private func reading(
        _ query: String, _ latencies: [Double], candidate: Double, of subject: [FigureQuery.Condition] = []
    ) throws -> BaselineReading {
        let summary = SampleHistory.summary("new", latency: candidate)
        let baseline = HistoryBaseline(try runs(latencies), candidate: summary, name: "last 5 on main")
        return try baseline.reading(try FigureQuery(query), of: subject)
    }

    @Test func itIsTheMedianOfTheRuns() throws {
        let reading = try reading("p95(latency)", [1, 1.2, 0.9, 1.1, 1], candidate: 1.1)
        #expect(reading.name == "the median of 5 runs, last 5 on main")
        #expect(reading.value == 1.5)
        #expect(reading.isSignificant == false)
    }

    @Test func whatTheRunsDoNotHaveIsSignificant() throws {
        let reading = try reading("p95(latency)", [1, 1.2, 0.9, 1.1, 1], candidate: 2)
        #expect(reading.isSignificant == true)
        #expect(try #require(reading.pValue) < 0.01)
    }

    /// Ten runs of 200 requests that never failed do not make certain of one failure in 200, but of ten.
    @Test(arguments: [(1, false), (10, true)])
    func aFailureThatChanceMayMakeIsNotSignificant(failures: Int64, isSignificant: Bool) throws {
        func run(_ id: String, _ day: Int, failures: Int64) -> RunSummary {
            var summary = SampleHistory.summary(id, day: day)
            summary.totals.totalRequests = 200
            summary.totals.failedRequests = failures
            summary.totals.successfulRequests = 200 - failures
            summary.totals.errorRate = Double(failures) / 200
            return summary
        }
        let history = try SampleHistory().open()
        for day in 1...10 {
            _ = try history.add(
                run("run_\(day)", day, failures: 0), logs: [SampleHistory.log("log \(day)")], at: SampleHistory.day(20))
        }
        let baseline = HistoryBaseline(
            try history.runs(), candidate: run("new", 11, failures: failures), name: "last 10 on main")
        let reading = try baseline.reading(try FigureQuery("error_rate"), of: [])
        #expect(reading.value == 0)
        #expect(reading.isSignificant == isSignificant)
        #expect(try #require(reading.pValue) < (isSignificant ? 0.001 : 1))
    }

    @Test func aSubjectIsAskedOfEachRun() throws {
        let large = FigureQuery.Condition(label: "model", pattern: "large")
        #expect(try reading(#"p50(latency{model="*"})"#, [1, 1, 1], candidate: 1, of: [large]).value == 2)
        let score = try reading(#"mean(score{metric="faithfulness"})"#, [1, 1, 1], candidate: 1).value
        #expect(abs(try #require(score) - 0.9) < 1e-9)
        #expect(try reading("cost", [1, 1, 1], candidate: 1).value == 0.5)
    }

    /// Of failed requests there are tokens and no distribution.
    @Test func tokensOfRunsThatFailedAltogetherAreSummed() throws {
        var summary = SampleHistory.summary("run_1")
        (summary.totals.totalInputTokens, summary.totals.inputTokens) = (800, nil)
        let history = try SampleHistory().open()
        _ = try history.add(summary, logs: [SampleHistory.log("log")], at: SampleHistory.day(20))
        let run = try #require(try history.runs().first)
        #expect(try run.readings(try FigureQuery("sum(input_tokens)")).map(\.value) == [800])
    }

    @Test func ofTwoRunsNothingIsSignificant() throws {
        let reading = try reading("p95(latency)", [1, 1], candidate: 9)
        #expect(reading.value == 1.5)
        #expect(reading.isSignificant == nil)
        #expect(reading.reason == "it takes at least 3 runs to tell a difference from chance")
    }

    @Test func withoutRunsThereIsNoValue() throws {
        let reading = try reading("p95(latency)", [], candidate: 9)
        #expect(reading.value == nil)
        #expect(reading.reason == "the history has no such run")
        #expect(try self.reading("p95(ttft)", [1], candidate: 9).reason == "none of its 1 runs has it")
    }

    @Test(arguments: ["count(alerts)", "cache_hit_rate", #"p95(latency{benchmark="b"})"#])
    func whatHistoriesDoNotKeepIsRefused(query: String) throws {
        let run = try #require(try runs([1]).first)
        let query = try FigureQuery(query)
        #expect(throws: HistoryError.notKept(query.text)) { try run.readings(query) }
    }
}
