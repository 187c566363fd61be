// Owns the CSV table of output tokens against latency.

import LTBAnalysis

extension CSVTable {
    /// One row a cell that holds requests: from which to before which number of output tokens and which latency.
    static func tokenLatency(_ summary: RunSummary) -> CSVTable {
        let map = summary.tokenLatency ?? TokenLatencyMap(tokenEdges: [], latencyEdges: [], counts: [])
        let cells = map.counts.indices.flatMap { column in
            map.counts[column].indices.filter { map.counts[column][$0] > 0 }.map { (column: column, row: $0) }
        }
        return CSVTable(columns: columns, rows: cells.map { fields(map, $0.column, $0.row) })
    }

    private static let columns = [
        "output_tokens_from", "output_tokens_before", "latency_from", "latency_before", "requests",
    ]

    private static func fields(_ map: TokenLatencyMap, _ column: Int, _ row: Int) -> [CSVField] {
        [
            .integer(map.tokenEdges[column]), .integer(map.tokenEdges[column + 1]), .number(map.latencyEdges[row]),
            .number(map.latencyEdges[row + 1]), .integer(map.counts[column][row]),
        ]
    }
}
