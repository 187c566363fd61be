// Owns comparing a run with several that came before, by their figures alone.

import LTBStatistics

extension RunComparison {
    /// Runs that came before, as a history keeps them: figures, and no single values.
    package struct Past: Sendable, Equatable {
        /// As the user chose them: `last 10 on main`.
        package var name: String
        package var runs: [RunSummary]

        package init(name: String, runs: [RunSummary]) { (self.name, self.runs) = (name, runs) }

        /// Fewer runs do not tell how much runs differ from each other.
        package static let fewestRuns = 3

        /// The models of the runs, without single values.
        package var models: RunSamples { RunSamples(modelsOf: runs) }
    }

    /// Compares a run with those before it, figure by figure.
    ///
    /// A figure of the base is the mean of the runs' figures. The interval of the difference is that of a prediction: what
    /// one more run of their kind would have, with 95 % confidence. So a difference is one only where the candidate lies
    /// farther from the runs than they lie from each other.
    package init(
        past: Past, candidate: RunSummary, threshold: Double = 0.05, renames: [ModelMatching.Rename] = []
    ) {
        let models = PastModels(past.runs, candidate, renames)
        self.threshold = threshold
        base = Run(summary: Self.summary(of: past.runs), unmatched: models.onlyBefore)
        self.candidate = Run(summary: candidate, unmatched: models.onlyNow)
        self.past = past
        groups = models.matched.map { match in
            PastGroup(past.runs, candidate, match, threshold: threshold).group
        }
        if groups.count > 1 {
            var total = PastGroup(past.runs, candidate, nil, threshold: threshold).group
            if let mix = models.changedMix(past.runs, candidate) { total.setNotComparable(mix) }
            groups.append(total)
        }
        judge()
    }

    /// What all runs are called, and how many requests one has.
    private static func summary(of runs: [RunSummary]) -> RunSummary {
        var summary = RunSummary()
        summary.runs = runs.flatMap(\.runs)
        summary.totals.totalRequests = PastGroup.mean(runs.map(\.totals.totalRequests))
        summary.totals.failedRequests = PastGroup.mean(runs.map(\.totals.failedRequests))
        let starts = runs.compactMap { $0.window?.start }.min()
        let ends = runs.compactMap { $0.window?.end }.max()
        if let starts, let ends { summary.window = Window(start: starts, end: ends) }
        return summary
    }
}

/// Which models of a run are those of the runs before it.
private struct PastModels {
    /// The model in the runs, and in the candidate.
    typealias Match = (base: RunComparison.ModelName, candidate: RunComparison.ModelName)

    var matched: [Match] = []
    var onlyBefore: [RunComparison.ModelName]
    var onlyNow: [RunComparison.ModelName]

    init(_ runs: [RunSummary], _ candidate: RunSummary, _ renames: [ModelMatching.Rename]) {
        let samples = (RunSamples(modelsOf: runs).models, RunSamples(modelsOf: [candidate]).models)
        func names(_ models: [RunSamples.Model]) -> [RunComparison.ModelName] {
            models.map { RunComparison.ModelName(provider: $0.provider, model: $0.model) }
        }
        let (known, found) = (names(samples.0), names(samples.1))
        matched = ModelMatching.matches(samples.0, samples.1, renames).map { (known[$0.base], found[$0.candidate]) }
        let (before, now) = (matched.map(\.base), matched.map(\.candidate))
        onlyBefore = known.filter { !before.contains($0) }
        onlyNow = found.filter { !now.contains($0) }
    }

    /// The model whose share of the requests changed most, by 5 points at least and more than it does between runs.
    func changedMix(_ runs: [RunSummary], _ candidate: RunSummary) -> RunComparison.Reason? {
        let changes = matched.map { match in
            let before = runs.map { Self.share(match.base, $0) }
            return (
                name: match.base.model, base: before.reduce(0, +) / Double(before.count),
                candidate: Self.share(match.candidate, candidate),
                pValue: PredictionTest.pValue(of: Self.share(match.candidate, candidate), after: before)
            )
        }
        let largest = changes.max { abs($0.base - $0.candidate) < abs($1.base - $1.candidate) }
        guard let largest, abs(largest.base - largest.candidate) >= 0.05, largest.pValue < VerdictRule.level else {
            return nil
        }
        return .mix(model: largest.name, base: largest.base, candidate: largest.candidate)
    }

    private static func share(_ name: RunComparison.ModelName, _ run: RunSummary) -> Double {
        let figures = run.models.first { $0.provider == name.provider && $0.model == name.model }
        let all = run.totals.totalRequests
        return all > 0 ? Double(figures?.requests.totalRequests ?? 0) / Double(all) : 0
    }
}

extension RunSamples {
    /// The models of some runs, of which no single values are known.
    fileprivate init(modelsOf runs: [RunSummary]) {
        let none = Requests(rows: [], count: 0, failed: 0)
        let names = Dictionary(grouping: runs.flatMap(\.models)) { [$0.provider, $0.model] }.keys
        let sorted = names.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
        let models = sorted.map { Model(provider: $0[0], model: $0[1], hash: 0, requests: none) }
        self.init(models: models, all: none, scores: [], isFolding: false)
    }
}
