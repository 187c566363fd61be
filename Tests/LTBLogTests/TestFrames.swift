// Owns frames as other writers make them, and frames that nobody should make.

import CZstd

/// How a frame of a test is compressed.
struct FrameShape: Sendable {
    var level: Int32 = 1
    var hasChecksum = true
    var saysSize = true
    /// 0 leaves it to zstd.
    var windowLog: Int32 = 0
    /// Where blocks are flushed, as sizes of the pieces between; the last one repeats.
    var pieceBytes: [Int] = []
}

/// One ordinary frame.
func frame(_ text: [UInt8], _ shape: FrameShape = FrameShape()) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, shape.level)
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, shape.hasChecksum ? 1 : 0)
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, shape.windowLog)
    if shape.saysSize { ZSTD_CCtx_setPledgedSrcSize(context, UInt64(text.count)) }
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(text.count) + 64 + 16 * text.count)
    var written = 0
    var start = 0
    var pieces = shape.pieceBytes
    while true {
        let piece = min(pieces.first ?? text.count, text.count - start)
        if pieces.count > 1 { pieces.removeFirst() }
        let isLast = start + piece == text.count
        written += text[start..<(start + piece)].withUnsafeBytes { source in
            output.withUnsafeMutableBytes { target in
                var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
                var out = ZSTD_outBuffer(dst: target.baseAddress! + written, size: target.count - written, pos: 0)
                ZSTD_compressStream2(context, &out, &input, isLast ? ZSTD_e_end : ZSTD_e_flush)
                return out.pos
            }
        }
        start += piece
        if isLast { return Array(output[..<written]) }
    }
}

/// One ordinary frame of these lines.
func frame(lines: [String], _ shape: FrameShape = FrameShape()) -> [UInt8] {
    frame(Array((lines.joined(separator: "\n") + "\n").utf8), shape)
}

/// A frame without data.
func skippableFrame(_ content: [UInt8], number: UInt8 = 0) -> [UInt8] {
    [0x50 + number, 0x2A, 0x4D, 0x18] + littleEndian(UInt32(content.count)) + content
}

/// A seek table of one frame, as zstd's seekable format writes it at the end of a log.
let seekTable: [UInt8] = skippableFrame(
    littleEndian(100) + littleEndian(1000) + littleEndian(1) + [0] + littleEndian(0x8F92_EAB1), number: 14)

/// A frame by hand: blocks that repeat one byte or hold bytes as they are, a window of `2^windowLog`, no checksum.
func handmadeFrame(windowLog: UInt8 = 20, blocks: [HandmadeBlock]) -> [UInt8] {
    var bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, (windowLog - 10) << 3]
    for (index, block) in blocks.enumerated() {
        let isLast: UInt32 = index == blocks.count - 1 ? 1 : 0
        switch block {
        case .raw(let content):
            bytes += littleEndian(UInt32(content.count) << 3 | isLast).prefix(3) + content
        case .repeated(let byte, let count):
            bytes += littleEndian(UInt32(count) << 3 | 1 << 1 | isLast).prefix(3) + [byte]
        }
    }
    return bytes
}

enum HandmadeBlock {
    case raw([UInt8])
    case repeated(UInt8, count: Int)
}

func littleEndian(_ value: UInt32) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
