// Owns the claims about recording a run.

import LTBEvents
@testable import LTBRecorder
import LTBTestSupport
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

    @Test func aRecorderThatIsOffMakesNoFileAndTakesEveryCall() async throws {
        let run = try RecordedRun(RecorderConfiguration().withEnabled(false))
        let request = run.recorder.start(provider: "openai", model: "gpt-4o")
        request.chunk()
        request.complete()
        run.recorder.recordMetric("m", .counter, 1)
        #expect(try await run.recorder.measure(provider: "a", model: "b") { _ in 5 } == 5)
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
            case .requestFailed(let failed) = payloads[1]
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
                    tokens: TokenUsage(inputTokens: 150, outputTokens: 75), costUSD: 0.0135))
        #expect(
            failed
                == RequestFailed(
                    context: RequestContext(provider: "openai", model: "gpt-4o", requestID: failed.context.requestID),
                    errorType: "rate_limit", message: "slow down", latencySeconds: 0.02, statusCode: 429))
        #expect(completed.context.requestID != nil && completed.context.requestID != failed.context.requestID)
        #expect(
            Array(payloads[2...]) == [
                .metric("llm_request_duration_seconds", "histogram", 0.005, model),
                .metric("llm_tokens_input_total", "counter", 10, model),
                .metric("llm_tokens_output_total", "counter", 20, model),
                .metric("llm_cost_usd_total", "counter", 500_000, model),
                .evaluationCompleted(
                    EvaluationCompleted(metric: "faithfulness", requestID: "req_1", score: 0.9, passed: true)),
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
}

extension Payload {
    fileprivate static func metric(
        _ name: String, _ type: String, _ value: Double, _ labels: [String: String]
    ) -> Payload {
        .metricRecorded(MetricRecorded(name: name, type: type, value: .number(value), labels: labels))
    }
}
