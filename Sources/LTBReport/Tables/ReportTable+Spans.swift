// Owns the table of the operations that spans are named by.

import LTBAnalysis

extension ReportTable {
    /// The operations that took longest in all, longest first.
    static func operations(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("operation"), .figure("spans"), .figure("errors", rank: 3), .figure("total"), .figure("own"),
            .figure("of own", rank: 2), .figure("p50", in: "duration", rank: 4), .figure("p95", in: "duration"),
            .figure("max", in: "duration", rank: 1),
        ]
        var table = ReportTable(title: "Operations", columns: columns, rowLimit: 20, isReference: true)
        guard let spans = summary.spans else { return table }
        let slowest = spans.slowestOperations
        // Rows are in order, so that the first are the heaviest.
        table.rows = slowest.enumerated().map { index, operation in
            let isBad = Double(operation.errors) > 0.01 * Double(operation.count)
            let cells: [Cell] = [
                .name(operation.name), .count(operation.count),
                Cell(NumberFormat.count(operation.errors), isBad ? .bad : .plain),
                .duration(operation.totalSeconds), .duration(operation.selfSeconds),
                .share(spans.shareOfOwn(operation)), .duration(operation.duration?.p50),
                .duration(operation.duration?.p95), .duration(operation.duration?.maximum),
            ]
            return Row(cells: cells, weight: Int64(slowest.count - index))
        }
        return table
    }
}

extension SpanFigures {
    /// The operations by total time, longest first; of equals by name.
    var slowestOperations: [OperationFigures] {
        let order = operations.indices.sorted {
            (operations[$1].totalSeconds, $0) < (operations[$0].totalSeconds, $1)
        }
        return order.map { operations[$0] }
    }

    /// Which share of the own times of all spans is that of an operation's.
    func shareOfOwn(_ operation: OperationFigures) -> Double? {
        let all = operations.reduce(0) { $0 + ($1.selfSeconds ?? 0) }
        guard let own = operation.selfSeconds, all > 0 else { return nil }
        return own / all
    }
}
