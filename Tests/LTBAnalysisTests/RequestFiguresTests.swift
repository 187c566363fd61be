import LTBAnalysis
import LTBEvents
import LTBTestSupport
import Testing

@Suite struct RequestFiguresTests {
    private let model = "\"provider\":\"openai\",\"model\":\"gpt-4o\""

    @Test func aSmallRunHasTheFiguresThatAHandComputes() throws {
        let summary = summary(of: [
            request("Started", at: 0, model),
            request("Started", at: 1, model),
            request("Started", at: 2, model),
            request(
                "Completed", at: 4,
                "\(model),\"request_id\":\"a\",\"latency\":4,\"time_to_first_token\":1,\"cost\":0.25,\"attempt\":2,"
                    + "\"tokens\":{\"input_tokens\":100,\"output_tokens\":31,\"cached_input_tokens\":40,\"reasoning_tokens\":7}"
            ),
            request("Completed", at: 3, "\(model),\"latency\":2,\"tokens\":{\"input_tokens\":10,\"output_tokens\":1}"),
            request("Failed", at: 5, "\(model),\"latency\":3,\"error_type\":\"timeout\",\"message\":\"too slow\""),
            request("Failed", at: 5, model),
        ])
        var expected = RequestFigures()
        expected.totalRequests = 4
        expected.successfulRequests = 2
        expected.failedRequests = 2
        expected.unfinishedRequests = 0
        expected.retriedRequests = 1
        expected.errorRate = 0.5
        expected.totalInputTokens = 110
        expected.totalOutputTokens = 32
        expected.totalCachedInputTokens = 40
        expected.totalReasoningTokens = 7
        expected.totalCost = 0.25
        expected.pricedRequests = 1
        expected.unpricedRequests = 1
        expected.requestsPerSecond = 0.8
        expected.outputTokensPerSecond = 6.4
        expected.peakConcurrency = 3
        expected.errors = ["timeout": 1, "_OTHER": 1]
        expected.errorExamples = ["timeout": "too slow"]
        var found = summary.totals
        let latency = try #require(found.latency)
        #expect([latency.mean, latency.standardDeviation, latency.minimum, latency.maximum] == [3, 1, 2, 4])
        #expect([latency.p25, latency.p50, latency.p90] == [2.5, 3, 3.8])
        #expect(latency.buckets.first { $0.upperBound == 2.56 }?.count == 1)
        #expect(found.failedLatency?.mean == 3)
        #expect(found.timeToFirstToken?.mean == 1)
        // (4 s - 1 s) over 30 tokens after the first; the request of one token has none.
        #expect(found.timePerOutputToken?.count == 1)
        #expect(found.timePerOutputToken?.mean == 0.1)
        #expect(found.outputTokens?.maximum == 31)
        #expect(found.inputTokens?.mean == 55)
        (found.latency, found.failedLatency, found.timeToFirstToken, found.timePerOutputToken) = (nil, nil, nil, nil)
        (found.outputTokens, found.inputTokens) = (nil, nil)
        #expect(found == expected)
        #expect(summary.models.map(\.requests) == [summary.totals])
        #expect(summary.providers.map(\.requests) == [summary.totals])
        #expect(summary.window?.durationSeconds == 5)
    }

    @Test func whatWasNotMeasuredIsNil() {
        let totals = summary(of: [request("Completed", at: 1, model)]).totals
        #expect(totals.latency == nil)
        #expect(totals.timeToFirstToken == nil)
        #expect(totals.totalCost == nil)
        #expect(totals.unfinishedRequests == nil)
        #expect(totals.peakConcurrency == nil)
        #expect(totals.requestsPerSecond == nil)
        #expect(totals.errorRate == 0)
    }

    @Test func aFirstTokenAfterNoTimeIsNotMeasured() {
        let totals = summary(of: [request("Completed", at: 1, "\(model),\"latency\":1,\"time_to_first_token\":0")])
            .totals
        #expect(totals.timeToFirstToken == nil)
        #expect(totals.timePerOutputToken == nil)
    }

    @Test func missingNamesAreUnknown() {
        let bare = #"{"event_type":"RequestCompleted","timestamp":"2026-01-15T10:00:00Z"}"#
        let summary = summary(of: [bare])
        #expect(summary.models.map(\.model) == ["unknown"])
        #expect(summary.providers.map(\.provider) == ["unknown"])
    }

    @Test func unfinishedRequestsOfOneModelAreNotHiddenByAnotherWithoutStarts() {
        let other = "\"provider\":\"openai\",\"model\":\"mini\""
        let summary = summary(of: [
            request("Started", at: 0, model), request("Started", at: 1, model), request("Completed", at: 2, model),
            request("Completed", at: 2, other), request("Completed", at: 3, other), request("Completed", at: 4, other),
        ])
        #expect(summary.totals.unfinishedRequests == 1)
        #expect(summary.models.map(\.requests.unfinishedRequests) == [1, nil])
    }

