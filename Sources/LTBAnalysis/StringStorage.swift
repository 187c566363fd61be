// Owns strings and gaps at addresses that stay where they are, for fields that are not slices of a line.

/// Copies of strings and numbers, valid until `removeAll` or the end of the storage.
struct StringStorage: ~Copyable {
    private var strings: [UnsafeMutableRawBufferPointer] = []

    init() {}

    mutating func add(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        // Even an empty string has an address: nil would mean that it was not recorded.
        let copy = allocate(max(bytes.count, 1))
        copy.copyBytes(from: bytes)
        return UnsafeRawBufferPointer(rebasing: copy[..<bytes.count])
    }

    mutating func add(_ numbers: [Int64]) -> UnsafeBufferPointer<Int64> {
        let copy = allocate(numbers.count * MemoryLayout<Int64>.stride).bindMemory(to: Int64.self)
        return UnsafeBufferPointer(rebasing: copy[..<copy.initialize(fromContentsOf: numbers)])
    }

    private mutating func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: MemoryLayout<Int64>.alignment)
        strings.append(copy)
        return copy
    }

    mutating func add(_ text: String?) -> UnsafeRawBufferPointer? {
        text.map { add(Array($0.utf8)) }
    }

    mutating func removeAll() {
        guard !strings.isEmpty else { return }
        for string in strings { string.deallocate() }
        strings.removeAll(keepingCapacity: true)
    }

    deinit {
        for string in strings { string.deallocate() }
    }
}
