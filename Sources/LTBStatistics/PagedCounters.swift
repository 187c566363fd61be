// Owns the counters of a log-linear scale: a page of them for each octave that occurs, none for the others.

/// Counters for the buckets of a scale, allocated an octave at a time.
///
/// Pages lie in the order of their values, so that equal counts are equal bytes however they were reached. What is too
/// much for a counter is carried into a number beside it, which hardly ever happens.
@usableFromInline
package struct PagedCounters<Scale: LogLinearScale, Counter: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// For each octave the number of its page, counted from 1, or 0 where it has none; empty before the first page.
    @usableFromInline var pageNumbers: [UInt8] = []
    @usableFromInline var counters: [Counter] = []
    /// By bucket, how often its counter went back to zero.
    @usableFromInline var carries: [Int: Int64] = [:]

    @inlinable package init() {}

    /// Whether nothing was ever counted.
    @inlinable package var isEmpty: Bool { pageNumbers.isEmpty }

    /// How many bytes the counters take.
    @inlinable var byteCount: Int { counters.count * MemoryLayout<Counter>.size }

    /// Counts one more value in the bucket at `index`.
    @inlinable
    package mutating func increment(_ index: Int) {
        let position = makePosition(of: index)
        counters[position] &+= 1
        if counters[position] == 0 { carries[index, default: 0] += 1 }
    }

    /// Counts `amount` more values, which is not negative, in the bucket at `index`.
    package mutating func add(_ amount: Int64, at index: Int) {
        let position = makePosition(of: index)
        let total = UInt64(counters[position]) + UInt64(amount)
        counters[position] = Counter(truncatingIfNeeded: total)
        let carried = Int64(total >> UInt64(Counter.bitWidth))
        if carried > 0 { carries[index, default: 0] += carried }
    }

    @inlinable
    mutating func makePosition(of index: Int) -> Int {
        let octave = index >> Scale.subBucketBits
        if isEmpty || pageNumbers[octave] == 0 { insertPage(for: octave) }
        let page = Int(pageNumbers[octave]) - 1
        return (page << Scale.subBucketBits) | (index & (Scale.octaveSize - 1))
    }

    /// Counts one more value in the bucket of each of `values`.
    package mutating func increment(forEach values: UnsafeBufferPointer<Int64>) {
        var position = 0
        while let index = incrementUntilStopped(values, from: &position) { increment(index) }
    }

    /// Counts values until one lies in an octave that has no page, or in a bucket whose counter is full; that bucket,
    /// in which the value is still to be counted, or nil after the last value.
    private mutating func incrementUntilStopped(
        _ values: UnsafeBufferPointer<Int64>, from position: inout Int
    ) -> Int? {
        guard position < values.count else { return nil }
        guard !isEmpty else {
            defer { position += 1 }
            return Scale.index(of: values[position])
        }
        return pageNumbers.withUnsafeBufferPointer { pages in
            counters.withUnsafeMutableBufferPointer { counters in
                // In a variable of its own the position stays in a register.
                var next = position
                defer { position = next }
                while next < values.count {
                    let index = Scale.index(of: values[next])
                    next &+= 1
                    let page = Int(pages[index >> Scale.subBucketBits]) - 1
                    guard page >= 0 else { return index }
                    let place = (page << Scale.subBucketBits) | (index & (Scale.octaveSize - 1))
                    guard counters[place] < .max else { return index }
                    counters[place] &+= 1
                }
                return nil
            }
        }
    }

    /// Adds what `other` counted.
    package mutating func merge(_ other: Self) {
        other.forEach { index, count in add(count, at: index) }
    }

    /// Visits the buckets that hold something, in the order of their values.
    package func forEach(_ body: (_ index: Int, _ count: Int64) -> Void) {
        for (octave, pageNumber) in pageNumbers.enumerated() where pageNumber > 0 {
            let start = (Int(pageNumber) - 1) << Scale.subBucketBits
            for position in start..<start + Scale.octaveSize {
                let index = (octave << Scale.subBucketBits) | (position - start)
                let carried = carries.isEmpty ? 0 : carries[index, default: 0] << Int64(Counter.bitWidth)
                let count = Int64(counters[position]) + carried
                if count > 0 { body(index, count) }
            }
        }
    }

    /// Adds what was counted to the counters of a coarser scale, whose buckets are made of whole ones of this, and
    /// forgets it.
    mutating func move<Coarser, Other>(into other: inout PagedCounters<Coarser, Other>) {
        forEach { index, count in other.add(count, at: Coarser.index(of: Scale.values(at: index).lowerBound)) }
        self = Self()
    }

    @usableFromInline
    mutating func insertPage(for octave: Int) {
        if pageNumbers.isEmpty { pageNumbers = Array(repeating: 0, count: Scale.octaveCount) }
        let pagesBelow = pageNumbers[..<octave].count { $0 > 0 }
        // Growing by just one page: doubling would waste more than the few copies cost.
        counters.reserveCapacity(counters.count + Scale.octaveSize)
        counters.insert(
            contentsOf: repeatElement(0, count: Scale.octaveSize), at: pagesBelow << Scale.subBucketBits)
        for higher in octave..<pageNumbers.count where pageNumbers[higher] > 0 { pageNumbers[higher] += 1 }
        pageNumbers[octave] = UInt8(pagesBelow + 1)
    }
}