    @Test func concurrencyCountsHalfOpenIntervals() {
        let back = [
            request("Completed", at: 2, "\(model),\"latency\":1"),
            request("Completed", at: 1, "\(model),\"latency\":1"),
        ]
        #expect(summary(of: back).totals.peakConcurrency == 1)
        let over = back + [request("Completed", at: 1.5, "\(model),\"latency\":1")]
        #expect(summary(of: over).totals.peakConcurrency == 2)
    }

    @Test func modelsWithAndWithoutStartEventsAddUpTheirConcurrency() {
        let other = "\"provider\":\"other\",\"model\":\"m\",\"latency\":1"
        let started = (0..<3).map { request("Started", at: Double($0), model) }
        let ended = (0..<5).map { request("Completed", at: 3 + Double($0) * 2, other) }
        let summary = summary(of: started + ended)
        #expect(summary.totals.peakConcurrency == 4)
        #expect(summary.timeline?.active.max() == 4)
    }

    @Test func aRequestSentAfterTheLastOneEndedMakesTheRunNoLonger() {
        let summary = summary(of: [
            request("Started", at: 0, model),
            request("Completed", at: 10, "\(model),\"tokens\":{\"output_tokens\":100}"),
            request("Started", at: 100, model),
        ])
        #expect(summary.window?.durationSeconds == 10)
        #expect(summary.totals.outputTokensPerSecond == 10)
    }

    @Test func anErrorMessageIsCutBetweenCharacters() {
        let message = String(repeating: "a", count: 511) + "é and more"
        let failure = request("Failed", at: 1, "\(model),\"error_type\":\"timeout\",\"message\":\"\(message)\"")
        #expect(summary(of: [failure]).totals.errorExamples == ["timeout": String(repeating: "a", count: 511)])
    }

    @Test func sumsStayAtTheLargestNumberInsteadOfTrapping() {
        let huge =
            "\(model),\"latency\":9e9,\"time_to_first_token\":1,\"cost\":9e9,"
            + "\"tokens\":{\"input_tokens\":9223372036854775807,\"output_tokens\":2}"
        let summary = summary(of: [request("Completed", at: 1, huge), request("Completed", at: 2, huge)])
        #expect(summary.totals.totalInputTokens == .max)
        #expect(summary.totals.latency?.mean == 9e9)
        #expect(summary.totals.timePerOutputToken?.maximum == Double(Int64.max) / 1e12)
        #expect(summary.timeline?.inputTokens.max() == .max)
    }

    @Test func openLoopLatencyCountsFromTheScheduledStart() {
        let scheduled = "\(model),\"latency\":1,\"scheduled_at\":\"2026-01-15T10:00:01Z\""
        #expect(summary(of: [request("Completed", at: 5, scheduled)]).totals.scheduledLatency?.mean == 4)
    }

    @Test func chunkGapsArePooledOverRequests() {
        let totals = summary(of: [
            request("Completed", at: 1, "\(model),\"chunk_gaps\":[0.1,0.2]"),
            request("Completed", at: 2, "\(model),\"chunk_gaps\":[0.6]"),
        ]).totals
        #expect(totals.chunkGap?.count == 3)
        #expect(totals.chunkGap?.p50 == 0.2)
    }

    @Test func theSlowestComeFirstAndTiesGoByTimeThenID() {
        let lines = (0..<30).map { index in
            request(
                "Completed", at: Double(index % 3), id: "evt_\(index + 10)",
                "\(model),\"request_id\":\"r\(index)\",\"latency\":\(index < 25 ? 1 : 2)")
        }
        let slowest = summary(of: lines.reversed()).slowest
        #expect(slowest.count == 20)
        #expect(slowest.prefix(7).map { $0.requestID ?? "" } == ["r27", "r25", "r28", "r26", "r29", "r0", "r3"])
    }

    /// Each of very many models makes do with less room than its values need; all requests together need not.
    @Test func allRequestsAreAsExactWithManyModelsAsWithOne() {
        var random = SplitMix64(seed: 11)
        let latencies = (0..<3_000).map { _ in Double(Int.random(in: 1..<1_000_000, using: &random)) / 1_000 }
        func lines(_ model: (Int) -> String) -> [String] {
            latencies.enumerated().map { index, latency in
                let data = "\"model\":\"\(model(index))\",\"latency\":\(latency),\"chunk_gaps\":[\(latency / 7)]"
                return request("Completed", at: 2_000, data)
            }
        }
        let ofOne = summary(of: lines { _ in "m" })
        // Most of them go to one of 600.
        let ofMany = lines { $0 % 5 == 0 ? "m\($0)" : "m" }
        let found = summary(of: ofMany)
        #expect(found.models.contains { $0.requests.latency?.isExact == false })
        #expect(found.totals.latency == ofOne.totals.latency)
        #expect(found.totals.chunkGap == ofOne.totals.chunkGap)
        #expect(found.totals.latency?.isExact == true)
        let parts = (0..<3).map { part in ofMany.enumerated().filter { $0.offset % 3 == part }.map(\.element) }
        #expect(summary(ofParts: parts) == found)
        #expect(summary(ofParts: parts.reversed()) == found)
    }
}
