import LTBAnalysis
import LTBEvents
import Testing

@Suite struct RunSummaryTests {
    @Test func noLineGivesAnEmptySummary() {
        #expect(summary(of: []) == RunSummary())
    }

    @Test func linesThatAreNoEventsAreCountedByReasonAndPlace() {
        let log = summary(of: [
            "no", "[1]", #"{"event_type":"X"}"#, #"{"timestamp":"2026-01-15T10:00:00Z"}"#,
            request("Completed", at: 1, #""latency":-1"#), request("Completed", at: 1, #""latency":"1""#),
            request("Completed", at: 1, #""latency":1"#),
        ]).log
        #expect(log.events == 1)
        #expect(
            log.skippedLines == [
                "invalid_json": 1, "not_an_object": 1, "missing_timestamp": 1, "missing_event_type": 1,
                "out_of_range": 1,
                "wrong_type": 1,
            ])
        #expect(log.skippedExamples.count == 5)
        #expect(log.skippedExamples.first == "file 0, line 1 (frame 0): invalid_json")
        #expect(log.isDamaged)
    }

    @Test func unknownTypesAreCountedByName() {
        let log = summary(of: [
            line("Teleported", at: 1, payload: "Person", ""), line("RequestCompleted", at: 1, payload: "Parcel", ""),
        ]).log
        #expect(log.eventsByType == ["Teleported": 1, "RequestCompleted": 1])
        #expect(log.unknownTypes == ["Teleported": 1, "Parcel": 1])
        #expect(!log.isDamaged)
    }

    @Test func runsKeepTheirIdentityAndTheirCommonLabels() {
        let summary = summary(of: [
            line(
                "RunStarted", at: 0, payload: "Run", #""run_id":"r2","name":"b","labels":{"branch":"main","job":"2"}"#),
            line(
                "RunStarted", at: 1, payload: "Run", #""run_id":"r1","name":"a","labels":{"branch":"main","job":"1"}"#),
            line("RunCompleted", at: 9, payload: "Run", #""run_id":"r1","status":"passed","dropped_events":3"#),
        ])
        #expect(summary.run == nil)
        #expect(summary.runs.map(\.name) == ["a", "b"])
        #expect(summary.runs.map(\.status) == ["passed", nil])
        #expect(summary.sharedLabels == ["branch": "main"])
        #expect(summary.log.droppedEvents == 3)
    }

    @Test func aBenchmarkTellsItsProgressAndItsRequests() throws {
        let id = #""benchmark_id":"b1","name":"MMLU","total_examples":4"#
        let benchmark = try #require(
            summary(of: [
                line("BenchmarkStarted", at: 0, payload: "Benchmark", id),
                request("Completed", at: 5, #""benchmark_id":"b1","latency":1"#),
                line(
                    "BenchmarkProgress", at: 10, payload: "Benchmark",
                    id + #","completed_examples":1,"progress_percent":25"#),
                line(
                    "BenchmarkProgress", at: 20, payload: "Benchmark",
                    id + #","completed_examples":3,"failed_examples":1"#),
                line("BenchmarkCompleted", at: 30, payload: "Benchmark", id + #","completed_examples":4"#),
            ]).benchmarks.first)
        #expect(benchmark.benchmarkID == "b1")
        #expect(benchmark.name == "MMLU")
        #expect(benchmark.totalExamples == 4)
        #expect(benchmark.completedExamples == 4)
        #expect(benchmark.failedExamples == 1)
        #expect(benchmark.status == "completed")
        #expect(benchmark.durationSeconds == 30)
        #expect(benchmark.progress.map(\.percent) == [25, 75, 100])
        #expect(benchmark.requests.totalRequests == 1)
    }

    @Test func evaluationsHaveScoresAndAnIntervalOfWhoPassed() throws {
        let key = #""metric":"faithfulness","provider":"p","model":"m""#
        let evaluations = summary(of: [
            line("EvaluationCompleted", at: 1, payload: "Evaluation", key + #","score":0.5,"passed":false"#),
            line("EvaluationCompleted", at: 3, payload: "Evaluation", key + #","score":0.75,"passed":true"#),
            line("EvaluationCompleted", at: 2, payload: "Evaluation", key + #","score":1,"passed":true"#),
            line("EvaluationCompleted", at: 2, payload: "Evaluation", #""metric":"relevance","score":-1"#),
        ]).evaluations
        #expect(evaluations.map(\.metric) == ["faithfulness", "relevance"])
        #expect(evaluations.map(\.provider) == ["p", nil])
        #expect(evaluations[0].score?.mean == 0.75)
        #expect(evaluations[0].lastScore == 0.75)
        #expect(evaluations[0].passRate == 2.0 / 3)
        let interval = try #require(evaluations[0].passRateInterval)
        // scipy.stats.binomtest(2, 3).proportion_ci(method='wilson')
        #expect(abs(interval.lowerBound - 0.2076596) < 1e-7)
        #expect(abs(interval.upperBound - 0.9385081) < 1e-7)
        #expect(evaluations[1].score?.minimum == -1)
        #expect(evaluations[1].passRate == nil)
    }

    @Test func aProvidersStatusChangesOnlyWhenItIsAnother() {
        func status(_ word: String, at second: Double) -> String {
            line("ProviderStatus", at: second, payload: "Provider", #""provider":"p","status":"\#(word)""#)
        }
        let figures = summary(of: [
            status("healthy", at: 0), status("healthy", at: 10), status("unavailable", at: 20),
            status("unavailable", at: 30),
            status("healthy", at: 40),
        ]).providerStatus
        #expect(figures.map(\.provider) == ["p"])
        #expect(figures.first?.status == "healthy")
        #expect(figures.first?.changes.map(\.status) == ["healthy", "unavailable", "healthy"])
        #expect(
            figures.first?.changes.map { $0.at.description.suffix(16) } == [
                "10:00:00.000000Z", "10:00:20.000000Z", "10:00:40.000000Z",
            ])
    }

    @Test func anAlertIsOneEpisodeFromFiringToResolved() {
        func alert(_ state: String, at second: Double, _ value: Double) -> String {
            line(
                "SystemAlert", at: second, payload: "Alert",
                #""name":"errors","severity":"critical","state":"\#(state)","value":\#(value)"#)
        }
        let alerts = summary(of: [
            alert("resolved", at: 30, 0), alert("firing", at: 10, 0.5), alert("firing", at: 20, 0.9),
            alert("firing", at: 50, 0.7),
        ]).alerts
        #expect(alerts.map(\.state) == ["resolved", "firing"])
        #expect(alerts.map(\.value) == [0.5, 0.7])
        #expect(alerts.map { $0.endedAt == nil } == [false, true])
    }

    @Test func anAlertOfAnotherStateDoesNotFire() {
        func alert(_ state: String, at second: Double) -> String {
            line(
                "SystemAlert", at: second, payload: "Alert",
                #""name":"errors","severity":"critical","state":"\#(state)""#)
        }
        let states = { (lines: [String]) in summary(of: lines).alerts.map(\.state) }
        #expect(states([alert("pending", at: 1), alert("pending", at: 2)]) == ["pending"])
        #expect(states([alert("pending", at: 1), alert("resolved", at: 2)]) == ["resolved"])
        #expect(states([alert("firing", at: 1), alert("acknowledged", at: 2)]) == ["firing"])
    }

    @Test func theLastHealthReportIsShown() {
        func health(_ status: String, at second: Double) -> String {
            line(
                "HealthReported", at: second, payload: "Health",
                #""status":"\#(status)","checks":{"disk":{"status":"\#(status)","critical":true}}"#)
        }
        let health = summary(of: [health("degraded", at: 2), health("healthy", at: 1)]).health
        #expect(health?.status == "degraded")
        #expect(health?.checks["disk"]?.critical == true)
    }
}
