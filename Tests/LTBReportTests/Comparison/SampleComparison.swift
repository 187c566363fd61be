// Owns the comparison that the tests of its formats write: every verdict, every reason, names that would act.

import LTBEvents
import LTBStatistics

@testable import LTBAnalysis

/// A comparison by hand, so that no rounding of a test moves a golden file.
enum SampleComparison {
    static let everything: RunComparison = {
        var comparison = RunComparison(
            base: .init(summary: summary("base.jsonl.zst", day: 15, requests: 1_000)),
            candidate: .init(
                summary: summary("candidate.jsonl.zst", day: 16, requests: 700),
                unmatched: [.init(provider: "acme", model: "new-model")]),
            threshold: 0.05, testCount: 9, groups: [model, lossy, total])
        comparison.candidate.summary.log.tornTail = true
        comparison.candidate.summary.totals.unfinishedRequests = 12
        return comparison
    }()

    /// Nothing but equal figures.
    static let quiet = RunComparison(
        base: .init(summary: summary("a.jsonl", day: 15, requests: 10)),
        candidate: .init(summary: summary("b.jsonl", day: 15, requests: 10)), threshold: 0.05, testCount: 1,
        groups: [
            .init(
                baseModel: .init(provider: "p", model: "m"), candidateModel: .init(provider: "p", model: "m"),
                base: part(10), candidate: part(10), pairedExamples: 10,
                rows: [row(.latency, .median, effect(1, 1.01, 0.03, .wilcoxon, 0.4, isPaired: true), .same, p: 0.4)])
        ])

    private static func summary(_ file: String, day: Int, requests: Int64) -> RunSummary {
        var summary = RunSummary()
        summary.log.files = [.init(name: file, bytes: 4_096, frames: 2)]
        summary.log.events = requests
        summary.totals.totalRequests = requests
        let start = Int64(1_768_473_000 + (day - 15) * 86_400) * 1_000_000_000
        summary.window = Window(
            start: Timestamp(nanosecondsSince1970: start),
            end: Timestamp(nanosecondsSince1970: start + 300_000_000_000))
        return summary
    }

    private static func part(
        _ ended: Int64, failed: Int64 = 0, unfinished: Int64 = 0, kept: Int? = nil, slow: Double = 1
    )
        -> RunComparison.Part
    {
        let curve = [0.25, 0.5, 0.9, 0.99, 0.999].map {
            DistributionFigures.QuantilePoint(quantile: $0, value: slow / (1.05 - $0))
        }
        return .init(
            counts: .init(ended: ended, failed: failed, unfinished: unfinished), kept: kept ?? Int(ended),
            latencyCurve: curve)
    }

    static func effect(
        _ base: Double, _ candidate: Double, _ reach: Double, _ test: SignificanceTest, _ pValue: Double,
        isShare: Bool = false, isPaired: Bool = false
    ) -> MeasuredEffect {
        let difference = candidate - base
        let relative = base > 0 ? difference / base : 0
        return MeasuredEffect(
            base: .init(value: base, count: 990, lower: base * 0.9, upper: base * 1.1),
            candidate: .init(value: candidate, count: 680, lower: candidate * 0.9, upper: nil),
            interval: difference - reach...difference + reach,
            relativeInterval: isShare || base <= 0 ? nil : relative - reach / base...relative + reach / base,
            test: test, pValue: pValue, isPaired: isPaired)
    }

    static func row(
        _ measure: ComparedMeasure, _ statistic: SampleStatistic?, _ effect: MeasuredEffect?,
        _ verdict: RunComparison.Verdict, _ reason: RunComparison.Reason? = nil, p: Double? = nil,
        needed: Int? = nil
    ) -> RunComparison.Row {
        .init(
            measure: measure, statistic: statistic, effect: effect, correctedPValue: p, verdict: verdict,
            reason: reason,
            requestsNeeded: needed)
    }

    private static let model = RunComparison.Group(
        baseModel: .init(provider: "openai", model: "gpt-4o"),
        candidateModel: .init(provider: "openai", model: "gpt-4.1"),
        base: part(20_000, failed: 10, kept: 16_384), candidate: part(400, failed: 8, slow: 1.4), pairedExamples: nil,
        rows: [
            row(.latency, .median, effect(8.61, 12.0, 0.3, .mannWhitney, 1e-9), .worse, p: 9e-9),
            row(.latency, .tail(0.95), effect(20, 21, 4, .fisher, 0.2), .unclear, p: 1, needed: 5_230),
            row(
                .latency, .tail(0.99), effect(30, 60, 40, .fisher, 0.2), .unclear, .fewValues(needed: 100), needed: 100),
            row(.latency, .mean, effect(9.1, 12.9, 0.4, .welch, 1e-8), .worse, p: 8e-8),
            row(.timeToFirstToken, .median, effect(0.8, 0.5, 0.05, .mannWhitney, 0.001), .better, p: 0.006),
            row(.outputTokens, .rankedMean, effect(150, 190, 10, .mannWhitney, 0.0001), .different, p: 0.0007),
            row(.errorRate, nil, effect(0.0005, 0.02, 0.012, .fisher, 0.0004, isShare: true), .worse, p: 0.002),
            row(.cost, .mean, nil, .notComparable, .notMeasured(.candidate)),
            row(
                .score(metric: "<b>|faith_fulness"), .rankedMean,
                effect(0.9, 0.91, 0.02, .wilcoxon, 0.4, isPaired: true), .same, p: 1),
            row(
                .passRate(metric: "exact"), nil,
                effect(0.8, 0.78, 0.06, .mcNemar, 0.7, isShare: true, isPaired: true), .unclear, p: 1, needed: 12_000),
        ])

    private static let lossy = RunComparison.Group(
        baseModel: .init(provider: "self-hosted", model: "yi"),
        candidateModel: .init(provider: "self-hosted", model: "yi"),
        base: part(300), candidate: part(300, failed: 200, unfinished: 12, slow: 0.5), pairedExamples: nil,
        rows: [
            row(
                .latency, .median, effect(1, 0.6, 0.1, .mannWhitney, 1e-9), .notComparable,
                .survivors(baseLost: 0, candidateLost: 0.68)),
            row(
                .latency, .tail(0.95), effect(2, 0.9, 0.2, .fisher, 1e-9), .notComparable,
                .survivors(baseLost: 0, candidateLost: 0.68)),
            row(
                .latencyWithFailures, .median,
                MeasuredEffect(
                    base: .init(value: 1, count: 300, lower: 0.9, upper: 1.1),
                    candidate: .init(value: .infinity, count: 312, lower: 1.2, upper: .infinity),
                    interval: 0.2 ... .infinity, relativeInterval: nil, test: .mannWhitney, pValue: 1e-12,
                    isPaired: false), .worse, p: 1e-11),
            row(.latencyWithFailures, .tail(0.99), effect(3, 3, 0.1, .fisher, 1), .notComparable, .beyondAnswers),
        ])

    private static let total = RunComparison.Group(
        baseModel: nil, candidateModel: nil, base: part(20_300, failed: 10), candidate: part(700, failed: 208),
        pairedExamples: nil,
        rows: [
            row(
                .latency, .median, effect(8, 9, 1, .mannWhitney, 0.1), .notComparable,
                .mix(model: "gpt-4o", base: 0.98, candidate: 0.57))
        ])
}
