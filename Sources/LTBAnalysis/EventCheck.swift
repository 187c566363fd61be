// Owns telling whether a line is an event, and when that was, without making one of it.

package import LTBEvents
import LTBLog

/// Checks lines one after the other: what it takes is what `Event` would.
package final class EventCheck {
    private var scanner = EventScanner()
    /// The last line's copy, with what the scanner needs behind it.
    private var copy = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 << 10, alignment: 64)

    /// A check for any number of lines.
    package init() {}

    deinit { copy.deallocate() }

    /// When the event of a line happened.
    ///
    /// - Throws: why the line is no event.
    package func time(of line: UnsafeRawBufferPointer) throws(SkipReason) -> Timestamp {
        if scanner.scan(padded(line)) { return Timestamp(nanosecondsSince1970: scanner.event.timestamp) }
        return try Event(json: line).timestamp
    }

    /// When the event of a line happened, and its id in UTF-8, which is valid until the body returns.
    ///
    /// - Throws: why the line is no event.
    package func withEvent<Result>(
        of line: UnsafeRawBufferPointer, _ body: (Timestamp, UnsafeRawBufferPointer?) -> Result
    ) throws(SkipReason) -> Result {
        if scanner.scan(padded(line)) {
            return body(Timestamp(nanosecondsSince1970: scanner.event.timestamp), scanner.event.id)
        }
        let event = try Event(json: line)
        guard let id = event.id else { return body(event.timestamp, nil) }
        return Array(id.utf8).withUnsafeBytes { body(event.timestamp, $0) }
    }

    /// A copy of a line, until the next one, in memory as `scanCanonical` asks for it.
    func padded(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        makeRoom(for: line.count + LineBatch.padding)
        copy.copyMemory(from: line)
        // Behind the line is what is left of a longer one, through which an unclosed string would be followed.
        copy[line.count] = 0
        return UnsafeRawBufferPointer(rebasing: copy[..<line.count])
    }

    private func makeRoom(for bytes: Int) {
        guard copy.count < bytes else { return }
        copy.deallocate()
        copy = .allocate(byteCount: max(bytes, 2 * copy.count), alignment: 64)
    }
}
