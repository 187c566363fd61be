// Owns how latency goes with the length of the answer, as the summary shows it.

/// Counts of successful requests by their output tokens and their latency, where both are known and above zero.
///
/// At most 32 columns and 32 rows. Edges are powers of two (of tokens, of nanoseconds) and half as much again, so that
/// counts are exact.
public struct TokenLatencyMap: Sendable, Equatable {
    /// Column `i` holds requests with as many output tokens as edge `i` or more, but fewer than the next edge: one edge
    /// more than columns, ascending.
    public var tokenEdges: [Int64]
    /// The same of rows, in seconds.
    public var latencyEdges: [Double]
    /// One array a column, each with one count a row.
    public var counts: [[Int64]]

    /// A map with columns and rows between the given edges.
    public init(tokenEdges: [Int64], latencyEdges: [Double], counts: [[Int64]]) {
        self.tokenEdges = tokenEdges
        self.latencyEdges = latencyEdges
        self.counts = counts
    }
}
