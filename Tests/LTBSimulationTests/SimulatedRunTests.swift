// Owns the tests of what happens in simulated runs.

import LTBEvents
import Testing

@testable import LTBSimulation

@Suite struct SimulatedRunTests {
    private static let requests = 3_000
    private static let events = Array(Simulation(SimulationConfiguration(requests: requests, seed: 7)))

    private var started: [RequestContext] {
        Self.events.compactMap { if case .requestStarted(let data) = $0.payload { data.context } else { nil } }
    }

    private var completed: [RequestCompleted] {
        Self.events.compactMap { if case .requestCompleted(let data) = $0.payload { data } else { nil } }
    }

    private var failed: [RequestFailed] {
        Self.events.compactMap { if case .requestFailed(let data) = $0.payload { data } else { nil } }
    }
}

// MARK: - Requests

extension SimulatedRunTests {
    @Test func fewRequestsNeverEnd() {
        let unfinished = started.count - completed.count - failed.count
        #expect((3...20).contains(unfinished))
    }

    @Test func errorsAreOfManyKindsAndMostlyOfTheOutage() {
        let errors = Dictionary(grouping: failed) { $0.errorType ?? "" }.mapValues(\.count)
        #expect(
            Set(errors.keys) == ["rate_limit", "timeout", "server_error", "content_filter", "connection"])
        let share = Double(failed.count) / Double(started.count)
        #expect((0.03...0.3).contains(share), "\(share)")
        #expect(failed.allSatisfy { $0.message != nil && $0.latencySeconds != nil })
    }

    @Test func retriesFollowFailures() {
        let attempts = Dictionary(grouping: started) { $0.requestID ?? "" }
        for (id, attempts) in attempts {
            #expect(attempts.map(\.attempt) == (1...3).prefix(attempts.count).map { Int64($0) }, "\(id)")
        }
        #expect(attempts.values.contains { $0.count == 3 })
        let failures = Dictionary(grouping: failed) { $0.context.requestID ?? "" }
        for (id, attempts) in attempts where attempts.count > 1 {
            #expect((failures[id]?.count ?? 0) >= attempts.count - 1, "\(id)")
        }
    }

    @Test func latencyIsThatOfTheTimestamps() throws {
        var starts: [String: Timestamp] = [:]
        for event in Self.events {
            switch event.payload {
            case .requestStarted(let data): starts[key(data.context)] = event.timestamp
            case .requestCompleted(let data): try expectLatency(data.latencySeconds, data.context, event.timestamp)
            case .requestFailed(let data): try expectLatency(data.latencySeconds, data.context, event.timestamp)
            default: break
            }
        }
        func key(_ context: RequestContext) -> String { "\(context.requestID ?? "") \(context.attempt ?? 0)" }
        func expectLatency(_ latency: Double?, _ context: RequestContext, _ end: Timestamp) throws {
            let start = try #require(starts[key(context)])
            let measured = end.nanosecondsSince1970 - start.nanosecondsSince1970
            #expect(nanoseconds(fromSeconds: try #require(latency)) == measured)
        }
    }

    @Test func latencyGrowsWithOutputTokens() throws {
        for (model, answers) in Dictionary(grouping: completed, by: { $0.context.model ?? "" }) {
            let points = answers.map { (Double($0.tokens?.outputTokens ?? 0), $0.latencySeconds ?? 0) }
            #expect(correlation(points) > 0.8, "\(model)")
        }
    }

    private func correlation(_ points: [(Double, Double)]) -> Double {
        let count = Double(points.count)
        let mean = points.reduce((0, 0)) { ($0.0 + $1.0 / count, $0.1 + $1.1 / count) }
        let sums = points.reduce((0, 0, 0)) { sums, point in
            let (x, y) = (point.0 - mean.0, point.1 - mean.1)
            return (sums.0 + x * y, sums.1 + x * x, sums.2 + y * y)
        }
        return sums.0 / (sums.1 * sums.2).squareRoot()
    }

    @Test func gapsAddUpToTheTimeAfterTheFirstToken() throws {
        let answers = completed.filter { !$0.chunkGapsSeconds.isEmpty }
        #expect((20...400).contains(answers.count))
        for answer in answers {
            let gaps = answer.chunkGapsSeconds.compactMap { nanoseconds(fromSeconds: $0) }.reduce(0, +)
            let latency = try #require(nanoseconds(fromSeconds: answer.latencySeconds ?? -1))
            let first = try #require(nanoseconds(fromSeconds: answer.timeToFirstTokenSeconds ?? -1))
            #expect(gaps == latency - first)
        }
    }

    @Test func partsOfTokensAreWithinTheWhole() throws {
        for answer in completed {
            let tokens = try #require(answer.tokens)
            let (input, output) = (tokens.inputTokens ?? 0, tokens.outputTokens ?? 0)
            #expect(tokens.totalTokens == input + output)
            #expect((tokens.cachedInputTokens ?? 0) + (tokens.cacheWriteTokens ?? 0) <= input)
            #expect((tokens.reasoningTokens ?? 0) < output)
        }
        #expect(completed.contains { $0.tokens?.cachedInputTokens != nil })
        #expect(completed.contains { $0.tokens?.cacheWriteTokens != nil })
        #expect(completed.contains { $0.tokens?.reasoningTokens != nil })
    }

    @Test func onlyTheLocalModelHasNoPrice() {
        for answer in completed {
            #expect((answer.costUSD == nil) == (answer.context.provider == "local"))
            #expect((answer.costUSD ?? 1) > 0)
        }
    }

    @Test func costsAreWholeNanoDollarsByTheTokens() throws {
        let answer = try #require(
            completed.first { $0.context.model == "claude-sonnet-4" && $0.tokens?.cachedInputTokens != nil })
        let tokens = try #require(answer.tokens)
        let cached = tokens.cachedInputTokens ?? 0
        let expected =
            ((tokens.inputTokens ?? 0) - cached) * 3_000 + cached * 300 + (tokens.outputTokens ?? 0) * 15_000
        #expect(scaledBillionths(answer.costUSD ?? -1) == expected)
    }
}

