// Owns the claims about judging a run by expectations.

import LTBEvents
import Testing

@testable import LTBAnalysis

@Suite struct CheckTests {
    /// Two models of one provider: 90 and 10 requests, of which 0 and 5 failed.
    private static let run: RunSummary = {
        var summary = RunSummary()
        summary.log.events = 300
        summary.log.eventsByType = ["RequestCompleted": 95, "RequestFailed": 5, "EvaluationCompleted": 200]
        func requests(_ ended: Int64, _ failed: Int64, p95: Double) -> RequestFigures {
            var figures = RequestFigures()
            (figures.totalRequests, figures.failedRequests) = (ended, failed)
            figures.successfulRequests = ended - failed
            figures.errorRate = Double(failed) / Double(ended)
            figures.errors = failed > 0 ? ["timeout": failed] : [:]
            var latency = DistributionFigures()
            (latency.count, latency.mean, latency.p95) = (ended - failed, p95 / 2, p95)
            figures.latency = latency
            return figures
        }
        summary.totals = requests(100, 5, p95: 4)
        summary.providers = [ProviderFigures(provider: "acme", requests: summary.totals)]
        summary.models = [
            ModelFigures(provider: "acme", model: "large", requests: requests(10, 5, p95: 8)),
            ModelFigures(provider: "acme", model: "small", requests: requests(90, 0, p95: 2)),
        ]
        var cost = CostSummary()
        (cost.total.requests, cost.total.recorded, cost.total.recordedRequests) = (100, 4, 90)
        cost.total.recordedUnpricedRequests = 10
        summary.cost = cost
        summary.evaluations = ["large", "small"].map { model in
            var figures = EvaluationFigures(metric: "faithfulness", provider: "acme", model: model, benchmarkID: nil)
            var score = DistributionFigures()
            (score.count, score.mean) = model == "large" ? (10, 0.5) : (30, 0.9)
            (score.minimum, score.maximum, score.p95) = (0.1, 1, 0.95)
            figures.score = score
            return figures
        }
        summary.alerts = [
            AlertFigures(name: "HighErrorRate", severity: "critical", state: "firing"),
            AlertFigures(name: "p95_high", severity: "warning", state: "resolved"),
        ]
        summary.metrics = ["a", "b"].map { queue in
            var series = MetricFigures(name: "queue_depth", type: "gauge", labels: ["queue": queue])
            series.value = queue == "a" ? 3 : 12
            return series
        }
        return summary
    }()

    @Test func requestsThatHangAreCountedThoughNoneEnded() throws {
        var summary = RunSummary()
        summary.totals.unfinishedRequests = 4
        summary.log.events = 4
        let result = try #require(try Check(Expectation("count(unfinished) < 1")).results(in: summary).first)
        #expect(result.outcome == .failed)
        #expect(result.reading.value == 4)
        summary.totals.unfinishedRequests = 0
        #expect(try Check(Expectation("count(unfinished) < 1")).results(in: summary).first?.outcome != .passed)
    }

    /// What was found, a line each.
    private func found(_ text: String, in summary: RunSummary = run) throws -> [String] {
        try Check(Expectation(text)).results(in: summary).map { result in
            let subject = result.reading.subject.map { "\($0.label)=\($0.pattern)" }.joined(separator: " ")
            let figure = result.reading.value.map { "\($0)" } ?? "-"
            switch result.outcome {
            case .passed: return "\(subject):\(figure) passed"
            case .failed: return "\(subject):\(figure) failed"
            case .noData(let reason): return "\(subject):\(figure) \(reason)"
            }
        }
    }

    @Test(arguments: [
        ("p95(latency) < 5s", [":4.0 passed"]), ("p95(latency) < 4s", [":4.0 failed"]),
        ("p95(latency) <= 4s", [":4.0 passed"]),
        ("mean(latency) > 3s", [":2.0 failed"]), ("count(latency) == 95", [":95.0 passed"]),
        ("count(requests) >= 100", [":100.0 passed"]), ("count(failures) != 5", [":5.0 failed"]),
        ("count(errors{type=\"timeout\"}) < 5", ["type=timeout:5.0 failed"]),
        ("count(errors{type=\"rate_limit\"}) == 0", ["type=rate_limit:0.0 passed"]),
        ("count(errors{type=\"quota*\"}) == 0", ["type=quota*:0.0 passed"]),
        ("count(events{type=\"SystemAlert\"}) == 0", ["type=SystemAlert:0.0 passed"]),
        ("count(alerts{name=\"BudgetExceeded\"}) == 0", ["name=BudgetExceeded:0.0 passed"]),
        ("count(alerts{name=\"p99_high\"}) == 0", ["name=p99_high:0.0 passed"]),
        ("count(alerts{severity=\"info\"}) == 0", ["severity=info:0.0 passed"]),
        ("error_rate{provider=\"acme\"} <= 5%", ["provider=acme:0.05 passed"]),
        ("p95(latency{model=\"small\"}) < 5s", ["provider=acme model=small:2.0 passed"]),
        (
            "p95(latency{model=\"*\"}) < 5s",
            ["provider=acme model=large:8.0 failed", "provider=acme model=small:2.0 passed"]
        ),
        ("count(events{type=\"Request*\"}) == 100", ["type=Request*:100.0 passed"]),
        (
            "metric{name=\"queue_depth\"} < 10",
            ["name=queue_depth queue=a:3.0 passed", "name=queue_depth queue=b:12.0 failed"]
        ),
        ("metric{name=\"queue_depth\",queue=\"a\"} < 10", ["name=queue_depth queue=a:3.0 passed"]),
    ])
    func aFigureIsComparedWithItsLimit(_ text: String, _ expected: [String]) throws {
        #expect(try found(text) == expected)
    }

