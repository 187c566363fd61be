// Owns writing a log from one thread.

/// Appends lines to a log, one zstd frame after the other (`FrameWriter`); to be used by one thread at a time.
///
/// Appending writes by itself when a frame is full or an interval is over, and then waits for the file. After a failed
/// write the writer is of no more use: every later call throws the same error. `LogRecorder` is for programs that must go on.
package final class LogWriter {
    private let frames: FrameWriter
    private let configuration: LogWriterConfiguration
    /// When the first line that is not flushed was appended.
    private var pendingStart: Int64 = 0
    private let frameAge: Int64
    private let flushInterval: Int64
    private var failure: LogError?
    private let path: String

    /// Opens a log to append to, or makes it; keeps other writers out until it is closed.
    ///
    /// A torn frame at its end, which a writer left that was killed, is replaced by a whole one with the same lines. What is no
    /// zstd log, or damaged, is refused and left as it is.
    package convenience init(
        appendingTo path: String, configuration: LogWriterConfiguration = LogWriterConfiguration()
    ) throws(LogError) {
        try self.init(appendingTo: path, configuration: configuration, files: SystemFileOperations())
    }

    init(
        appendingTo path: String, configuration: LogWriterConfiguration, files: any FileOperations
    ) throws(LogError) {
        let destination = try LogDestination(path, rotation: configuration.rotation, files: files, patience: -1)
        self.path = path
        self.configuration = configuration
        frames = FrameWriter(destination, configuration)
        frameAge = configuration.frameAge.wholeNanoseconds
        flushInterval = configuration.flushInterval.wholeNanoseconds
    }

    deinit {
        // Whoever lets go of a writer without closing it has no use for the error.
        try? close()
    }

    /// Appends one JSON object, which holds no newline.
    package func append(line: UnsafeRawBufferPointer) throws(LogError) {
        if let failure { throw failure }
        guard line.count <= LogLimits().lineBytes else { throw .lineTooLong(path: path, bytes: line.count) }
        try remembering { frames throws(LogError) in
            try frames.makeRoom(for: line.count + 1)
            let now = MonotonicClock.now()
            if !frames.hasUnflushedLines { pendingStart = now }
            frames.append(line, at: now)
            newline.withUnsafeBytes { frames.append($0, at: now) }
            if frames.isFull || now - frames.frameStart >= frameAge {
                try frames.endFrame()
            } else if now - pendingStart >= flushInterval {
                try frames.flush(synchronize: configuration.synchronize)
            }
            if frames.isRotationDue(at: now) { try frames.rotate() }
        }
    }

    /// Ends a block, so that everything that was appended can be read, although the frame goes on.
    package func flush() throws(LogError) {
        if let failure { throw failure }
        try remembering { frames throws(LogError) in try frames.flush(synchronize: configuration.synchronize) }
    }

    /// Ends the frame, writes the seek table and gives up the file; a new log without lines becomes one frame without
    /// text.
    package func close() throws(LogError) {
        guard failure != .closed(path: path) else { return }
        if let failure { throw failure }
        try remembering { frames throws(LogError) in try frames.close() }
        failure = .closed(path: path)
    }

    private func remembering(_ body: (FrameWriter) throws(LogError) -> Void) throws(LogError) {
        do throws(LogError) {
            try body(frames)
        } catch {
            failure = error
            throw error
        }
    }
}

/// What ends a line.
private let newline: [UInt8] = [0x0A]
