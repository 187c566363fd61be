// Owns compressing text into the frames that our writer writes.

import CZstd

/// Compresses pieces of text into frames: a content checksum, a window of at most 1 MiB.
final class FrameCompressor {
    /// What a piece of text ends.
    enum End {
        /// A block: what was compressed can be decoded, and the frame goes on.
        case block
        case frame
    }

    /// The size of the window as a power of two.
    static let windowLog: Int32 = 20

    private let context: OpaquePointer
    private var output = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 64)

    /// Makes a compressor of a level of zstd's.
    init(level: Int32) {
        // Only a lack of memory makes this nil, which also ends a program in Swift's own allocations.
        context = ZSTD_createCCtx()!
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, Self.windowLog)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    }

    deinit {
        ZSTD_freeCCtx(context)
        output.deallocate()
    }

    /// Compresses text to the end of a block or frame and gives the bytes to store, which are valid until the next
    /// call; nil if libzstd cannot.
    ///
    /// A frame whose text comes in one piece says its size in its header.
    func compress(_ text: UnsafeRawBufferPointer, endOf end: End) -> UnsafeRawBufferPointer? {
        var input = ZSTD_inBuffer(src: text.baseAddress, size: text.count, pos: 0)
        var written = 0
        var needed = ZSTD_compressBound(text.count) + 64
        while true {
            makeRoom(needed, keeping: written)
            var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: written)
            let rest = ZSTD_compressStream2(context, &target, &input, end == .frame ? ZSTD_e_end : ZSTD_e_flush)
            if ZSTD_isError(rest) != 0 { return nil }
            written = target.pos
            if rest == 0 { return UnsafeRawBufferPointer(rebasing: output[..<written]) }
            needed = written + rest
        }
    }

    /// Forgets the open frame: what is compressed next starts a new one.
    func reset() {
        ZSTD_CCtx_reset(context, ZSTD_reset_session_only)
    }

    private func makeRoom(_ count: Int, keeping kept: Int) {
        guard output.count < count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: output[..<kept]))
        output.deallocate()
        output = larger
    }
}
