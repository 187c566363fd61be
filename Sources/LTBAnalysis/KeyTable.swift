// Owns interning under a bound: names to small integers, and which names are kept when there are too many.

import Glibc

/// Interns byte strings to small integers, keeping at most `limit` of them: the smallest by hash.
///
/// Index 0 stands for all keys that are not kept. Which keys are kept depends only on the set of keys, never on their
/// order: a key of the final set is among the smallest from its first appearance on, so it is never evicted.
///
/// A few keys may have parts as long as `KeptText` leaves them; of many keys, only the beginnings of long parts are kept.
struct KeyTable: Sendable {
    /// Where a key is, and whether the index belonged to another key until now.
    struct Slot {
        var index: Int
        var isNew: Bool
        /// The caller must move what it holds under `index` to index 0 before it uses it for the new key.
        var evictsPrevious: Bool
    }

    let limit: Int
    /// Whether any key was refused or evicted.
    private(set) var isFolding = false
    private var keys: [[UInt8]] = [[]]
    private var hashes: [UInt64] = [0]
    /// Open addressing with linear probing: indices, 0 where empty.
    private var buckets: [Int32] = Array(repeating: 0, count: 16)
    /// The kept key with the greatest hash, known while the table is full.
    private var greatest = 0
    private var areLongPartsCut = false

    /// As many keys as may be long.
    private static let fewKeys = 128

    init(limit: Int) {
        self.limit = limit
    }

    /// How many keys are kept.
    var count: Int { keys.count - 1 }

    /// The indices of the kept keys.
    var indices: Range<Int> { 1..<keys.count }

    /// The bytes of a kept key.
    func key(at index: Int) -> [UInt8] { keys[index] }

    /// Takes over that another table, merged into this one, has folded keys.
    mutating func markFolding() { isFolding = true }

    /// Finds or adds a key.
    mutating func slot(for key: UnsafeRawBufferPointer) -> Slot {
        guard areLongPartsCut, key.count > KeptText.longestDetail else { return find(key) }
        return KeyBuffer.cuttingLongParts(of: key).withUnsafeBytes { find($0) }
    }

    private mutating func find(_ key: UnsafeRawBufferPointer) -> Slot {
        let hash = Self.hash(key)
        var bucket = Int(truncatingIfNeeded: hash) & (buckets.count - 1)
        while buckets[bucket] != 0 {
            let index = Int(buckets[bucket])
            if hashes[index] == hash, matches(key, index) {
                return Slot(index: index, isNew: false, evictsPrevious: false)
            }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        if count < limit { return append(key, hash, at: bucket) }
        isFolding = true
        guard precedes(hash, key, greatest) else { return Slot(index: 0, isNew: false, evictsPrevious: false) }
        return replaceGreatest(by: key, hash)
    }

    private mutating func append(_ key: UnsafeRawBufferPointer, _ hash: UInt64, at bucket: Int) -> Slot {
        let index = keys.count
        keys.append(Array(key))
        hashes.append(hash)
        if keys.count * 2 > buckets.count {
            rehash(into: buckets.count * 2)
        } else {
            buckets[bucket] = Int32(index)
        }
        if count > Self.fewKeys, !areLongPartsCut { cutLongParts() }
        if count == limit { findGreatest() }
        return Slot(index: index, isNew: true, evictsPrevious: false)
    }

    /// Until now no key was refused, so that it makes no difference in which form they came.
    private mutating func cutLongParts() {
        areLongPartsCut = true
        for index in indices where keys[index].count > KeptText.longestDetail {
            keys[index] = keys[index].withUnsafeBytes { KeyBuffer.cuttingLongParts(of: $0) }
            hashes[index] = keys[index].withUnsafeBytes { Self.hash($0) }
        }
        rehash(into: buckets.count)
    }

    private mutating func replaceGreatest(by key: UnsafeRawBufferPointer, _ hash: UInt64) -> Slot {
        let index = greatest
        keys[index] = Array(key)
        hashes[index] = hash
        rehash(into: buckets.count)
        findGreatest()
        return Slot(index: index, isNew: true, evictsPrevious: true)
    }

    private mutating func rehash(into size: Int) {
        buckets = Array(repeating: 0, count: size)
        for index in keys.indices.dropFirst() {
            var bucket = Int(truncatingIfNeeded: hashes[index]) & (size - 1)
            while buckets[bucket] != 0 { bucket = (bucket + 1) & (size - 1) }
            buckets[bucket] = Int32(index)
        }
    }

    private mutating func findGreatest() {
        greatest = 1
        for index in keys.indices.dropFirst(2)
        where !keys[index].withUnsafeBytes({ precedes(hashes[index], $0, greatest) }) {
            greatest = index
        }
    }

    /// Whether a key comes before a kept one in the order that decides who is kept: by hash, then by bytes.
    private func precedes(_ hash: UInt64, _ key: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        if hash != hashes[index] { return hash < hashes[index] }
        return key.lexicographicallyPrecedes(keys[index])
    }

    private func matches(_ key: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        keys[index].withUnsafeBytes { kept in
            guard let one = kept.baseAddress, let other = key.baseAddress else { return kept.count == key.count }
            return kept.count == key.count && memcmp(one, other, key.count) == 0
        }
    }

    /// A 64-bit hash that is the same in every process: eight bytes at a time, multiplied and folded.
    static func hash(_ key: UnsafeRawBufferPointer) -> UInt64 {
        var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(key.count)
        var offset = 0
        while offset + 8 <= key.count {
            state = fold(state ^ key.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < key.count {
            tail = tail << 8 | UInt64(key[offset])
            offset += 1
        }
        return fold(fold(state ^ tail))
    }

    private static func fold(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
