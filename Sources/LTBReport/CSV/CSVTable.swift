// Owns the rows and columns of a CSV table.

import LTBAnalysis

/// A table whose columns follow from its rows: each row names its fields.
struct CSVTable: Sendable, Equatable {
    /// A column's name and what a row has there.
    typealias Member = (name: String, field: CSVField)

    private(set) var columns: [String]
    private(set) var rows: [[CSVField]]

    /// The name in place of a provider's and model's where all are meant.
    static let total = "_total_"

    /// A table of elements, each as named fields; `sample` names the columns where there is no element.
    init<Element>(_ elements: [Element], sample: Element, _ members: (Element) -> [Member]) {
        columns = members(sample).map(\.name)
        rows = elements.map { members($0).map(\.field) }
    }

    /// Appends columns that not every summary has: their names, and the fields of each row.
    mutating func append(_ names: [String], _ fields: [[CSVField]]) {
        columns += names
        for index in rows.indices { rows[index] += fields[index] }
    }

    /// Says in each row what the figures were restricted to, where they were: a line of its own would be no table.
    mutating func addFilters(_ filters: FilterDescription) {
        let words = filters.inWords
        guard !words.isEmpty else { return }
        append(["filters"], rows.map { _ in [.text(words.joined(separator: ", "))] })
    }

    /// Says in each row what of the log could not be read, where there was anything.
    mutating func addLosses(_ log: LogFigures) {
        let words = Notice.losses(of: log).map(\.text).joined(separator: " ").replacing(NumberFormat.space, with: " ")
        guard !words.isEmpty else { return }
        append(["losses"], rows.map { _ in [.text(words)] })
    }

    /// A table of columns and rows.
    init(columns: [String], rows: [[CSVField]]) {
        self.columns = columns
        self.rows = rows
    }
}