// MARK: - Benchmarks, evaluations, outage

extension SimulatedRunTests {
    @Test(arguments: [50, 51, 60, 75, 100, 250, 1_000])
    func bothBenchmarksComplete(_ requests: Int) {
        for seed in 0..<8 {
            let run = Simulation(SimulationConfiguration(requests: requests, seed: UInt64(seed)))
            var completed: [String?: Int64?] = [:]
            for event in run {
                if case .benchmarkCompleted(let data) = event.payload {
                    completed[data.benchmarkID] = data.completedExamples
                }
            }
            let total = Int64(requests / 10)
            #expect(completed == ["bench_qa": total, "bench_code": total], "seed \(seed)")
        }
    }

    @Test func progressRisesToAHundredPercent() {
        var percents: [String?: [Double]] = [:]
        for event in Self.events {
            if case .benchmarkProgress(let data) = event.payload {
                percents[data.benchmarkID, default: []].append(data.progressPercent ?? -1)
                #expect(data.etaSeconds != nil)
            }
        }
        #expect(percents.count == 2)
        for series in percents.values {
            #expect(series == series.sorted())
            #expect(series.count == 20)
            #expect(series.last == 100)
        }
    }

    @Test func examplesAreThoseOfTheBenchmark() {
        let examples = started.filter { $0.benchmarkID == "bench_qa" && $0.attempt == 1 }.compactMap(\.exampleID)
        #expect(examples == (1...Self.requests / 10).map { "ex_\($0)" })
        #expect(started.allSatisfy { ($0.benchmarkID == nil) == ($0.exampleID == nil) })
    }

    @Test func betterModelsHaveBetterScores() {
        var scores: [String?: [Double]] = [:]
        for event in Self.events {
            if case .evaluationCompleted(let data) = event.payload, data.metric == "faithfulness" {
                scores[data.model, default: []].append(data.score ?? -1)
                #expect((0...1).contains(data.score ?? -1))
                #expect(data.passed == ((data.score ?? -1) >= 0.7))
            }
        }
        let means = scores.mapValues { $0.reduce(0, +) / Double($0.count) }
        #expect((means["claude-sonnet-4"] ?? 0) > (means["llama-3.3-70b"] ?? 1) + 0.1)
    }

    @Test func outageTakesATenthOfTheRunAndMostOfOneProvidersRequests() throws {
        var times: [String: Timestamp] = [:]
        for event in Self.events {
            if case .systemAlert(let alert) = event.payload { times[alert.state ?? ""] = event.timestamp }
        }
        let firing = try #require(times["firing"])
        let resolved = try #require(times["resolved"])
        let whole =
            try #require(Self.events.last).timestamp.nanosecondsSince1970
            - SimulationConfiguration.defaultStart.nanosecondsSince1970
        let length = resolved.nanosecondsSince1970 - firing.nanosecondsSince1970
        #expect((0.07...0.15).contains(Double(length) / Double(whole)))
        let ends = Self.events.filter { firing <= $0.timestamp && $0.timestamp < resolved }
        #expect(failureShares(ends).values.max() ?? 0 > 0.6)
        #expect(failureShares(Self.events.filter { $0.timestamp < firing }).values.max() ?? 1 < 0.2)
    }

    private func failureShares(_ events: [Event]) -> [String: Double] {
        var ends: [String: (failed: Double, all: Double)] = [:]
        for event in events {
            if case .requestCompleted(let data) = event.payload {
                ends[data.context.provider ?? "", default: (0, 0)].all += 1
            } else if case .requestFailed(let data) = event.payload {
                ends[data.context.provider ?? "", default: (0, 0)].all += 1
                ends[data.context.provider ?? "", default: (0, 0)].failed += 1
            }
        }
        return ends.mapValues { $0.failed / $0.all }
    }

    @Test func providerGoesDownAndComesBack() {
        var statuses: [String?: [String?]] = [:]
        for event in Self.events {
            if case .providerStatus(let data) = event.payload {
                statuses[data.provider, default: []].append(data.status)
            }
        }
        #expect(statuses.count == 4)
        let changing = statuses.values.filter { $0.count > 1 }
        #expect(changing == [["healthy", "degraded", "unavailable", "degraded", "healthy"]])
    }
}

// MARK: - Memory

extension SimulatedRunTests {
    @Test func memoryDoesNotGrowWithTheRun() {
        func mostPending(_ requests: Int) -> Int {
            var events = Simulation(
                SimulationConfiguration(requests: requests, seed: 3, requestsPerSecond: 3)
            ).makeIterator()
            var most = 0
            while events.next() != nil { most = max(most, events.pendingCount) }
            return most
        }
        let small = mostPending(300)
        #expect(small < 150)
        #expect(mostPending(3_000) < 2 * small)
    }
}
