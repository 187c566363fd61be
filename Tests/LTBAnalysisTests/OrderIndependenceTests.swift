import LTBAnalysis
import LTBEvents
import LTBTestSupport
import Testing

/// The summary depends on which lines there are: not on their order, nor on how they are split into files and threads.
@Suite struct OrderIndependenceTests {
    /// Lines of all kinds about few names, close in time, with many equal times.
    private func lines(seed: UInt64, count: Int) -> [String] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { index in
            var event = random.event()
            event.timestamp = Timestamp(
                nanosecondsSince1970: 1_768_473_000_000_000_000 + Int64.random(in: 0..<600, using: &random)
                    * 500_000_000)
            if Bool.random(using: &random) { event.id = "evt_\(index)" }
            var line: [UInt8] = []
            event.append(to: &line)
            return String(decoding: line, as: UTF8.self)
        } + run(&random, count: count)
    }

    /// Requests of few models, so that figures gather.
    private func run(_ random: inout SplitMix64, count: Int) -> [String] {
        (0..<count).map { index in
            let second = Double(Int.random(in: 0..<120, using: &random)) / 2
            let model = "\"provider\":\"p\(index % 3)\",\"model\":\"m\(index % 4)\",\"benchmark_id\":\"b\(index % 2)\""
            switch Int.random(in: 0..<6, using: &random) {
            case 5:
                let names = "\"trace_id\":\"t\(index % 7)\",\"span_id\":\"s\(index % 40)\",\"name\":\"n\(index % 4)\""
                let took =
                    "\"duration\":\(Int.random(in: 0..<900, using: &random)),\"parent_span_id\":\"s\(index % 9)\""
                return line("SpanEnded", at: second, payload: "Span", names + "," + took)
            case 0: return request("Started", at: second, model)
            case 1:
                let type = ["rate_limit", "timeout"][index % 2]
                return request("Failed", at: second, "\(model),\"error_type\":\"\(type)\",\"message\":\"m\(index)\"")
            case 2:
                let value = Double(Int.random(in: 0..<1_000, using: &random)) / 7
                return line(
                    "MetricRecorded", at: second, payload: "Metric",
                    "\"name\":\"c\",\"type\":\"counter\",\"value\":\(value)")
            default:
                let latency = Double(Int.random(in: 1..<4_000, using: &random)) / 1_000
                return request(
                    "Completed", at: second,
                    "\(model),\"latency\":\(latency),\"time_to_first_token\":\(latency / 4),\"cost\":0.001,"
                        + "\"tokens\":{\"input_tokens\":\(index),\"output_tokens\":\(index % 50)}")
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func shufflingLinesChangesNothing(seed: UInt64) {
        let lines = lines(seed: seed, count: 400)
        var random = SplitMix64(seed: seed &+ 100)
        let expected = summary(of: lines)
        for _ in 0..<5 { #expect(summary(of: lines.shuffled(using: &random)) == expected) }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func splittingIntoPartsChangesNothing(seed: UInt64) {
        let lines = lines(seed: seed, count: 400)
        var random = SplitMix64(seed: seed &+ 200)
        let expected = summary(of: lines)
        for parts in [2, 3, 17] {
            var split = Array(repeating: [String](), count: parts)
            for line in lines { split[Int.random(in: 0..<parts, using: &random)].append(line) }
            #expect(summary(ofParts: split.shuffled(using: &random)) == expected)
        }
    }

    /// What a warm-up is relative to must be what the summary without one tells.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func theWindowIsKnownWithoutTheRestOfTheSummary(seed: UInt64) {
        #expect(aggregator(of: []).window == nil)
        let lines = lines(seed: seed, count: 200)
        for kept in [lines, lines.filter { !$0.contains("\"Request") }, lines.filter { !$0.contains("Started") }] {
            let aggregator = aggregator(of: kept)
            #expect(aggregator.window != nil)
            #expect(aggregator.window == aggregator.summary(log: LogFigures()).window)
        }
        var crowd = CrowdedLines(names: 1_200, seed: seed)
        let crowded = aggregator(of: crowd.lines(2_000))
        #expect(crowded.window == crowded.summary(log: LogFigures()).window)
    }

    @Test func moreModelsThanTheLimitAreFoldedTheSameWayInAnyOrder() {
        let lines = (0..<3_000).map { index in
            request(
                "Completed", at: Double(index % 60),
                "\"provider\":\"p\",\"model\":\"m\(index % 1_500)\",\"latency\":1.5")
        }
        var random = SplitMix64(seed: 9)
        let whole = summary(of: lines)
        #expect(whole.totals.totalRequests == 3_000)
        // 256 by name, and all others as one.
        #expect(whole.models.count == 257)
        #expect(whole.folded == ["models", "models shown"])
        #expect(whole.models.last?.model == RunSummary.otherName)
        #expect(whole.models.last?.requests.totalRequests == Int64(3_000 - 2 * 256))
        #expect(summary(of: lines.shuffled(using: &random)) == whole)
        #expect(summary(ofParts: [Array(lines[1_700...]), Array(lines[..<1_700])]) == whole)
    }

    @Test func requestsOfEveryModelAreCountedUnderItsNameWhileNamesComeAndGo() {
        // More models, providers and benchmarks than are kept, each in several lines far from each other.
        let lines = (0..<12_000).map { index in
            request(
                index % 3 == 0 ? "Failed" : "Completed", at: Double(index % 600) / 4,
                "\"provider\":\"provider\(index % 1_100)\",\"model\":\"m\(index % 2)\","
                    + "\"benchmark_id\":\"benchmark\(index % 1_300)\",\"latency\":\(index % 7).25,"
                    + "\"cost\":0.5,\"error_type\":\"e\(index % 5)\"")
        }
        var random = SplitMix64(seed: 10)
        let whole = summary(of: lines)
        #expect(whole.totals.totalRequests == 12_000)
        #expect(whole.timeline?.requests.reduce(0, +) == 12_000)
        #expect(whole.benchmarks.reduce(0) { $0 + $1.requests.totalRequests } == 12_000)
        #expect(whole.folded == ["benchmarks", "error types", "models", "models shown", "providers"])
        #expect(summary(of: lines.shuffled(using: &random)) == whole)
        #expect(summary(ofParts: [Array(lines[7_000...]), Array(lines[..<7_000])]) == whole)
        #expect(summary(of: lines.map { $0.replacing(",\"model\"", with: " ,\"model\"") }) == whole)
    }

    /// More names than may keep all, and more than are kept; of some of them more values than are kept.
    @Test(arguments: [(45, 1_500), (1_200, 3_500)])
    func whatIsLeftOutOfACrowdDependsOnNoOrderOrSplit(names: Int, count: Int) {
        var crowd = CrowdedLines(names: names, seed: UInt64(names))
        let lines = crowd.lines(count)
        let whole = summary(of: lines)
        #expect(whole.totals.latency?.isExact == true)
        #expect(whole.models.contains { $0.requests.latency?.isExact == false } == (names > 1_024))
        #expect(whole.folded.contains("models") == (names > 1_024))
        var random = crowd.random
        var split = Array(repeating: [String](), count: 5)
        for line in lines.shuffled(using: &random) { split[Int.random(in: 0..<5, using: &random)].append(line) }
        #expect(summary(ofParts: split, mergedBy: &random) == whole)
        // Parts that know different names have to give up different things before they meet.
        let sorted = lines.sorted { $0.suffix(60) < $1.suffix(60) }
        #expect(summary(ofParts: [Array(sorted[..<300]), Array(sorted[300...])], mergedBy: &random) == whole)
    }

    @Test func moreValuesThanAreKeptAreCountedTheSameWayInAnySplit() {
        let lines = (0..<17_000).map { index in
            request("Completed", at: Double(index % 600) / 4, "\"latency\":\(index * 7_919 % 10_007)e-3")
        }
        let whole = summary(of: lines)
        #expect(whole.totals.latency?.isExact == false)
        #expect(summary(ofParts: [Array(lines[9_000...]), Array(lines[..<9_000])]) == whole)
    }

    @Test(arguments: [true, false])
    func concurrencyThatOneThreadGaveUpOnIsGivenUpByAll(hasStarts: Bool) {
        var crowd = CrowdedLines(names: 20, seed: 3)
        crowd.hasStarts = hasStarts
        let lines = crowd.lines(400)
        var whole = aggregator(of: lines)
        whole.approximateConcurrency()
        let expected = whole.summary(log: LogFigures())
        #expect(expected.totals.peakConcurrencyExact == false)
        for given in [0, 200, 399] {
            var first = aggregator(of: Array(lines[..<given]))
            first.approximateConcurrency()
            var second = aggregator(of: Array(lines[given...]))
            let reversed = first
            first.merge(second)
            #expect(first.summary(log: LogFigures()) == expected)
            second.merge(reversed)
            #expect(second.summary(log: LogFigures()) == expected)
        }
    }
}
