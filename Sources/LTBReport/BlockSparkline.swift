// Owns counts over time as one line of characters.

/// A row of eight block heights: the lowest is zero and nothing else, the highest the maximum.
enum BlockSparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█")

    /// Counts side by side, with neighbours summed until at most `width` are left, against the largest of them.
    static func of(_ counts: [Int64], width: Int) -> String {
        let size = max(1, (counts.count + width - 1) / width)
        let sums = stride(from: 0, to: counts.count, by: size).map { start in
            counts[start..<min(start + size, counts.count)].reduce(0.0) { $0 + Double($1) }
        }
        let largest = sums.max() ?? 0
        return String(sums.map { block($0, of: largest) })
    }

    /// Values side by side, from a lowest to a highest one, which may be the same; a space where there is none.
    static func of(_ values: [Double?], from low: Double, to high: Double) -> String {
        String(
            values.map { value in
                guard let value, value.isFinite else { return " " }
                guard high > low else { return blocks[blocks.count / 2] }
                let step = ((value - low) / (high - low) * Double(blocks.count - 1)).rounded()
                return blocks[min(max(Int(step), 0), blocks.count - 1)]
            })
    }

    private static func block(_ value: Double, of largest: Double) -> Character {
        guard value > 0, largest > 0 else { return blocks[0] }
        let step = Int((value / largest * Double(blocks.count - 1)).rounded(.up))
        return blocks[min(max(step, 1), blocks.count - 1)]
    }
}
