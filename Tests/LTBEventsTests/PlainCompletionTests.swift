// Owns the claims about the short way to write a completed request.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct PlainCompletionTests {
    private func line(_ completion: borrowing PlainCompletion, at time: Timestamp, number: Int64) -> String {
        var line = Array("before\n".utf8)
        completion.append(at: time, idPrefix: "evt_5f0c91ab_", number: number, to: &line)
        return String(decoding: line, as: UTF8.self)
    }

    private func expected(_ completion: borrowing PlainCompletion, at time: Timestamp, number: Int64) -> String {
        let event = Event(timestamp: time, id: "evt_5f0c91ab_\(number)", payload: .requestCompleted(completion.full))
        var line = Array("before\n".utf8)
        event.append(to: &line)
        return String(decoding: line, as: UTF8.self)
    }

    @Test func theLineIsThatOfTheSameEvent() {
        var rng = SplitMix64(seed: 31)
        for _ in 0..<5_000 {
            let tokens = rng.maybe { rng in
                TokenUsage(
                    inputTokens: rng.maybe { $0.count() }, outputTokens: rng.maybe { $0.count() },
                    totalTokens: rng.maybe { $0.count() }, cachedInputTokens: rng.maybe { $0.count() },
                    cacheWriteTokens: rng.maybe { $0.count() }, reasoningTokens: rng.maybe { $0.count() },
                    unknownFields: rng.oneIn(10) ? rng.unknownFields() : [:])
            }
            let completion = PlainCompletion(
                provider: rng.oneIn(2) ? rng.word() : rng.text(), model: rng.oneIn(2) ? rng.word() : rng.text(),
                requestPrefix: "req_5f0c91ab_", requestNumber: rng.count(),
                latencySeconds: rng.oneIn(20) ? .infinity : rng.amount(),
                timeToFirstTokenSeconds: rng.maybe { $0.oneIn(20) ? .nan : $0.amount() }, tokens: tokens,
                costUSD: rng.maybe { $0.amount() })
            let (time, number) = (rng.timestamp(), rng.count())
            #expect(
                line(completion, at: time, number: number) == expected(completion, at: time, number: number))
        }
    }

    @Test func namesOfAnyLengthHaveRoom() {
        for count in [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 1_000, 100_000] {
            let name = String(repeating: "x", count: count)
            let completion = PlainCompletion(
                provider: name, model: name, requestPrefix: "", requestNumber: .max, latencySeconds: 0.1 + 0.2,
                timeToFirstTokenSeconds: 1e-300, tokens: TokenUsage(inputTokens: .max), costUSD: 5e-324)
            let time = Timestamp(nanosecondsSince1970: .min)
            #expect(line(completion, at: time, number: .max) == expected(completion, at: time, number: .max))
        }
    }
}
