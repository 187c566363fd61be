// Owns what runs of a history say of a figure, for checks against a baseline.

package import LTBAnalysis
import LTBStatistics

/// The median of a figure over runs of a history, and whether a candidate's is one that such runs might have.
///
/// A candidate differs where its value lies outside of the 95 % prediction interval of the runs' values: t = |x - m| /
/// (s · √(1 + 1/n)) with n - 1 degrees of freedom. Runs differ from each other by more than chance within each run makes,
/// which this takes into account and a test within runs would not. It takes three runs at least. A share must differ by
/// more than chance within runs makes, too: runs that never failed would make certain of a single failure.
package struct HistoryBaseline: FigureBaseline {
    private let runs: [StoredRun]
    private let candidate: RunSummary
    private let name: String
    private static let fewestRuns = 3
    /// Of these it is known of how many requests or scores they are, and so what chance within runs makes.
    private static let shares: Set<FigureQuantity> = [.errorRate, .passRate, .goodput]

    /// A baseline of some runs for a candidate, called as the user did: `last 10 on main`.
    package init(_ runs: [StoredRun], candidate: RunSummary, name: String) {
        (self.runs, self.candidate, self.name) = (runs, candidate, name)
    }

    /// What the figure was, of the same provider, model and so on.
    package func reading(
        _ query: FigureQuery, of subject: [FigureQuery.Condition]
    ) throws(ExpectationError) -> BaselineReading {
        let query = query.asked(of: subject)
        var readings: [FigureReading] = []
        for run in runs {
            do throws(HistoryError) {
                if let reading = try run.readings(query).single, reading.value != nil { readings.append(reading) }
            } catch {
                throw ExpectationError(error.description)
            }
        }
        let values = readings.compactMap(\.value)
        var reading = BaselineReading(name: "the median of \(values.count) runs, \(name)", value: nil)
        guard let median = SortedSample(values).quantile(0.5) else {
            reading.reason = runs.isEmpty ? "the history has no such run" : "none of its \(runs.count) runs has it"
            return reading
        }
        reading.value = median
        let own = try query.readings(in: candidate).single
        guard let own, let value = own.value else { return reading }
        guard values.count >= Self.fewestRuns else {
            reading.reason = "it takes at least \(Self.fewestRuns) runs to tell a difference from chance"
            return reading
        }
        var pValue = PredictionTest.pValue(of: value, after: values)
        if Self.shares.contains(query.quantity) {
            pValue = max(pValue, PooledShares(own, after: readings).pValue)
        }
        reading.pValue = pValue
        reading.isSignificant = pValue <= 0.05
        return reading
    }
}
