// Owns the counters of a log-linear scale: a page of them for each octave that occurs, none for the others.

/// Counters for the buckets of a scale, allocated an octave at a time.
///
/// Pages lie in the order of their values, so that equal counts are equal bytes however they were reached.
/// A counter that is full stays full.
@usableFromInline
package struct PagedCounters<Scale: LogLinearScale, Counter: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// For each octave the number of its page, counted from 1, or 0 where it has none; empty before the first page.
    @usableFromInline var pageNumbers: [UInt8] = []
    @usableFromInline var counters: [Counter] = []

    @inlinable package init() {}

    /// Whether nothing was ever counted.
    @inlinable package var isEmpty: Bool { pageNumbers.isEmpty }

    /// Counts one more value in the bucket at `index`.
    @inlinable
    package mutating func increment(_ index: Int) {
        add(1, at: index)
    }

    /// Counts `amount` more values in the bucket at `index`.
    @inlinable
    package mutating func add(_ amount: Counter, at index: Int) {
        let octave = index >> Scale.subBucketBits
        if isEmpty || pageNumbers[octave] == 0 { insertPage(for: octave) }
        let page = Int(pageNumbers[octave]) - 1
        let position = (page << Scale.subBucketBits) | (index & (Scale.octaveSize - 1))
        let (total, overflow) = counters[position].addingReportingOverflow(amount)
        counters[position] = overflow ? .max : total
    }

    /// Counts one more value in the bucket of each of `values`.
    package mutating func increment(forEach values: UnsafeBufferPointer<Int64>) {
        var position = 0
        while let octave = incrementUntilPageIsMissing(values, from: &position) { insertPage(for: octave) }
    }

    /// Counts values until one lies in an octave that has no page; that octave, or nil after the last value.
    private mutating func incrementUntilPageIsMissing(
        _ values: UnsafeBufferPointer<Int64>, from position: inout Int
    ) -> Int? {
        guard position < values.count else { return nil }
        guard !isEmpty else { return Scale.index(of: values[position]) >> Scale.subBucketBits }
        return pageNumbers.withUnsafeBufferPointer { pages in
            counters.withUnsafeMutableBufferPointer { counters in
                while position < values.count {
                    let index = Scale.index(of: values[position])
                    let page = Int(pages[index >> Scale.subBucketBits]) - 1
                    guard page >= 0 else { return index >> Scale.subBucketBits }
                    let place = (page << Scale.subBucketBits) | (index & (Scale.octaveSize - 1))
                    let count = counters[place] &+ 1
                    counters[place] = count == 0 ? .max : count
                    position += 1
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
    package func forEach(_ body: (_ index: Int, _ count: Counter) -> Void) {
        for (octave, pageNumber) in pageNumbers.enumerated() where pageNumber > 0 {
            let start = (Int(pageNumber) - 1) << Scale.subBucketBits
            for position in start..<start + Scale.octaveSize where counters[position] > 0 {
                body((octave << Scale.subBucketBits) | (position - start), counters[position])
            }
        }
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