    @Test(arguments: [
        ("p95(latency{model=\"smal\"}) < 5s", ["model=smal:- nothing in the log has model 'smal' (there is 'small')"]),
        ("p95(ttft) < 5s", [":- no request has ttft"]),
        ("goodput >= 90%", [":- no request could be judged; goodput needs --slo"]),
        ("duration < 5s", [":- no request was recorded"]),
        ("cache_hit_rate > 50%", [":- the log has nothing of the kind"]),
        ("mean(score{metric=\"fluency\"}) > 0.5", ["metric=fluency:- nothing in the log has metric 'fluency'"]),
        (
            "count(errors{type=\"quota\"}) == 0",
            [
                "type=quota:- no failure has the type 'quota', which is no standard one; a type of your own that may be missing is written 'quota*'"
            ]
        ),
        (
            "count(incidents{provider=\"beta\"}) == 0", ["provider=beta:- nothing in the log has the name"]
        ),
    ])
    func whatWasNotMeasuredNeverPasses(_ text: String, _ expected: [String]) throws {
        #expect(try found(text) == expected)
    }

    @Test(arguments: [
        "p95(latency) < 5s", "error_rate < 1%", "cost < 5", "count(requests) < 10", "count(errors) == 0",
        "count(errors{type=\"x\"}) <= 3", "count(alerts) == 0", "count(incidents) == 0", "count(skipped_lines) == 0",
        "count(latency) < 1", "count(requests{model=\"*\"}) != 5", "count(requests{team=\"*\"}) < 5",
        "peak_concurrency < 10",
    ])
    func anEmptyRunPassesNothing(_ text: String) throws {
        let results = try Check(Expectation(text)).results(in: RunSummary())
        #expect(results.count == 1)
        #expect(CheckVerdict(results) == .noData)
    }

    /// A run that was started and sent nothing, or got no answer, has a duration and no rate.
    @Test(arguments: ["requests_per_second < 5", "requests_per_second > 5", "output_tokens_per_second < 5"])
    func aRateOfNoRequestIsNotJudged(_ text: String) throws {
        let starts = [1.0, 4].map { request("Started", at: $0, #""provider":"p","model":"m""#) }
        let run = summary(of: starts)
        #expect(run.totals.requestsPerSecond == 0)
        #expect(CheckVerdict(try Check(Expectation(text)).results(in: run)) == .noData)
    }

    @Test func tooFewRequestsAreJudgedEvenWhereThereAreNone() throws {
        #expect(CheckVerdict(try Check(Expectation("count(requests) >= 1")).results(in: RunSummary())) == .failed)
    }

    @Test(arguments: [
        ("cost <= 3", [":4.0 failed"]), ("cost >= 3", [":4.0 passed"]),
        ("cost <= 5", [":4.0 10 of 100 requests have no cost"]),
        ("cost >= 5", [":4.0 10 of 100 requests have no cost"]),
        ("cost == 4", [":4.0 10 of 100 requests have no cost"]),
    ])
    func aPartOfTheCostIsJudgedOnlyWhereTheRestCannotChangeIt(_ text: String, _ expected: [String]) throws {
        #expect(try found(text) == expected)
    }

    @Test func scoresThatAnExpectationDoesNotTellApartAreJudgedTogether() throws {
        #expect(try found("mean(score{metric=\"faithfulness\"}) >= 0.8") == ["metric=faithfulness:0.8 passed"])
        #expect(try found("count(score{metric=\"faithfulness\"}) == 40") == ["metric=faithfulness:40.0 passed"])
        #expect(
            try found("mean(score{metric=\"*\",model=\"*\"}) >= 0.8") == [
                "metric=faithfulness model=large:0.5 failed", "metric=faithfulness model=small:0.9 passed",
            ])
        // Percentiles of parts make none of the whole.
        #expect(
            try found("p95(score{metric=\"faithfulness\"}) >= 0.8") == [
                "metric=faithfulness provider=acme model=large:0.95 passed",
                "metric=faithfulness provider=acme model=small:0.95 passed",
            ])
    }

