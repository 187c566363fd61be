// Owns telling what a file holds by its first bytes, never by its name.

/// A compression that is recognised but not read.
package enum ForeignCompression: String, Sendable, CaseIterable {
    case gzip, xz, bzip2, lz4, zip

    /// The command that writes the file's text to standard output.
    func command(for path: String) -> String {
        self == .zip ? "unzip -p \(quoted(path))" : "\(rawValue) -dc \(quoted(path))"
    }

    /// The first bytes of such files.
    private var magics: [[UInt8]] {
        switch self {
        case .gzip: [[0x1F, 0x8B]]
        case .xz: [[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]]
        case .bzip2: [[0x42, 0x5A, 0x68]]
        case .lz4: [[0x04, 0x22, 0x4D, 0x18], [0x02, 0x21, 0x4C, 0x18]]
        case .zip: [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
        }
    }

    init?(firstBytes: UnsafeRawBufferPointer) {
        guard let found = Self.allCases.first(where: { $0.magics.contains { firstBytes.starts(with: $0) } }) else {
            return nil
        }
        self = found
    }
}

/// What a file holds.
enum ContentKind: Equatable {
    /// Frames of zstd, or skippable ones.
    case zstd
    /// JSON lines as they are.
    case plain
    /// Something that another program must unpack first.
    case foreign(ForeignCompression)
    /// Nothing that a reader knows.
    case unknown

    /// How many first bytes are enough to tell.
    static let bytesNeeded = 6

    /// Tells by the first bytes, of which there is at least one; fewer than `bytesNeeded` only if the file is shorter.
    init(firstBytes: UnsafeRawBufferPointer) {
        if FrameMagic.begins(firstBytes) {
            self = .zstd
        } else if let compression = ForeignCompression(firstBytes: firstBytes) {
            self = .foreign(compression)
        } else {
            self = Self.startsLikeJSON(firstBytes) ? .plain : .unknown
        }
    }

    private static func startsLikeJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
        switch bytes[0] {
        case UInt8(ascii: "{"), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: bytes.starts(with: byteOrderMark)
        }
    }
}

/// UTF-8's byte order mark, which some editors put at the start of a text.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
