// Owns the columns and the table of objectives in CSV.

import LTBAnalysis

extension CSVTable {
    /// One row an objective, in all, by provider and by model.
    static func objectives(_ summary: RunSummary) -> CSVTable {
        let sample = ObjectiveFigures(objective: "", shareNeeded: 0, provider: nil, model: nil)
        return CSVTable(summary.objectives, sample: sample) { figures in
            let isAll = figures.provider == nil
            return [
                ("objective", .text(figures.objective)), ("share_needed", .number(figures.shareNeeded)),
                ("provider", .text(isAll ? total : figures.provider)),
                ("model", .text(figures.model ?? total)), ("judged", .integer(figures.judged)),
                ("reached", .integer(figures.reached)), ("attainment", .number(figures.attainment)),
                ("interval_low", .number(figures.interval?.lowerBound)),
                ("interval_high", .number(figures.interval?.upperBound)), ("met", .flag(figures.isMet)),
            ]
        }
    }

    /// Appends two columns an objective, such as `latency<=5s@95%_attainment` and `latency<=5s@95%_met`; each row is that
    /// of a provider and model.
    mutating func addObjectives(_ summary: RunSummary, of subjects: [(provider: String?, model: String?)]) {
        let overall = summary.overallObjectives
        guard !overall.isEmpty else { return }
        let names = overall.flatMap { objective in
            let share = NumberFormat.trimmed(objective.shareNeeded * 100, places: 7)
            return ["attainment", "met"].map { "\(objective.objective)@\(share)%_\($0)" }
        }
        append(
            names,
            subjects.map { subject in
                let figures = summary.objectives(provider: subject.provider, model: subject.model)
                let fields = figures.flatMap { [CSVField.number($0.attainment), .flag($0.isMet)] }
                return fields.isEmpty ? names.map { _ in .number(nil) } : fields
            })
    }

    /// Appends columns of goodput, where the summary has objectives; each row is that of some requests.
    mutating func addGoodput(_ summary: RunSummary, of requests: [RequestFigures]) {
        guard !summary.objectives.isEmpty else { return }
        let rows = requests.map { Self.members(of: $0.goodput) }
        append(Self.members(of: nil).map(\.name), rows.map { $0.map(\.field) })
    }

    private static func members(of goodput: GoodputFigures?) -> [Member] {
        [
            ("goodput_requests", .integer(goodput?.requests)),
            ("goodput_requests_per_second", .number(goodput?.requestsPerSecond)),
            ("goodput_fraction", .number(goodput?.fraction)),
            ("goodput_interval_low", .number(goodput?.interval?.lowerBound)),
            ("goodput_interval_high", .number(goodput?.interval?.upperBound)),
            ("goodput_per_dollar", .number(goodput?.requestsPerDollar)),
        ]
    }
}
