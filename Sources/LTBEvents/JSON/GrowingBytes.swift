// Owns memory that text is written into with one check for each piece of it.

/// Bytes that are written one after the other: into memory that was lent, and once that is full into memory of their own.
struct GrowingBytes: ~Copyable {
    private(set) var start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int
    /// Whether the lent memory was too small, so that nothing in it counts.
    private(set) var isOwn: Bool

    /// Starts in memory of its own.
    init() {
        capacity = 256
        start = .allocate(capacity: capacity)
        isOwn = true
    }

    /// Starts in memory of someone else, which must outlive it.
    init(lent memory: UnsafeMutableBufferPointer<UInt8>) {
        capacity = memory.count
        start = memory.baseAddress ?? .allocate(capacity: capacity)
        isOwn = memory.baseAddress == nil
    }

    deinit {
        if isOwn { start.deallocate() }
    }

    /// What was written.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// Where the next bytes go, with room for so many; `advance` says how many there were.
    @inline(__always)
    mutating func room(for bytes: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity &- count < bytes { grow(by: bytes) }
        return start + count
    }

    @inline(__always)
    mutating func advance(by bytes: Int) { count &+= bytes }

    /// Forgets the last bytes.
    mutating func takeBack(_ bytes: Int) { count -= bytes }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        room(for: 1).pointee = byte
        advance(by: 1)
    }

    /// Appends a text that the program knows.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        room(for: bytes.count).copyShort(bytes)
        advance(by: bytes.count)
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        UnsafeMutableRawPointer(room(for: bytes.count)).copyMemory(from: source, byteCount: bytes.count)
        advance(by: bytes.count)
    }

    @inline(never)
    private mutating func grow(by bytes: Int) {
        let larger = max(2 * capacity, count + bytes)
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        memory.update(from: start, count: count)
        if isOwn { start.deallocate() }
        (start, capacity, isOwn) = (memory, larger, true)
    }
}

extension UnsafeRawPointer {
    /// Copies 8 bytes and gives them.
    @inline(__always)
    fileprivate func copyWord(to target: UnsafeMutableRawPointer) -> UInt64 {
        let word = loadUnaligned(as: UInt64.self)
        target.storeBytes(of: word, as: UInt64.self)
        return word
    }
}

extension UnsafeMutablePointer<UInt8> {
    /// Copies a few bytes, without calling the C library for them.
    @inline(__always)
    func copyShort(_ bytes: UnsafeRawBufferPointer) {
        copyWords(bytes) { _ in }
    }

    /// Copies bytes 8 at a time, the last of them with some that were copied already, and shows each 8 to a body.
    ///
    /// Less than 8 bytes are shown as words that hold these bytes, some of them twice, and no others.
    @inline(__always)
    func copyWords(_ bytes: UnsafeRawBufferPointer, _ body: (UInt64) -> Void) {
        guard let source = bytes.baseAddress else { return }
        let target = UnsafeMutableRawPointer(self)
        let count = bytes.count
        guard count >= 8 else { return copyPartOfWord(source, count, body) }
        var place = 0
        while place <= count - 8 {
            body((source + place).copyWord(to: target + place))
            place += 8
        }
        if place < count { body((source + count - 8).copyWord(to: target + count - 8)) }
    }

    @inline(__always)
    private func copyPartOfWord(_ source: UnsafeRawPointer, _ count: Int, _ body: (UInt64) -> Void) {
        let target = UnsafeMutableRawPointer(self)
        guard count >= 4 else {
            for place in 0..<count {
                self[place] = source.load(fromByteOffset: place, as: UInt8.self)
                body(UInt64(self[place]) &* 0x0101_0101_0101_0101)
            }
            return
        }
        let first = source.loadUnaligned(as: UInt32.self)
        let last = source.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
        target.storeBytes(of: first, as: UInt32.self)
        target.storeBytes(of: last, toByteOffset: count - 4, as: UInt32.self)
        body(UInt64(first) | UInt64(last) << 32)
    }
}
