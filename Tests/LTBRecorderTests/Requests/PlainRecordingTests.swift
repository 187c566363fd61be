// Owns the claim that how the events of requests come into the log cannot be told from them.

import LTBEvents
@testable import LTBRecorder
import LTBTestSupport
import Testing

struct PlainRecordingTests {
    private let names = [
        "openai", "", "a \"b\"\\\n\u{0}\u{7F}", "ß東😀", String(repeating: "x", count: RequestRecord.mostNameBytes),
        String(repeating: "é", count: RequestRecord.mostNameBytes),
    ]

    /// The events of requests of all kinds, without their names: of a recorder that hands figures over, or, since somebody
    /// listens, of one that makes each line at once.
    private func events(isHeard: Bool) throws -> [Event] {
        let run = try RecordedRun()
        let subscription = isHeard ? run.recorder.events.subscribe() : nil
        var rng = SplitMix64(seed: 17)
        for _ in 0..<200 { recordAny(run, &rng) }
        run.recorder.close()
        withExtendedLifetime(subscription) {}
        return try readEvents(run.folder["run.jsonl.zst"]).dropFirst().dropLast().map { event in
            var event = event
            #expect(event.id != nil)
            event.id = nil
            switch event.payload {
            case .requestStarted(var data):
                data.context.requestID = nil
                event.payload = .requestStarted(data)
            case .requestCompleted(var data):
                #expect(data.context.requestID?.hasPrefix("req_") == true)
                data.context.requestID = nil
                event.payload = .requestCompleted(data)
            default: Issue.record("unexpected event: \(event)")
            }
            return event
        }
    }

    private func recordAny(_ run: RecordedRun, _ rng: inout SplitMix64) {
        let provider = names[Int.random(in: 0..<names.count, using: &rng)]
        let model = rng.oneIn(3) ? names[Int.random(in: 0..<names.count, using: &rng)] : rng.text()
        let tokens = rng.maybe(usage)
        let amount = rng.amount()
        let cost: Double? = rng.maybe {
            $0.oneOf(amount, -0.0, -1, .nan, .infinity, 9.2e9, 9.3e9, .leastNonzeroMagnitude)
        }
        run.clock.advance(milliseconds: Int64.random(in: 0...700, using: &rng))
        if rng.oneIn(2) {
            run.recorder.recordRequest(
                provider: provider, model: model, latency: duration(&rng), timeToFirstToken: rng.maybe(duration),
                tokens: tokens, cost: cost)
        } else {
            let request = run.recorder.start(provider: provider, model: model)
            run.clock.advance(milliseconds: Int64.random(in: 0...2_000, using: &rng))
            if rng.oneIn(2) { request.firstToken() }
            run.clock.advance(milliseconds: rng.oneIn(50) ? 9_000_000_000 : 1)
            request.complete(tokens: tokens, cost: cost, finishReason: rng.oneIn(4) ? "stop" : nil)
        }
    }

    private func usage(_ rng: inout SplitMix64) -> TokenUsage {
        func count(_ rng: inout SplitMix64) -> Int64? {
            let count = rng.count()
            return rng.maybe { $0.oneOf(count, -1, .min, .max, 0) }
        }
        return TokenUsage(
            inputTokens: count(&rng), outputTokens: count(&rng), totalTokens: count(&rng),
            cachedInputTokens: count(&rng), cacheWriteTokens: count(&rng), reasoningTokens: count(&rng),
            unknownFields: rng.oneIn(5) ? ["audio_tokens": .number("3")] : JSONObject())
    }

    private func duration(_ rng: inout SplitMix64) -> Duration {
        let nanoseconds = rng.count()
        return rng.oneOf(
            .nanoseconds(nanoseconds), .zero, .nanoseconds(99_999), .nanoseconds(-1), .seconds(20),
            .seconds(Int64.max), .seconds(Int64.min),
            Duration(secondsComponent: 18, attosecondsComponent: 446_744_073_709_551_615))
    }

    @Test func whatIsHandedOverAsFiguresIsTheSameEvent() throws {
        let (plain, made) = (try events(isHeard: false), try events(isHeard: true))
        #expect(plain.count > 200)
        #expect(plain.count == made.count)
        for (plain, made) in zip(plain, made) { #expect(plain == made) }
    }
}
