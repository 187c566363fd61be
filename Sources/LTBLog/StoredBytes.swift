// Owns the stored bytes of one file or pipe, seen through a window that moves forward.

/// The bytes of a log as they are stored: a window at a place that only moves forward, in memory that holds no more
/// than the window was asked to show.
final class StoredBytes {
    /// Readable bytes after the end of what is shown, so that scanners may load whole words.
    static let padding = LineBatch.padding

    let file: OpenFile
    /// Where the window starts, counted from where reading started.
    private(set) var offset: Int64 = 0
    private let origin: Int64
    private let readBytes: Int
    private var memory: UnsafeMutableRawBufferPointer
    private var range = 0..<0
    private var isAtEnd = false

    init(_ file: OpenFile, from origin: Int64? = nil, readBytes: Int) {
        self.file = file
        self.origin = origin ?? file.position
        self.readBytes = readBytes
        memory = Self.allocate(readBytes)
    }

    deinit { memory.deallocate() }

    /// What is in memory, from the window's start.
    var window: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[range]) }

    /// Extends the window to at least this many bytes; false when the input ends before.
    func fill(_ count: Int) throws(LogError) -> Bool {
        if range.count >= count { return true }
        if range.isEmpty { range = 0..<0 }
        makeRoom(for: count)
        while range.count < count, !isAtEnd {
            let free = UnsafeMutableRawBufferPointer(rebasing: memory[range.upperBound..<(memory.count - Self.padding)])
            let read = try file.read(into: free, at: origin + offset + Int64(range.count))
            isAtEnd = read == 0
            range = range.lowerBound..<(range.upperBound + read)
        }
        return range.count >= count
    }

    /// Moves the window's start forward within what is in memory.
    func consume(_ count: Int) {
        range = (range.lowerBound + count)..<range.upperBound
        offset += Int64(count)
    }

    /// Moves the window's start forward by any distance; false when the input ends before, which is then its place.
    func skip(_ count: Int64) throws(LogError) -> Bool {
        var rest = count
        while rest > 0 {
            let step = Int(min(rest, Int64(range.count)))
            consume(step)
            rest -= Int64(step)
            if rest > 0, let size = file.size, origin + offset + rest <= size {
                offset += rest
                return true
            }
            if rest > 0 {
                guard try fill(1) else { return false }
            }
        }
        return true
    }

    /// Reads a few bytes further on in a regular file, without moving; nil for a pipe.
    func bytes(ahead distance: Int64, count: Int) throws(LogError) -> [UInt8]? {
        guard let size = file.size else { return nil }
        let place = origin + offset + distance
        guard place <= size else { return nil }
        let found = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { found.deallocate() }
        return Array(found.prefix(try file.read(into: found, at: place)))
    }

    private func makeRoom(for count: Int) {
        guard range.lowerBound + count > memory.count - Self.padding else { return }
        let larger = count + Self.padding > memory.count
        let target = larger ? Self.allocate(max(count, 2 * memory.count)) : memory
        target.baseAddress?.copyMemory(
            from: window.baseAddress ?? UnsafeRawPointer(target.baseAddress!), byteCount: range.count)
        if larger { memory.deallocate() }
        memory = target
        range = 0..<range.count
    }

    private static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
        .allocate(byteCount: count + padding, alignment: 64)
    }
}
