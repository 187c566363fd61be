// Owns the thread that compresses and writes what other threads have appended.

import Glibc
import Synchronization

/// The work of a recorder's own thread.
final class RecorderThread {
    private let buffer: LineBuffer
    private let configuration: LogRecorderConfiguration
    private let frames: FrameWriter
    private let countFailure: @Sendable () -> Void
    /// A chunk that was taken from the queue, as far as it could not be written yet.
    private var chunk: ChunkText
    /// Lines that the frame writer has and no reader can see.
    private var unflushedLines: Int64 = 0
    private var toldDrops: Int64 = 0
    /// When what was appended must be written; nil if there is nothing.
    private var flushDue: Int64?
    /// When to try again after an error; nil if there was none.
    private var retryDue: Int64?
    /// When to try again to open the next file.
    private var rotationDue: Int64 = 0
    private let flushInterval: Int64
    private let retryInterval: Int64
    private let frameAge: Int64

    init(
        _ buffer: LineBuffer, _ destination: LogDestination, _ configuration: LogRecorderConfiguration,
        countFailure: @escaping @Sendable () -> Void
    ) {
        self.buffer = buffer
        self.configuration = configuration
        self.countFailure = countFailure
        frames = FrameWriter(destination, configuration.log)
        chunk = ChunkText(
            pieceBytes: max(1, min(64 << 10, configuration.log.frameLimit / 4)), expand: configuration.makeExpansion?())
        flushInterval = configuration.log.flushInterval.wholeNanoseconds
        retryInterval = configuration.retryInterval.wholeNanoseconds
        frameAge = configuration.log.frameAge.wholeNanoseconds
    }

    /// Works until the recorder is closed.
    func run() {
        while true {
            let wishes = waitForWork()
            let isWritten = work(wishes, at: MonotonicClock.exactly())
            if wishes.closes { return close(isWritten) }
            guard let flush = wishes.flush else { continue }
            buffer.queue.withLock { queue in
                queue.flush.tried = flush
                if isWritten { queue.flush.succeeded = flush }
            }
            buffer.queue.notify()
        }
    }
}

// MARK: - Waiting

extension RecorderThread {
    private func waitForWork() -> RecorderQueue.Wishes {
        let now = MonotonicClock.exactly()
        if flushDue == nil, retryDue == nil, !buffer.beginIdleness() { flushDue = now.adding(flushInterval) }
        let isFailing = retryDue != nil
        buffer.queue.withLock { $0.isAwake = isFailing }
        let wishes = buffer.queue.wait(until: deadline) { $0.wishes() }
        buffer.queue.withLock { $0.isAwake = true }
        buffer.endIdleness()
        if flushDue == nil { flushDue = MonotonicClock.exactly().adding(flushInterval) }
        return wishes ?? RecorderQueue.Wishes()
    }

    private var deadline: Int64 {
        let frameEnd = frames.frameTextBytes > 0 ? frames.frameStart.adding(frameAge) : .max
        return retryDue ?? min(flushDue ?? .max, frameEnd)
    }
}

// MARK: - Writing

extension RecorderThread {
    /// Writes what there is to write; whether it is on its way to the disk.
    private func work(_ wishes: RecorderQueue.Wishes, at now: Int64) -> Bool {
        let isWished = wishes.flush != nil || wishes.closes
        let isFlush = isWished || now >= flushDue ?? .max
        if wishes.closes { buffer.handOverAll(closing: true) }
        if let retryDue, now < retryDue, !isWished { return false }
        do throws(LogError) {
            try frames.retry()
            // What cannot be written stays where its size is limited: the queue takes this however full it is.
            if isFlush, !wishes.closes { buffer.handOverAll(closing: false) }
            try takeLines(at: now)
            if isFlush { try flush(synchronize: wishes.synchronizes, at: now) }
            if frames.frameTextBytes > 0, now - frames.frameStart >= frameAge { try frames.endFrame() }
        } catch {
            report(error, isFirst: retryDue == nil)
            retryDue = now.adding(retryInterval)
            return false
        }
        retryDue = nil
        rotateIfDue(at: now)
        return true
    }

    /// Takes the chunks that are in the queue now: those that come meanwhile must not keep a flush waiting.
    private func takeLines(at now: Int64) throws(LogError) {
        for _ in 0..<(buffer.queue.withLock { $0.count } + 1) {
            if chunk.isEmpty, !takeChunk() { return }
            while !chunk.isEmpty { try takeText(at: now) }
            var done = LineChunk()
            chunk.swapChunk(&done)
            buffer.queue.withLock { $0.reclaim(&done.bytes) }
        }
    }

    /// Goes on to the next chunk; false if there is none.
    private func takeChunk() -> Bool {
        guard var next = buffer.queue.withLock({ $0.pop() }) else { return false }
        if configuration.overflow == .block { buffer.queue.notify() }
        chunk.swapChunk(&next)
        return true
    }

    private func takeText(at now: Int64) throws(LogError) {
        chunk.makeText()
        try frames.makeRoom(for: chunk.text.count)
        if !frames.hasUnflushedLines { unflushedLines = 0 }
        unflushedLines += chunk.textLines
        chunk.text.withUnsafeBytes { frames.append($0, at: now) }
        chunk.dropText()
        if frames.isFull { try frames.endFrame() }
    }

    private func flush(synchronize: Bool, at now: Int64) throws(LogError) {
        try tellDrops(at: now)
        try frames.flush(synchronize: synchronize || configuration.log.synchronize)
        flushDue = nil
    }

    /// Says in the log itself how many lines it lacks.
    private func tellDrops(at now: Int64) throws(LogError) {
        let drops = buffer.droppedLines
        guard drops > toldDrops, let droppedLine = configuration.droppedLine else { return }
        var line: [UInt8] = []
        droppedLine(drops - toldDrops, &line)
        line.append(0x0A)
        try frames.makeRoom(for: line.count)
        line.withUnsafeBytes { frames.append($0, at: now) }
        toldDrops = drops
    }

    private func rotateIfDue(at now: Int64) {
        guard now >= rotationDue, frames.isRotationDue(at: now) else { return }
        do throws(LogError) {
            try frames.rotate()
            rotationDue = 0
        } catch {
            report(error, isFirst: rotationDue == 0)
            rotationDue = now.adding(retryInterval)
        }
    }

    /// Counts every error, and tells of the first since all went well.
    private func report(_ error: LogError, isFirst: Bool) {
        countFailure()
        if isFirst { configuration.onError?(error) }
    }

    private func close(_ isWritten: Bool) {
        var isClosed = isWritten
        do throws(LogError) {
            try frames.close()
        } catch {
            isClosed = false
            report(error, isFirst: retryDue == nil)
        }
        if !isWritten { countLostLines() }
        buffer.queue.withLock { queue in
            queue.isClosed = true
            queue.flush.tried = queue.flush.wished
            if isClosed { queue.flush.succeeded = queue.flush.wished }
        }
        buffer.queue.notify()
    }

    private func countLostLines() {
        buffer.drop(chunk.lines + (frames.hasUnflushedLines ? unflushedLines : 0))
        while let lost = buffer.queue.withLock({ $0.pop() }) { buffer.drop(lost.lines) }
    }
}

extension Int64 {
    /// A later moment, as late as there can be.
    fileprivate func adding(_ interval: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(interval)
        return overflow ? .max : sum
    }
}
