// Owns lines that would be our writer's, had they no spaces after commas and colons: many JSON libraries write those.

import CBytes

/// Memory for a line without the spaces after its commas and colons.
struct SpacedLine: ~Copyable {
    /// As many other lines are not looked at.
    private static let longest = 4_096
    private static let beginning: StaticString = "{\"event_type\": "

    private let memory = UnsafeMutableRawPointer.allocate(
        byteCount: longest + 2 * Int(LTB_UNSPACED_BLOCK), alignment: 64)

    init() {}

    deinit { memory.deallocate() }

    /// The line without those spaces, which means the same, valid until the next one; nil if it does not begin with such,
    /// has escapes, or is long. Behind it is what `LineBatch` promises, as must be behind the line.
    func unspaced(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard line.count <= Self.longest, let start = line.baseAddress else { return nil }
        var cursor = LineCursor(start)
        guard cursor.skip(Self.beginning) else { return nil }
        let count = ltb_unspace(start, line.count, memory)
        guard count > 0 else { return nil }
        memory.storeBytes(of: UInt8(ascii: "\n"), toByteOffset: count, as: UInt8.self)
        return UnsafeRawBufferPointer(start: memory, count: count)
    }
}
