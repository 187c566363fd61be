// Owns the bytes of an answer, which all who get them share.

import NIOCore

/// What is answered, and the same compressed where that is worth it.
///
/// A body is made once for many answers: those who read slowly hold it together, and not one each.
struct AnswerBody: Sendable {
    let plain: ByteBuffer
    let compressed: ByteBuffer?

    private static let worthCompressing = 1_024

    init(_ bytes: [UInt8]) {
        plain = ByteBuffer(bytes: bytes)
        let compressed = bytes.count > Self.worthCompressing ? Gzip.compressed(bytes) : nil
        self.compressed = compressed.map { ByteBuffer(bytes: $0) }
    }
}
