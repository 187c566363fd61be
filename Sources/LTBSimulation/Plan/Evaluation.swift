// Owns the evaluation of answers: which metrics judge them, and with what score.

import LTBEvents

/// A metric that judges answers.
struct EvaluationMetric: Sendable {
    let name: String
    /// How many of the answers it judges.
    let share: Double
    /// The lowest score that passes.
    let threshold: Double
    /// Whether there is nothing between right and wrong.
    let isExact: Bool

    static let all = [
        EvaluationMetric(name: "faithfulness", share: 1, threshold: 0.7, isExact: false),
        EvaluationMetric(name: "answer_relevance", share: 0.5, threshold: 0.6, isExact: false),
        EvaluationMetric(name: "exact_match", share: 0.3, threshold: 1, isExact: true),
    ]
}

/// An evaluation that is under way.
struct Evaluation: Sendable {
    var number: Int64
    /// The place of the metric in `EvaluationMetric.all`.
    var metric: Int
    var attempt: Attempt
    var duration: Microseconds
    /// In ten thousandths.
    var score: Int64
}

extension Xoshiro256 {
    /// An evaluation of an answer.
    mutating func evaluation(number: Int64, metric: Int, of attempt: Attempt, difficulty: Double) -> Evaluation {
        let quality = attempt.profile.quality - difficulty
        let score =
            EvaluationMetric.all[metric].isExact
            ? (chance(quality * 0.8) ? 1 : 0) : max(0, min(1, quality + 0.11 * normal()))
        let duration = Microseconds(lognormal(median: 240_000, spread: 0.4).rounded())
        return Evaluation(
            number: number, metric: metric, attempt: attempt, duration: duration,
            score: Int64((score * 10_000).rounded()))
    }
}

extension Evaluation {
    func started(benchmarkID: String?) -> Payload {
        .evaluationStarted(
            EvaluationStarted(
                evaluationID: SequenceName.evaluation(number), metric: EvaluationMetric.all[metric].name,
                provider: Fleet.providers[attempt.provider], model: attempt.profile.name, benchmarkID: benchmarkID,
                exampleID: attempt.example.map { SequenceName.example($0.number) },
                requestID: SequenceName.request(attempt.request)))
    }

    func completed(benchmarkID: String?) -> Payload {
        let metric = EvaluationMetric.all[metric]
        let passed = Double(score) / 1e4 >= metric.threshold
        return .evaluationCompleted(
            EvaluationCompleted(
                evaluationID: SequenceName.evaluation(number), metric: metric.name,
                provider: Fleet.providers[attempt.provider], model: attempt.profile.name, benchmarkID: benchmarkID,
                exampleID: attempt.example.map { SequenceName.example($0.number) },
                requestID: SequenceName.request(attempt.request), score: Double(score) / 1e4, passed: passed,
                explanation: passed ? nil : metric.explanation, durationSeconds: duration.seconds))
    }
}

extension EvaluationMetric {
    /// Why an answer does not pass.
    fileprivate var explanation: String {
        switch name {
        case "faithfulness": "Some claims are not supported by the context"
        case "answer_relevance": "The answer leaves a part of the question open"
        default: "The answer differs from the expected one"
        }
    }
}
