// Owns the tables that the text and Markdown formats share: what is in them, not how they look.

/// A table of a report: its syntax is up to the format.
struct ReportTable: Sendable, Equatable {
    /// How serious a cell is.
    enum Tone: Sendable {
        case plain, strong, warn, bad
    }

    /// One figure or name, as plain text in which names are as recorded.
    struct Cell: Sendable, Equatable {
        var text: String
        var tone = Tone.plain
        /// Whether it says that nothing was measured: neighbours that do can be said once.
        var isUnmeasured = false

        init(_ text: String, _ tone: Tone = .plain) {
            self.text = text
            self.tone = tone
        }

        static let dash = Cell(NumberFormat.dash)
        static let notMeasured: Cell = {
            var cell = Cell(NumberFormat.notMeasured)
            cell.isUnmeasured = true
            return cell
        }()
    }

    /// A column and how it gives way where space is short.
    struct Column: Sendable, Equatable {
        /// The group that neighbours share, such as `latency`.
        var group = ""
        var name: String
        /// Names and messages: left-aligned, and cut where they do not fit.
        var isText = false
        /// Columns of a higher rank are left out first; 0 is never left out.
        var rank = 0

        static func text(_ name: String, rank: Int = 0) -> Column { Column(name: name, isText: true, rank: rank) }
        static func figure(_ name: String, in group: String = "", rank: Int = 0) -> Column {
            Column(group: group, name: name, rank: rank)
        }
    }

    /// One row, and how much it matters where not all rows can be shown.
    struct Row: Sendable, Equatable {
        var cells: [Cell]
        var weight: Int64 = 0
    }

    var title: String
    var columns: [Column]
    var rows: [Row] = []
    /// The row of all together, under the others.
    var footer: [Cell]?
    /// How many rows are shown at most.
    var rowLimit = 40
    /// Whether it is to look things up, rather than to read.
    var isReference = false

    /// The heaviest rows up to a limit, in the table's order; of equals the first.
    func heaviestRows(_ limit: Int) -> [Row] {
        guard rows.count > limit else { return rows }
        let order = rows.indices.sorted { (rows[$1].weight, $0) < (rows[$0].weight, $1) }
        return order.prefix(limit).sorted().map { rows[$0] }
    }
}
