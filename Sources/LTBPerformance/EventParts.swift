// Owns what the parts of recording an event cost, the thread that records it and the one that writes it.

import Glibc
import LTBEvents
import LTBLog

/// Nanoseconds of one thread for each event, part by part.
struct EventParts {
    private let events: Int
    private let folder: String
    /// Looking at the clock.
    private var clocks: [Double] = []
    /// Giving a record to the recorder's thread.
    private var handOvers: [Double] = []
    /// Making the line of a record, which the recorder's thread does.
    private var lines: [Double] = []

    init(events: Int, folder: String) {
        self.events = events
        self.folder = folder
    }

    /// Measures each once more.
    mutating func addRound() throws {
        clocks.append(Self.nanoseconds(events) { _ in _ = Measurement.seconds(CLOCK_REALTIME) })
        handOvers.append(try Self.handingOver(events, folder))
        lines.append(Self.line(events))
    }

    func show() {
        print(
            "parts, 1 thread: the caller looks at the clock \(fixed(clocks.median ?? 0, 0)) ns, hands a record over "
                + "\(fixed(handOvers.median ?? 0, 0)) ns; the recorder's thread makes its line "
                + "\(fixed(lines.median ?? 0, 0)) ns")
    }

    private static func handingOver(_ events: Int, _ folder: String) throws -> Double {
        let path = folder + "/ltb-performance-parts-\(getpid()).jsonl.zst"
        defer { unlink(path) }
        var configuration = LogRecorderConfiguration()
        configuration.overflow = .block
        let recorder = try LogRecorder(appendingTo: path, configuration: configuration)
        defer { recorder.close() }
        return nanoseconds(events) { request in
            recorder.append(recordBytes: SampleRequest.recordBytes) { request.writeRecord(to: $0) }
        }
    }

    private static func line(_ events: Int) -> Double {
        var lines = RequestWriter(eventPrefix: "evt_5f0c91ab_", requestPrefix: "req_5f0c91ab_")
        var text: [UInt8] = []
        let record = UnsafeMutableRawBufferPointer.allocate(byteCount: SampleRequest.recordBytes, alignment: 8)
        defer { record.deallocate() }
        return nanoseconds(events) { request in
            guard let memory = record.baseAddress else { return }
            request.writeRecord(to: memory)
            text.removeAll(keepingCapacity: true)
            lines.append(UnsafeRawBufferPointer(record), to: &text)
        }
    }

    /// Processor time of this thread, without that of making up the requests.
    private static func nanoseconds(_ events: Int, _ body: (SampleRequest) -> Void) -> Double {
        (seconds(events, body) - seconds(events) { _ in }) / Double(events) * 1e9
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
