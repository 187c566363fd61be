// Owns what is gathered for one evaluation metric of one model and benchmark.

import LTBStatistics

/// Scores in billionths, and who passed.
struct EvaluationAccumulator: Accumulator {
    private(set) var scores = Distribution(bounds: [])
    private(set) var last = Latest<Int64>()
    private(set) var passed: Int64 = 0
    private(set) var judged: Int64 = 0

    mutating func record(_ event: borrowing ScannedEvent) {
        if let verdict = event.evaluation.passed {
            judged += 1
            if verdict { passed += 1 }
        }
        guard let score = event.evaluation.score else { return }
        scores.record(score)
        last.record(score, of: event)
    }

    /// A model has eight distributions where this has one.
    mutating func fit(_ room: KeyRoom) { scores.fit(8 * room.distributionBytes) }

    mutating func merge(_ other: Self) {
        scores.merge(other.scores)
        last.merge(other.last)
        passed += other.passed
        judged += other.judged
    }

    /// The figures of a composed key (metric, provider, model, benchmark).
    func figures(key: [String?]) -> EvaluationFigures {
        var figures = EvaluationFigures(
            metric: (key.first ?? nil) ?? RunSummary.unknownName, provider: key[1], model: key[2], benchmarkID: key[3])
        figures.score = DistributionFigures(scores, unit: 1e-9)
        figures.lastScore = last.value.map { Double($0) / 1e9 }
        figures.passRate = judged > 0 ? Double(passed) / Double(judged) : nil
        figures.passRateInterval = wilsonInterval(successes: passed, total: judged)
        return figures
    }
}
