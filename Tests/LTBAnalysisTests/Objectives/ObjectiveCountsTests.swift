import LTBAnalysis
import LTBTestSupport
import Testing

/// Objectives are judged as METRICS defines them, request by request.
@Suite struct ObjectiveCountsTests {
    private let model = "\"provider\":\"openai\",\"model\":\"gpt-4o\""

    private func plan(_ text: String) throws -> AnalysisPlan {
        var plan = AnalysisPlan()
        plan.add(try Objective.list(text))
        return plan
    }

    private func overall(_ summary: RunSummary) -> [ObjectiveFigures] {
        summary.objectives.filter { $0.provider == nil && $0.model == nil }
    }

    @Test func withoutObjectivesThereIsNoGoodput() {
        let summary = summary(of: [request("Completed", at: 1, "\(model),\"latency\":1")])
        #expect(summary.objectives.isEmpty)
        #expect(summary.goodput == nil)
        #expect(summary.models.map(\.requests.goodput) == [nil])
    }

    @Test func aLimitIsReachedByWhatIsNotOverIt() throws {
        let lines = [4.999, 5, 5.000001].map { request("Completed", at: 10, "\(model),\"latency\":\($0)") }
        let figures = overall(summary(of: lines, try plan("latency=5s")))
        #expect(figures.map(\.judged) == [3])
        #expect(figures.map(\.reached) == [2])
    }

    @Test func failedRequestsAreNotGoodButSayNothingOfLatency() throws {
        let summary = summary(
            of: [
                request("Completed", at: 2, "\(model),\"latency\":1"),
                request("Failed", at: 3, "\(model),\"latency\":1,\"error_type\":\"timeout\""),
                request("Failed", at: 4, "\(model),\"latency\":60,\"error_type\":\"timeout\""),
                request("Completed", at: 5, "\(model),\"latency\":1"),
            ], try plan("latency=5s,error_rate=10%"))
        let figures = overall(summary)
        #expect(figures.map(\.judged) == [2, 4])
        #expect(figures.map(\.reached) == [2, 2])
        #expect(figures.map(\.isMet) == [true, false])
        #expect(summary.goodput?.requests == 2)
        #expect(summary.goodput?.fraction == 0.5)
    }

    @Test func requestsWithTooFewTokensForTPOTAreJudgedOnTheRest() throws {
        let lines = [
            // 9 s over 9 tokens after the first: a second each.
            "\"latency\":10,\"time_to_first_token\":1,\"tokens\":{\"output_tokens\":10}",
            "\"latency\":10,\"time_to_first_token\":1,\"tokens\":{\"output_tokens\":1}",
            "\"latency\":10,\"time_to_first_token\":3,\"tokens\":{\"output_tokens\":1}",
            // Not streamed: neither a first token nor a time per token.
            "\"latency\":10,\"tokens\":{\"output_tokens\":10}",
        ].map { request("Completed", at: 20, "\(model),\($0)") }
        let summary = summary(of: lines, try plan("ttft=2s,tpot=500ms"))
        let figures = overall(summary)
        #expect(figures.map(\.judged) == [3, 1])
        #expect(figures.map(\.reached) == [2, 0])
        // The second one, by its first token alone, and the fourth one, of which nothing is known to be bad.
        #expect(summary.goodput?.requests == 2)
    }

    @Test func whatCouldNotBeJudgedIsNeitherMetNorMissed() throws {
        let lines = [request("Completed", at: 1, "\(model),\"latency\":1")]
        let figures = overall(summary(of: lines, try plan("ttft=1s")))
        #expect(figures.map(\.isMet) == [nil])
        #expect(figures.map(\.attainment) == [nil])
        #expect(figures.map(\.interval) == [nil])
    }

    /// By one of the two every request could be judged, and every one reached it.
    @Test func goodputIsNotMeasuredWhereOneObjectiveJudgedNobody() throws {
        let lines = [request("Completed", at: 1, "\(model),\"latency\":1")]
        let summary = summary(of: lines, try plan("ttft=1s,latency=5s"))
        #expect(overall(summary).map(\.judged) == [0, 1])
        #expect(summary.goodput == nil)
        #expect(summary.models.map(\.requests.goodput) == [nil])
    }

    /// Answers of one token, none of which has a time per output token.
    @Test func requestsOfWhichNoneHasATPOTAreJudgedOnTheRest() throws {
        let lines = [1, 9].map {
            request(
                "Completed", at: 10,
                "\(model),\"latency\":\($0),\"time_to_first_token\":1,\"tokens\":{\"output_tokens\":1}")
        }
        let summary = summary(of: lines, try plan("latency=5s,tpot=50ms"))
        #expect(overall(summary).map(\.judged) == [2, 0])
        #expect(overall(summary).map(\.isMet) == [false, nil])
        #expect(summary.goodput?.requests == 1)
        #expect(summary.goodput?.fraction == 0.5)
        #expect(summary.models.map { $0.requests.goodput?.requests } == [1])
    }

    /// Of what met an objective by which nobody could be judged nothing is known.
    @Test func whereThereIsNoRestGoodputIsNotMeasured() throws {
        let lines = [request("Completed", at: 1, "\(model),\"latency\":1")]
        #expect(summary(of: lines, try plan("tpot=50ms")).goodput == nil)
        #expect(summary(of: lines, try plan("tpot=50ms,ttft=1s")).goodput == nil)
    }

