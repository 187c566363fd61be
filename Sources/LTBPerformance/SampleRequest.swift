// Owns the requests that are recorded in benchmarks.

import LTBEvents
import LTBRecorder

/// A completed request, whose figures change from one to the next; its line has about 340 bytes.
struct SampleRequest {
    private(set) var number: Int64 = 0
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// Goes on to the next one.
    @inline(__always)
    mutating func next() {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        number += 1
    }

    private var random: Int64 { Int64(truncatingIfNeeded: state >> 33) }
    private var latencyMicroseconds: Int64 { random & 0xFF_FFFF }
    private var firstTokenMicroseconds: Int64 { random >> 5 & 0xF_FFFF }
    private var cost: Double { Double(random >> 7 & 0xFFFF) / 1e6 }
    private var outputTokens: Int64 { random >> 3 & 0x3FF }

    private var tokens: TokenUsage {
        TokenUsage(inputTokens: 150, outputTokens: outputTokens, totalTokens: 150 + outputTokens)
    }

    /// Records it as a program does that has these figures.
    @inline(__always)
    func record(with recorder: Recorder) {
        recorder.recordRequest(
            provider: "openai", model: "gpt-4", latency: .microseconds(latencyMicroseconds),
            timeToFirstToken: .microseconds(firstTokenMicroseconds), tokens: tokens, cost: cost)
    }

    /// The same as the recorder's own thread gets it, which makes the line of it.
    var record: RequestRecord {
        var record = RequestRecord(
            time: 1_768_473_000_123_456_789, number: number, requestNumber: number,
            latencyNanoseconds: latencyMicroseconds * 1_000, firstTokenNanoseconds: firstTokenMicroseconds * 1_000,
            costUSD: cost)
        record.take(tokens)
        return record
    }

    /// How many bytes that has with its names.
    static var recordBytes: Int { RequestRecord.bytes(names: provider.count + model.count) }

    /// Writes it into memory for so many bytes.
    @inline(__always)
    func writeRecord(to memory: UnsafeMutableRawPointer) {
        record.write(provider: Self.provider, model: Self.model, to: memory)
    }

    private static var provider: UnsafeRawBufferPointer { bytes(of: "openai") }
    private static var model: UnsafeRawBufferPointer { bytes(of: "gpt-4") }

    private static func bytes(of name: StaticString) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    }
}
