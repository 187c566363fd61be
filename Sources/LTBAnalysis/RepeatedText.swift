// Owns a piece of a line that is mostly the same in the next one.

import CBytes

/// The bytes of a piece of the last line that had it: where they come again, all that was found in them holds again.
struct RepeatedText: ~Copyable {
    static let longest = 64

    private let bytes = UnsafeMutableRawPointer.allocate(byteCount: longest, alignment: 16)
    /// How many bytes it has.
    private(set) var count = 0
    /// A bit for each of them, the first one lowest.
    private var mask = UInt64.max

    /// A text that no line has.
    init() {
        bytes.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "\n"), count: Self.longest)
    }

    deinit { bytes.deallocate() }

    /// Whether it is at a place after which as many bytes as are in the longest may be loaded.
    @inline(__always)
    func isAt(_ place: UnsafeRawPointer) -> Bool {
        ltb_difference_of_64(bytes, place) & mask == 0
    }

    /// Becomes what lies between two places; false, and it stays as it is, if that is longer or nothing.
    @discardableResult
    mutating func remember(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Bool {
        guard (1...Self.longest).contains(end - start) else { return false }
        count = end - start
        mask = .max >> UInt64(Self.longest - count)
        bytes.copyMemory(from: start, byteCount: count)
        return true
    }
}
