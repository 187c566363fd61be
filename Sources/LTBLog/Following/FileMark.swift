// Owns telling whether a file still has the bytes that were read of it.

/// The last few bytes before a place in a file.
struct FileMark {
    private(set) var offset: Int64 = 0
    private var bytes: [UInt8] = []

    private static let length = 32

    /// The start of a file, before which there is nothing.
    init() {}

    init(in file: OpenFile, before offset: Int64) throws(LogError) {
        self.offset = offset
        let count = Int(min(offset, Int64(Self.length)))
        bytes = try file.bytes(at: offset - Int64(count), count: count) ?? []
    }

    /// Whether the file has the same bytes there.
    func isIn(_ file: OpenFile) throws(LogError) -> Bool {
        guard let size = file.size, size >= offset else { return false }
        return try file.bytes(at: offset - Int64(bytes.count), count: bytes.count) == bytes
    }
}
