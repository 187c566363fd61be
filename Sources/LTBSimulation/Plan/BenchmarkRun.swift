// Owns a benchmark of a run: which requests run its examples, and how far it is.

import LTBEvents

/// A benchmark that is a tenth of the run's requests.
struct BenchmarkRun: Sendable {
    let id: String
    let name: String
    /// How hard it is: what it takes off the quality of a model.
    let difficulty: Double
    /// After how many requests of the run it starts.
    let startsAfter: Int
    let totalExamples: Int64
    private var startedAt: Microseconds?
    private var issuedExamples: Int64 = 0
    private var completedExamples: Int64 = 0
    private var failedExamples: Int64 = 0

    private init(id: String, name: String, difficulty: Double, share: Double, requests: Int) {
        self.id = id
        self.name = name
        self.difficulty = difficulty
        startsAfter = Int(share * Double(requests))
        totalExamples = Int64(requests / 10)
    }

    /// The benchmarks of a run; none in a run that is too short for one to end in it.
    static func all(requests: Int) -> [BenchmarkRun] {
        guard requests >= 50 else { return [] }
        return [
            BenchmarkRun(
                id: "bench_qa", name: "Question answering", difficulty: 0, share: 0.08, requests: requests),
            BenchmarkRun(
                id: "bench_code", name: "Code repair", difficulty: 0.12, share: 0.58, requests: requests),
        ]
    }

    /// Starts the benchmark if it is its time.
    mutating func startIfDue(started: Int, at time: Microseconds) -> Payload? {
        guard startedAt == nil, started >= startsAfter else { return nil }
        startedAt = time
        return .benchmarkStarted(BenchmarkStarted(benchmarkID: id, name: name, totalExamples: totalExamples))
    }

    /// The number of the example to run next; nil if there is none left, or the benchmark has not started.
    mutating func nextExample() -> Int64? {
        guard startedAt != nil, issuedExamples < totalExamples else { return nil }
        issuedExamples += 1
        return issuedExamples
    }

    /// Counts an example that has ended; the events that tell the progress, at every twentieth part of the way.
    mutating func endExample(failed: Bool, provider: String, at time: Microseconds) -> [Payload] {
        let stepBefore = completedExamples * 20 / totalExamples
        completedExamples += 1
        if failed { failedExamples += 1 }
        guard completedExamples * 20 / totalExamples > stepBefore, let startedAt else { return [] }
        let progress = progress(provider: provider, elapsed: time - startedAt)
        guard completedExamples == totalExamples else { return [.benchmarkProgress(progress)] }
        return [.benchmarkProgress(progress), completed(after: time - startedAt)]
    }

    private func progress(provider: String, elapsed: Microseconds) -> BenchmarkProgress {
        let left = Double(totalExamples - completedExamples) / Double(completedExamples)
        return BenchmarkProgress(
            benchmarkID: id, name: name, totalExamples: totalExamples, completedExamples: completedExamples,
            progressPercent: Double(completedExamples * 1_000 / totalExamples) / 10, failedExamples: failedExamples,
            currentProvider: provider, etaSeconds: (Double(elapsed) * left / 1e5).rounded() / 10)
    }

    private func completed(after duration: Microseconds) -> Payload {
        .benchmarkCompleted(
            BenchmarkCompleted(
                benchmarkID: id, name: name, totalExamples: totalExamples, completedExamples: completedExamples,
                progressPercent: 100, failedExamples: failedExamples, durationSeconds: duration.seconds))
    }
}
