// Owns the claims about recording from many threads.

import Glibc
@testable import LTBLog
import LTBTestSupport
import Synchronization
import Testing

struct LogRecorderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder["run.jsonl.zst"] }

    private func configuration(_ change: (inout LogRecorderConfiguration) -> Void) -> LogRecorderConfiguration {
        var configuration = LogRecorderConfiguration()
        configuration.retryInterval = .milliseconds(10)
        change(&configuration)
        return configuration
    }

    /// Appends numbered lines from several threads at once, and waits for all of them.
    private func append(_ count: Int, from threads: Int, to recorder: LogRecorder) async {
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<threads {
                group.addTask {
                    await onThread {
                        for number in 0..<count { recorder.append("{\"thread\":\(thread),\"number\":\(number)}") }
                    }
                }
            }
        }
    }

    @Test func linesOf64ThreadsAreAllThereInTheOrderOfTheirThreads() async throws {
        for stripes in [1, 16] {
            let path = folder["\(stripes)"]
            let recorder = try LogRecorder(
                appendingTo: path,
                configuration: configuration {
                    $0.stripes = stripes
                    $0.log.flushInterval = .milliseconds(3)
                })
            await append(300, from: 64, to: recorder)
            #expect(recorder.close())
            #expect(recorder.droppedLines == 0)
            #expect(recorder.keptLines == 300 * 64)
            let reading = try readLog(path)
            #expect(reading.lines.count == 300 * 64)
            let ofThreads = Dictionary(grouping: reading.lines) { String($0.prefix { $0 != "," }) }
            for thread in 0..<64 {
                let start = "{\"thread\":\(thread)"
                #expect(ofThreads[start] == (0..<300).map { "\(start),\"number\":\($0)}" })
            }
            #expect(reading.outcome.isComplete)
        }
    }

    @Test func whatWasFlushedIsReadWhileTheRecorderGoesOn() throws {
        let recorder = try LogRecorder(appendingTo: path)
        for number in 0..<5 {
            recorder.append(eventLine(number))
            #expect(recorder.flush(synchronize: number == 3))
            #expect(try readLog(path).lines == (0...number).map(eventLine))
        }
        #expect(recorder.close())
        #expect(recorder.close())
        #expect(try readLog(path).outcome.isComplete)
    }

    @Test func anIdleRecorderWritesWhatCameLastAfterTheInterval() async throws {
        let recorder = try LogRecorder(
            appendingTo: path, configuration: configuration { $0.log.flushInterval = .milliseconds(20) })
        for number in 0..<3 {
            recorder.append(eventLine(number))
            #expect(await eventually { (try? readLog(path).lines) == (0...number).map(eventLine) })
        }
        recorder.close()
    }

    @Test func anIdleRecorderEndsItsFrameInTime() async throws {
        let recorder = try LogRecorder(
            appendingTo: path,
            configuration: configuration {
                $0.log.flushInterval = .milliseconds(1)
                $0.log.frameAge = .milliseconds(30)
            })
        recorder.append("{}")
        #expect(await eventually { (try? readLog(path).outcome.isComplete) == true })
        recorder.close()
    }

    @Test func aRecorderThatIsLetGoEndsItsLog() throws {
        do {
            let recorder = try LogRecorder(appendingTo: path)
            recorder.append("{}")
        }
        #expect(try readLog(path).lines == ["{}"])
        #expect(try readLog(path).outcome.isComplete)
    }

    @Test func aClosedRecorderCountsWhatItIsGiven() throws {
        let recorder = try LogRecorder(appendingTo: path)
        recorder.close()
        recorder.append("{}")
        #expect(!recorder.flush())
        #expect(recorder.droppedLines == 1)
        #expect(recorder.keptLines == 0)
    }

    @Test func aLineThatNoReaderTakesIsDroppedAlone() throws {
        let recorder = try LogRecorder(appendingTo: path)
        let longest = String(repeating: "x", count: 16 << 20)
        for line in ["{}", longest + "x", longest, ""] { recorder.append(line) }
        #expect(recorder.close())
        #expect(try readLog(path).lines == ["{}", longest])
        #expect(recorder.droppedLines == 1)
        #expect(recorder.keptLines == 2)
    }

    @Test func whatCannotBeOpenedIsThrown() throws {
        let recorder = try LogRecorder(appendingTo: path)
        #expect(throws: LogError.locked(path: path)) { try LogRecorder(appendingTo: path) }
        recorder.close()
        #expect(throws: LogError.isFolder(path: folder.path)) { try LogRecorder(appendingTo: folder.path) }
        try LogRecorder(appendingTo: path).close()
    }

    @Test(arguments: OverflowPolicy.allCases)
    func whatDoesNotFitIntoMemoryIsCountedAndToldInTheLog(policy: OverflowPolicy) async throws {
        let files = TroubledFiles { $0.spaceLeft = 0 }
        let recorder = try LogRecorder(
            appendingTo: path,
            configuration: configuration {
                $0.bufferBytes = 20_000
                $0.overflow = policy
                // The first frame fails, and the writer takes no more: it would make room otherwise.
                $0.log.frameBytes = 1_000
                $0.droppedLine = { $1.append(contentsOf: "{\"dropped\":\($0)}".utf8) }
            }, files: files)
        let appending = Task.detached {
            await onThread { for number in 0..<2_000 { recorder.append(eventLine(number)) } }
        }
        // Whoever waits for room gets it only after this.
        if policy != .block { await appending.value }
        #expect(await eventually { recorder.failures > 0 })
        files.change { $0.spaceLeft = .max }
        await appending.value
        #expect(await eventually { recorder.flush() })
        recorder.append("last")
        #expect(recorder.close())
        let lines = try readLog(path).lines
        let events = lines.filter { $0.hasPrefix("{\"event_type") }
        let told = lines.compactMap { $0.hasPrefix("{\"dropped\":") ? Int64($0.dropFirst(11).dropLast()) : nil }
        #expect(Int64(events.count) + recorder.droppedLines == 2_000)
        #expect(told.reduce(0, +) == recorder.droppedLines)
        #expect(recorder.keptLines == Int64(lines.count - told.count))
        #expect(lines.last == "last" || lines.last?.hasPrefix("{\"dropped") == true)
        switch policy {
        case .dropNewest: #expect(events[..<100] == (0..<100).map(eventLine)[...])
        case .dropOldest: #expect(events.last == eventLine(1_999))
        case .block: #expect(events == (0..<2_000).map(eventLine))
        }
        #expect((recorder.droppedLines == 0) == (policy == .block))
    }
}

