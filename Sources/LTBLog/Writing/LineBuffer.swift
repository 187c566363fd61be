// Owns the lines that threads have appended and the writer has not taken yet, in bounded memory.

import Glibc
import Synchronization

/// Consecutive entries of some threads, each of which becomes a line.
struct LineChunk: Sendable {
    /// The entries, as `ChunkEntry` has them.
    var bytes: [UInt8] = []
    /// How many there are.
    var lines: Int64 = 0
    /// How many were appended in the same place before.
    var earlierLines: Int64 = 0
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
    private let stripeMask: Int
    private let threads: ThreadNumber?
    private let chunkBytes: Int
    private let overflow: OverflowPolicy
    private let dropped = Atomic<Int64>(0)
    /// Those of the dropped lines that were not even appended.
    private let refused = Atomic<Int64>(0)
    /// Whether the writer sleeps until somebody tells it that there are lines.
    private let isWriterIdle = Atomic<Bool>(false)
    private let lineLimit = LogLimits().lineBytes
    /// The thread that writes, once it runs.
    private let writingThread = Atomic<UInt>(0)
    /// The thread that appends the last lines, whose lines are taken however full the queue is.
    private let endingThread = Atomic<UInt>(0)

    private static let largestChunk = 64 << 10
    /// Room for a usual line beyond the size at which a chunk is full.
    private static let slack = 2 << 10

    init(_ configuration: LogRecorderConfiguration) {
        // A power of two, since a division takes as long as all else that is done without a lock.
        let count = 1 << (Int.bitWidth - (max(1, min(configuration.stripes, 1 << 16)) - 1).leadingZeroBitCount)
        stripeMask = count - 1
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

    /// Lines that were appended, and not thrown away since.
    var keptLines: Int64 {
        let appended = stripes.reduce(0) { sum, stripe in stripe.withLock { sum + $0.earlierLines + $0.lines } }
        return max(0, appended - droppedLines + refused.load(ordering: .relaxed))
    }

    /// Counts lines that could not be written.
    func drop(_ lines: Int64) {
        dropped.add(lines, ordering: .relaxed)
    }

    /// Appends the line that the body writes behind what there is.
    @inline(__always)
    func append(_ body: (inout [UInt8]) -> Void) {
        append { chunk in append(body, to: &chunk) }
    }

    /// Appends a record of so many bytes, which the body writes into memory for them.
    @inline(__always)
    func append(recordBytes count: Int, _ body: (UnsafeMutableRawPointer) -> Void) {
        append { chunk in append(count, body, to: &chunk) }
    }

    @inline(__always)
    private func append(_ attempt: (inout LineChunk) -> Outcome) {
        let stripe = stripes[(threads?.current ?? 0) & stripeMask]
        while true {
            let outcome = stripe.withLock(attempt)
            if outcome == .done { break }
            if outcome == .full, isEndingThread {
                _ = stripe.withLock { handOver(&$0, byForce: true) }
                continue
            }
            guard outcome == .full, overflow == .block, !isWritingThread, waitForRoom() else { return refuse() }
        }
        if isWriterIdle.load(ordering: .relaxed) { wakeWriter() }
    }

    @inline(__always)
    private func append(_ body: (inout [UInt8]) -> Void, to chunk: inout LineChunk) -> Outcome {
        if let obstacle = obstacle(&chunk) { return obstacle }
        let start = ChunkEntry.beginLine(&chunk.bytes)
        body(&chunk.bytes)
        switch chunk.bytes.count - start {
        case 0:
            ChunkEntry.takeBackLine(from: start, &chunk.bytes)
            return .done
        case ...lineLimit:
            ChunkEntry.endLine(from: start, &chunk.bytes)
            return count(in: &chunk)
        default:
            ChunkEntry.takeBackLine(from: start, &chunk.bytes)
            return .refused
        }
    }

    @inline(__always)
    private func append(
        _ count: Int, _ body: (UnsafeMutableRawPointer) -> Void, to chunk: inout LineChunk
    ) -> Outcome {
        if let obstacle = obstacle(&chunk) { return obstacle }
        ChunkEntry.append(recordBytes: count, to: &chunk.bytes, body)
        return self.count(in: &chunk)
    }

    /// Why nothing can be appended to a chunk; nil if it can.
    @inline(__always)
    private func obstacle(_ chunk: inout LineChunk) -> Outcome? {
        if chunk.isClosed { return .refused }
        return chunk.bytes.count >= chunkBytes && !handOver(&chunk) ? .full : nil
    }

    @inline(__always)
    private func count(in chunk: inout LineChunk) -> Outcome {
        chunk.lines += 1
        if chunk.bytes.count >= chunkBytes { _ = handOver(&chunk) }
        return .done
    }
}

// MARK: - The way to the writer

extension LineBuffer {
    /// Tells which thread writes: the calling one.
    func beginWriting() {
        writingThread.store(UInt(pthread_self()), ordering: .relaxed)
    }

    /// Tells that it has ended: the system may call another thread by its name.
    func endWriting() {
        writingThread.store(0, ordering: .relaxed)
    }

    /// Tells that the lines of the calling thread are the last ones from here on: they say how it all ended.
    func beginEnding() {
        endingThread.store(UInt(pthread_self()), ordering: .relaxed)
    }

    private var isEndingThread: Bool {
        let ending = endingThread.load(ordering: .relaxed)
        return ending != 0 && ending == UInt(pthread_self())
    }

    /// Whether the calling thread is the one that writes, as it is in its callbacks.
    var isWritingThread: Bool { writingThread.load(ordering: .relaxed) == UInt(pthread_self()) }

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

    /// Counts a line that was not appended.
    @inline(never)
    private func refuse() {
        refused.add(1, ordering: .relaxed)
        drop(1)
    }

    /// Moves a chunk into the queue; false if there is no room.
    @inline(never)
    private func handOver(_ chunk: inout LineChunk, byForce: Bool = false) -> Bool {
        let appended = chunk.earlierLines + chunk.lines
        let (isTaken, shouldWake) = queue.withLock { queue in
            while !byForce, !queue.hasRoom(for: chunk.bytes.count) {
                guard overflow == .dropOldest, let oldest = queue.pop() else { return (false, false) }
                drop(oldest.lines)
            }
            queue.push(&chunk)
            return (true, queue.shouldWake)
        }
        guard isTaken else { return false }
        chunk.earlierLines = appended
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
