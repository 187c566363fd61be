// Owns telling whether a line is an event, and when that was, without making one of it.

package import LTBEvents
import LTBLog

/// Checks lines one after the other: what it takes is what `Event` would.
package final class EventCheck {
    private var scanner = EventScanner()
    /// A copy of the line with the bytes behind it that the scanner may load.
    private var copy = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 << 10, alignment: 64)

    /// A check for any number of lines.
    package init() {}

    deinit { copy.deallocate() }

    /// When the event of a line happened.
    ///
    /// - Throws: why the line is no event.
    package func time(of line: UnsafeRawBufferPointer) throws(SkipReason) -> Timestamp {
        makeRoom(for: line.count + LineBatch.padding)
        copy.copyMemory(from: line)
        if scanner.scan(UnsafeRawBufferPointer(rebasing: copy[..<line.count])) {
            return Timestamp(nanosecondsSince1970: scanner.event.timestamp)
        }
        return try Event(json: line).timestamp
    }

    private func makeRoom(for bytes: Int) {
        guard copy.count < bytes else { return }
        copy.deallocate()
        copy = .allocate(byteCount: max(bytes, 2 * copy.count), alignment: 64)
    }
}
