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

    /// All metrics, sorted by name as the evaluations are.
    static func all(_ evaluations: [EvaluationFigures]) -> [MetricScores] {
        runs(of: evaluations[...]) { $0.metric == $1.metric }.compactMap { figures in
            let scores = MetricScores(metric: figures[figures.startIndex].metric, figures)
            return scores.rows.isEmpty ? nil : scores
        }
    }

    /// Neighbours that belong together.
    private static func runs(
        of figures: ArraySlice<EvaluationFigures>, isSame: (EvaluationFigures, EvaluationFigures) -> Bool
    ) -> [ArraySlice<EvaluationFigures>] {
        var runs: [ArraySlice<EvaluationFigures>] = []
        var rest = figures
        while let first = rest.first {
            let end = rest.firstIndex { !isSame(first, $0) } ?? rest.endIndex
            runs.append(rest[..<end])
            rest = rest[end...]
        }
        return runs
    }

    private init(metric: String, _ figures: ArraySlice<EvaluationFigures>) {
        self.metric = metric
        isMean = figures.contains { $0.score != nil }
        rows = isMean ? Self.means(figures) : Self.passRates(figures)
    }

    /// Means over all scores of a model, whose evaluations are neighbours. The interval is mean ± 1.96·sd/√n, of the
    /// pooled scores.
    private static func means(_ figures: ArraySlice<EvaluationFigures>) -> [Row] {
        runs(of: figures) { $0.provider == $1.provider && $0.model == $1.model }.compactMap { run in
            let scores = run.compactMap(\.score)
            let count = scores.reduce(0) { $0 + Double($1.count) }
            guard let first = run.first, count > 0 else { return nil }
            let mean = scores.reduce(0) { $0 + $1.mean * Double($1.count) } / count
            let squares = scores.reduce(0) { sum, score in
                let (deviation, distance) = (score.standardDeviation, score.mean - mean)
                return sum + (deviation * deviation + distance * distance) * Double(score.count)
            }
            return Row(
                provider: first.provider, model: first.model, benchmark: nil, value: mean,
                interval: interval(ofMean: mean, deviation: (squares / count).squareRoot(), count: count),
                count: Int64(min(count, 9e18)))
        }
    }

    /// The 95 % interval of a mean; nil where scores that do not differ, as a single one, say nothing of it.
    static func interval(ofMean mean: Double, deviation: Double, count: Double) -> ClosedRange<Double>? {
        let half = 1.96 * deviation / count.squareRoot()
        return half > 0 && half.isFinite ? (mean - half)...(mean + half) : nil
    }

    /// Shares passed, with the Wilson intervals that the summary has.
    private static func passRates(_ figures: ArraySlice<EvaluationFigures>) -> [Row] {
        figures.compactMap { figure in
            figure.passRate.map { rate in
                Row(
                    provider: figure.provider, model: figure.model, benchmark: figure.benchmarkID, value: rate,
                    interval: figure.passRateInterval, count: nil)
            }
        }
    }
}
