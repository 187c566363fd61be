// Owns the texts of a row that are not slices of its line, for as long as SQLite reads them.

import LTBEvents

/// Texts at addresses that stay until the row has been added.
struct BoundText: ~Copyable {
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 12, alignment: 8)
    private var used = 0
    /// Earlier, smaller memory that texts of this row are in.
    private var outgrown: [UnsafeMutableRawBufferPointer] = []
    private var buffer: [UInt8] = []

    deinit {
        memory.deallocate()
        for memory in outgrown { memory.deallocate() }
    }

    /// Begins a new row; texts of the last one are void.
    mutating func removeAll() {
        used = 0
        for memory in outgrown { memory.deallocate() }
        outgrown.removeAll(keepingCapacity: true)
    }

    mutating func add(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        bytes.withUnsafeBytes { source in
            let start = reserve(source.count)
            start.copyMemory(from: source)
            return UnsafeRawBufferPointer(start)
        }
    }

    mutating func add(_ time: Timestamp) -> UnsafeRawBufferPointer {
        buffer.removeAll(keepingCapacity: true)
        time.append(to: &buffer)
        return add(buffer)
    }

    /// The characters of a string in a line: in place, unless they are written with escapes.
    mutating func text(of token: JSONCursor.ValueToken, _ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard token.hasEscapes else {
            return UnsafeRawBufferPointer(rebasing: line[(token.start + 1)..<(token.end - 1)])
        }
        let room = reserve(token.end - token.start)
        guard let start = room.baseAddress else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: start, count: JSONCursor.unescape(line, token.content, at: start))
    }

    private mutating func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if memory.count - used < count {
            outgrown.append(memory)
            memory = .allocate(byteCount: max(count, 2 * memory.count), alignment: 8)
            used = 0
        }
        defer { used += count }
        return UnsafeMutableRawBufferPointer(rebasing: memory[used..<(used + count)])
    }
}
