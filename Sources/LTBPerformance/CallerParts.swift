// Owns what the parts of recording an event cost the thread that records it.

import Glibc
import LTBEvents
import LTBLog

/// Nanoseconds of one thread for each event, part by part.
struct CallerParts {
    /// Looking at the clock.
    private var clock = 0.0
    /// Writing the line into memory.
    private var encoding = 0.0
    /// Giving a finished line to the recorder's thread.
    private var handingOver = 0.0

    init(events: Int, rounds: Int, folder: String) throws {
        let time = Timestamp(nanosecondsSince1970: 1_768_473_000_123_456_789)
        var line: [UInt8] = []
        clock = Self.nanoseconds(events, rounds) { _ in _ = Measurement.seconds(CLOCK_REALTIME) }
        encoding = Self.nanoseconds(events, rounds) { request in
            line.removeAll(keepingCapacity: true)
            request.completion.append(at: time, idPrefix: "evt_5f0c91ab_", number: request.number, to: &line)
        }
        let path = folder + "/ltb-performance-parts-\(getpid()).jsonl.zst"
        defer { unlink(path) }
        var configuration = LogRecorderConfiguration()
        configuration.overflow = .block
        let recorder = try LogRecorder(appendingTo: path, configuration: configuration)
        handingOver = Self.nanoseconds(events, rounds) { _ in
            recorder.append { $0.append(contentsOf: line) }
        }
        recorder.close()
    }

    func show() {
        print(
            "parts, 1 thread: the clock \(fixed(clock, 0)) ns, the line \(fixed(encoding, 0)) ns, "
                + "handing it over \(fixed(handingOver, 0)) ns")
    }

    /// Processor time of this thread, without that of making up the requests.
    private static func nanoseconds(_ events: Int, _ rounds: Int, _ body: (SampleRequest) -> Void) -> Double {
        let results = (0..<rounds).map { _ in
            seconds(events, body) - seconds(events) { _ in }
        }
        return (results.median ?? 0) / Double(events) * 1e9
    }

    private static func seconds(_ events: Int, _ body: (SampleRequest) -> Void) -> Double {
        var request = SampleRequest(seed: 1)
        let start = Measurement.threadSeconds()
        for _ in 0..<events {
            request.next()
            body(request)
        }
        return Measurement.threadSeconds() - start
    }
}
