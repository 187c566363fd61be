// Owns how many requests reached each objective while they are counted.

import LTBStatistics

/// For each objective how many requests could be judged and how many reached it, and how many met all of them.
struct ObjectiveCounts: Accumulator {
    /// Of one objective.
    private struct Tally {
        var judged: Int64 = 0
        var reached: Int64 = 0
    }

    let objectives: [Objective]
    private var tallies: [Tally]
    private var ended: Int64 = 0
    private var succeeded: Int64 = 0
    private var good: Int64 = 0
    /// Good requests that have a cost.
    private var goodPriced: Int64 = 0

    init(_ objectives: [Objective]) {
        self.objectives = objectives
        tallies = Array(repeating: Tally(), count: objectives.count)
    }

    /// Judges requests that ended; without objectives there is nothing to do for any of them.
    mutating func record(_ rows: EndRows) {
        guard !objectives.isEmpty else { return }
        rows.forEach { record($0) }
    }

    private mutating func record(_ request: RequestMeasures) {
        var isGood = !request.isFailure
        for index in objectives.indices {
            guard let isReached = objectives[index].isReached(by: request) else { continue }
            tallies[index].judged += 1
            if isReached { tallies[index].reached += 1 } else { isGood = false }
        }
        ended += 1
        if !request.isFailure { succeeded += 1 }
        guard isGood else { return }
        good += 1
        if request.cost >= 0 { goodPriced += 1 }
    }

    mutating func merge(_ other: Self) {
        for index in tallies.indices {
            tallies[index].judged += other.tallies[index].judged
            tallies[index].reached += other.tallies[index].reached
        }
        ended += other.ended
        succeeded += other.succeeded
        good += other.good
        goodPriced += other.goodPriced
    }

    /// The figures of all objectives for the requests of a provider or model, or for all.
    func figures(provider: String?, model: String?) -> [ObjectiveFigures] {
        zip(objectives, tallies).map { objective, tally in
            var figures = ObjectiveFigures(
                objective: objective.text, shareNeeded: objective.shareNeeded, provider: provider, model: model)
            figures.judged = tally.judged
            figures.reached = tally.reached
            figures.attainment = tally.judged > 0 ? Double(tally.reached) / Double(tally.judged) : nil
            figures.interval = wilsonInterval(successes: tally.reached, total: tally.judged)
            figures.isMet = objective.isMet(reached: tally.reached, of: tally.judged)
            return figures
        }
    }

    /// Whether it is known which requests were good: what nothing is known of must not look as if all had met it. Those
    /// without a time per output token are judged on the rest, so there has to be a rest. Where every request failed,
    /// none was good.
    private var isGoodputKnown: Bool {
        guard !objectives.isEmpty, ended > 0, objectives.allSatisfy(\.isMeasured) else { return false }
        if succeeded == 0 { return true }
        let rest = zip(objectives, tallies).filter { $0.quantity != .timePerOutputToken || $1.judged > 0 }
        return !rest.isEmpty && rest.allSatisfy { $1.judged > 0 }
    }

    /// Good requests over a window and for the dollars that were paid; nil without objectives, or where it is not known
    /// which requests were good.
    func goodput(windowSeconds: Double, cost: Double?) -> GoodputFigures? {
        guard isGoodputKnown else { return nil }
        var figures = GoodputFigures()
        figures.requests = good
        figures.requestsPerSecond = windowSeconds > 0 ? Double(good) / windowSeconds : nil
        figures.fraction = ended > 0 ? Double(good) / Double(ended) : nil
        figures.interval = wilsonInterval(successes: good, total: ended)
        if let cost, cost > 0 { figures.requestsPerDollar = Double(goodPriced) / cost }
        return figures
    }
}

extension Objective {
    /// Whether a request reached the objective; nil where it cannot be judged: how long a failure took says nothing
    /// about latency, and what was not measured is not held against a request.
    func isReached(by request: RequestMeasures) -> Bool? {
        guard isMeasured else { return nil }
        if quantity == .errorRate { return !request.isFailure }
        guard !request.isFailure else { return nil }
        return switch quantity {
        case .latency: isWithinLimit(request.latency)
        case .timeToFirstToken: isWithinLimit(request.timeToFirstToken)
        case .timePerOutputToken: isWithinLimit(picoseconds: request.timePerOutputToken)
        case .errorRate: true
        }
    }

    private func isWithinLimit(_ nanoseconds: Int64) -> Bool? {
        nanoseconds == RequestMeasures.missing ? nil : nanoseconds <= limitNanoseconds
    }

    private func isWithinLimit(picoseconds: Int64) -> Bool? {
        guard picoseconds != RequestMeasures.missing else { return nil }
        let (limit, overflows) = limitNanoseconds.multipliedReportingOverflow(by: 1_000)
        return overflows || picoseconds <= limit
    }
}
