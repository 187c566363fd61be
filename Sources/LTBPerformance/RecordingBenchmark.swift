// Owns the benchmark of recording: what it costs the caller, the machine and the disk.

import ArgumentParser
import Glibc
import LTBRecorder
import Synchronization

/// Records completed requests of 340 bytes from several threads, against other ways to keep the same lines.
struct RecordingBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recording",
        abstract: "What recording an event costs: the caller, all threads, and the disk.")

    @Option(help: "Events of each measurement.") var events = 2_000_000
    @Option(help: "Rounds, of which the middle one counts.") var rounds = 5
    @Option(help: "Where to write.") var folder = "/tmp"

    func validate() throws {
        guard events > 0, rounds > 0 else { throw ValidationError("Counts must be positive.") }
    }

    private static let threadCounts = [1, 2, 4]
    private static let spdlogThreadCounts = [1, 4]

    func run() throws {
        print("\(fixed(Double(events) / 1e6, 1)) million completed requests, median of \(rounds) rounds")
        var baseline = Baselines(events: events, folder: folder)
        var parts = EventParts(events: events, folder: folder)
        let spdlog = SpdlogBaseline(folder: folder)
        defer { spdlog?.remove() }
        var results = Self.threadCounts.map { _ in [Result]() }
        var spdlogCosts = Self.spdlogThreadCounts.map { _ in [RecordingCost]() }
        // Round by round, so that what else the machine does hits all alike.
        for _ in 0..<rounds {
            baseline.addRound()
            try parts.addRound()
            for (place, threads) in Self.threadCounts.enumerated() {
                results[place].append(try record(threads: threads))
            }
            for (place, threads) in Self.spdlogThreadCounts.enumerated() {
                if let cost = spdlog?.run(events: events, threads: threads) { spdlogCosts[place].append(cost) }
            }
        }
        baseline.show()
        parts.show()
        for (place, threads) in Self.threadCounts.enumerated() {
            show(results[place], threads: threads, baseline)
        }
        if spdlog == nil { print("spdlog: skipped, since c++ or libspdlog-dev is not installed") }
        for (place, threads) in Self.spdlogThreadCounts.enumerated() where spdlog != nil {
            show(spdlogCosts[place], threads: threads)
        }
    }
}

// MARK: - Recording

extension RecordingBenchmark {
    private struct Result {
        var cost: RecordingCost
        var storedBytes: Double
        var dropped: Int64
    }

    /// Records from several threads and closes the log, without a limit that drops.
    private func record(threads: Int) throws -> Result {
        let path = folder + "/ltb-performance-\(getpid()).jsonl.zst"
        defer { unlink(path) }
        var configuration = RecorderConfiguration()
        configuration.overflow = .block
        let recorder = try Recorder(to: path, configuration: configuration)
        let caller = Atomic<Int>(0)
        let share = events / threads
        let whole = Measurement.of {
            inThreads(threads) { thread in
                var request = SampleRequest(seed: UInt64(thread + 1))
                let start = Measurement.threadSeconds()
                for _ in 0..<share {
                    request.next()
                    request.record(with: recorder)
                }
                caller.add(Int((Measurement.threadSeconds() - start) * 1e9), ordering: .relaxed)
            }
            recorder.close()
        }
        var status = stat()
        stat(path, &status)
        let count = share * threads
        let perEvent = Double(caller.load(ordering: .relaxed)) / Double(count)
        return Result(
            cost: RecordingCost(callerNanoseconds: perEvent, whole: whole, events: count),
            storedBytes: Double(status.st_size) / Double(count), dropped: recorder.droppedEvents)
    }

    private func show(_ results: [Result], threads: Int, _ baseline: Baselines) {
        let processor = results.map(\.cost.processorNanoseconds).median ?? 0
        let rate = results.map(\.cost.eventsPerSecond).median ?? 0
        let stored = results.map(\.storedBytes).median ?? 0
        print(
            "recorder, \(named(threads)): caller \(fixed(results.map(\.cost.callerNanoseconds).median ?? 0, 0)) ns, "
                + "CPU in all \(fixed(processor / 1000, 2)) µs (\(fixed(processor / baseline.zstd, 2)) × zstd -3), "
                + "\(fixed(rate / 1e6, 2)) million events/s, \(fixed(stored, 1)) bytes per event "
                + "(\(fixed(stored / baseline.zstdBytes, 2)) × zstd -3), dropped \(results.map(\.dropped).max() ?? 0)")
    }

    private func show(_ costs: [RecordingCost], threads: Int) {
        guard !costs.isEmpty else { return print("spdlog, \(named(threads)): skipped, since its program fails") }
        print(
            "spdlog, \(named(threads)), uncompressed: caller \(fixed(costs.map(\.callerNanoseconds).median ?? 0, 0)) ns, "
                + "CPU in all \(fixed((costs.map(\.processorNanoseconds).median ?? 0) / 1000, 2)) µs, "
                + "\(fixed((costs.map(\.eventsPerSecond).median ?? 0) / 1e6, 2)) million events/s")
    }

    private func named(_ threads: Int) -> String { "\(threads) thread\(threads == 1 ? "" : "s")" }
}
