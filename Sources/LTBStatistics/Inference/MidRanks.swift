// Owns ranks: values by their place in order, equal ones sharing theirs.

/// The ranks of some values, from 1; equal values have the mean of their places.
struct MidRanks {
    /// In the order of the values.
    let ranks: [Double]
    /// Σ (t³ - t) over the sizes t of all groups of equal values.
    let tieSum: Double

    init(_ values: [Double]) {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var ties = 0.0
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            let rank = Double(start + 1 + end) / 2
            for place in start..<end { ranks[order[place]] = rank }
            let size = Double(end - start)
            ties += size * size * size - size
            start = end
        }
        self.ranks = ranks
        tieSum = ties
    }
}
