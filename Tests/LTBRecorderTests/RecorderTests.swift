// Owns the claims about recording a run.

import Glibc
import LTBEvents
import LTBLog
@testable import LTBRecorder
import LTBTestSupport
import Synchronization
import Testing

struct RecorderTests {
    @Test func aRunIsItsStartItsEventsAndItsEnd() throws {
        let run = try RecordedRun(run: RunMetadata(name: "nightly", labels: ["branch": "mine"], id: "run_7"))
        run.clock.advance(milliseconds: 250)
        run.recorder.recordMetric("queue_depth", .gauge, 3, labels: ["stage": "rag"])
        run.clock.advance(milliseconds: 750)
        let events = try run.events()
        let start = ManualClock.start
        #expect(
            events.map(\.payload) == [
                .runStarted(
                    RunStarted(
                        runID: "run_7", schemaVersion: 1, startedAt: start, name: "nightly", labels: ["branch": "mine"],
                        host: hostName(), tool: "LTBRecorder", toolVersion: Version.current)),
                .metricRecorded(
                    MetricRecorded(name: "queue_depth", type: "gauge", value: .number(3), labels: ["stage": "rag"])),
                .runCompleted(
                    RunCompleted(runID: "run_7", status: "passed", durationSeconds: 1, droppedEvents: 0)),
            ])
        #expect(
            events.map { ($0.timestamp.nanosecondsSince1970 - start.nanosecondsSince1970) / 1_000_000 }
                == [0, 250, 1_000])
        #expect(Set(events.map(\.id)).count == 3)
        let first = try #require(events[0].id)
        #expect(first.wholeMatch(of: /evt_[0-9a-f]{8}_1/) != nil)
    }

    @Test func anEventIsRecordedAsItIsAndGetsAnIDIfItHasNone() throws {
        let run = try RecordedRun()
        let time = Timestamp(nanosecondsSince1970: 1_000_000_000)
        let status = Payload.providerStatus(ProviderStatus(provider: "openai", status: "healthy"))
        run.recorder.record(Event(timestamp: time, id: "mine", payload: status))
        run.recorder.record(Event(timestamp: time, payload: status))
        run.recorder.record(status, at: time)
        let events = try run.events().dropFirst().dropLast()
        #expect(events.map(\.payload) == [status, status, status])
        #expect(events.map(\.timestamp) == [time, time, time])
        #expect(events.first?.id == "mine")
        #expect(Set(events.map(\.id)).count == 3)
    }

    @Test func recordedEventsAreThoseOfTheLog() throws {
        let run = try RecordedRun()
        let status = Payload.providerStatus(ProviderStatus(provider: "openai", status: "healthy"))
        run.recorder.record(status)
        run.recorder.record(Event(timestamp: ManualClock.start, id: "mine", payload: status))
        run.recorder.recordRequest(provider: "openai", model: "m", latency: .seconds(1))
        let subscription = run.recorder.events.subscribe()
        run.recorder.record(status)
        run.recorder.start(provider: "openai", model: "m").complete()
        run.recorder.close()
        run.recorder.record(status)
        #expect(run.recorder.droppedEvents == 1)
        #expect(run.recorder.recordedEvents == 8)
        #expect(try run.events().count == 8)
        #expect(Recorder.disabled.recordedEvents == 0)
        withExtendedLifetime(subscription) {}
    }

    @Test func aRecorderThatIsOffMakesNoFileAndTakesEveryCall() async throws {
        let run = try RecordedRun(RecorderConfiguration().withEnabled(false))
        let request = run.recorder.start(provider: "openai", model: "gpt-4o")
        request.chunk()
        request.complete()
        run.recorder.recordMetric("m", .counter, 1)
        #expect(await run.recorder.measure(provider: "a", model: "b") { _ in 5 } == 5)
        #expect(!run.recorder.isEnabled)
        #expect(run.recorder.flush())
        #expect(run.recorder.close())
        #expect(!run.folder.has("run.jsonl.zst"))
    }

    @Test func closingTwiceEndsTheRunOnceAndWhatComesLaterIsDropped() throws {
        let run = try RecordedRun()
        #expect(run.recorder.close(.failed))
        #expect(run.recorder.close(.passed))
        run.recorder.recordMetric("late", .counter, 1)
        let events = try run.events()
        #expect(events.map(\.eventType) == ["RunStarted", "RunCompleted"])
        guard case .runCompleted(let end) = events[1].payload else { return }
        #expect(end.status == "failed")
        #expect(run.recorder.droppedEvents == 1)
    }

    @Test func aRecorderThatIsLetGoOfEndsTheLogButNotTheRun() throws {
        let folder = try TemporaryFolder()
        let path = folder["run.jsonl.zst"]
        do {
            let recorder = try Recorder(to: path, configuration: RecorderConfiguration())
            recorder.recordMetric("m", .counter, 1)
        }
        #expect(try readEvents(path).map(\.eventType) == ["RunStarted", "MetricRecorded"])
    }

    @Test func aSecondRecorderOfTheSameFileIsToldWhy() throws {
        let run = try RecordedRun()
        let path = run.folder["run.jsonl.zst"]
        let error = #expect(throws: RecorderError.self) {
            try Recorder(to: path, configuration: RecorderConfiguration())
        }
        #expect(error?.code == .locked)
        #expect(error?.message == "\(path) is being written by another process; choose another file")
    }

    @Test func aRunThatGoesOnInTheSameLogHasItsOwnStartAndEnd() throws {
        let folder = try TemporaryFolder()
        for id in ["a", "b"] {
            let recorder = try Recorder(
                to: folder["run.jsonl.zst"], run: RunMetadata(id: id), configuration: RecorderConfiguration())
            #expect(recorder.close())
        }
        let runs = try readEvents(folder["run.jsonl.zst"]).map { event -> String? in
            switch event.payload {
            case .runStarted(let start): start.runID
            case .runCompleted(let end): end.runID
            default: nil
            }
        }
        #expect(runs == ["a", "a", "b", "b"])
    }

    @Test func shorthandsRecordWhatTheyAreNamedFor() throws {
        let run = try RecordedRun()
        let recorder = run.recorder
        recorder.recordRequest(
            provider: "openai", model: "gpt-4o", latency: .milliseconds(1_520), timeToFirstToken: .milliseconds(310),
            tokens: TokenUsage(inputTokens: 150, outputTokens: 75), cost: 0.0135)
        recorder.recordError(
            provider: "openai", model: "gpt-4o", .rateLimit, message: "slow down", latency: .milliseconds(20),
            statusCode: 429)
        recorder.recordLatency(provider: "openai", model: "gpt-4o", .milliseconds(5))
        recorder.recordTokens(provider: "openai", model: "gpt-4o", input: 10, output: 20)
        recorder.recordCost(provider: "openai", model: "gpt-4o", 0.5)
        recorder.recordEvaluation(metric: "faithfulness", score: 0.9, passed: true, requestID: "req_1")
        recorder.recordProviderStatus("openai", .degraded, activeRequests: 4, errorRate: 0.25, message: "slow")
        recorder.alert("HighLatency", .warning, "p95 is 6 s", value: 6, threshold: 5)
        recorder.alert("HighLatency", .warning, "p95 is 2 s", isResolved: true)
        let model = ["provider": "openai", "model": "gpt-4o"]
        let payloads = try run.payloads()
        guard payloads.count == 10, case .requestCompleted(let completed) = payloads[0],
            case .requestFailed(let failed) = payloads[1], case .evaluationCompleted(let evaluation) = payloads[6]
        else {
            Issue.record("unexpected events: \(payloads.map(\.eventType))")
            return
        }
        #expect(
            completed
                == RequestCompleted(
                    context: RequestContext(
                        provider: "openai", model: "gpt-4o", requestID: completed.context.requestID),
                    latencySeconds: 1.52, timeToFirstTokenSeconds: 0.31,
                    tokens: TokenUsage(inputTokens: 150, outputTokens: 75, totalTokens: 225), costUSD: 0.0135))
        #expect(
            failed
                == RequestFailed(
                    context: RequestContext(provider: "openai", model: "gpt-4o", requestID: failed.context.requestID),
                    errorType: "rate_limit", message: "slow down", latencySeconds: 0.02, statusCode: 429))
        #expect(completed.context.requestID != nil && completed.context.requestID != failed.context.requestID)
        #expect(evaluation.evaluationID?.hasPrefix("eval_") == true)
        #expect(
            Array(payloads[2...]) == [
                .metric("llm_request_duration_seconds", "histogram", 0.005, model),
                .metric("llm_tokens_input_total", "counter", 10, model),
                .metric("llm_tokens_output_total", "counter", 20, model),
                .metric("llm_cost_usd_total", "counter", 500_000, model),
                .evaluationCompleted(
                    EvaluationCompleted(
                        evaluationID: evaluation.evaluationID, metric: "faithfulness", requestID: "req_1", score: 0.9,
                        passed: true)),
                .providerStatus(
                    ProviderStatus(
                        provider: "openai", status: "degraded", activeRequests: 4, errorRate: 0.25, message: "slow")),
                .systemAlert(
                    SystemAlert(
                        name: "HighLatency", severity: "warning", message: "p95 is 6 s", state: "firing", value: 6,
                        threshold: 5)),
                .systemAlert(
                    SystemAlert(name: "HighLatency", severity: "warning", message: "p95 is 2 s", state: "resolved")),
            ])
    }

    @Test func figuresThatNoReaderWouldTakeAreLeftOutAndTheirEventsAreNot() throws {
        let run = try RecordedRun()
        let recorder = run.recorder
        let hostile: [Double] = [.nan, .infinity, -.infinity, -1, 1e10, 1e308, -0.001]
        let durations: [Duration] = [.seconds(Int64.max), .seconds(-5), .seconds(1e19), .seconds(-1e19)]
        let usage = TokenUsage(inputTokens: -1, outputTokens: .max, cachedInputTokens: .min)
        for value in hostile {
            recorder.recordRequest(
                provider: "a", model: "b", latency: .seconds(1), tokens: usage, cost: value)
            recorder.start(provider: "a", model: "b").complete(tokens: usage, cost: value, statusCode: -1)
            recorder.recordEvaluation(metric: "m", score: value)
            recorder.recordCost(provider: "a", model: "b", value)
        }
        for duration in durations {
            recorder.recordRequest(provider: "a", model: "b", latency: duration, timeToFirstToken: duration)
            recorder.recordError(provider: "a", model: "b", .timeout, latency: duration)
        }
        let benchmark = recorder.startBenchmark("huge", totalExamples: .max)
        run.clock.advance(milliseconds: 2_000)
        benchmark.exampleCompleted()
        _ = recorder.startBenchmark("less than nothing", totalExamples: -1)
        // Reading throws for a line that is no event.
        let counts = try run.events().reduce(into: [:]) { $0[$1.eventType, default: 0] += 1 }
        #expect(
            counts == [
                "RunStarted": 1, "RequestCompleted": 18, "RequestStarted": 7, "EvaluationCompleted": 7,
                "MetricRecorded": 7, "RequestFailed": 4, "BenchmarkStarted": 2, "BenchmarkProgress": 1,
                "RunCompleted": 1,
            ])
    }

    @Test func whatIsRecordedInOneCallBelongsToItsSpanAndItsBenchmark() throws {
        let run = try RecordedRun()
        let span = TraceContext(traceID: "0af7651916cd43dd8448eb211c80319c", spanID: "b7ad6b7169203331")
        TraceContext.withValue(span) {
            BenchmarkContext.withValue(BenchmarkContext(benchmarkID: "b1", exampleID: "7")) {
                run.recorder.recordRequest(provider: "a", model: "b", latency: .seconds(1))
                run.recorder.recordError(provider: "a", model: "b", CancellationError())
                run.recorder.recordEvaluation(metric: "m", score: 1)
            }
        }
        let belongings = try run.payloads().map { payload -> [String?] in
            switch payload {
            case .requestCompleted(let data):
                [data.context.traceID, data.context.spanID, data.context.benchmarkID, data.context.exampleID]
            case .requestFailed(let data):
                [data.context.traceID, data.context.spanID, data.context.benchmarkID, data.context.exampleID]
            case .evaluationCompleted(let data): [span.traceID, span.spanID, data.benchmarkID, data.exampleID]
            default: []
            }
        }
        #expect(belongings == Array(repeating: [span.traceID, span.spanID, "b1", "7"], count: 3))
    }

    @Test(arguments: ["let go", "flush", "close"])
    func whoIsToldOfAnErrorMayUseTheRecorderAndLetGoOfIt(what: String) async throws {
        let folder = try TemporaryFolder()
        folder.makeFolder("logs")
        let held = Monitor<Recorder?>(nil)
        let isDone = Atomic<Bool>(false)
        let use: @Sendable (Recorder?) -> Void = { recorder in
            recorder?.recordMetric("from_the_callback", .counter, 1)
            switch what {
            case "flush": #expect(recorder?.flush() == false)
            case "close": #expect(recorder?.close() == false)
            default: break
            }
        }
        var configuration = RecorderConfiguration()
        configuration.overflow = .block
        configuration.onError = { _ in
            // Nobody else has it now.
            use(held.withLock { $0.take() })
            isDone.store(true, ordering: .releasing)
        }
        held.withLock { $0 = try? Recorder(to: folder["logs/run.jsonl.zst"], configuration: configuration) }
        try #require(held.withLock { $0 != nil })
        unlink(folder["logs/run.jsonl.zst"])
        rmdir(folder["logs"])
        held.withLock { $0?.recordMetric("lost", .counter, 1) }
        // It is written within a second.
        for _ in 0..<2_000 where !isDone.load(ordering: .acquiring) { try await Task.sleep(for: .milliseconds(5)) }
        let isToldInTime = isDone.load(ordering: .acquiring)
        #expect(isToldInTime)
        #expect(held.withLock { $0 == nil })
    }

    @Test func closingWaitsForWhoeverClosesAlreadyAndCallsTheHooksOnce() async throws {
        let run = try RecordedRun()
        run.recorder.beforeClosing { [recorder = run.recorder] in
            // The others come meanwhile.
            usleep(50_000)
            recorder.recordMetric("last", .gauge, 1)
        }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 { group.addTask { run.recorder.close() } }
            for await isWritten in group { #expect(isWritten) }
        }
        #expect(try run.events().map(\.eventType) == ["RunStarted", "MetricRecorded", "RunCompleted"])
    }
}

extension Payload {
    fileprivate static func metric(
        _ name: String, _ type: String, _ value: Double, _ labels: [String: String]
    ) -> Payload {
        .metricRecorded(MetricRecorded(name: name, type: type, value: .number(value), labels: labels))
    }
}
