// Owns the tests of choosing events in place: the same events as by decoding them.

import LTBEvents
import LTBLog
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct ScannedFilterTests {
    private static let providers = ["openai", "google", "unknown", "ö", ""]
    private static let models = ["gpt-4o", "gemini", "unknown"]
    private static let labels = [
        #""team":"search""#, #""team":"ads","tier":"gold""#, #""team":"a\"b""#, #""tier":7"#, #""tier":7.50"#,
        #""team":null,"tier":true"#, #""provider":"proxy""#, #""team":"first","team":"search""#,
        #""\u0074eam":"search""#,
        "",
    ]
    private static let fields = [
        #""status_code":429"#, #""latency":1.50"#, #""latency":2"#, #""operation":"chat""#, #""team":"search""#,
        #""retryable":true"#, #""scheduled_at":"2026-01-15T11:00:00+01:00""#, #""size":1e3"#, #""size":0.10"#,
        #""cost":0"#, #""request_id":17"#, #""error_type":"t\u0069meout""#, #""labels_of_mine":{"team":"search"}"#,
        #""operation":null"#, #""attempt":2.0"#, #""attempt":2"#, #""example_id":7"#, #""example_id":7.0"#,
        #""size":-0.0"#, #""size":12345678901234567890"#,
    ]

    /// A line about few names, so that filters match.
    private static func randomLine(_ random: inout SplitMix64) -> String {
        let type = ["Started", "Completed", "Failed"].randomElement(using: &random) ?? ""
        var members: [String] = []
        if random.next() % 8 > 0 { members.append("\"provider\":\"\(providers.randomElement(using: &random) ?? "")\"") }
        if random.next() % 8 > 0 { members.append("\"model\":\"\(models.randomElement(using: &random) ?? "")\"") }
        if random.next() % 3 > 0 { members.append("\"benchmark_id\":\"b\(random.next() % 3)\"") }
        if random.next() % 3 > 0 { members.append("\"labels\":{\(labels.randomElement(using: &random) ?? "")}") }
        for _ in 0..<(random.next() % 3) { members.append(fields.randomElement(using: &random) ?? "") }
        let second = Double(random.next() % 40) / 2
        if random.next() % 6 == 0 {
            members.append("\"evaluation_id\":\"e\",\"metric\":\"m\",\"score\":0.50")
            return line(
                "EvaluationCompleted", at: second, payload: "Evaluation", members.joined(separator: ","))
        }
        return request(type, at: second, members.joined(separator: ","))
    }

    private static func filter(_ random: inout SplitMix64) -> EventFilter {
        func some(_ values: [String]) -> [String] {
            random.next() % 3 == 0 ? values.filter { _ in random.next() % 2 == 0 } : []
        }
        var filter = EventFilter()
        let start: Int64 = 1_768_471_200
        if random.next() % 4 == 0 {
            filter.from = Timestamp(nanosecondsSince1970: (start + Int64(random.next() % 10)) * 1_000_000_000)
        }
        if random.next() % 4 == 0 {
            filter.to = Timestamp(nanosecondsSince1970: (start + 5 + Int64(random.next() % 15)) * 1_000_000_000)
        }
        filter.providers = some(providers)
        filter.models = some(models)
        filter.benchmarks = some(["b0", "b1", "b2"])
        filter.types = some([
            "RequestCompleted", "RequestFailed", "RequestStarted", "EvaluationCompleted", "MetricRecorded",
        ])
        for key in some([
            "team", "labels.team", "tier", "provider", "status_code", "latency", "operation", "score", "attempt",
            "example_id",
        ]) {
            filter.conditions[key] = [
                "search", "ads", "a\"b", "7", "7.5", "7.50", "true", "proxy", "openai", "429", "1.5", "2", "2.0",
                "chat", "0.5", "7.0", "07", "4.29e2", ".5", "20e-1",
            ].filter { _ in random.next() % 2 == 0 }
        }
        for key in some(["retryable", "scheduled_at", "size", "cost", "request_id", "error_type", "labels_of_mine"]) {
            filter.conditions[key] = [
                "true", "2026-01-15T10:00:00.000000Z", "1e3", "1000", "0.1", "0.10", "0", "0.0", "17", "timeout",
                "12345678901234567890.0",
            ]
        }
        return filter
    }

    /// Without a time, without a condition on what only one outcome has, and with all three types of request events or
    /// none named.
    private static func countsStarts(_ filter: EventFilter) -> Bool {
        let ofOneOutcome: Set = [
            "finish_reason", "service_tier", "time_to_first_token", "error_type", "message", "status_code",
        ]
        guard filter.from == nil, filter.to == nil, ofOneOutcome.isDisjoint(with: filter.conditions.keys) else {
            return false
        }
        return filter.types.isEmpty
            || ["RequestStarted", "RequestCompleted", "RequestFailed"].allSatisfy(filter.types.contains)
    }

    /// Two requests that were in flight at once, and a third that was not; the second one failed.
    private static let threeRequests = [
        request("Started", at: 0, ""), request("Started", at: 1, ""), request("Completed", at: 2, "\"latency\":2"),
        request("Failed", at: 3, "\"latency\":2"), request("Started", at: 4, ""),
        request("Completed", at: 5, "\"latency\":1"),
    ]

    private static func threeRequests(ofTypes types: [String]) throws -> RunSummary {
        var plan = AnalysisPlan()
        plan.filter.types = types
        plan.add(try Objective.list("error_rate=50%"))
        return summary(of: threeRequests, plan)
    }

    @Test func startsAloneAreNoUnfinishedRequests() throws {
        let starts = try Self.threeRequests(ofTypes: ["RequestStarted"])
        #expect(starts.totals == RequestFigures())
        #expect(starts.window == nil)
        let some = try Self.threeRequests(ofTypes: ["RequestStarted", "RequestCompleted"])
        #expect(some.totals.unfinishedRequests == nil)
        #expect(some.totals.peakConcurrency == 1)
        let all = try Self.threeRequests(ofTypes: ["RequestStarted", "RequestCompleted", "RequestFailed"])
        #expect(all.totals.unfinishedRequests == 0)
        #expect(all.totals.peakConcurrency == 2)
    }

    @Test(
        arguments: [
            (["RequestCompleted"], nil), (["RequestFailed"], nil), (["RequestStarted"], nil),
            (["RequestCompleted", "RequestFailed"], true), ([], true),
        ] as [([String], Bool?)])
    func anErrorRateIsMeasuredOnlyWhereBothEndsPass(types: [String], isMet: Bool?) throws {
        let summary = try Self.threeRequests(ofTypes: types)
        #expect(summary.objectives.first?.isMet == isMet)
        #expect((summary.goodput == nil) == (isMet == nil))
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func aLineIsTakenWhereItsDecodedEventIs(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var scanner = EventScanner()
        var taken = 0
        for _ in 0..<4_000 {
            let plain = Self.randomLine(&random)
            let text = random.next() % 3 == 0 ? respell(plain, using: &random) : plain
            let filter = Self.filter(&random)
            guard let scanned = ScannedFilter(filter) else { continue }
            let event = try Event(line: text)
            var expected = filter.matches(event)
            if case .requestStarted = event.payload, !Self.countsStarts(filter) { expected = false }
            #expect(scanned.takes(event) == expected)
            Array(text.utf8).withPaddedBytes { line in
                guard scanner.scan(line) else { return }
                #expect(scanned.takes(scanner.event, line) == expected, "\(text) \(filter)")
            }
            if expected { taken += 1 }
        }
        #expect(taken > 200)
    }

    /// As our writer spells them, fields are found without walking the line.
    @Test func fieldsOfTheWritersOwnLinesAreFoundInPlace() throws {
        var event = try Event(
            line: request(
                "Completed", at: 1,
                "\"provider\":\"p\",\"model\":\"operation\",\"request_id\":\"r\",\"scheduled_at\":\"2026-01-15T10:00:00Z\","
                    + "\"benchmark_id\":\"b\",\"operation\":\"chat\",\"attempt\":2,\"labels\":{\"finish_reason\":\"label\","
                    + "\"tier\":\"operation\"},\"latency\":2,\"tokens\":{\"input_tokens\":7},\"cost\":0.5,"
                    + "\"finish_reason\":\"stop\",\"status_code\":200"))
        event.id = "evt_1"
        let line = Array(event.line.utf8)
        let data = EventData(event)
        for name in [
            "provider", "model", "request_id", "scheduled_at", "benchmark_id", "operation", "attempt", "finish_reason",
            "tier", "labels.tier", "labels.operation", "latency", "tokens", "input_tokens", "cost", "status_code",
            "status", "atus_code", "op", "x", "chat", "data",
        ] {
            var filter = EventFilter()
            filter.conditions[name] = [data.text(of: EventText(name)) ?? "none"]
            let scanned = try #require(ScannedFilter(filter))
            line.withPaddedBytes { bytes in
                var scanner = EventScanner()
                let isCanonical = scanner.scanCanonical(bytes)
                #expect(isCanonical)
                #expect(scanned.takes(scanner.event, bytes) == (data.text(of: EventText(name)) != nil), "\(name)")
            }
        }
    }

    /// The filtered figures of a log are those of a log that holds only the events that pass.
    @Test(arguments: [5, 6, 7, 8] as [UInt64])
    func theFiguresAreThoseOfTheEventsThatPass(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<40 {
            let lines =
                (0..<120).map { _ in Self.randomLine(&random) } + [
                    line("RunStarted", at: 0, payload: "Run", "\"run_id\":\"r\",\"name\":\"n\"")
                ]
            var plan = AnalysisPlan()
            plan.filter = Self.filter(&random)
            plan.groupLabel = "team"
            let passing = try lines.filter { line in
                let event = try Event(line: line)
                if case .runStarted = event.payload { return true }
                if case .requestStarted = event.payload, !Self.countsStarts(plan.filter) { return false }
                return plan.filter.matches(event)
            }
            let parts = (0..<3).map { part in lines.enumerated().filter { $0.offset % 3 == part }.map(\.element) }
            var found = summary(ofParts: parts, plan)
            // Of those that pass all pass once more; what remains of the filter is where the window begins.
            var expected = summary(of: passing, plan)
            #expect(found.log.events == Int64(lines.count))
            (found.log, expected.log) = (LogFigures(), LogFigures())
            #expect(found == expected)
            if !Self.countsStarts(plan.filter) { #expect(found.totals.unfinishedRequests == nil) }
            guard plan.filter.from == nil, plan.filter.to == nil else { continue }
            var unfiltered = AnalysisPlan()
            unfiltered.groupLabel = plan.groupLabel
            expected = summary(of: passing, unfiltered)
            (expected.log, expected.filters) = (LogFigures(), found.filters)
            #expect(found == expected)
        }
    }
}
