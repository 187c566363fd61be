// Owns the benchmark of recording: what it costs the caller, the machine and the disk.

import ArgumentParser
import CZstd
import Glibc
import LTBLog
import Synchronization

/// Records completed requests of 340 bytes, from several threads, against plain ways to keep the same lines.
struct RecordingBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recording",
        abstract: "What recording an event costs: the caller, all threads, and the disk.")

    @Option(help: "Events of each measurement.") var events = 2_000_000
    @Option(help: "Rounds, of which the middle one counts.") var rounds = 5
    @Option(help: "Buffers that threads share.") var stripes = 16
    @Option(help: "Where to write.") var folder = "/tmp"

    func validate() throws {
        guard events > 0, rounds > 0, stripes > 0 else { throw ValidationError("Counts must be positive.") }
    }

    func run() throws {
        let lines = fixed(Double(events) / 1e6, 1)
        print("\(lines) million events of \(SampleLines.bytes + 1) bytes, median of \(rounds) rounds")
        let baseline = try Baselines(events: events, rounds: rounds, folder: folder)
        baseline.show()
        for threads in [1, 2, 4] {
            let results = try (0..<rounds).map { _ in try record(threads: threads) }
            show(results, threads: threads, baseline)
        }
    }
}

// MARK: - Recording

extension RecordingBenchmark {
    private struct Result {
        /// Processor time that appending took of the callers.
        var callerNanoseconds: Double
        var whole: Measurement
        var storedBytes: Int
        var dropped: Int64
    }

    /// Records from several threads and closes the log, without a limit that drops.
    private func record(threads: Int) throws -> Result {
        let path = folder + "/ltb-performance-\(getpid()).jsonl.zst"
        defer { unlink(path) }
        var configuration = LogRecorderConfiguration()
        configuration.overflow = .block
        configuration.stripes = stripes
        let recorder = try LogRecorder(appendingTo: path, configuration: configuration)
        let caller = Atomic<Int>(0)
        let share = events / threads
        let whole = Measurement.of {
            inThreads(threads) { thread in
                var lines = SampleLines(seed: UInt64(thread + 1))
                let start = Measurement.threadSeconds()
                for number in 0..<share {
                    lines.next(number)
                    recorder.append { buffer in lines.withLine { buffer.append(contentsOf: $0) } }
                }
                caller.add(Int((Measurement.threadSeconds() - start) * 1e9), ordering: .relaxed)
            }
            recorder.close()
        }
        var status = stat()
        stat(path, &status)
        return Result(
            callerNanoseconds: Double(caller.load(ordering: .relaxed)) / Double(share * threads), whole: whole,
            storedBytes: Int(status.st_size), dropped: recorder.droppedLines)
    }

    private func show(_ results: [Result], threads: Int, _ baseline: Baselines) {
        let count = Double(events / threads * threads)
        let caller = results.map(\.callerNanoseconds).median ?? 0
        let processor = (results.map(\.whole.processorSeconds).median ?? 0) / count * 1e9
        let wall = (results.map(\.whole.wallSeconds).median ?? 0) / count * 1e9
        let stored = Double(results[0].storedBytes) / count
        print(
            "recorder, \(threads) thread\(threads == 1 ? "" : "s"): caller \(fixed(caller - baseline.encoding, 0)) ns "
                + "(and \(fixed(baseline.encoding, 0)) ns to encode), CPU in all \(fixed(processor / 1000, 2)) µs "
                + "(\(fixed(processor / baseline.zstd, 2)) × zstd -3), \(fixed(1000 / wall, 2)) million events/s "
                + "(\(fixed(baseline.zstdWall / wall, 2)) × zstd -3), \(fixed(stored, 1)) bytes per event "
                + "(\(fixed(stored / baseline.zstdBytes, 2)) × zstd -3), dropped \(results.map(\.dropped).max() ?? 0)")
    }
}
