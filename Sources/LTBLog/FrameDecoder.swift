// Owns decompressing zstd frames, at once or block by block.

import CZstd

/// Decompresses frames into one buffer that is used again for each.
final class FrameDecoder {
    /// What came of decoding a frame at once.
    enum Result: Equatable {
        /// The whole frame; its text is the buffer's first bytes.
        case whole(textBytes: Int)
        /// Sound as far as the buffer reaches, but longer.
        case tooLong
        /// Sound as far as the stored bytes reach, but there should be more.
        case cut
        case damaged
    }

    private let context: OpaquePointer
    private let buffer: UnsafeMutableRawBufferPointer
    private let textLimit: Int

    /// Makes a decoder for texts up to a limit. Memory that no text has reached yet costs nothing.
    init(limits: LogLimits) {
        // Only a lack of memory makes this nil, which also ends a program in Swift's own allocations.
        context = ZSTD_createDCtx()!
        textLimit = max(limits.verifiedFrameBytes, BlockHeader.maximumTextBytes)
        buffer = .allocate(byteCount: textLimit + LineBatch.padding, alignment: 64)
        let windowLog = UInt64.bitWidth - 1 - limits.windowBytes.leadingZeroBitCount
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(windowLog))
    }

    deinit {
        ZSTD_freeDCtx(context)
        buffer.deallocate()
    }

    /// Text that was decoded, until the next frame is.
    func text(_ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<count]) }

    /// Decodes the stored bytes of one frame, all or the first of them, and verifies its checksum.
    func decode(_ frame: UnsafeRawBufferPointer) -> Result {
        let result = ZSTD_decompressDCtx(context, buffer.baseAddress, textLimit, frame.baseAddress, frame.count)
        guard ZSTD_isError(result) != 0 else { return .whole(textBytes: result) }
        switch ZSTD_getErrorCode(result) {
        case ZSTD_error_dstSize_tooSmall: return .tooLong
        case ZSTD_error_srcSize_wrong: return .cut
        default: return .damaged
        }
    }

    /// Starts on a new frame, of which each part is then given to `decodePart`.
    func beginParts() {
        ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
    }

    /// Decodes the next whole part of a frame (its header, a block, its checksum); the size of its text, nil if damaged.
    func decodePart(_ part: UnsafeRawBufferPointer) -> Int? {
        var input = ZSTD_inBuffer(src: part.baseAddress, size: part.count, pos: 0)
        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: textLimit, pos: 0)
        while input.pos < input.size {
            let result = ZSTD_decompressStream(context, &output, &input)
            if ZSTD_isError(result) != 0 { return nil }
        }
        return output.pos
    }
}
