// Owns writing a log: lines in, zstd frames out.

import Glibc

/// How a log is written.
package struct LogWriterConfiguration: Sendable {
    /// The level of zstd's compression. On event logs level 1 is both faster and smaller than level 3.
    package var level: Int32 = 1
    /// A frame is closed before its text would grow over this, 8 MiB at most; only a single longer line makes a longer one.
    package var frameBytes = 1 << 20
    /// A frame is closed with the first line that comes this long after its first.
    package var frameAge: Duration = .seconds(60)
    /// What was appended is written at the latest with the first line that comes this long after it.
    package var flushInterval: Duration = .seconds(1)
    /// Whether a flush waits until the disk has the bytes.
    package var synchronize = false

    /// The defaults.
    package init() {}
}

/// Appends lines to a log, one zstd frame after the other; to be used by one thread at a time.
///
/// A frame holds whole lines, at most 1 MiB of them, has a content checksum and a window of at most 1 MiB:
///
///     log   = *frame                      ; ordinary zstd frames (RFC 8878), skippable ones allowed between them
///     frame = header 1*block checksum     ; the text of a block that `flush()` ended is whole lines, too
///     text  = *(JSON-object %x0A)         ; of all frames together
///
/// Every flush is one write to the file, which ends a block, so that a reader (or whoever recovers the log) gets
/// every line that was flushed, even if the frame is never closed. After a failed write the writer is of no more use:
/// every later call throws the same error.
package final class LogWriter {
    private let file: OpenFile
    private let configuration: LogWriterConfiguration
    private let compressor: FrameCompressor
    /// Text that is not compressed yet.
    private var pending: [UInt8] = []
    /// The text of the open frame, what is pending included.
    private var frameTextBytes = 0
    /// When the open frame and what is pending were begun, in nanoseconds of a clock that only goes forward.
    private var frameStart: Int64 = 0
    private var pendingStart: Int64 = 0
    private let frameAge: Int64
    private let flushInterval: Int64
    /// Whether the last line of the existing log is still open.
    private var needsNewline = false
    private var isNew: Bool
    private var failure: LogError?

    /// Opens a log to append to, or makes it; keeps other writers out until it is closed.
    ///
    /// A log that ends in a torn frame, is damaged, or is none is refused and left as it is.
    package init(
        appendingTo path: String, configuration: LogWriterConfiguration = LogWriterConfiguration()
    ) throws(LogError) {
        file = try OpenFile.appending(path)
        try file.lock()
        self.configuration = configuration
        compressor = FrameCompressor(level: configuration.level)
        frameAge = configuration.frameAge.wholeNanoseconds
        flushInterval = configuration.flushInterval.wholeNanoseconds
        isNew = (file.size ?? 0) == 0
        if file.isSeekable { needsNewline = try LogTail(of: file).needsNewline }
    }

    deinit {
        // Whoever lets go of a writer without closing it has no use for the error.
        try? close()
    }

    /// Appends one JSON object, which holds no newline.
    package func append(line: UnsafeRawBufferPointer) throws(LogError) {
        if let failure { throw failure }
        guard line.count <= Self.lineLimit else { throw .lineTooLong(path: file.path, bytes: line.count) }
        if frameTextBytes > 0, frameTextBytes + line.count + 1 > frameLimit { try end(.frame) }
        let now = Self.now()
        if frameTextBytes == 0 { frameStart = now }
        if pending.isEmpty { pendingStart = now }
        keep(line)
        if frameTextBytes >= frameLimit || now - frameStart >= frameAge {
            try end(.frame)
        } else if now - pendingStart >= flushInterval {
            try flush()
        }
    }

    /// Ends a block, so that everything that was appended can be read, although the frame goes on.
    package func flush() throws(LogError) {
        if let failure { throw failure }
        guard !pending.isEmpty else { return }
        try end(.block)
    }

    /// Ends the frame and gives up the file; a new log without lines becomes one frame without text.
    package func close() throws(LogError) {
        guard failure != .closed(path: file.path) else { return }
        if let failure { throw failure }
        if frameTextBytes > 0 || isNew { try end(.frame) }
        failure = .closed(path: file.path)
        try file.close()
    }
}

extension LogWriter {
    /// The longest line that readers take.
    private static let lineLimit = LogLimits().lineBytes

    private var frameLimit: Int { min(configuration.frameBytes, LogLimits().verifiedFrameBytes) }

    private func keep(_ line: UnsafeRawBufferPointer) {
        let before = pending.count
        if needsNewline { pending.append(0x0A) }
        needsNewline = false
        pending.append(contentsOf: line)
        pending.append(0x0A)
        frameTextBytes += pending.count - before
    }

    private func end(_ end: FrameCompressor.End) throws(LogError) {
        do throws(LogError) {
            try store(end)
        } catch {
            failure = error
            throw error
        }
        isNew = false
        pending.removeAll(keepingCapacity: true)
        if end == .frame { frameTextBytes = 0 }
    }

    private func store(_ end: FrameCompressor.End) throws(LogError) {
        guard let stored = pending.withUnsafeBytes({ compressor.compress($0, endOf: end) }) else {
            throw .writeFailed(path: file.path, reason: "libzstd cannot compress it")
        }
        try file.write(stored)
        if configuration.synchronize { try file.synchronize() }
    }

    /// A clock that costs a few nanoseconds and is exact to a few milliseconds.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Duration {
    /// Nanoseconds, as many as there can be.
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflows) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || overflows ? (seconds < 0 ? .min : .max) : sum
    }
}
