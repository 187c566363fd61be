// Owns the layout of zstd frames (RFC 8878, section 3): what stands in headers, without decoding anything.

/// The numbers that frames start with.
enum FrameMagic {
    static let data: UInt32 = 0xFD2F_B528
    /// The first of sixteen.
    static let skippable: UInt32 = 0x184D_2A50

    static func isSkippable(_ magic: UInt32) -> Bool { magic & 0xFFFF_FFF0 == skippable }

    static func isKnown(_ magic: UInt32) -> Bool { magic == data || isSkippable(magic) }

    /// Whether the bytes start with a frame's magic number, or are the start of one.
    static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if bytes.count >= 4 { return isKnown(bytes.littleEndian(at: 0)) }
        let isData = zip(bytes, [0x28, 0xB5, 0x2F]).allSatisfy { $0 == $1 }
        let isSkippable =
            bytes.first.map { $0 & 0xF0 == 0x50 } ?? false
            && zip(bytes.dropFirst(), [0x2A, 0x4D]).allSatisfy { $0 == $1 }
        return !bytes.isEmpty && (isData || isSkippable)
    }
}

extension UnsafeRawBufferPointer {
    /// The 32-bit number at an offset that the caller has checked.
    func littleEndian(at offset: Int) -> UInt32 {
        UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
}

/// The header of a data frame.
struct FrameHeader {
    /// The bytes before the first block, magic number included.
    var headerBytes: Int
    /// What a streaming decoder must remember.
    var windowBytes: UInt64
    /// The size of the text, where the header says it.
    var textBytes: UInt64?
    /// 0 without a dictionary.
    var dictionaryID: UInt32
    var hasChecksum: Bool

    /// The checksum after the last block.
    static let checksumBytes = 4
    /// Magic number and descriptor.
    static let fixedBytes = 5

    /// The whole header's size, from a buffer that holds at least its fixed bytes.
    static func size(_ bytes: UnsafeRawBufferPointer) -> Int {
        let descriptor = FrameDescriptor(byte: bytes[4])
        return fixedBytes + descriptor.windowFieldBytes + descriptor.dictionaryFieldBytes + descriptor.sizeFieldBytes
    }

    /// Reads a header from a buffer that holds all of it and starts with the magic number; nil when it is illegal.
    init?(_ bytes: UnsafeRawBufferPointer) {
        let descriptor = FrameDescriptor(byte: bytes[4])
        guard !descriptor.isReserved else { return nil }
        func field(_ offset: Int, _ count: Int) -> UInt64 {
            (0..<count).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
        }
        let dictionaryOffset = Self.fixedBytes + descriptor.windowFieldBytes
        let sizeOffset = dictionaryOffset + descriptor.dictionaryFieldBytes
        let size = field(sizeOffset, descriptor.sizeFieldBytes) &+ (descriptor.sizeFieldBytes == 2 ? 256 : 0)
        headerBytes = sizeOffset + descriptor.sizeFieldBytes
        textBytes = descriptor.sizeFieldBytes > 0 ? size : nil
        dictionaryID = UInt32(truncatingIfNeeded: field(dictionaryOffset, descriptor.dictionaryFieldBytes))
        hasChecksum = descriptor.hasChecksum
        windowBytes = descriptor.isSingleSegment ? size : Self.window(bytes[Self.fixedBytes])
    }

    /// The window that a window descriptor stands for: at most 2^41 + 7 × 2^38 bytes.
    private static func window(_ byte: UInt8) -> UInt64 {
        let base = UInt64(1) << (10 + UInt64(byte >> 3))
        return base + base / 8 * UInt64(byte & 7)
    }
}

/// The byte that says which fields a frame header has.
private struct FrameDescriptor {
    var byte: UInt8

    var isSingleSegment: Bool { byte & 0x20 != 0 }
    var isReserved: Bool { byte & 0x08 != 0 }
    var hasChecksum: Bool { byte & 0x04 != 0 }
    var windowFieldBytes: Int { isSingleSegment ? 0 : 1 }
    var dictionaryFieldBytes: Int { [0, 1, 2, 4][Int(byte & 3)] }
    var sizeFieldBytes: Int { byte >> 6 == 0 ? (isSingleSegment ? 1 : 0) : 1 << Int(byte >> 6) }
}

/// The header of a block in a data frame.
struct BlockHeader {
    /// The size of every block header.
    static let headerBytes = 3
    /// The most text that a block can hold.
    static let maximumTextBytes = 128 << 10

    var isLast: Bool
    /// The bytes after the header.
    var contentBytes: Int
    /// An upper bound of the block's text.
    var textBound: Int

    /// Reads the header at an offset where three bytes are; nil when it is illegal.
    init?(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        let word = Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2]) << 16
        let size = word >> 3
        guard size <= Self.maximumTextBytes else { return nil }
        isLast = word & 1 != 0
        switch word >> 1 & 3 {
        case 0: (contentBytes, textBound) = (size, size)
        case 1: (contentBytes, textBound) = (1, size)
        case 2: (contentBytes, textBound) = (size, Self.maximumTextBytes)
        default: return nil
        }
    }
}
