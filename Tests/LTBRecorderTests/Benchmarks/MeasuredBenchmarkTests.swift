// Owns the claims about benchmarks.

import LTBEvents
import LTBLog
@testable import LTBRecorder
import Testing

struct MeasuredBenchmarkTests {
    /// What was recorded, as `type done/total failed percent left|duration`.
    private func lines(_ run: RecordedRun) throws -> [String] {
        try run.payloads().compactMap { payload in
            func text(_ value: (any CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "-" }
            switch payload {
            case .benchmarkStarted(let data): return "started \(text(data.name)) \(text(data.totalExamples))"
            case .benchmarkProgress(let data):
                let counts = "\(text(data.completedExamples))/\(text(data.totalExamples)) \(text(data.failedExamples))"
                return "progress \(counts) \(text(data.progressPercent)) \(text(data.etaSeconds))"
            case .benchmarkCompleted(let data):
                let counts = "\(text(data.completedExamples))/\(text(data.totalExamples)) \(text(data.failedExamples))"
                return "completed \(counts) \(text(data.progressPercent)) \(text(data.durationSeconds))"
            default: return nil
            }
        }
    }

    @Test func readingExamplesDrivesTheBenchmark() async throws {
        let run = try RecordedRun()
        let examples = run.recorder.benchmark("MMLU", ["a", "b", "c", "d"])
        var read: [String] = []
        for try await example in examples {
            run.clock.advance(milliseconds: 500)
            if example == "b" { examples.markFailed() }
            read.append(example)
        }
        #expect(read == ["a", "b", "c", "d"])
        #expect(
            try lines(run) == [
                "started MMLU 4", "progress 1/4 0 25.0 1.5", "progress 2/4 1 50.0 1.0", "progress 3/4 1 75.0 0.5",
                "progress 4/4 1 100.0 0.0", "completed 4/4 1 100.0 2.0",
            ])
    }

    @Test func progressIsRecordedByPercentOrBySecond() throws {
        let run = try RecordedRun()
        let large = run.recorder.startBenchmark("large", totalExamples: 100_000)
        for _ in 0..<100_000 { large.exampleCompleted() }
        large.complete()
        let unknown = run.recorder.startBenchmark("unknown")
        for _ in 0..<10 {
            run.clock.advance(milliseconds: 300)
            unknown.exampleCompleted()
        }
        unknown.complete()
        let lines = try lines(run)
        #expect(lines.count { $0.hasPrefix("progress") && $0.contains("/100000") } == 100)
        #expect(
            lines.filter { !$0.contains("100000") } == [
                "started unknown -", "progress 4/- 0 - -", "progress 8/- 0 - -", "completed 10/- 0 - 3.0",
            ])
    }

    @Test func everyPercentIsTold() throws {
        let run = try RecordedRun()
        let benchmark = run.recorder.startBenchmark("b", totalExamples: 100)
        for _ in 0..<100 { benchmark.exampleCompleted() }
        let percents = try run.payloads().compactMap { payload -> Double? in
            guard case .benchmarkProgress(let progress) = payload else { return nil }
            return progress.progressPercent
        }
        #expect(percents == (1...100).map(Double.init))
    }

    @Test func aBenchmarkThatIsNotReadToItsEndIsNotCompleted() async throws {
        let run = try RecordedRun()
        for try await _ in run.recorder.benchmark("MMLU", 0..<4) { break }
        #expect(try lines(run) == ["started MMLU 4"])
    }

    @Test func whatComesAfterTheEndIsNotCounted() throws {
        let run = try RecordedRun()
        let benchmark = run.recorder.startBenchmark("b", totalExamples: 2)
        benchmark.complete()
        benchmark.exampleCompleted()
        benchmark.complete()
        #expect(try lines(run) == ["started b 2", "completed 0/2 0 0.0 0.0"])
    }

    @Test func examplesAreWorkedOnSeveralAtATimeAndTheirRequestsBelongToThem() async throws {
        struct Broken: Error {}
        let run = try RecordedRun()
        let active = Monitor((now: 0, most: 0))
        try await run.recorder.benchmark("MMLU", Array(1...20), concurrency: 4) { number in
            active.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            await run.recorder.measure(provider: "openai", model: "m") { _ in await Task.yield() }
            active.withLock { $0.now -= 1 }
            if number % 5 == 0 { throw Broken() }
        }
        #expect((1...4).contains(active.withLock { $0.most }))
        let payloads = try run.payloads()
        let requests = payloads.compactMap { payload -> RequestContext? in
            guard case .requestCompleted(let completed) = payload else { return nil }
            return completed.context
        }
        #expect(Set(requests.map(\.exampleID)) == Set((1...20).map { String($0) }))
        let ids = payloads.compactMap { payload -> String? in
            guard case .benchmarkStarted(let started) = payload else { return nil }
            return started.benchmarkID
        }
        #expect(Set(requests.map(\.benchmarkID)) == [ids.first])
        #expect(try lines(run).last == "completed 20/20 4 100.0 0.0")
    }

    @Test func aCancelledBenchmarkIsNotCompleted() async throws {
        let run = try RecordedRun()
        let task = Task {
            try await run.recorder.benchmark("MMLU", 0..<1_000, concurrency: 2) { _ in
                try await Task.sleep(for: .seconds(60))
            }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try !lines(run).contains { $0.hasPrefix("completed") })
    }
}
