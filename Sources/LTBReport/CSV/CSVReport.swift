// Owns the CSV format: one table of the summary for spreadsheets and data frames.

package import LTBAnalysis

/// One table as comma-separated values (RFC 4180: a header, CRLF, quotes where needed), in UTF-8 without a mark.
///
/// Columns are named by the keys of the JSON document, those of nested objects joined by `_` (`latency_p50`). Figures have
/// their full precision; an empty field means not measured, two quotes a text that is empty. `_total_` names the row of all
/// together. A text that a spreadsheet would take for a formula has a single quote before it. Columns of objectives are
/// there where some were asked for; a column `filters` says what the figures were restricted to, where they were, and a
/// column `losses` what of the log could not be read, if anything.
package struct CSVReport: ReportFormat {
    /// What the rows are.
    package enum Table: String, CaseIterable, Sendable {
        case models, providers, benchmarks, evaluations, errors, timeline, slowest, metrics, objectives, groups,
            operations, flame, costs, alerts, runs
        case tokenLatency = "token-latency"

        /// Every table with at least one row, the models first, which are there always.
        package static func filled(in summary: RunSummary) -> [Table] {
            allCases.filter { $0 == .models || !$0.content(of: summary).rows.isEmpty }
        }

        fileprivate func content(of summary: RunSummary) -> CSVTable {
            switch self {
            case .models: .models(summary)
            case .providers: .providers(summary)
            case .benchmarks: .benchmarks(summary)
            case .evaluations: .evaluations(summary)
            case .errors: .errors(summary)
            case .timeline: .timeline(summary)
            case .slowest: .slowest(summary)
            case .metrics: .metrics(summary)
            case .objectives: .objectives(summary)
            case .groups: .groups(summary)
            case .operations: .operations(summary)
            case .flame: .flame(summary)
            case .costs: .costs(summary)
            case .alerts: .alerts(summary)
            case .runs: .runs(summary)
            case .tokenLatency: .tokenLatency(summary)
            }
        }
    }

    /// What the rows are.
    package var table: Table

    /// A table as CSV.
    package init(_ table: Table = .models) {
        self.table = table
    }

    /// Appends the table as CSV.
    package func write(_ summary: RunSummary, to output: inout [UInt8]) {
        Self.write(table.content(of: summary), summary, to: &output)
    }

    /// Appends a table as CSV, with what its figures were restricted to and what they lack.
    static func write(_ content: CSVTable, _ summary: RunSummary, to output: inout [UInt8]) {
        var table = content
        table.addLosses(summary.log)
        table.addFilters(summary.filters)
        CSVField.write(table.columns.map { .text($0) }, to: &output)
        for row in table.rows { CSVField.write(row, to: &output) }
    }
}

extension ReportFormat where Self == CSVReport {
    /// One row a model, and one of all together.
    package static var csv: CSVReport { CSVReport() }

    /// Another table as CSV.
    package static func csv(_ table: CSVReport.Table) -> CSVReport { CSVReport(table) }
}
