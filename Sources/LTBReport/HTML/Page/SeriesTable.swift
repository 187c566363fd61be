// Owns tables of values over time: what small charts show, in numbers.

internal import LTBAnalysis
internal import LTBEvents

/// A row a step, a column a series.
struct SeriesTable {
    /// More rows than this make a page long, and say little.
    static let mostSteps = 24

    private let label: String
    private let times: [String]
    private var columns: [(name: String, cells: [String])] = []

    /// A table of the times at which steps begin; the label is unique on the page.
    init(label: String, times: [String]) {
        self.label = label
        self.times = times
    }

    /// Adds a series with a cell a step.
    mutating func add(_ name: String, _ cells: [String]) { columns.append((name, cells)) }

    var markup: Markup {
        guard !columns.isEmpty else { return .empty }
        var table = Table([.init(head: "From")] + columns.map { .init(head: $0.name) })
        for (row, time) in times.enumerated() {
            table.add("\(time)", columns.map { .init(row < $0.cells.count ? $0.cells[row] : NumberFormat.dash) })
        }
        return table.markup(label: label)
    }

    /// The table as something to open below charts that have it in common.
    var details: Markup {
        columns.isEmpty ? .empty : #"<details class="d"><summary>Numbers</summary>\#(markup)</details>"# + "\n"
    }
}

extension PageContext {
    /// The times at which the steps of a timeline begin.
    func times(_ merge: BucketMerge, _ timeline: Timeline) -> [String] {
        merge.ranges.map { clock(timeline.time(ofBucket: $0.lowerBound)) }
    }
}
