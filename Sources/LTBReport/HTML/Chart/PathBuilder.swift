// Owns the `d` of a path: absolute commands, one decimal.

/// Builds the data of an SVG path.
struct PathBuilder {
    private(set) var data: Markup = .empty
    private var isDrawing = false

    var isEmpty: Bool { data.isEmpty }

    /// Begins a new line, also after a gap.
    mutating func move(_ x: Double, _ y: Double) {
        data += "M\(x) \(y)"
        isDrawing = true
    }

    /// Draws to a point, or begins there after a gap.
    mutating func line(_ x: Double, _ y: Double) {
        guard isDrawing else { return move(x, y) }
        data += "L\(x) \(y)"
    }

    mutating func horizontal(_ x: Double) { data += "H\(x)" }

    mutating func vertical(_ y: Double) { data += "V\(y)" }

    mutating func close() {
        data += "Z"
        isDrawing = false
    }

    /// Ends the line; the next point begins another.
    mutating func gap() { isDrawing = false }

    /// A rectangle by its left top corner and size.
    mutating func rectangle(x: Double, y: Double, width: Double, height: Double) {
        data += "M\(x) \(y)h\(width)v\(height)h-\(width)Z"
        isDrawing = false
    }

    /// The outline of steps: edges are one more than tops.
    mutating func steps(edges: [Double], tops: [Double]) {
        guard let first = tops.first else { return }
        move(edges[0], first)
        for (index, top) in tops.enumerated() {
            if index > 0, top != tops[index - 1] { vertical(top) }
            if index + 1 < tops.count, tops[index + 1] == top { continue }
            horizontal(edges[index + 1])
        }
    }

    /// The area of steps between tops and bottoms.
    mutating func area(edges: [Double], tops: [Double], bottoms: [Double]) {
        steps(edges: edges, tops: tops)
        for index in bottoms.indices.reversed() {
            if index == bottoms.count - 1 || bottoms[index + 1] != bottoms[index] { vertical(bottoms[index]) }
            if index > 0, bottoms[index - 1] == bottoms[index] { continue }
            horizontal(edges[index])
        }
        close()
    }
}
