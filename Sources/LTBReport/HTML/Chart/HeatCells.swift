// Owns the cells of heat maps: as few paths as there are steps of the ramp.

/// Cells between edges, the darker the more they count.
struct HeatCells {
    /// One array a column from left to right, each with one count a row from the bottom upwards.
    let columns: [[Int64]]
    /// In view box units, from left to right: one edge more than columns.
    let columnEdges: [Double]
    /// In pixels from the top, from the bottom upwards: one edge more than rows.
    let rowEdges: [Double]
    let ramp: HeatRamp

    /// One path a step of the ramp; neighbours of one step in a row are one rectangle.
    var paths: Markup {
        var paths = [PathBuilder](repeating: PathBuilder(), count: Paint.heat.count)
        for row in rowEdges.indices.dropLast() {
            var column = 0
            while column < columns.count {
                let step = ramp.step(columns[column][row])
                var end = column + 1
                while end < columns.count, ramp.step(columns[end][row]) == step { end += 1 }
                if let step {
                    paths[step].rectangle(
                        x: columnEdges[column], y: rowEdges[row + 1], width: columnEdges[end] - columnEdges[column],
                        height: rowEdges[row] - rowEdges[row + 1])
                }
                column = end
            }
        }
        return zip(paths, Paint.heat).filter { !$0.0.isEmpty }.map { path, paint in
            #"<path \#(paint.fill) d="\#(path.data)" shape-rendering="crispEdges"/>"#
        }.joined()
    }
}
