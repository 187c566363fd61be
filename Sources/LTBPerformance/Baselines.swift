// Owns the plain ways to keep lines that recording is compared with.

import CZstd
import Glibc

/// Nanoseconds per event of plain work on one thread, on the same lines.
struct Baselines {
    private let events: Int
    private let folder: String
    private var encodings: [Double] = []
    private var streams: [Double] = []
    private var writes: [Double] = []
    /// What an event takes in one stream at level 3.
    private(set) var zstdBytes = 0.0

    init(events: Int, folder: String) {
        self.events = events
        self.folder = folder
    }

    /// Measures each once more.
    mutating func addRound() {
        let scale = 1e9 / Double(events)
        encodings.append(Measurement.of { Self.encode(events) { _ in } }.processorSeconds * scale)
        var stored = 0
        streams.append(Measurement.of { stored = Self.compress(events) }.processorSeconds * scale)
        zstdBytes = Double(stored) / Double(events)
        writes.append(Measurement.of { Self.write(events, folder) }.processorSeconds * scale)
    }

    /// Making the lines and compressing them at level 3, all in one stream and in one thread.
    var zstd: Double { streams.median ?? 0 }

    func show() {
        print(
            "baselines, 1 thread, such lines made from a template: made \(fixed(encodings.median ?? 0, 0)) ns, and kept by "
                + "zstd -3 in one stream \(fixed(zstd / 1000, 2)) µs and \(fixed(zstdBytes, 1)) bytes, by a plain "
                + "buffered write \(fixed((writes.median ?? 0) / 1000, 2)) µs and \(SampleLines.bytes + 1) bytes")
    }

    private static func encode(_ events: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        var lines = SampleLines(seed: 1)
        for number in 0..<events {
            lines.next(number)
            lines.withLine(body)
        }
    }

    /// Gives the lines in pieces of 128 KiB.
    private static func inPieces(_ events: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(130 << 10)
        encode(events) { line in
            buffer.append(contentsOf: line)
            buffer.append(0x0A)
            guard buffer.count >= 128 << 10 else { return }
            buffer.withUnsafeBytes(body)
            buffer.removeAll(keepingCapacity: true)
        }
        buffer.withUnsafeBytes(body)
    }

    private static func compress(_ events: Int) -> Int {
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 3)
        var output = [UInt8](repeating: 0, count: 256 << 10)
        var stored = 0
        inPieces(events) { piece in
            var input = ZSTD_inBuffer(src: piece.baseAddress, size: piece.count, pos: 0)
            while input.pos < input.size {
                output.withUnsafeMutableBytes { output in
                    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
                    ZSTD_compressStream2(context, &target, &input, ZSTD_e_continue)
                    stored += target.pos
                }
            }
        }
        return stored
    }

    private static func write(_ events: Int, _ folder: String) {
        let path = folder + "/ltb-performance-plain-\(getpid())"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer {
            close(file)
            unlink(path)
        }
        inPieces(events) { piece in _ = Glibc.write(file, piece.baseAddress, piece.count) }
    }
}
