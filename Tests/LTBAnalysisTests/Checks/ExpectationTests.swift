// Owns the claims about how expectations are written.

import Testing

@testable import LTBAnalysis

@Suite struct ExpectationTests {
    @Test(arguments: [
        ("p95(latency) < 5s", "p95(latency)", "<", 5),
        ("p99.9( latency{ model = \"gpt-4o\" } )<=500 ms", "p99.9(latency{model=\"gpt-4o\"})", "<=", 0.5),
        ("median(ttft)≤1.1ms", "median(ttft)", "<=", 0.0011),
        ("error_rate{provider='openai'} < 1 %", "error_rate{provider=\"openai\"}", "<", 0.01),
        ("error_rate < 0.01", "error_rate", "<", 0.01),
        ("goodput >= 100%", "goodput", ">=", 1),
        ("cost <= 5 USD", "cost", "<=", 5), ("sum(cost) <= $0.50", "cost", "<=", 0.5),
        ("total_cost < 5usd", "cost", "<", 5),
        ("count(requests) >= 100", "count(requests)", ">=", 100),
        ("count(errors{type=\"rate_limit\"}) == 0", "count(errors{type=\"rate_limit\"})", "==", 0),
        ("requests_per_second > 10/s", "requests_per_second", ">", 10),
        (
            "mean(score{metric=\"a\\\"b\", model=\"*\"}) >= -0.5", "mean(score{metric=\"a\\\"b\",model=\"*\"})", ">=",
            -0.5
        ),
        ("value(metric{name=\"queue\",tier=\"l1\"}) != 3", "metric{name=\"queue\",tier=\"l1\"}", "!=", 3),
        ("p95(time_to_first_token) < 2min", "p95(ttft)", "<", 120),
    ])
    func figureComparisonAndLimitAreRead(_ text: String, _ query: String, _ comparison: String, _ limit: Double) throws
    {
        let expectation = try Expectation(text)
        #expect(expectation.query.text == query)
        #expect(expectation.comparison.rawValue == comparison)
        #expect(expectation.limit == .value(limit))
        #expect(try FigureQuery(query).text == query)
    }

    @Test(arguments: [
        ("p95(latency) <= 1.1 * baseline", 1.1), ("p95(latency) <= baseline * 110%", 1.1), ("cost <= baseline", 1),
        ("p95(latency) <= 1.5*baseline", 1.5),
    ])
    func aLimitMayBeOfOtherRuns(_ text: String, _ factor: Double) throws {
        #expect(try Expectation(text).limit == .baseline(factor: factor))
    }

    @Test(arguments: [
        ("", "An expectation is empty; write p95(latency) < 5s."),
        ("latency < 5s", "'latency' has many values in 'latency < 5s'; write p95(latency) or mean(latency)."),
        ("requests > 5", "'requests' is counted in 'requests > 5'; write count(requests)."),
        ("p95(requests) > 5", "'requests' is counted in 'p95(requests) > 5'; write count(requests)."),
        ("p95 < 5s", "'p95' is a function in 'p95 < 5s'; write what it is of, as in p95(latency)."),
        ("p59(latency) < 5s", "There is no function 'p59' in 'p59(latency) < 5s'; did you mean 'p95'?"),
        ("p95(latnecy) < 5s", "There is no figure 'latnecy' in 'p95(latnecy) < 5s'; did you mean 'latency'?"),
        ("mean(error_rate) < 1%", "'error_rate' takes no function in 'mean(error_rate) < 1%'; write error_rate."),
        ("p95(latency)", "The comparison is missing in 'p95(latency)'; write <, <=, >, >=, == or !=."),
        ("p95(latency) <", "The limit is missing in 'p95(latency) <'."),
        ("p95(latency) < 5", "'5' is no limit for p95(latency) in 'p95(latency) < 5'; write 5s, 500ms or 2min."),
        ("p95(latency) < 5s 3", "'3' is too much in 'p95(latency) < 5s 3'."),
        ("error_rate < 1", "'1' is no limit for error_rate in 'error_rate < 1'; write 1% or 0.01."),
        ("error_rate < 101%", "'101%' is no limit for error_rate in 'error_rate < 101%'; write 1% or 0.01."),
        ("p95(latency < 5s", "A ')' is missing after 'latency' in 'p95(latency < 5s'."),
        (
            "p95(latency{model=gpt}) < 5s",
            "The value of 'model' must be quoted in 'p95(latency{model=gpt}) < 5s'; write model=\"…\"."
        ),
        (
            "count(alerts{sevrity=\"x\"}) < 5",
            "'alerts' has no label 'sevrity' in 'count(alerts{sevrity=\"x\"}) < 5'; did you mean 'severity'?"
        ),
        (
            "cost{model=\"a\",model=\"b\"} < 5",
            "The label 'model' is there twice in 'cost{model=\"a\",model=\"b\"} < 5'."
        ),
        (
            "cost < 0 * baseline",
            "The factor of 'baseline' is missing in 'cost < 0 * baseline'; write 1.1 * baseline or 110% * baseline."
        ),
        (
            "cost < 99999999999999999999999999999s",
            "'99999999999999999999999999999s' is no limit for cost in 'cost < 99999999999999999999999999999s'; write 5USD or $0.50."
        ),
        ("cost{model=\"a", "'cost{model=\"a' has a quote that does not end; write model=\"gpt-4o\"."),
        ("cost ? 5", "'?' in 'cost ? 5' means nothing in an expectation; write it like p95(latency) < 5s."),
    ])
    func whatCannotBeUnderstoodIsToldInASentence(_ text: String, _ sentence: String) {
        #expect(throws: ExpectationError(sentence)) { try Expectation(text) }
    }

    @Test func anExpectationIsNoLongerThanALine() {
        #expect(throws: ExpectationError.self) { try Expectation(String(repeating: "(", count: 5_000)) }
    }

    @Test(arguments: [
        ("*", "", true), ("*", "abc", true), ("a*c", "abbc", true), ("a*c", "abcd", false), ("*b*", "abc", true),
        ("a**", "a", true), ("abc", "abc", true), ("abc", "abcd", false), ("a*b*c", "aXbXbXc", true),
        ("é*", "éa", true),
    ])
    func aStarStandsForAnyCharacters(_ pattern: String, _ value: String, _ matches: Bool) {
        #expect(FigureQuery.Condition(label: "model", pattern: pattern).matches(value) == matches)
    }

    @Test func aPatternOfManyStarsIsNoAttack() {
        let pattern = String(repeating: "*a", count: 1_000) + "b"
        #expect(!FigureQuery.Condition(label: "model", pattern: pattern).matches(String(repeating: "a", count: 4_000)))
    }
}
