// Owns the two sides of what is compared: the requests and scores of a model, or of all.

import LTBStatistics

/// One run's part of a group, as single values.
struct ComparedSide {
    var requests: [RequestSample]
    var counts: RunComparison.Counts
    /// By metric.
    var scores: [String: [ScoreSample]]
    /// By metric, how many scores there are, also of those that are not kept.
    var scoreCounts: [String: Int64]

    /// Whether each request has a score, also those that got no answer.
    func scoresFailures(_ metric: String) -> Bool { (scoreCounts[metric] ?? 0) >= counts.sent }

    /// Whether each answer has a verdict, and nothing else has: then what has none did not pass.
    func judgesAnswers(_ metric: String) -> Bool {
        let rows = scores[metric] ?? []
        return scoreCounts[metric] == counts.ended - counts.failed && rows.allSatisfy { $0.verdict != nil }
    }

    /// The values of a measure that answers have: of a verdict 0 or 1.
    func answerValues(_ measure: ComparedMeasure) -> [Double] {
        switch measure {
        case .passRate: truths(measure).map { $0.isTrue ? 1 : 0 }
        case .score: values(measure).map(\.value)
        default: requests.compactMap { $0.isFailure ? nil : measure.value($0) }
        }
    }

    /// The values of a measure: of truths 0 or 1.
    func allValues(_ measure: ComparedMeasure) -> [Double] {
        if measure == .latencyWithFailures { return latenciesWithFailures }
        return measure.unit == .share ? truths(measure).map { $0.isTrue ? 1 : 0 } : values(measure).map(\.value)
    }

    /// The values of a measure, with the examples that they are of.
    func values(_ measure: ComparedMeasure) -> [(pair: UInt64, value: Double)] {
        if case .score(let metric) = measure {
            return (scores[metric] ?? []).compactMap { row in
                row.score.map { (row.pair, Double($0) / 1e9) }
            }
        }
        return requests.compactMap { row in measure.value(row).map { (row.pair, $0) } }
    }

    /// For each request, or score, whether what the measure counts is true of it; those are left out of which nobody knows.
    func truths(_ measure: ComparedMeasure) -> [(pair: UInt64, isTrue: Bool)] {
        switch measure {
        case .errorRate: requests.map { ($0.pair, $0.isFailure) }
        case .goodput: requests.compactMap { row in row.isGood.map { (row.pair, $0) } }
        case .passRate(let metric):
            (scores[metric] ?? []).compactMap { row in row.verdict.map { (row.pair, $0) } }
        case .passRateWithFailures(let metric):
            truths(.passRate(metric: metric)) + requests.filter(\.isFailure).map { ($0.pair, false) }
        default: []
        }
    }

    /// Of how many requests a measure is true, and of how many it might be.
    ///
    /// Of failures all are counted, also those of requests that are not kept. What never ended did not pass either, and of
    /// requests that are sampled as many failed as of all.
    func share(_ measure: ComparedMeasure, _ truths: [(pair: UInt64, isTrue: Bool)]) -> (hits: Int64, total: Int64) {
        let hits = Int64(truths.count(where: \.isTrue))
        switch measure {
        case .errorRate: return (counts.failed, counts.ended)
        case .passRateWithFailures(let metric):
            guard let count = scoreCounts[metric], count > 0 else { return (hits, Int64(truths.count)) }
            let kept = (scores[metric] ?? []).count
            return (hits, Int64((Double(counts.sent) * Double(kept) / Double(count)).rounded()))
        default: return (hits, Int64(truths.count))
        }
    }

    /// Whether the scores of a metric are only verdicts: all are 0 or 1.
    func isBinary(_ metric: String) -> Bool {
        (scores[metric] ?? []).allSatisfy { $0.score == nil || $0.score == 0 || $0.score == 1_000_000_000 }
    }

    /// The examples of its requests, or of the scores of a metric.
    func examples(of metric: String?) -> [UInt64] {
        metric.map { (scores[$0] ?? []).map(\.pair) } ?? requests.map(\.pair)
    }

    /// What `latencyWithFailures` counts for a request that got no answer: longer than any.
    static let beyondAnswers = 1e15

    /// Latencies, and of each request that got no answer more than any; unfinished ones in the share that is kept.
    var latenciesWithFailures: [Double] {
        let known = values(.latency).map(\.value)
        let failed = requests.count(where: \.isFailure)
        let share = counts.ended > 0 ? Double(requests.count) / Double(counts.ended) : 1
        let unfinished = Int((Double(counts.unfinished) * share).rounded())
        return known + Array(repeating: Self.beyondAnswers, count: failed + min(unfinished, 1 << 20))
    }

    var part: RunComparison.Part {
        let latencies = SortedSample(values(.latency).map(\.value))
        let curve = DistributionFigures.curveQuantiles.compactMap { q in
            latencies.quantile(q).map { DistributionFigures.QuantilePoint(quantile: q, value: $0) }
        }
        return RunComparison.Part(
            counts: counts, kept: requests.count,
            latencyCurve: DistributionFigures.measured(curve, count: Int64(latencies.values.count)))
    }
}

extension ScoreSample {
    /// Whether it passed: as it says, or as a score of 0 or 1 does.
    var verdict: Bool? { passed ?? score.map { $0 > 0 } }
}

extension ComparedSide {
    /// The measures that either of two sides has, in the order in which they are told.
    static func measures(_ base: ComparedSide, _ candidate: ComparedSide) -> [ComparedMeasure] {
        var measures: [ComparedMeasure] = [
            .latency, .timeToFirstToken, .timePerOutputToken, .outputTokens, .errorRate, .cost, .goodput,
        ]
        let metrics = Set(base.scores.keys).union(candidate.scores.keys).sorted {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        }
        for metric in metrics {
            let sides = [base, candidate]
            let isBinary = sides.allSatisfy { $0.isBinary(metric) }
            let hasVerdicts = sides.contains { ($0.scores[metric] ?? []).contains { $0.passed != nil } }
            if !isBinary { measures.append(.score(metric: metric)) }
            if isBinary || hasVerdicts { measures.append(.passRate(metric: metric)) }
        }
        return measures.filter { measure in
            measure == .errorRate
                || [base, candidate].contains { !$0.values(measure).isEmpty || !$0.truths(measure).isEmpty }
        }
    }
}
