// Owns the claims about the short way to write the events of requests.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct RequestWriterTests {
    private func line(
        _ record: RequestRecord, _ provider: String, _ model: String, _ writer: inout RequestWriter
    ) -> String {
        let (provider, model) = (Array(provider.utf8), Array(model.utf8))
        // One byte more, so that the record lies as it does among others.
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: 1 + RequestRecord.bytes(names: provider.count + model.count), alignment: 8)
        defer { memory.deallocate() }
        provider.withUnsafeBytes { provider in
            model.withUnsafeBytes { model in record.write(provider: provider, model: model, to: memory.baseAddress! + 1)
            }
        }
        var line = Array("before\n".utf8)
        writer.append(UnsafeRawBufferPointer(rebasing: memory[1...]), to: &line)
        return String(decoding: line, as: UTF8.self)
    }

    private func expected(_ record: RequestRecord, _ provider: String, _ model: String) -> String {
        func known(_ count: Int64) -> Int64? { count < 0 ? nil : count }
        let (sum, overflow) = record.inputTokens.addingReportingOverflow(record.outputTokens)
        let isTotalKnown = record.inputTokens >= 0 && record.outputTokens >= 0 && !overflow
        let tokens = TokenUsage(
            inputTokens: known(record.inputTokens), outputTokens: known(record.outputTokens),
            totalTokens: known(record.totalTokens) ?? (isTotalKnown ? sum : nil),
            cachedInputTokens: known(record.cachedInputTokens), cacheWriteTokens: known(record.cacheWriteTokens),
            reasoningTokens: known(record.reasoningTokens))
        let context = RequestContext(
            provider: provider, model: model, requestID: "req_5f0c91ab_\(record.requestNumber)")
        let completed = RequestCompleted(
            context: context,
            latencySeconds: Double(record.latencyNanoseconds) / 1e9,
            timeToFirstTokenSeconds: known(record.firstTokenNanoseconds).map { Double($0) / 1e9 },
            tokens: record.hasTokens ? tokens : nil, costUSD: record.costUSD >= 0 ? record.costUSD : nil)
        let event = Event(
            timestamp: Timestamp(nanosecondsSince1970: record.time), id: "evt_5f0c91ab_\(record.number)",
            payload: record.isStart ? .requestStarted(RequestStarted(context: context)) : .requestCompleted(completed))
        var line = Array("before\n".utf8)
        event.append(to: &line)
        return String(decoding: line, as: UTF8.self)
    }

    @Test func theLineIsThatOfTheSameEvent() {
        var rng = SplitMix64(seed: 31)
        var writer = RequestWriter(eventPrefix: "evt_5f0c91ab_", requestPrefix: "req_5f0c91ab_")
        var time: Int64 = 0
        for _ in 0..<5_000 {
            // Mostly in the second of the one before, also in front of it.
            time =
                rng.oneIn(4)
                ? rng.timestamp().nanosecondsSince1970
                : time &+ Int64.random(in: -400_000_000...400_000_000, using: &rng)
            var record = RequestRecord(
                time: time, number: rng.count(), requestNumber: rng.count(), latencyNanoseconds: rng.nanoseconds(),
                firstTokenNanoseconds: rng.maybe { $0.nanoseconds() } ?? -1, costUSD: rng.maybe { $0.amount() } ?? -1)
            if rng.oneIn(4) {
                record = RequestRecord(startAt: time, number: rng.count(), requestNumber: rng.count())
            } else if !rng.oneIn(4) {
                record.take(
                    TokenUsage(
                        inputTokens: rng.maybe { $0.count() }, outputTokens: rng.maybe { $0.count() },
                        totalTokens: rng.maybe { $0.count() }, cachedInputTokens: rng.maybe { $0.count() },
                        cacheWriteTokens: rng.maybe { $0.count() }, reasoningTokens: rng.maybe { $0.count() }))
            }
            let provider = rng.oneIn(2) ? rng.word() : rng.text()
            let model = rng.oneIn(2) ? rng.word() : rng.text()
            #expect(line(record, provider, model, &writer) == expected(record, provider, model))
        }
    }

    @Test func namesAndNumbersOfAnyLengthHaveRoom() {
        var writer = RequestWriter(eventPrefix: "evt_5f0c91ab_", requestPrefix: "req_5f0c91ab_")
        for count in [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 1_000, RequestRecord.mostNameBytes] {
            for time in [Int64.min, -1, 0, .max] {
                let name = String(repeating: "x", count: count)
                var record = RequestRecord(
                    time: time, number: .max, requestNumber: .max, latencyNanoseconds: .max,
                    firstTokenNanoseconds: .max, costUSD: .leastNonzeroMagnitude)
                record.take(
                    TokenUsage(
                        inputTokens: .max, outputTokens: .max, cachedInputTokens: .max, cacheWriteTokens: .min,
                        reasoningTokens: .max))
                #expect(line(record, name, "", &writer) == expected(record, name, ""))
                #expect(line(record, "", name, &writer) == expected(record, "", name))
            }
        }
    }
}

extension SplitMix64 {
    /// From nothing to more than there is, of all lengths.
    fileprivate mutating func nanoseconds() -> Int64 {
        Int64.random(in: 0...Int64.max, using: &self) >> Int64.random(in: 0...63, using: &self)
    }
}
