// Owns how a line that someone else wrote becomes an event of the log.

import Glibc
import LTBEvents
import LTBLog

/// Reads lines as events, fills in what the recorder can know, and writes them in the canonical form.
///
/// - `id`, if it is missing: `evt_`, eight random hexadecimal digits, `_` and a counter;
/// - `timestamp`, if it is missing: now.
struct EventIntake {
    private let idPrefix: String
    private var filledIDs = 0
    /// The longest line that readers take.
    private let lineLimit = LogLimits().lineBytes

    init() {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        idPrefix = "evt_" + String(repeating: "0", count: 8 - digits.count) + digits + "_"
    }

    /// Puts the canonical form of a line, without newline, into `output`.
    mutating func take(_ line: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SkipReason) {
        var event = try Self.event(line)
        if event.id == nil {
            filledIDs += 1
            event.id = idPrefix + String(filledIDs)
        }
        output.removeAll(keepingCapacity: true)
        event.append(to: &output)
        guard output.count <= lineLimit else { throw .line_too_long }
    }

    private static func event(_ line: UnsafeRawBufferPointer) throws(SkipReason) -> Event {
        do throws(SkipReason) {
            return try Event(json: line)
        } catch .missing_timestamp {
            return try event(atPresent: line)
        }
    }

    /// Reads a line without a timestamp as if it had been written with the present one.
    private static func event(atPresent line: UnsafeRawBufferPointer) throws(SkipReason) -> Event {
        guard case .object(var object) = JSONValue(json: line) else { throw .not_an_object }
        object["timestamp"] = .string(Timestamp.now.description)
        var completed: [UInt8] = []
        JSONWriter.append(to: &completed) { $0.value(JSONValue.object(object)) }
        let result: Result<Event, SkipReason> = completed.withUnsafeBytes { bytes in
            do throws(SkipReason) {
                return .success(try Event(json: bytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

extension Timestamp {
    /// The present time of the system's clock.
    fileprivate static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanosecondsSince1970: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
