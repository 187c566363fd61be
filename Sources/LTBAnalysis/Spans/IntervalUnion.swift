// Owns how much of a time is covered by others that may overlap.

/// What some half-open intervals cover together.
struct IntervalUnion {
    /// Apart from each other, in order.
    private var pieces: [Range<Int64>] = []
    /// How much lies in all pieces before each.
    private var coveredBefore: [Int128] = []
    private var covered: Int128 = 0

    mutating func removeAll() {
        pieces.removeAll(keepingCapacity: true)
        coveredBefore.removeAll(keepingCapacity: true)
        covered = 0
    }

    /// Adds an interval that begins no earlier than any before it.
    mutating func append(_ interval: Range<Int64>) {
        if let last = pieces.last, interval.lowerBound <= last.upperBound {
            guard interval.upperBound > last.upperBound else { return }
            covered += Int128(interval.upperBound) - Int128(last.upperBound)
            pieces[pieces.count - 1] = last.lowerBound..<interval.upperBound
        } else {
            pieces.append(interval)
            coveredBefore.append(covered)
            covered += Int128(interval.upperBound) - Int128(interval.lowerBound)
        }
    }

    /// How much of an interval is covered.
    func covered(of interval: Range<Int64>) -> Int128 {
        covered(before: interval.upperBound) - covered(before: interval.lowerBound)
    }

    private func covered(before time: Int64) -> Int128 {
        var (low, high) = (0, pieces.count)
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].lowerBound < time { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let piece = pieces[low - 1]
        return coveredBefore[low - 1] + Int128(min(time, piece.upperBound)) - Int128(piece.lowerBound)
    }
}
