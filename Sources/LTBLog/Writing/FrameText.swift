// Owns decoding one frame for what is known of its text only when all of it is decoded.

import CZstd

/// What a frame's text is like, whose checksum was right.
struct FrameText {
    private(set) var storedBytes: Int64
    private(set) var bytes: Int64 = 0
    private(set) var lastByte: UInt8?

    private static let pieceBytes = 128 << 10

    /// Decodes the frame that starts at a place of a file, in bounded memory.
    init(of file: OpenFile, from start: Int64) throws(LogError) {
        let stored = StoredBytes(file, from: start, readBytes: Self.pieceBytes)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceBytes, alignment: 64)
        defer { buffer.deallocate() }
        // Only a lack of memory makes this nil, which also ends a program in Swift's own allocations.
        let context = ZSTD_createDCtx()!
        defer { ZSTD_freeDCtx(context) }
        var result = 1
        while result != 0, try stored.fill(1) {
            var input = ZSTD_inBuffer(src: stored.window.baseAddress, size: stored.window.count, pos: 0)
            var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
            result = ZSTD_decompressStream(context, &output, &input)
            guard ZSTD_isError(result) == 0 else { break }
            stored.consume(input.pos)
            bytes += Int64(output.pos)
            if output.pos > 0 { lastByte = buffer[output.pos - 1] }
        }
        guard result == 0 else { throw .damaged(path: file.path, offset: start) }
        storedBytes = stored.offset
    }
}
