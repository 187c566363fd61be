// Owns the tests of EventFilter: which events match which conditions.

import LTBAnalysis
import LTBEvents
import LTBTestSupport
import Testing

@Suite struct EventFilterTests {
    private let events = [
        #"{"event_type":"RunStarted","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Run","data":{"run_id":"r","labels":{"team":"search"}}}}"#,
        #"{"event_type":"RequestStarted","timestamp":"2026-01-15T10:30:01Z","payload":{"type":"Request","data":{"provider":"openai","model":"gpt-4o","benchmark_id":7,"labels":{"team":"search","provider":"proxy"}}}}"#,
        #"{"event_type":"RequestFailed","timestamp":"2026-01-15T10:30:02Z","payload":{"type":"Request","data":{"provider":"google","model":"gemini","error_type":"rate_limit","status_code":429,"latency":1.50,"team":"ads","retryable":true}}}"#,
        #"{"event_type":"RequestCompleted","timestamp":"2026-01-15T11:30:03+01:00","payload":{"type":"Request","data":{"latency":1}}}"#,
        #"{"event_type":"MetricRecorded","timestamp":"2026-01-15T10:30:04Z","payload":{"type":"Metric","data":{"name":"m","type":"gauge","value":1,"labels":{"provider":"openai"}}}}"#,
        #"{"event_type":"ProviderStatus","timestamp":"2026-01-15T10:30:05Z","payload":{"type":"Provider","data":{"provider":"google","status":"degraded"}}}"#,
        #"{"event_type":"BenchmarkStarted","timestamp":"2026-01-15T10:30:06Z","payload":{"type":"Benchmark","data":{"benchmark_id":"7","name":"b","total_examples":1}}}"#,
        #"{"event_type":"Custom","timestamp":"2026-01-15T10:30:07Z","payload":{"type":"Own","data":{"provider":"own","size":3}}}"#,
    ]

    /// The places of the events that match.
    private func matches(_ change: (inout EventFilter) -> Void) throws -> [Int] {
        var filter = EventFilter()
        change(&filter)
        return try events.indices.filter { filter.matches(try Event(line: events[$0])) }
    }

    private func time(_ second: Int64) -> Timestamp {
        Timestamp(nanosecondsSince1970: (1_768_473_000 + second) * 1_000_000_000)
    }

    @Test func anEmptyFilterMatchesEverything() throws {
        #expect(try matches { _ in } == Array(events.indices))
        #expect(EventFilter().isEmpty)
    }

