// Owns a figure over runs: what every format of a trend shows.

package import LTBEvents
package import LTBStatistics

/// One figure over the runs of a history, the oldest first.
package struct Trend: Sendable, Equatable {
    /// What the values are.
    package enum Unit: String, Sendable {
        case seconds, tokens, dollars, share, count, rate, score
    }

    /// A run, and the value that it has.
    package struct Point: Sendable, Equatable {
        /// The number in the history.
        package var number: Int64
        /// The run's id.
        package var runID: String?
        /// When it was.
        package var time: Timestamp
        /// Its branch and commit.
        package var branch, commit: String?
        /// Nil where it was not measured.
        package var value: Double?

        /// A run by its number and time.
        package init(
            number: Int64, runID: String?, time: Timestamp, branch: String?, commit: String?, value: Double?
        ) {
            (self.number, self.runID, self.time) = (number, runID, time)
            (self.branch, self.commit, self.value) = (branch, commit, value)
        }
    }

    /// The figure: `p95(latency)`.
    package let figure: String
    /// Of what: `openai/gpt-4o, branch main`; empty for everything.
    package let scope: String
    /// The unit of the values.
    package let unit: Unit
    /// The runs.
    package let points: [Point]
    /// Where the figure changed for good, by the index of the point.
    package let changes: [ChangePoint]

    /// Finds the changes of a figure over runs.
    package init(figure: String, scope: String, unit: Unit, points: [Point]) {
        (self.figure, self.scope, self.unit, self.points) = (figure, scope, unit, points)
        let measured = points.indices.filter { points[$0].value?.isFinite ?? false }
        changes = ChangePointSearch().changes(in: measured.compactMap { points[$0].value }).map { change in
            var change = change
            change.index = measured[change.index]
            return change
        }
    }

    /// The values that were measured.
    package var values: [Double] { points.compactMap(\.value).filter(\.isFinite) }

    /// How the changes were found, in a sentence.
    package static let method = """
        A change is where the ranks of the values before and after it differ more than at any place of 99 % of 1,999 \
        shuffled series (seed fixed), and the medians by at least 5 %; no side has fewer than 3 runs.
        """

    /// A value for people.
    func text(_ value: Double?) -> String {
        guard let value else { return NumberFormat.notMeasured }
        return switch unit {
        case .seconds: NumberFormat.duration(seconds: value)
        case .dollars: NumberFormat.cost(value)
        case .share: NumberFormat.share(value)
        case .score: NumberFormat.score(value)
        case .tokens, .count, .rate: NumberFormat.quantity(value)
        }
    }

    /// `+42 %`, of the earlier median; nothing where that was zero.
    func text(of change: ChangePoint) -> String {
        guard change.before != 0 else { return "" }
        let share = change.after / change.before - 1
        return (share < 0 ? "−" : "+") + NumberFormat.fixed(abs(share) * 100, places: 0) + NumberFormat.space + "%"
    }

    /// `23 runs from 1 January 2026 to 23 January 2026`.
    var spanText: String {
        let count = Plural.count(points.count, "run")
        guard let first = points.first, let last = points.last else { return count }
        let (from, to) = (CivilTime(first.time).date, CivilTime(last.time).date)
        return from == to ? "\(count) on \(from)" : "\(count) from \(from) to \(to)"
    }

    /// What changed last, in a sentence.
    var headline: String {
        guard let last = values.last else { return "No run has \(figure)." }
        guard let change = changes.last else {
            let sorted = SortedSample(values)
            return "\(figure) has not changed: its median is \(text(sorted.quantile(0.5))), the last \(text(last))."
        }
        let point = points[change.index]
        let share = text(of: change)
        let commit = point.commit.map { " (commit \($0.prefix(8)))" } ?? ""
        return
            "\(figure) changed from \(text(change.before)) to \(text(change.after))\(share.isEmpty ? "" : ", \(share),") "
            + "with run \(point.number) of \(CivilTime(point.time).date)\(commit)."
    }
}
