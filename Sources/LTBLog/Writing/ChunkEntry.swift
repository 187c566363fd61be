// Owns what lies between two lines in the memory of a recorder: how long they are, and of what kind.

/// An entry of a chunk: a line with its newline, or a record that becomes a line when it is written.
///
///     entry  = header (line / record)
///     header = 32 bits of the machine's order; all but the highest are the count of bytes that follow, the highest is
///              set for a record
enum ChunkEntry {
    private static let headerBytes = 4
    private static let recordFlag: UInt32 = 1 << 31

    /// Leaves room for a header; where the line begins.
    @inline(__always)
    static func beginLine(_ bytes: inout [UInt8]) -> Int {
        bytes.append(addingCapacity: headerBytes) { span in span.append(repeating: 0, count: headerBytes) }
        return bytes.count
    }

    /// Ends the line that begins there, and fills in its header.
    @inline(__always)
    static func endLine(from start: Int, _ bytes: inout [UInt8]) {
        bytes.append(0x0A)
        let header = UInt32(truncatingIfNeeded: bytes.count - start)
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: header, toByteOffset: start - headerBytes, as: UInt32.self) }
    }

    /// Removes the line that begins there, and its header.
    static func takeBackLine(from start: Int, _ bytes: inout [UInt8]) {
        bytes.removeLast(bytes.count - start + headerBytes)
    }

    /// Appends a record of so many bytes, which the body writes.
    @inline(__always)
    static func append(recordBytes count: Int, to bytes: inout [UInt8], _ body: (UnsafeMutableRawPointer) -> Void) {
        bytes.append(addingCapacity: headerBytes + count) { span in
            span.withUnsafeMutableBufferPointer { memory, used in
                guard let base = memory.baseAddress else { return }
                let start = UnsafeMutableRawPointer(base + used)
                start.storeBytes(of: UInt32(truncatingIfNeeded: count) | recordFlag, as: UInt32.self)
                body(start + headerBytes)
                used += headerBytes + count
            }
        }
    }

    /// The entry that begins at a place of a chunk, and moves the place to the next one.
    @inline(__always)
    static func next(
        in chunk: UnsafeRawBufferPointer, _ place: inout Int
    ) -> (
        isRecord: Bool, bytes: UnsafeRawBufferPointer
    ) {
        let header = chunk.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        let start = place + headerBytes
        place = start + Int(header & ~recordFlag)
        return (header & recordFlag != 0, UnsafeRawBufferPointer(rebasing: chunk[start..<place]))
    }
}
