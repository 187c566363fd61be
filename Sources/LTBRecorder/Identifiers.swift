// Owns the names of events, requests and the run: unique, and cheap to make and to compress.

import LTBEvents
import Synchronization

/// Makes names of a writer's own eight hexadecimal digits and a counter.
final class Identifiers: Sendable {
    /// What the ids of all events begin with: `evt_5f0c91ab_`.
    let eventPrefix: String
    /// What the names of all requests begin with: `req_5f0c91ab_`.
    let requestPrefix: String
    private let writer: String
    /// The last number of an event or of a request: one that is recorded in a single event has its number.
    private let last = Atomic<Int64>(0)
    private let lastBenchmark = Atomic<Int64>(0)
    private let lastEvaluation = Atomic<Int64>(0)

    init(writer: UInt32 = .random(in: .min ... .max)) {
        let digits = String(writer, radix: 16)
        self.writer = String(repeating: "0", count: 8 - digits.count) + digits
        eventPrefix = "evt_" + self.writer + "_"
        requestPrefix = "req_" + self.writer + "_"
    }

    /// The number of the next event, or of the next request.
    @inline(__always)
    func nextNumber() -> Int64 { last.add(1, ordering: .relaxed).newValue }

    /// The name of a request.
    func request(_ number: Int64) -> String { requestPrefix + String(number) }

    /// The name of the next request.
    func nextRequest() -> String { request(nextNumber()) }

    /// The name of the next evaluation.
    func nextEvaluation() -> String {
        "eval_" + writer + "_" + String(lastEvaluation.add(1, ordering: .relaxed).newValue)
    }

    /// The name of the next benchmark.
    func nextBenchmark() -> String {
        "bench_" + writer + "_" + String(lastBenchmark.add(1, ordering: .relaxed).newValue)
    }

    /// The name of a run that began at this time: `run_20250115T103000Z_5f0c91ab`.
    func run(at start: Timestamp) -> String {
        let compact = start.description.prefix(19).filter { $0 != "-" && $0 != ":" }
        return "run_" + compact + "Z_" + writer
    }
}
