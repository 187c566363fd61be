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
        self.totalExamples = totalExamples
        self.bar = bar
        id = recorder.nextBenchmarkID()
        startedAt = recorder.clock.elapsed()
        progress = Monitor(Progress(recordedAt: startedAt))
        guard recorder.isEnabled else { return }
        recorder.record(
            .benchmarkStarted(
                BenchmarkStarted(benchmarkID: id, name: name, totalExamples: totalExamples.map(Int64.init))))
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
        let end: (done: Int, failed: Int)? = progress.withLock { progress in
            guard !progress.hasEnded else { return nil }
            progress.hasEnded = true
            return (progress.done, progress.failed)
        }
        bar?.finish()
        guard let end, recorder.isEnabled else { return }
        recorder.record(
            .benchmarkCompleted(
                BenchmarkCompleted(
                    benchmarkID: id, name: name, totalExamples: totalExamples.map(Int64.init),
                    completedExamples: Int64(end.done), progressPercent: percent(end.done),
                    failedExamples: Int64(end.failed), durationSeconds: .seconds(nanoseconds: now - startedAt))))
    }

    private func count(isFailed: Bool, _ provider: String?) {
        let now = recorder.clock.elapsed()
        let state: (done: Int, failed: Int, isNews: Bool)? = progress.withLock { progress in
            guard !progress.hasEnded else { return nil }
            progress.done += 1
            if isFailed { progress.failed += 1 }
            let whole = percent(progress.done).map { Int($0) } ?? 0
            let isNews = whole > progress.recordedPercent || now - progress.recordedAt >= 1_000_000_000
            if isNews {
                progress.recordedPercent = whole
                progress.recordedAt = now
            }
            return (progress.done, progress.failed, isNews)
        }
        guard let state else { return }
        let left = secondsLeft(after: state.done, elapsed: now - startedAt)
        bar?.show(name: name, done: state.done, total: totalExamples, failed: state.failed, secondsLeft: left)
        guard state.isNews, recorder.isEnabled else { return }
        recorder.record(
            .benchmarkProgress(
                BenchmarkProgress(
                    benchmarkID: id, name: name, totalExamples: totalExamples.map(Int64.init),
                    completedExamples: Int64(state.done), progressPercent: percent(state.done),
                    failedExamples: Int64(state.failed), currentProvider: provider, etaSeconds: left)))
    }

    /// 0 to 100, in hundredths.
    private func percent(_ done: Int) -> Double? {
        guard let totalExamples, totalExamples > 0 else { return nil }
        return Double(Int(min(1, Double(done) / Double(totalExamples)) * 10_000)) / 100
    }

    /// The time left if the rest takes as long each as what is done did; in milliseconds' steps.
    private func secondsLeft(after done: Int, elapsed: Int64) -> Double? {
        guard let totalExamples, done > 0 else { return nil }
        let rest = Double(max(0, totalExamples - done))
        return Double(Int64(Double(elapsed) / Double(done) * rest / 1e6)) / 1e3
    }
}
