// Owns the scores of several models and benchmarks together, as far as their figures allow.

/// What is made of the scores of all models and benchmarks that an expectation does not tell apart.
///
/// Means, extremes and counts of parts make those of the whole; percentiles do not, and are judged part by part.
struct ScoreSums {
    private let function: FigureFunction

    init?(_ function: FigureFunction?) {
        guard let function, [.mean, .min, .max, .count].contains(function) else { return nil }
        self.function = function
    }

    /// One reading for each combination of the labels that are named.
    func readings(of figures: [EvaluationFigures], by labels: [String]) -> [FigureReading] {
        var order: [[FigureQuery.Condition]] = []
        var parts: [[FigureQuery.Condition]: [DistributionFigures]] = [:]
        for one in figures {
            let subject = Self.subject(of: one).filter { labels.contains($0.label) }
            if parts[subject] == nil { order.append(subject) }
            parts[subject, default: []] += [one.score].compactMap { $0 }
        }
        return order.map { subject in
            let scores = parts[subject] ?? []
            let count = scores.reduce(0) { $0 + Double($1.count) }
            // A history that others wrote may have more scores than can be counted.
            let shown = Int64(min(count, 0x1p62))
            return FigureReading(subject, value(scores, count), count: shown, reason: "no evaluation has a score")
        }
    }

    private func value(_ scores: [DistributionFigures], _ count: Double) -> Double? {
        switch function {
        case .min: scores.map(\.minimum).min()
        case .max: scores.map(\.maximum).max()
        case .count: count
        default: count > 0 ? scores.reduce(0) { $0 + $1.mean * Double($1.count) } / count : nil
        }
    }

    /// What the scores are of.
    static func subject(of figures: EvaluationFigures) -> [FigureQuery.Condition] {
        let names = [
            ("metric", figures.metric), ("provider", figures.provider), ("model", figures.model),
            ("benchmark", figures.benchmarkID),
        ]
        return names.compactMap { name, value in value.map { FigureQuery.Condition(label: name, name: $0) } }
    }
}
