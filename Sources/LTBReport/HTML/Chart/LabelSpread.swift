// Owns where labels at the ends of lines stand, so that none covers another.

/// Spreads labels along a line of pixels.
enum LabelSpread {
    /// The distance between two labels.
    static let distance = 15.0

    /// Positions for labels that want to stand at `wanted`, at least 15 px apart and inside the range if they fit.
    ///
    /// Labels that touch form a block around the mean of what they want, which keeps every label near its line.
    static func positions(_ wanted: [Double], in range: ClosedRange<Double>) -> [Double] {
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var blocks: [(first: Double, count: Int)] = []
        for index in order {
            blocks.append((wanted[index], 1))
            while blocks.count > 1 {
                let (above, below) = (blocks[blocks.count - 2], blocks[blocks.count - 1])
                guard below.first - above.first < Double(above.count) * distance else { break }
                blocks.removeLast(2)
                blocks.append(merged(above, below))
            }
        }
        var positions = wanted
        var next = range.lowerBound
        var remaining = order[...]
        for (block, rest) in zip(blocks, ends(blocks, range)) {
            var position = max(next, min(block.first, rest))
            for index in remaining.prefix(block.count) {
                positions[index] = position
                position += distance
            }
            remaining = remaining.dropFirst(block.count)
            next = position
        }
        return positions
    }

    /// The block whose labels are as near as possible to the positions that both blocks had.
    private static func merged(
        _ above: (first: Double, count: Int), _ below: (first: Double, count: Int)
    )
        -> (first: Double, count: Int)
    {
        let count = above.count + below.count
        let shifted = below.first - Double(above.count) * distance
        let first = (above.first * Double(above.count) + shifted * Double(below.count)) / Double(count)
        return (first, count)
    }

    /// The lowest position at which each block may begin, so that it and all below it end inside the range.
    private static func ends(_ blocks: [(first: Double, count: Int)], _ range: ClosedRange<Double>) -> [Double] {
        var ends: [Double] = []
        var limit = range.upperBound + distance
        for block in blocks.reversed() {
            limit -= Double(block.count) * distance
            ends.append(limit)
        }
        return ends.reversed()
    }
}
