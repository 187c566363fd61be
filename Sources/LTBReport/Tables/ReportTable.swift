// Owns the tables that the text and Markdown formats share: what is in them, not how they look.

/// A table of a report: its syntax is up to the format.
struct ReportTable: Sendable, Equatable {
    /// How serious a cell is.
    enum Tone: Sendable {
        case plain, strong, warn, bad
    }

    /// Why a cell has no figure.
    enum Absence: Sendable {
        case notMeasured, unpriced, notRecorded, notUsed
    }

    /// One figure or name, as plain text in which names are as recorded.
    struct Cell: Sendable, Equatable {
        var text: String
        var tone = Tone.plain
        /// Why there is no figure, where there is none.
        var absence: Absence?

        init(_ text: String, _ tone: Tone = .plain) {
            self.text = text
            self.tone = tone
        }

        static let dash = Cell(NumberFormat.dash)
        static let notMeasured = Cell(NumberFormat.notMeasured, absence: .notMeasured)
        static let unpriced = Cell("unpriced", absence: .unpriced)
        /// Nothing was used that would have to be paid for: there is no figure, and none is missing.
        static let notUsed = Cell(NumberFormat.dash, absence: .notUsed)
        static let notRecorded = Cell("not recorded", absence: .notRecorded)

        private init(_ text: String, absence: Absence) {
            self.text = text
            self.absence = absence
        }
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

        /// The name with its group: `latency p50`.
        var fullName: String { group.isEmpty ? name : "\(group) \(name)" }

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
    /// What is said under the table.
    var note = ""
    /// What is said under the table of the columns that it lacks, before the note.
    var footnote = ""
    /// How many rows are shown at most.
    var rowLimit = 40
    /// How many rows there would be more, of which nothing is known here.
    var rowsLeftOut: Int64 = 0
    /// Whether it is to look things up, rather than to read.
    var isReference = false

    /// The heaviest rows up to a limit, in the table's order; of equals the first.
    func heaviestRows(_ limit: Int) -> [Row] {
        guard rows.count > limit else { return rows }
        let order = rows.indices.sorted { (rows[$1].weight, $0) < (rows[$0].weight, $1) }
        return order.prefix(limit).sorted().map { rows[$0] }
    }

    /// The table without the columns in which no row has a figure, but with a footnote that names them.
    func withoutAbsentColumns() -> ReportTable {
        var table = self
        var absent: [Absence: [String]] = [:]
        let cells = rows.map(\.cells) + (footer.map { [$0] } ?? [])
        for index in columns.indices.dropFirst().reversed() {
            guard let absence = cells.first?[index].absence, cells.allSatisfy({ $0[index].absence == absence }) else {
                continue
            }
            absent[absence, default: []].insert(columns[index].fullName, at: 0)
            table.columns.remove(at: index)
            for row in table.rows.indices { table.rows[row].cells.remove(at: index) }
            table.footer?.remove(at: index)
        }
        let notes = [("Not measured", absent[.notMeasured]), ("Unpriced", absent[.unpriced])]
        var sentences = notes.compactMap { label, names in names.map { "\(label): \($0.joined(separator: ", "))." } }
        if absent[.notRecorded] != nil { sentences.append("No cost was recorded.") }
        table.footnote = sentences.joined(separator: " ")
        return table
    }
}