    /// Nothing is known of a latency, but it is known that none of them was good.
    @Test func whereEveryRequestFailedGoodputIsZero() throws {
        let lines = [1.0, 2, 3, 4].map { request("Failed", at: $0, "\(model),\"error_type\":\"timeout\"") }
        let summary = summary(of: lines, try plan("latency=5s,error_rate=1%"))
        #expect(overall(summary).map(\.judged) == [0, 4])
        #expect(summary.goodput?.requests == 0)
        #expect(summary.goodput?.fraction == 0)
    }

    /// Only successes say why they finished, only failures of which type they are, and a status code is of one of them:
    /// either filter hides the others.
    @Test(arguments: [
        ("finish_reason", "stop"), ("error_type", "stop"), ("status_code", "200"), ("status_code", "429"),
    ])
    func anErrorRateIsNotJudgedBehindAFilterThatOnlyOneOutcomePasses(field: String, value: String) throws {
        let lines = [
            request("Completed", at: 1, "\(model),\"latency\":1,\"finish_reason\":\"stop\",\"status_code\":200"),
            request("Failed", at: 2, "\(model),\"error_type\":\"stop\",\"status_code\":429"),
        ]
        var plan = try plan("error_rate=1%")
        plan.filter.conditions = [field: [value]]
        let summary = summary(of: lines, plan)
        #expect(summary.totals.totalRequests == 1)
        #expect(overall(summary).map(\.isMet) == [nil])
        #expect(summary.goodput == nil)
    }

    /// A share of 97.7 % of 1,000 is exactly what an error rate of 2.3 % needs, which sums of doubles would miss.
    @Test(arguments: [(23, true), (24, false)])
    func anExactShareIsEnough(failures: Int, isMet: Bool) throws {
        let lines = (0..<1_000).map { request($0 < failures ? "Failed" : "Completed", at: 1, model) }
        #expect(overall(summary(of: lines, try plan("error_rate=2.3%"))).map(\.isMet) == [isMet])
    }

    /// 81 of 263 from the literature: R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    @Test func theIntervalsAreWilsons() throws {
        let lines = (0..<263).map { request("Completed", at: 9, "\(model),\"latency\":\($0 < 81 ? 1 : 9)") }
        let summary = summary(of: lines, try plan("latency=5s"))
        for interval in [overall(summary)[0].interval, summary.goodput?.interval] {
            let interval = try #require(interval)
            #expect(abs(interval.lowerBound - 0.2553) < 0.00005)
            #expect(abs(interval.upperBound - 0.3662) < 0.00005)
        }
    }

    @Test func goodputIsPerSecondOfTheRunAndPerDollarPaid() throws {
        let summary = summary(
            of: [
                request("Started", at: 0, model),
                request("Completed", at: 4, "\(model),\"latency\":1,\"cost\":0.25"),
                request("Completed", at: 6, "\(model),\"latency\":9,\"cost\":0.25"),
                // Good, but nobody knows at what price.
                request("Completed", at: 8, "\(model),\"latency\":2"),
            ], try plan("latency=5s"))
        let goodput = try #require(summary.goodput)
        #expect(goodput.requests == 2)
        #expect(goodput.requestsPerSecond == 0.25)
        #expect(goodput.requestsPerDollar == 2)
        #expect(goodput.fraction == 2.0 / 3)
    }

    @Test func withoutAPriceThereIsNoGoodputPerDollar() throws {
        let summary = summary(of: [request("Completed", at: 1, "\(model),\"latency\":1")], try plan("latency=5s"))
        #expect(summary.goodput?.requestsPerDollar == nil)
        #expect(summary.goodput?.requestsPerSecond == 1)
    }

    @Test func objectivesAreJudgedInAllByProviderAndByModel() throws {
        let lines = [("a", "x", 1), ("a", "x", 9), ("a", "y", 1), ("b", "x", 9)].map { provider, model, latency in
            request("Completed", at: 10, "\"provider\":\"\(provider)\",\"model\":\"\(model)\",\"latency\":\(latency)")
        }
        let summary = summary(of: lines, try plan("latency=5s@50%,error_rate=0%"))
        let latency = summary.objectives.filter { $0.objective == "latency<=5s" }
        let names = latency.map { "\($0.provider ?? "all")/\($0.model ?? "all") \($0.reached) of \($0.judged)" }
        #expect(
            names == ["all/all 2 of 4", "a/all 2 of 3", "b/all 0 of 1", "a/x 1 of 2", "a/y 1 of 1", "b/x 0 of 1"])
        #expect(latency.map(\.isMet) == [true, true, false, true, true, false])
        #expect(summary.models.map { $0.requests.goodput?.requests } == [1, 1, 0])
        #expect(summary.providers.map { $0.requests.goodput?.requests } == [2, 0])
    }

    @Test func anySplitOfALogIsJudgedAlike() throws {
        var numbers = SplitMix64(seed: 5)
        let lines = (0..<300).map { index in
            let data = "\"provider\":\"p\(numbers.next() % 3)\",\"model\":\"m\",\"latency\":\(numbers.next() % 10)"
            return request(numbers.next() % 7 == 0 ? "Failed" : "Completed", at: Double(20 + index), data)
        }
        let plan = try plan("latency=5s,error_rate=10%")
        let whole = summary(of: lines, plan)
        for parts in 2...5 {
            let split = (0..<parts).map { part in lines.enumerated().filter { $0.offset % parts == part }.map(\.element)
            }
            let merged = summary(ofParts: split, plan)
            #expect(merged.objectives == whole.objectives)
            #expect(merged.goodput == whole.goodput)
        }
    }
}
