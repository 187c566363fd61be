// Owns the lines that threads have appended and the writer has not taken yet, in bounded memory.

import Synchronization

/// Consecutive whole lines of some threads.
struct LineChunk: Sendable {
    var bytes: [UInt8] = []
    var lines: Int64 = 0
    /// Whether nothing is taken any more.
    var isClosed = false
}

/// Takes lines from many threads and gives them to one.
///
/// Each thread appends to one of a few stripes, whose lock it hardly ever shares; full chunks go from there into one queue.
/// A thread's lines stay in order: its stripe is always the same, and only the stripe's owner of the moment moves its chunk
/// into the queue. The queue's bytes are limited, those in the stripes by their size.
final class LineBuffer: Sendable {
    /// What becomes of an attempt to append.
    private enum Outcome {
        case done, full, refused
    }

    let queue: Monitor<RecorderQueue>
    /// The places where threads append.
    private let stripes: [Monitor<LineChunk>]
    private let threads: ThreadNumber?
    private let chunkBytes: Int
    private let overflow: OverflowPolicy
    private let dropped = Atomic<Int64>(0)
    /// Whether the writer sleeps until somebody tells it that there are lines.
    private let isWriterIdle = Atomic<Bool>(false)
    private let lineLimit = LogLimits().lineBytes

    private static let largestChunk = 64 << 10
    /// Room for a usual line beyond the size at which a chunk is full.
    private static let slack = 2 << 10

    init(_ configuration: LogRecorderConfiguration) {
        let count = max(1, configuration.stripes)
        stripes = (0..<count).map { _ in Monitor(LineChunk()) }
        threads = ThreadNumber()
        overflow = configuration.overflow
        let limit = max(1, configuration.bufferBytes)
        chunkBytes = max(1, min(Self.largestChunk, limit / (4 * count), configuration.log.frameLimit / 4))
        queue = Monitor(
            RecorderQueue(
                limit: max(chunkBytes, limit - count * chunkBytes), wakeBytes: configuration.log.frameLimit / 2))
    }

    /// Lines that were not taken, or thrown away.
    var droppedLines: Int64 { dropped.load(ordering: .relaxed) }

    /// Counts lines that could not be written.
    func drop(_ lines: Int64) {
        dropped.add(lines, ordering: .relaxed)
    }

    /// Appends the line that the body writes behind what there is.
    @inline(__always)
    func append(_ body: (inout [UInt8]) -> Void) {
        let stripe = stripes[(threads?.current ?? 0) % stripes.count]
        while true {
            let outcome = stripe.withLock { append(body, to: &$0) }
            if outcome == .done { break }
            guard outcome == .full, overflow == .block, waitForRoom() else { return drop(1) }
        }
        if isWriterIdle.load(ordering: .relaxed) { wakeWriter() }
    }

    @inline(__always)
    private func append(_ body: (inout [UInt8]) -> Void, to chunk: inout LineChunk) -> Outcome {
        if chunk.isClosed { return .refused }
        if chunk.bytes.count >= chunkBytes, !handOver(&chunk) { return .full }
        let start = chunk.bytes.count
        body(&chunk.bytes)
        let length = chunk.bytes.count - start
        guard length > 0 else { return .done }
        guard length <= lineLimit else {
            chunk.bytes.removeLast(length)
            return .refused
        }
        chunk.bytes.append(0x0A)
        chunk.lines += 1
        if chunk.bytes.count >= chunkBytes { _ = handOver(&chunk) }
        return .done
    }
}

// MARK: - The way to the writer

extension LineBuffer {
    /// Moves all lines that are in the stripes into the queue, whose limit leaves room for them; then takes no more if so
    /// wished.
    func handOverAll(closing: Bool) {
        for stripe in stripes {
            stripe.withLock { chunk in
                if chunk.lines > 0 { _ = handOver(&chunk, byForce: true) }
                chunk.isClosed = closing
            }
        }
    }

    /// Declares that the writer is about to sleep; false if it should not, since there are lines.
    func beginIdleness() -> Bool {
        isWriterIdle.store(true, ordering: .relaxed)
        // A thread that has appended before its stripe was looked at here is seen; one that comes later sees the flag.
        let hasLines = stripes.contains { $0.withLock { $0.lines > 0 } }
        if hasLines { isWriterIdle.store(false, ordering: .relaxed) }
        return !hasLines
    }

    func endIdleness() {
        isWriterIdle.store(false, ordering: .relaxed)
    }

    /// Moves a chunk into the queue; false if there is no room.
    @inline(never)
    private func handOver(_ chunk: inout LineChunk, byForce: Bool = false) -> Bool {
        let (isTaken, shouldWake) = queue.withLock { queue in
            while !byForce, !queue.hasRoom(for: chunk.bytes.count) {
                guard overflow == .dropOldest, let oldest = queue.pop() else { return (false, false) }
                drop(oldest.lines)
            }
            queue.push(&chunk)
            return (true, queue.shouldWake)
        }
        guard isTaken else { return false }
        if chunk.bytes.capacity < chunkBytes { chunk.bytes.reserveCapacity(chunkBytes + Self.slack) }
        if shouldWake { queue.notify() }
        return true
    }

    @inline(never)
    private func wakeWriter() {
        guard isWriterIdle.exchange(false, ordering: .relaxed) else { return }
        queue.withLock { $0.hasNews = true }
        queue.notify()
    }

    /// False if there will never be room.
    private func waitForRoom() -> Bool {
        queue.withLock { $0.hasNews = true }
        queue.notify()
        return queue.wait { $0.isClosing ? false : $0.hasRoom(for: self.chunkBytes) ? true : nil } ?? false
    }
}
