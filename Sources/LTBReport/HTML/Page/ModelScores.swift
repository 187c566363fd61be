// Owns evaluation scores by metric and model, pooled over benchmarks.

internal import LTBAnalysis

/// The scores of one metric.
struct MetricScores {
    /// A model's score.
    struct Row {
        let provider: String?
        let model: String?
        /// Set where the rows of a metric cannot be pooled over benchmarks.
        let benchmark: String?
        let value: Double
        /// The 95 % confidence interval, where there is one.
        let interval: ClosedRange<Double>?
        let count: Int64?
    }

    let metric: String
    /// Whether the values are means of scores, rather than shares passed.
    let isMean: Bool
    let rows: [Row]

    /// Whether all scores lie between 0 and 1, so that means over metrics make sense.
    var isUnit: Bool { rows.allSatisfy { $0.value >= 0 && $0.value <= 1 } }

    /// All metrics, sorted by name.
    static func all(_ evaluations: [EvaluationFigures]) -> [MetricScores] {
        var names: [String] = []
        for evaluation in evaluations where names.last != evaluation.metric { names.append(evaluation.metric) }
        return names.compactMap { name in
            let figures = evaluations.filter { $0.metric == name }
            let scores = MetricScores(metric: name, figures)
            return scores.rows.isEmpty ? nil : scores
        }
    }

    private init(metric: String, _ figures: [EvaluationFigures]) {
        self.metric = metric
        isMean = figures.contains { $0.score != nil }
        rows = isMean ? Self.means(figures) : Self.passRates(figures)
    }

    /// Means over all scores of a model. The interval is mean ± 1.96·sd/√n, of the pooled scores.
    private static func means(_ figures: [EvaluationFigures]) -> [Row] {
        var rows: [Row] = []
        for (index, figure) in figures.enumerated() where figure.score != nil {
            let isSame = { (other: EvaluationFigures) in
                other.provider == figure.provider && other.model == figure.model && other.score != nil
            }
            if figures[..<index].contains(where: isSame) { continue }
            let scores = figures[index...].filter(isSame).compactMap(\.score)
            let count = scores.reduce(0) { $0 + Double($1.count) }
            guard count > 0 else { continue }
            let mean = scores.reduce(0) { $0 + $1.mean * Double($1.count) } / count
            let squares = scores.reduce(0) { sum, score in
                let distance = score.mean - mean
                return sum + (score.standardDeviation * score.standardDeviation + distance * distance)
                    * Double(score.count)
            }
            let half = 1.96 * (squares / count).squareRoot() / count.squareRoot()
            rows.append(
                Row(
                    provider: figure.provider, model: figure.model, benchmark: nil, value: mean,
                    interval: half > 0 && half.isFinite ? (mean - half)...(mean + half) : nil,
                    count: Int64(min(count, 9e18))))
        }
        return rows
    }

    /// Shares passed, with the Wilson intervals that the summary has.
    private static func passRates(_ figures: [EvaluationFigures]) -> [Row] {
        figures.compactMap { figure in
            figure.passRate.map { rate in
                Row(
                    provider: figure.provider, model: figure.model, benchmark: figure.benchmarkID, value: rate,
                    interval: figure.passRateInterval, count: nil)
            }
        }
    }
}
