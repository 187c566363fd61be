// Owns the texts of a line's strings that are spelled with escapes.

import LTBEvents

/// Strings without their escapes, at addresses that stay where they are until the next line.
struct UnescapedText: ~Copyable {
    private static let keptBytes = 1 << 20

    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 8)
    private var used = 0

    init() {}

    deinit { memory.deallocate() }

    /// Forgets the strings of the last line, and the memory that an unusually long one took.
    mutating func begin() {
        used = 0
        if memory.count > Self.keptBytes { allocate(Self.keptBytes) }
    }

    /// The text of a string with escapes; nil if there is no room, which there is if each of a line's is added once.
    mutating func add(_ line: UnsafeRawBufferPointer, _ token: JSONCursor.StringToken) -> UnsafeRawBufferPointer? {
        // Nobody has the address of anything yet, and no text takes more bytes than it did in the line.
        if used == 0, memory.count < line.count { allocate(line.count) }
        guard used + token.end - token.start <= memory.count, let base = memory.baseAddress else { return nil }
        let start = base + used
        let count = JSONCursor.unescape(line, token, at: start)
        used += count
        return UnsafeRawBufferPointer(start: start, count: count)
    }

    private mutating func allocate(_ count: Int) {
        memory.deallocate()
        memory = .allocate(byteCount: count, alignment: 8)
    }
}
