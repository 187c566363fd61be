// Owns the memory for the gaps of a line.

/// The gaps of a line, at an address that stays where it is until the next line.
struct GapBuffer: ~Copyable {
    private var storage = UnsafeMutableBufferPointer<Int64>.allocate(capacity: 256)
    private var count = 0

    /// Valid until the next change.
    var values: UnsafeBufferPointer<Int64> { UnsafeBufferPointer(rebasing: storage[..<count]) }

    mutating func removeAll() { count = 0 }

    mutating func append(_ gap: Int64) {
        if count == storage.count { grow() }
        storage.initializeElement(at: count, to: gap)
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Int64>.allocate(capacity: storage.count * 2)
        _ = larger.moveInitialize(fromContentsOf: storage)
        storage.deallocate()
        storage = larger
    }

    deinit { storage.deallocate() }
}