    @Test func fromIsInclusiveAndToIsExclusive() throws {
        #expect(try matches { $0.from = time(3) } == [3, 4, 5, 6, 7])
        #expect(try matches { $0.to = time(3) } == [0, 1, 2])
        #expect(
            try matches {
                $0.from = time(2)
                $0.to = time(4)
            } == [2, 3])
    }

    @Test func severalValuesOfOneConditionAreAnyOfThem() throws {
        #expect(try matches { $0.types = ["RunStarted", "Custom"] } == [0, 7])
        #expect(try matches { $0.providers = ["google", "own"] } == [2, 5, 7])
        #expect(try matches { $0.conditions = ["status_code": ["200", "429"]] } == [2])
    }

    @Test func differentConditionsMustAllHold() throws {
        #expect(
            try matches {
                $0.providers = ["google"]
                $0.types = ["RequestFailed"]
            } == [2])
        #expect(try matches { $0.conditions = ["team": ["search"], "model": ["gpt-4o"]] } == [1])
        #expect(try matches { $0.conditions = ["team": ["search"], "model": ["gemini"]] } == [])
    }

    @Test func aRequestWithoutProviderOrModelIsUnknownAndOtherEventsHaveNone() throws {
        #expect(try matches { $0.providers = ["unknown"] } == [3])
        #expect(try matches { $0.models = ["unknown"] } == [3])
    }

    @Test func aMetricsProviderIsItsLabel() throws {
        #expect(try matches { $0.providers = ["openai"] } == [1, 4])
    }

    @Test func benchmarkIDsThatAreNumbersAreText() throws {
        #expect(try matches { $0.benchmarks = ["7"] } == [1, 6])
    }

    @Test func aLabelComesBeforeAFieldOfTheSameName() throws {
        #expect(try matches { $0.conditions = ["provider": ["openai"]] } == [4])
        #expect(try matches { $0.conditions = ["provider": ["proxy"]] } == [1])
        #expect(try matches { $0.conditions = ["provider": ["google"]] } == [2, 5])
        #expect(try matches { $0.conditions = ["team": ["ads"]] } == [2])
        #expect(try matches { $0.conditions = ["labels.team": ["ads"]] } == [])
        #expect(try matches { $0.conditions = ["labels.team": ["search"]] } == [0, 1])
    }

    @Test func valuesAreComparedAsText() throws {
        #expect(try matches { $0.conditions = ["latency": ["1.5"]] } == [2])
        #expect(try matches { $0.conditions = ["retryable": ["true"]] } == [2])
        #expect(try matches { $0.conditions = ["size": ["3"]] } == [7])
        #expect(try matches { $0.conditions = ["labels": [""]] } == [])
    }

    private func takes(_ field: String, _ value: String, _ data: String) throws -> Bool {
        var filter = EventFilter()
        filter.conditions = [field: [value]]
        return filter.matches(try Event(line: request("Completed", at: 1, data)))
    }

    @Test(arguments: [
        ("\"latency\":5", "latency"), ("\"latency\":5.0,\"cost\":0", "latency"), ("\"attempt\":5.0", "attempt"),
        ("\"attempt\":5", "attempt"), ("\"status_code\":50e-1", "status_code"), ("\"size\":0.5e1", "size"),
    ])
    func numbersAreComparedByTheirValue(data: String, field: String) throws {
        for spelling in ["5", "5.0", "5.", "05", "50e-1", "0.5E+1"] { #expect(try takes(field, spelling, data)) }
        for other in ["5.1", "50", "-5", "5e", "5e1", "", "five", "5e99999999999999999999"] {
            #expect(try !takes(field, other, data))
        }
        #expect(try takes("size", "-0", "\"size\":0.0"))
        #expect(try takes("size", "12345678901234567890.0", "\"size\":12345678901234567890"))
        #expect(try !takes("size", "12345678901234567891", "\"size\":12345678901234567890"))
    }

    @Test func aTextOfDigitsIsNoNumber() throws {
        for (field, data) in [
            ("tier", "\"labels\":{\"tier\":\"7\"}"), ("labels.tier", "\"labels\":{\"tier\":7}"),
            ("size", "\"size\":\"7\""), ("example_id", "\"example_id\":7"),
        ] {
            #expect(try takes(field, "7", data))
            #expect(try !takes(field, "7.0", data))
        }
    }

    @Test func theDescriptionSaysEveryCondition() {
        var filter = EventFilter()
        filter.from = time(0)
        filter.to = time(1)
        filter.providers = ["a", "b"]
        filter.models = ["m"]
        filter.benchmarks = ["7"]
        filter.conditions = ["team": ["x", "y"]]
        var description = FilterDescription()
        description.from = time(0)
        description.to = time(1)
        description.provider = ["a", "b"]
        description.model = ["m"]
        description.benchmark = ["7"]
        description.where = ["team": "x|y"]
        #expect(filter.description == description)
    }

    @Test(
        arguments: [
            (["a", "b"], "a|b"), (["a|b"], #"a\|b"#), ([#"a\"#, "b"], #"a\\|b"#), ([#"a\|b"#], #"a\\\|b"#),
            ([#"\d"#], #"\\d"#), (["", ""], "|"), (["a", "b|c"], #"a|b\|c"#),
        ])
    func aBarWithinAValueIsToldFromOneBetweenTwo(values: [String], told: String) {
        var filter = EventFilter()
        filter.conditions = ["team": values]
        #expect(filter.description.where == ["team": told])
    }
}
