// Owns the file that holds the lines of a torn frame while the log beside it is cut and completed.

import Glibc

/// What a log's torn tail held, in frames as they will be appended to the log.
///
///     file    = 1*frame trailer                       ; the whole lines of the torn frame
///     trailer = 4 bytes 0x184D2A55 4 bytes (24)       ; a skippable frame, numbers little-endian
///               8 bytes "ltbtail1" 8 bytes (where the torn frame began in the log) 8 bytes (size of the frames)
///
/// The trailer is written last, and frames have checksums: without either, the file was not finished, and nothing of
/// the log was touched yet.
struct RecoveryFile {
    /// Where the frames belong in the log.
    let offset: Int64
    /// The size of the frames, which are the file's first bytes.
    let frameBytes: Int64
    let file: OpenFile

    static let trailerBytes = 32
    private static let magic: UInt32 = 0x184D_2A55
    private static let mark = Array("ltbtail1".utf8)

    /// The path that belongs to a log.
    static func path(for log: String) -> String { log + ".recovery" }

    /// Opens a finished file; nil if it is not finished.
    init?(_ path: String) throws(LogError) {
        file = try OpenFile.reading(path)
        guard let size = file.size, size >= Int64(Self.trailerBytes),
            let trailer = try file.bytes(at: size - Int64(Self.trailerBytes), count: Self.trailerBytes)
        else { return nil }
        let numbers = trailer.withUnsafeBytes { bytes in
            (0..<2).map { Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 + 8 * $0, as: Int64.self)) }
        }
        offset = numbers[0]
        frameBytes = numbers[1]
        guard offset >= 0, trailer == Self.trailer(offset: offset, frameBytes: frameBytes),
            frameBytes == size - Int64(Self.trailerBytes), try Self.areSound(file, to: frameBytes)
        else { return nil }
    }

    /// The bytes that finish the file.
    static func trailer(offset: Int64, frameBytes: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: magic)
        bytes.append(littleEndian: UInt32(trailerBytes - 8))
        bytes += mark
        bytes.append(littleEndian: offset)
        bytes.append(littleEndian: frameBytes)
        return bytes
    }

    private static func areSound(_ file: OpenFile, to end: Int64) throws(LogError) -> Bool {
        var place: Int64 = 0
        while place < end {
            do throws(LogError) {
                place += try FrameText(of: file, from: place).storedBytes
            } catch .damaged {
                return false
            }
        }
        return place == end
    }
}