    @Test(arguments: [
        (
            "mean(score) > 0.5",
            "'mean(score)' needs the metric's name: add {metric=\"faithfulness\"}; the log has 'faithfulness'."
        ),
        (
            "p95(latency{modle=\"x\"}) < 1s",
            "'modle' in 'p95(latency{modle=\"x\"})' is neither provider, model nor benchmark; did you mean 'model'?"
        ),
        (
            "p95(latency{team=\"x\"}) < 1s",
            "'team' in 'p95(latency{team=\"x\"})' is neither provider, model nor benchmark; to ask by the label 'team', add --group-by team."
        ),
        (
            "cost{model=\"x\",benchmark=\"y\"} < 1",
            "'cost{model=\"x\",benchmark=\"y\"}' joins labels that no figure has together; ask by provider and model, by benchmark or by one label, and choose the rest with --provider, --model, --benchmark or --where."
        ),
        (
            "p95(latency) < 1.1 * baseline",
            "'p95(latency) < 1.1 * baseline' needs other runs to compare with: add --baseline."
        ),
    ])
    func whatNoSummaryHasIsAnError(_ text: String, _ sentence: String) {
        #expect(throws: ExpectationError(sentence)) { try found(text) }
    }

    /// What is mistyped would be counted as none, and pass.
    @Test(arguments: [
        ("count(errors{type=\"ratelimit\"}) == 0", "type", "rate_limit"),
        ("count(errors{type=\"Timeout\"}) == 0", "type", "timeout"),
        ("count(errors{type=\"other\"}) == 0", "type", "_OTHER"),
        ("count(alerts{severity=\"criticl\"}) == 0", "severity", "critical"),
        ("count(alerts{state=\"fireing\"}) == 0", "state", "firing"),
        ("count(alerts{name=\"HighErorRate\"}) == 0", "name", "HighErrorRate"),
        ("count(events{type=\"RequestFaild\"}) == 0", "type", "RequestFailed"),
        ("count(skipped_lines{reason=\"invalid-json\"}) == 0", "reason", "invalid_json"),
        ("count(incidents{provider=\"acne\"}) == 0", "provider", "acme"),
    ])
    func aMistypedNameIsAnErrorAndNoPass(_ text: String, _ label: String, _ meant: String) throws {
        let asked = try Expectation(text).query.text
        #expect(
            throws: ExpectationError("'\(asked)' names no \(label) that there is: did you mean '\(meant)'?")
        ) { try found(text) }
    }

    @Test func aNameThatIsLikeNoOtherIsAnErrorWhereAllAreKnown() {
        #expect(
            throws: ExpectationError(
                "'count(alerts{severity=\"fatal\"})' names no severity that there is; there are critical, warning, info."
            )
        ) { try found("count(alerts{severity=\"fatal\"}) == 0") }
    }

    @Test func aWarningIsToldAndDoesNotFail() throws {
        var check = Check(try Expectation("p95(latency) < 1s"))
        check.severity = .warning
        let results = try check.results(in: Self.run)
        #expect(results.map(\.outcome) == [.failed])
        #expect(CheckVerdict(results) == .passed)
        #expect(CheckVerdict(results + (try Check(Expectation("p95(ttft) < 1s")).results(in: Self.run))) == .noData)
        #expect(CheckVerdict([]) == .noData)
    }

    /// A provider bills what it read before it failed.
    @Test func tokensOfFailedRequestsAreSummed() throws {
        let failed = request(
            "Failed", at: 1, #""provider":"p","model":"m","tokens":{"input_tokens":20,"output_tokens":6}"#)
        let run = summary(of: [failed, failed.replacing(":01", with: ":04")])
        #expect(try found("sum(input_tokens) == 40", in: run) == [":40.0 passed"])
        #expect(try found("sum(output_tokens{model=\"m\"}) < 1", in: run) == ["provider=p model=m:12.0 failed"])
        #expect(try found("output_tokens_per_second == 4", in: run) == [":4.0 passed"])
        #expect(try found("p95(output_tokens) > 1", in: run) == [":- no request has output_tokens"])
    }

    @Test func goodputThatIsNotKnownSaysWhy() throws {
        var plan = AnalysisPlan()
        plan.add(try Objective.list("latency=5s,ttft=1s"))
        let answer = request("Completed", at: 1, #""provider":"p","model":"m","latency":1"#)
        let reason = "no request that succeeded has ttft, so that none could be judged by ttft<=1s"
        #expect(
            try found("goodput{model=\"m\"} > 50%", in: summary(of: [answer], plan)) == [
                "provider=p model=m:- \(reason)"
            ])
        let start = request("Started", at: 1, #""provider":"p","model":"m""#)
        #expect(try found("goodput > 50%", in: summary(of: [start], plan)) == [":- no request ended"])
        plan = AnalysisPlan()
        plan.add(try Objective.list("error_rate=1%"))
        plan.filter.types = ["RequestCompleted"]
        #expect(
            try found("goodput > 50%", in: summary(of: [answer], plan)) == [
                ":- the filters hide what an objective is judged by"
            ])
    }

    @Test(arguments: [("p95(latency) < 5s", 1.0), ("p95(latency) >= 5s", -1.0)])
    func theMarginIsPositiveOnTheGoodSide(_ text: String, _ margin: Double) throws {
        #expect(try Check(Expectation(text)).results(in: Self.run).first?.margin == margin)
    }
}
