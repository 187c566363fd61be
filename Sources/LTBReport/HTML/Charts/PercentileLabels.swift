// Owns where the names of percentile lines stand: beside the end of each line, even where it ends early.

/// Places for the names of lines that do not cross, the lowest line first.
struct PercentileLabels {
    /// Where the name of a line stands.
    struct Place: Equatable {
        /// The index of the line.
        let line: Int
        /// 1 is in the margin right of the plot; less is inside it, right of the line's end.
        let x: Double
        /// The middle of the name, in pixels.
        let y: Double
    }

    /// What a name inside the plot takes up on a narrow screen, as a share of the plot's width.
    private static let width = 0.14
    /// A line that ends here or later ends at the margin for any eye.
    private static let edge = 0.95

    /// Finds the places for lines of points, from 0 to 1 across and in pixels down; nil where a line has a gap.
    ///
    /// A name in the plot keeps above the lines below its own, which go on, and above their names.
    static func places(_ lines: [[Double?]], at centers: [Double], in range: ClosedRange<Double>) -> [Place] {
        let ends = lines.enumerated().compactMap { line, values -> Place? in
            guard let last = values.lastIndex(where: { $0 != nil }), let y = values[last] else { return nil }
            return Place(line: line, x: centers[last] >= edge ? 1 : centers[last], y: y)
        }
        let late = ends.filter { $0.x == 1 }
        let spread = LabelSpread.positions(late.map(\.y), in: range)
        var places = zip(late, spread).map { Place(line: $0.line, x: 1, y: $1) }
        for end in ends where end.x < 1 {
            let across = end.x...(end.x + width)
            let below = lines[..<end.line].flatMap { zip(centers, $0) }.filter { across.contains($0.0) }
                .compactMap(\.1)
            let names = places.filter { $0.line < end.line && abs($0.x - end.x) < width }.map(\.y)
            let y = (below.map { $0 - 10 } + names.map { $0 - LabelSpread.distance } + [end.y]).min() ?? end.y
            places.append(Place(line: end.line, x: end.x, y: max(y, range.lowerBound)))
        }
        return places.sorted { $0.line < $1.line }
    }
}
