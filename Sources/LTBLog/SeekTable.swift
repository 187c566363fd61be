// Owns the seek table at a log's end: where its frames lie and how much text they hold.

/// The sizes of all frames of a file, in zstd's seekable format (contrib/seekable_format in zstd's sources).
///
///     table   = magic size *entry count descriptor footer    ; one skippable frame, all numbers little-endian
///     magic   = 4 bytes 0x184D2A5E
///     size    = 4 bytes                                       ; of everything after it
///     entry   = 4 bytes (stored) 4 bytes (text)               ; a skippable frame is an entry without text
///     count   = 4 bytes
///     descriptor = 1 byte                                     ; bit 7: entries end in a checksum, which ours do not
///     footer  = 4 bytes 0x8F92EAB1
struct SeekTable: Equatable {
    /// One frame of the file.
    struct Entry: Equatable {
        var storedBytes: UInt32
        var textBytes: UInt32
    }

    private(set) var entries: [Entry] = []
    /// The end of the last frame.
    private(set) var storedBytes: Int64 = 0
    /// Whether every frame could be noted: the format has no room for frames over 4 GiB, and for more than 2^27.
    private(set) var isComplete = true

    static let magic: UInt32 = 0x184D_2A5E
    static let footer: UInt32 = 0x8F92_EAB1
    private static let maximumEntries = 0x800_0000
    /// Count, descriptor and footer.
    private static let tailBytes = 9
    private static let headerBytes = 8

    /// The table of a file without frames.
    init() {}

    /// Notes the next frame.
    mutating func append(storedBytes stored: Int64, textBytes text: Int64) {
        storedBytes += stored
        guard isComplete, entries.count < Self.maximumEntries, let stored = UInt32(exactly: stored),
            let text = UInt32(exactly: text)
        else {
            isComplete = false
            return
        }
        entries.append(Entry(storedBytes: stored, textBytes: text))
    }

    /// The skippable frame that holds the table.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        let size = entries.count * 8 + Self.tailBytes
        bytes.reserveCapacity(Self.headerBytes + size)
        bytes.append(littleEndian: Self.magic)
        bytes.append(littleEndian: UInt32(size))
        for entry in entries {
            bytes.append(littleEndian: entry.storedBytes)
            bytes.append(littleEndian: entry.textBytes)
        }
        bytes.append(littleEndian: UInt32(entries.count))
        bytes.append(0)
        bytes.append(littleEndian: Self.footer)
        return bytes
    }
}

extension SeekTable {
    /// Reads the table at a file's end; nil if there is none that fits the file.
    init?(atEndOf file: OpenFile) throws(LogError) {
        guard let size = file.size, size >= Int64(Self.headerBytes + Self.tailBytes),
            let tail = try file.bytes(at: size - Int64(Self.tailBytes), count: Self.tailBytes)
        else { return nil }
        let (count, descriptor, footer) = tail.withUnsafeBytes {
            ($0.littleEndian(at: 0), $0[4], $0.littleEndian(at: 5))
        }
        guard footer == Self.footer, descriptor & 0x7C == 0, count <= Self.maximumEntries else { return nil }
        let entryBytes = descriptor & 0x80 != 0 ? 12 : 8
        let content = Int(count) * entryBytes + Self.tailBytes
        let start = size - Int64(Self.headerBytes + content)
        guard start >= 0, let bytes = try file.bytes(at: start, count: Self.headerBytes + content) else { return nil }
        self.init()
        let fits = bytes.withUnsafeBytes { bytes in
            guard bytes.littleEndian(at: 0) == Self.magic, bytes.littleEndian(at: 4) == UInt32(content) else {
                return false
            }
            for index in 0..<Int(count) {
                let place = Self.headerBytes + index * entryBytes
                append(
                    storedBytes: Int64(bytes.littleEndian(at: place)),
                    textBytes: Int64(bytes.littleEndian(at: place + 4)))
            }
            return storedBytes == start
        }
        guard fits else { return nil }
    }
}

extension [UInt8] {
    mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