extension LogRecorderTests {
    /// Whoever asks for a flush, and the writer itself when it tries again, moves lines into a queue that may be full.
    @Test func memoryIsBoundedHoweverOftenAFlushFails() throws {
        let files = TroubledFiles { $0.spaceLeft = 0 }
        let recorder = try LogRecorder(
            appendingTo: path,
            configuration: configuration {
                $0.bufferBytes = 20_000
                $0.log.frameBytes = 1_000
                $0.retryInterval = .milliseconds(1)
            }, files: files)
        for round in 0..<100 {
            for number in 0..<50 { recorder.append(eventLine(round * 50 + number)) }
            #expect(!recorder.flush())
        }
        let bytes = recorder.keptLines * Int64(eventLine(0).utf8.count)
        #expect(bytes < 30_000, "\(bytes) bytes of 5,000 lines are in memory")
        files.change { $0.spaceLeft = .max }
        #expect(recorder.close())
        #expect(try readLog(path).lines.count == Int(recorder.keptLines))
    }

    @Test func theEndIsNotDroppedWhereMemoryIsFull() throws {
        let files = TroubledFiles { $0.spaceLeft = 0 }
        let recorder = try LogRecorder(
            appendingTo: path,
            configuration: configuration {
                $0.bufferBytes = 20_000
                $0.log.frameBytes = 1_000
            }, files: files)
        for number in 0..<2_000 { recorder.append(eventLine(number)) }
        #expect(recorder.droppedLines > 0)
        recorder.beginEnding()
        for number in 0..<20 { recorder.append("end \(number)") }
        files.change { $0.spaceLeft = .max }
        #expect(recorder.close())
        #expect(try readLog(path).lines.suffix(20) == (0..<20).map { "end \($0)" }[...])
    }
}

extension LogRecorder {
    func append(_ line: String) { append { $0.append(contentsOf: line.utf8) } }
}

/// Runs a body on a thread of its own, which may block.
func onThread(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
        let isStarted = SystemThread.start {
            body()
            continuation.resume()
        }
        if !isStarted { continuation.resume() }
    }
}

/// Whether something becomes true within some seconds.
func eventually(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<1_000 {
        if condition() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return false
}
