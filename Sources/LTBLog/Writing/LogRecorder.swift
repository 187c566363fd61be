// Owns writing a log from many threads, in a program that must go on whatever happens to the log.

import Synchronization

/// Takes lines from any thread at any time and writes them to a log.
///
/// Appending costs the caller the encoding of its line into a buffer, or of a record that the recorder's own thread makes a
/// line of: no input or output, no error, and no waiting unless
/// it is asked for (`OverflowPolicy.block`). A thread of the recorder's own compresses the lines and writes them
/// (`FrameWriter`), at the latest after the flush interval. Lines of one thread stay in order; those of several are
/// mixed in chunks.
///
/// When writing fails (a full disk, a folder that became read-only, a reader of a pipe that has gone), the recorder goes
/// on taking lines as long as its memory lasts, tells of the error once, and tries again each `retryInterval`. Lines that
/// had to be dropped are counted, and told in the log. A file that was removed is made again.
///
/// All methods may be called from any thread, but not from signal handlers or from the body given to `append`. From the
/// callbacks of the configuration they do not wait: a flush is wished for, closing is begun. In a process that was forked the recorder does nothing: its thread and its log are
/// the parent's. A child that wants to record opens a log of its own.
package final class LogRecorder: Sendable {
    private let buffer: LineBuffer
    private let fork = ForkDetector()
    private let failureCount: Counter

    /// Opens a log to append to, or makes it; keeps other writers out until it is closed.
    ///
    /// Throws what cannot be opened, at once; later errors go to `onError`.
    package convenience init(
        appendingTo path: String, configuration: LogRecorderConfiguration = LogRecorderConfiguration()
    ) throws(LogError) {
        try self.init(appendingTo: path, configuration: configuration, files: SystemFileOperations())
    }

    init(
        appendingTo path: String, configuration: LogRecorderConfiguration, files: any FileOperations
    ) throws(LogError) {
        let buffer = LineBuffer(configuration)
        let counter = Counter()
        self.buffer = buffer
        failureCount = counter
        let opening = Monitor(Opening.underway)
        let patience = Int32(clamping: configuration.retryInterval.wholeNanoseconds / 1_000_000)
        let isStarted = SystemThread.start {
            buffer.beginWriting()
            defer { buffer.endWriting() }
            // Opened by this thread, since it may have to write.
            do throws(LogError) {
                let destination = try LogDestination(
                    path, rotation: configuration.log.rotation, files: files, patience: max(0, patience))
                opening.withLock { $0 = .done }
                opening.notify()
                RecorderThread(buffer, destination, configuration) { counter.increment() }.run()
            } catch {
                opening.withLock { $0 = .failed(error) }
                opening.notify()
            }
        }
        let error =
            isStarted
            ? opening.wait { $0.error } ?? nil : .cannotOpen(path: path, reason: "the system has no thread for it")
        guard let error else { return }
        // What is thrown here ends in `deinit`, which must not wait for a thread that there is not.
        buffer.queue.withLock { $0.isClosed = true }
        throw error
    }

    deinit {
        // Whoever lets go of a recorder without closing it has no use for what comes of it.
        close()
    }

    /// Appends the line that the body writes behind what is in the buffer already: one JSON object, without a
    /// newline. A body that writes nothing appends nothing.
    package func append(_ body: (inout [UInt8]) -> Void) {
        guard !fork.isForked else { return }
        buffer.append(body)
    }

    /// Appends a record of so many bytes, which the body writes into memory for them; it becomes a line when it is written
    /// (`LogRecorderConfiguration.makeExpansion`).
    @inline(__always)
    package func append(recordBytes count: Int, _ body: (UnsafeMutableRawPointer) -> Void) {
        guard !fork.isForked else { return }
        buffer.append(recordBytes: count, body)
    }

    /// Appends one JSON object, which holds no newline.
    package func append(line: UnsafeRawBufferPointer) {
        append { $0.append(contentsOf: line) }
    }

    /// Tells that what the calling thread appends from here on is the end, which is not dropped for want of memory.
    package func beginEnding() { buffer.beginEnding() }

    /// Waits until everything that was appended before can be read from the log, and if so wished is on the disk; false if it
    /// could not be written, which will be tried again.
    @discardableResult
    package func flush(synchronize: Bool = false) -> Bool {
        guard !fork.isForked else { return false }
        let wish: Int? = buffer.queue.withLock { queue in
            if queue.isClosing { return nil }
            queue.flush.wished += 1
            queue.flush.synchronizes = queue.flush.synchronizes || synchronize
            return queue.flush.wished
        }
        // Whoever asks on the writing thread itself would wait for ever.
        guard let wish, !buffer.isWritingThread else { return false }
        buffer.queue.notify()
        return buffer.queue.wait { $0.flush.tried >= wish ? $0.flush.succeeded >= wish : nil } ?? false
    }

    /// Writes what was appended, ends the log with its seek table and gives up the file; false if not all could be written, or
    /// if the writing thread itself asks for it, which does so when it has come back.
    /// What is appended later is dropped.
    @discardableResult
    package func close() -> Bool {
        guard !fork.isForked else { return false }
        buffer.queue.withLock { $0.beginClosing() }
        buffer.queue.notify()
        guard !buffer.isWritingThread else { return false }
        return buffer.queue.wait { $0.isClosed ? $0.flush.succeeded == $0.flush.wished : nil } ?? false
    }

    /// Whether the calling thread may wait for the recorder's own: it is not that one, and not in a forked child.
    package var canWait: Bool { !fork.isForked && !buffer.isWritingThread }

    /// Lines that were dropped until now: for want of memory, since they were over 16 MiB, or came after closing.
    package var droppedLines: Int64 { fork.isForked ? 0 : buffer.droppedLines }

    /// Lines that were appended until now and not dropped; what the log says of drops itself is not counted.
    package var keptLines: Int64 { fork.isForked ? 0 : buffer.keptLines }

    /// Attempts to write that failed.
    package var failures: Int64 { failureCount.value }
}

/// How far opening the log has come.
private enum Opening {
    case underway, done
    case failed(LogError)

    /// Nil as long as it is not known.
    var error: LogError?? {
        switch self {
        case .underway: nil
        case .done: .some(nil)
        case .failed(let error): error
        }
    }
}

/// A number that several threads count up.
private final class Counter: Sendable {
    private let count = Atomic<Int64>(0)

    var value: Int64 { count.load(ordering: .relaxed) }

    func increment() { count.add(1, ordering: .relaxed) }
}
