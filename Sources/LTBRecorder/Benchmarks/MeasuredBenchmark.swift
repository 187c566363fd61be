// Owns the progress of one benchmark, and recording it.

import LTBEvents
import LTBLog

/// A benchmark under way: counts its examples and records how far it is.
///
/// Progress is recorded when it has moved by a percent, and at most once a second where there are fewer. All methods may
/// be called from any thread.
public final class MeasuredBenchmark: Sendable {
    /// The name of the benchmark in the log, unique in the run; requests that name it are counted with it.
    public let id: String
    /// What people call it.
    public let name: String
    /// How many examples it has; nil: not known.
    public let totalExamples: Int?

    private let recorder: Recorder
    private let startedAt: Int64
    private let progress: Monitor<Progress>
    private let bar: ProgressBar?

    private struct Progress {
        var done = 0
        var failed = 0
        var hasEnded = false
        /// What was recorded last.
        var recordedPercent = 0
        var recordedAt: Int64
    }

    init(_ recorder: Recorder, name: String, totalExamples: Int?, bar: ProgressBar?) {
        self.recorder = recorder
        self.name = name
        self.totalExamples = totalExamples.flatMap { $0 < 0 ? nil : $0 }
        self.bar = bar
        id = recorder.nextBenchmarkID()
        startedAt = recorder.clock.elapsed()
        progress = Monitor(Progress(recordedAt: startedAt))
        guard recorder.isEnabled else { return }
        recorder.record(
            .benchmarkStarted(
                BenchmarkStarted(benchmarkID: id, name: name, totalExamples: self.totalExamples.map(Int64.init))))
    }

    deinit { bar?.finish() }

    /// Tells that an example is done.
    ///
    /// - Parameter provider: whose turn it is.
    public func exampleCompleted(provider: String? = nil) { count(isFailed: false, provider) }

    /// Tells that an example is done, but failed.
    public func exampleFailed(provider: String? = nil) { count(isFailed: true, provider) }

    /// Tells that the benchmark has ended; what comes later is not counted.
    public func complete() {
        let now = recorder.clock.elapsed()
        progress.withLock { progress in
            guard !progress.hasEnded else { return }
            progress.hasEnded = true
            guard recorder.isEnabled else { return }
            recorder.record(
                .benchmarkCompleted(
                    BenchmarkCompleted(
                        benchmarkID: id, name: name, totalExamples: totalExamples.map(Int64.init),
                        completedExamples: Int64(progress.done), progressPercent: percent(progress.done),
                        failedExamples: Int64(progress.failed), durationSeconds: .seconds(nanoseconds: now - startedAt))
                ))
        }
        bar?.finish()
    }

    private func count(isFailed: Bool, _ provider: String?) {
        let now = recorder.clock.elapsed()
        // Recorded under the lock, so that progress never goes back.
        progress.withLock { progress in
            guard !progress.hasEnded else { return }
            progress.done += 1
            if isFailed { progress.failed += 1 }
            let left = secondsLeft(after: progress.done, elapsed: now - startedAt)
            bar?.show(
                name: name, done: progress.done, total: totalExamples, failed: progress.failed, secondsLeft: left)
            let whole = percent(progress.done).map { Int($0) } ?? 0
            guard whole > progress.recordedPercent || now - progress.recordedAt >= 1_000_000_000 else { return }
            progress.recordedPercent = whole
            progress.recordedAt = now
            record(progress, left, provider)
        }
    }

    private func record(_ progress: Progress, _ secondsLeft: Double?, _ provider: String?) {
        guard recorder.isEnabled else { return }
        recorder.record(
            .benchmarkProgress(
                BenchmarkProgress(
                    benchmarkID: id, name: name, totalExamples: totalExamples.map(Int64.init),
                    completedExamples: Int64(progress.done), progressPercent: percent(progress.done),
                    failedExamples: Int64(progress.failed), currentProvider: provider, etaSeconds: secondsLeft)))
    }

    /// 0 to 100, in hundredths.
    private func percent(_ done: Int) -> Double? {
        guard let totalExamples, totalExamples > 0 else { return nil }
        if done >= totalExamples { return 100 }
        let (product, overflow) = done.multipliedReportingOverflow(by: 10_000)
        return Double(overflow ? done / (totalExamples / 10_000) : product / totalExamples) / 100
    }

    /// The time left if the rest takes as long each as what is done did; in milliseconds' steps.
    private func secondsLeft(after done: Int, elapsed: Int64) -> Double? {
        guard let totalExamples, done > 0 else { return nil }
        let rest = Double(max(0, totalExamples - done))
        let milliseconds = Double(elapsed) / Double(done) * rest / 1e6
        // Who has to wait for thirty years need not know.
        return milliseconds < 1e12 ? Double(Int64(milliseconds)) / 1e3 : nil
    }
}
