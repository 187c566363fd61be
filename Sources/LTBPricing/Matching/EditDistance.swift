// Owns how far apart two names are, for "did you mean".

/// How many letters must be added, removed, changed or swapped with their neighbour to make one text of the other
/// (optimal string alignment); nil if more than a limit.
package func editDistance(_ first: [UInt8], _ second: [UInt8], limit: Int) -> Int? {
    guard abs(first.count - second.count) <= limit else { return nil }
    // Each letter that only one of them has takes an edit of its own.
    let (letters, others) = (letterSet(first), letterSet(second))
    guard max((letters & ~others).nonzeroBitCount, (others & ~letters).nonzeroBitCount) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in first.indices {
        var current = [row + 1]
        current.reserveCapacity(second.count + 1)
        for column in second.indices {
            var best = min(last[column + 1], current[column]) + 1
            best = min(best, last[column] + (first[row] == second[column] ? 0 : 1))
            if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        guard let least = current.min(), least <= limit else { return nil }
        (beforeLast, last) = (last, current)
    }
    return last[second.count] <= limit ? last[second.count] : nil
}

/// A bit for each letter that occurs; those whose codes differ by 64 share one.
private func letterSet(_ text: [UInt8]) -> UInt64 {
    text.reduce(0) { $0 | 1 &<< UInt64($1) }
}

/// The known name that a mistyped one is nearest to; nil if none is near.
package func nearestName(to name: String, in known: [String]) -> String? {
    let letters = Array(name.lowercased().utf8.prefix(64))
    let limit = min(3, max(1, letters.count / 2))
    let near = known.compactMap { key in
        editDistance(letters, Array(key.lowercased().utf8), limit: limit).map { (distance: $0, key: key) }
    }
    // Of two that are as near, the one with the same letters in another order was rather meant.
    return near.min { first, second in
        let swapped = [first, second].map { $0.key.lowercased().utf8.sorted() == letters.sorted() }
        return (first.distance, swapped[0] ? 0 : 1) < (second.distance, swapped[1] ? 0 : 1)
    }?.key
}
