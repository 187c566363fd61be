// Owns counting requests by their output tokens and their latency.

import LTBStatistics

extension JointHistogram {
    /// Counts the successful ones of ended requests by output tokens and latency.
    mutating func record(_ rows: EndRows) {
        record { cells in
            rows.forEach { row in
                if !row.isFailure { cells.record(row.outputTokens, row.latency) }
            }
        }
    }
}

extension TokenLatencyMap {
    /// More columns or rows than this cannot be told apart.
    private static let mostSteps = 32

    /// The map of what was counted; nil without a request that has both.
    init?(_ counts: JointHistogram) {
        guard let grid = counts.grid(limit: Self.mostSteps) else { return nil }
        self.init(
            tokenEdges: grid.firstEdges, latencyEdges: grid.secondEdges.map { Double($0) / 1e9 }, counts: grid.counts)
    }
}
