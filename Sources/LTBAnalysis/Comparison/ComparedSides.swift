// Owns gathering, for each pair of models and for all of them, what two runs have of requests and scores.

import LTBStatistics

/// Two runs whose models are matched.
struct ComparedSides {
    private let base: SampledRun
    private let candidate: SampledRun
    private let matches: [ModelMatch]

    init(_ base: SampledRun, _ candidate: SampledRun, _ matches: [ModelMatch]) {
        (self.base, self.candidate, self.matches) = (base, candidate, matches)
    }

    /// The two sides of a match.
    func model(_ index: Int) -> (base: ComparedSide, candidate: ComparedSide) {
        // Where there is one model only, scores that name none are of it.
        let isOnly = matches.count == 1
        return (
            Self.side(base, matches[index].base, takesUnnamed: isOnly && base.samples.models.count == 1),
            Self.side(candidate, matches[index].candidate, takesUnnamed: isOnly && candidate.samples.models.count == 1)
        )
    }

    /// All models that are matched, together.
    var total: (base: ComparedSide, candidate: ComparedSide) {
        (Self.total(base, matches.map(\.base)), Self.total(candidate, matches.map(\.candidate)))
    }

    /// The models that only the candidate has, each beside all models of the base.
    var newModels: [(index: Int, sides: (base: ComparedSide, candidate: ComparedSide))] {
        let matched = Set(matches.map(\.candidate))
        let all = Self.total(base, Array(base.samples.models.indices))
        return candidate.samples.models.indices.filter { !matched.contains($0) }.map { index in
            (index, (all, Self.total(candidate, [index])))
        }
    }

    /// Those to the models of a provider, as the candidate names it; nil where no model of it is matched.
    func provider(_ name: String) -> (base: ComparedSide, candidate: ComparedSide)? {
        let chosen = matches.filter { candidate.samples.models[$0.candidate].provider == name }
        guard !chosen.isEmpty else { return nil }
        return ComparedSides(base, candidate, chosen).total
    }

    /// Those to a model, as the candidate names it; nil where it is not matched.
    func model(_ name: String, of provider: String?) -> (base: ComparedSide, candidate: ComparedSide)? {
        let found = matches.indices.filter { index in
            let model = candidate.samples.models[matches[index].candidate]
            return model.model == name && (provider == nil || model.provider == provider)
        }
        return found.count == 1 ? model(found[0]) : nil
    }

    private static func side(_ run: SampledRun, _ index: Int, takesUnnamed: Bool) -> ComparedSide {
        let model = run.samples.models[index]
        let scores = run.samples.scores.filter { $0.model == nil ? takesUnnamed : names($0, model) }
        return ComparedSide(
            requests: model.requests.rows, counts: counts(run, model),
            scores: scores.reduce(into: [:]) { $0[$1.metric, default: []] += $1.rows },
            scoreCounts: scores.reduce(into: [:]) { $0[$1.metric, default: 0] += $1.count })
    }

    private static func names(_ score: RunSamples.Scores, _ model: RunSamples.Model) -> Bool {
        score.model == model.model && (score.provider == nil || score.provider == model.provider)
    }

    private static func counts(_ run: SampledRun, _ model: RunSamples.Model) -> RunComparison.Counts {
        let figures = run.summary.models.first { $0.provider == model.provider && $0.model == model.model }
        return RunComparison.Counts(
            ended: model.requests.count, failed: model.requests.failed,
            unfinished: figures?.requests.unfinishedRequests ?? 0)
    }

    /// The requests to some models, each example told apart by the number of its model.
    private static func total(_ run: SampledRun, _ indices: [Int]) -> ComparedSide {
        let models = indices.map { run.samples.models[$0] }
        let numbers = Dictionary(
            models.enumerated().map { ($1.hash, UInt64($0 + 2)) }, uniquingKeysWith: { first, _ in first })
        let rows = run.samples.all.rows.compactMap { row in numbers[row.model].map { row.ofModel($0) } }
        var scores: [String: [ScoreSample]] = [:]
        var scoreCounts: [String: Int64] = [:]
        for score in run.samples.scores {
            let number = models.firstIndex { names(score, $0) }.map { UInt64($0 + 2) }
            guard number != nil || score.model == nil else { continue }
            scores[score.metric, default: []] += score.rows.map { $0.ofModel(number ?? 1) }
            scoreCounts[score.metric, default: 0] += score.count
        }
        let sums = models.map { counts(run, $0) }.reduce(into: RunComparison.Counts()) { sum, counts in
            sum.ended += counts.ended
            sum.failed += counts.failed
            sum.unfinished += counts.unfinished
        }
        return ComparedSide(requests: rows, counts: sums, scores: scores, scoreCounts: scoreCounts)
    }

    /// The model whose share of the requests changed most, by 5 points at least and not by chance; nil if none did.
    var changedMix: RunComparison.Reason? {
        let (one, two) = (
            matches.map { base.samples.models[$0.base] }, matches.map { candidate.samples.models[$0.candidate] }
        )
        let (all, others) = (one.map(\.requests.count).reduce(0, +), two.map(\.requests.count).reduce(0, +))
        guard all > 0, others > 0 else { return nil }
        let changes = zip(one, two).map { base, candidate in
            (
                name: base.model, base: Double(base.requests.count) / Double(all),
                candidate: Double(candidate.requests.count) / Double(others),
                pValue: FisherTest.pValue(
                    Int(base.requests.count), of: Int(all), Int(candidate.requests.count), of: Int(others))
            )
        }
        let largest = changes.max { abs($0.base - $0.candidate) < abs($1.base - $1.candidate) }
        guard let largest, abs(largest.base - largest.candidate) >= 0.05, largest.pValue < VerdictRule.level else {
            return nil
        }
        return .mix(model: largest.name, base: largest.base, candidate: largest.candidate)
    }
}

extension RequestSample {
    /// The same request, its example told apart from that of other models.
    fileprivate func ofModel(_ number: UInt64) -> RequestSample {
        RequestSample(
            rank: rank, tie: tie, pair: pair == 0 ? 0 : SampleHash.mix(pair, number), model: model, latency: latency,
            timeToFirstToken: timeToFirstToken, timePerOutputToken: timePerOutputToken, outputTokens: outputTokens,
            cost: cost, isFailure: isFailure, isGood: isGood)
    }
}

extension ScoreSample {
    fileprivate func ofModel(_ number: UInt64) -> ScoreSample {
        ScoreSample(
            rank: rank, tie: tie, pair: pair == 0 ? 0 : SampleHash.mix(pair, number), score: score, passed: passed)
    }
}
