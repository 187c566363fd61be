// Owns a check: an expectation with its name, and what follows when it is not met.

import LTBStatistics

/// Something that must be so of a run.
package struct Check: Sendable, Equatable {
    /// What follows when it is not so.
    package enum Severity: String, CaseIterable, Sendable {
        /// The gate fails.
        case error
        /// It is told, and the gate does not fail.
        case warning
    }

    /// By default the expectation.
    package var name: String
    package var expectation: Expectation
    package var severity = Severity.error
    /// What to say when it is not met.
    package var message: String?
    /// Who cares for it.
    package var owner: String?
    /// The group of a file that it is in.
    package var group: String?

    package init(_ expectation: Expectation, name: String? = nil) {
        self.expectation = expectation
        self.name = name ?? expectation.text
    }

    /// Judges a run; one result for each name that a pattern matches, never none.
    ///
    /// An error says what cannot be asked of any run, or not with these options.
    package func results(
        in summary: RunSummary, baseline: (any FigureBaseline)? = nil
    ) throws(ExpectationError) -> [CheckResult] {
        var results: [CheckResult] = []
        for reading in try expectation.query.judgedReadings(in: summary) {
            results.append(try result(reading, baseline))
        }
        return results
    }

    private func result(
        _ reading: FigureReading, _ baseline: (any FigureBaseline)?
    ) throws(ExpectationError) -> CheckResult {
        var result = CheckResult(check: self, reading: reading)
        switch expectation.limit {
        case .value(let limit): result.limit = limit
        case .baseline(let factor):
            guard let baseline else {
                throw ExpectationError("'\(expectation.text)' needs other runs to compare with: add --baseline.")
            }
            let before = try baseline.reading(expectation.query, of: reading.subject)
            result.baseline = before
            result.limit = before.value.map { $0 * factor }
        }
        result.outcome = outcome(of: result)
        return result
    }

    /// What a result is, of its figure, its limit and its baseline.
    fileprivate func outcome(of result: CheckResult) -> CheckResult.Outcome {
        guard let figure = result.reading.value else { return .noData(result.reading.reason ?? "nothing was measured") }
        if let baseline = result.baseline, result.limit == nil {
            return .noData("of \(baseline.name), \(baseline.reason ?? "nothing was measured")")
        }
        guard let limit = result.limit else { return .noData("nothing was measured") }
        let comparison = expectation.comparison
        // Where there was nothing that could be counted, a small count is no good sign.
        if expectation.query.function == .count, result.reading.count == 0, !comparison.isLowerLimit {
            return .noData("no request ended")
        }
        let holds = comparison.holds(figure, limit)
        if result.reading.isPartial {
            // What is a lower bound can only be over a limit, or far enough.
            let isCertain = holds == comparison.isLowerLimit && (comparison.isUpperLimit || comparison.isLowerLimit)
            guard isCertain else { return .noData(result.reading.reason ?? "a part is missing") }
        }
        if holds { return .passed }
        guard let baseline = result.baseline else { return .failed }
        // A difference that chance explains is no reason to stop anyone.
        switch baseline.isSignificant {
        case true?: return .failed
        case false?: return .passed
        case nil: return .noData("it cannot be told from chance: \(baseline.reason ?? "too little was measured")")
        }
    }
}

extension [Check] {
    /// Judges a run by all of these; the p-values of baselines are corrected for how many there are (Holm).
    package func results(
        in summary: RunSummary, baseline: (any FigureBaseline)? = nil
    ) throws(ExpectationError) -> [CheckResult] {
        var results: [CheckResult] = []
        for check in self { results += try check.results(in: summary, baseline: baseline) }
        var corrected = holmCorrected(results.compactMap { $0.baseline?.pValue }).makeIterator()
        for index in results.indices where results[index].baseline?.pValue != nil {
            guard let pValue = corrected.next() else { break }
            results[index].correct(pValue)
        }
        return results
    }
}

extension CheckResult {
    fileprivate mutating func correct(_ pValue: Double) {
        baseline?.pValue = pValue
        if baseline?.isSignificant == true { baseline?.isSignificant = pValue < 0.05 }
        outcome = check.outcome(of: self)
    }
}

/// What a check found.
package struct CheckResult: Sendable, Equatable {
    /// How it ended.
    package enum Outcome: Sendable, Equatable {
        case passed, failed
        /// Nothing could be judged, and why; a part of a sentence.
        case noData(String)
    }

    package var check: Check
    package var reading: FigureReading
    /// In the unit of the figure; nil where there is none to compare with.
    package var limit: Double?
    /// What the figure was in other runs, where the limit is of them.
    package var baseline: BaselineReading?
    package var outcome = Outcome.noData("nothing was measured")

    init(check: Check, reading: FigureReading) {
        (self.check, self.reading) = (check, reading)
    }

    /// How far the figure is from the limit, on the good side: limit - figure of an upper limit; nil without both, or where
    /// neither side is good.
    package var margin: Double? {
        guard let figure = reading.value, let limit else { return nil }
        let comparison = check.expectation.comparison
        if comparison.isUpperLimit { return limit - figure }
        return comparison.isLowerLimit ? figure - limit : nil
    }
}

/// What became of all checks.
package enum CheckVerdict: Sendable {
    case passed, failed
    /// None failed, and one that counts could not be judged.
    case noData

    /// The verdict of results; those of warnings do not count, but for there being no result at all.
    package init(_ results: [CheckResult]) {
        let errors = results.filter { $0.check.severity == .error }
        if errors.contains(where: { $0.outcome == .failed }) {
            self = .failed
        } else if results.isEmpty || errors.contains(where: { $0.outcome != .passed }) {
            self = .noData
        } else {
            self = .passed
        }
    }
}
