// Owns the short way from a name in a line to its place in a table.

/// Remembers where the names of the last lines lie in tables, by the bytes that spelled them in the line.
///
/// It only saves the hashing of composed keys; whoever uses it must forget all when a table gives a place to another key.
struct KeyCache: Sendable {
    private struct Entry {
        /// 0 where there is none; runs have at least a word.
        var count: Int32 = 0
        var index: Int32 = 0
        var provider: Int32 = 0
        var price: Int32 = 0
    }

    private static let slotBits: UInt64 = 7
    private static let longestRun = 96

    private var entries = Array(repeating: Entry(), count: 1 << slotBits)
    private var bytes = [UInt8](repeating: 0, count: longestRun << slotBits)

    /// The place of a run and, where that was told, of its provider and its price.
    @inline(__always)
    func find(_ run: UnsafeRawBufferPointer) -> (index: Int32, provider: Int32, price: Int32)? {
        guard run.count >= 8 else { return nil }
        let slot = Self.slot(of: run)
        let entry = entries[slot]
        guard Int(entry.count) == run.count else { return nil }
        let isSame = bytes.withUnsafeBytes { held in
            let text = UnsafeRawBufferPointer(rebasing: held[(slot &* Self.longestRun)...])
            let last = run.count &- 8
            var offset = 0
            while offset < last {
                guard Self.word(run, offset) == Self.word(text, offset) else { return false }
                offset &+= 8
            }
            // The last word overlaps the one before.
            return Self.word(run, last) == Self.word(text, last)
        }
        return isSame ? (entry.index, entry.provider, entry.price) : nil
    }

    /// Remembers a run's place, in the stead of another one's.
    mutating func remember(_ run: UnsafeRawBufferPointer, index: Int, provider: Int = 0, price: Int = 0) {
        guard (8...Self.longestRun).contains(run.count) else { return }
        let slot = Self.slot(of: run)
        entries[slot] = Entry(
            count: Int32(run.count), index: Int32(index), provider: Int32(provider), price: Int32(price))
        bytes.withUnsafeMutableBytes { held in
            UnsafeMutableRawBufferPointer(rebasing: held[(slot * Self.longestRun)...]).copyMemory(from: run)
        }
    }

    mutating func removeAll() {
        for slot in entries.indices { entries[slot].count = 0 }
    }

    @inline(__always)
    private static func slot(of run: UnsafeRawBufferPointer) -> Int {
        let mixed = (word(run, 0) ^ UInt64(run.count)) &* 0x9E37_79B9_7F4A_7C15 ^ word(run, run.count - 8)
        return Int(truncatingIfNeeded: (mixed &* 0xE703_7ED1_A0B4_28DB) >> (64 - slotBits))
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
