// Owns counts of starts and ends by time bucket, and the bounds on concurrency that follow from them.

/// Counts of starts and ends in cells of a power of two of nanoseconds, the smallest of which `limit` suffice.
///
/// Cells are aligned to the epoch, so that two make one of the next size, and which cells there are depends only on the
/// earliest and the latest time. A counter that is full stays full.
struct ConcurrencyGrid: Sendable {
    /// At most this many cells; a power of two, so that a cell's place is the lower bits of its index, whichever way
    /// cells are added.
    private(set) var limit: Int
    /// The binary logarithm of the cells' width in nanoseconds; from 1, so that an index has room for one more after
    /// it.
    var shift: Int64 = 1
    var firstIndex = Int64.max
    var lastIndex = Int64.min
    var starts: [UInt32] = []
    var ends: [UInt32] = []

    /// An empty grid, which owns no memory.
    init(limit: Int) {
        precondition(limit >= 2 && limit & (limit - 1) == 0, "a concurrency grid needs a power of two of cells")
        self.limit = limit
    }

    /// Counts starts.
    mutating func record(starts times: UnsafeBufferPointer<Int64>) {
        include(times)
        starts.count(times, shift: shift, limit: limit)
    }

    /// Counts ends.
    mutating func record(ends times: UnsafeBufferPointer<Int64>) {
        include(times)
        ends.count(times, shift: shift, limit: limit)
    }

    private mutating func include(_ times: UnsafeBufferPointer<Int64>) {
        guard let earliest = times.min(), let latest = times.max() else { return }
        include(earliest...latest)
    }

    /// Adds what `other` counted.
    mutating func merge(_ other: Self) {
        guard !other.isEmpty else { return }
        if other.shift > shift { widen(by: other.shift - shift) }
        for index in [other.firstIndex, other.lastIndex] { include(index: (index << other.shift) >> shift) }
        for index in other.firstIndex...other.lastIndex {
            let from = other.place(of: index)
            let to = place(of: (index << other.shift) >> shift)
            starts[to] = saturatedSum(starts[to], other.starts[from])
            ends[to] = saturatedSum(ends[to], other.ends[from])
        }
    }

    /// Whether nothing was counted.
    private var isEmpty: Bool { firstIndex > lastIndex }

    func place(of index: Int64) -> Int { Self.place(of: index, limit) }

    fileprivate static func place(of index: Int64, _ limit: Int) -> Int { Int(truncatingIfNeeded: index) & (limit - 1) }

    mutating func place(including time: Int64) -> Int {
        let index = time >> shift
        if index >= firstIndex, index <= lastIndex { return place(of: index) }
        include(index: index)
        return place(of: time >> shift)
    }

    /// Makes room for all times of a range.
    mutating func include(_ times: ClosedRange<Int64>) {
        _ = place(including: times.lowerBound)
        _ = place(including: times.upperBound)
    }

    /// Makes room for the cell at `index`, if need be by widening all cells.
    mutating func include(index: Int64) {
        let first = min(firstIndex, index)
        let last = max(lastIndex, index)
        var widening: Int64 = 0
        while UInt64(bitPattern: (last >> widening) &- (first >> widening)) >= UInt64(limit) { widening += 1 }
        if starts.isEmpty {
            starts = Array(repeating: 0, count: limit)
            ends = starts
        }
        if widening > 0 { widen(by: widening) }
        firstIndex = first >> widening
        lastIndex = last >> widening
    }

    /// Makes do with fewer cells, as if there had never been more.
    mutating func narrow(to limit: Int) {
        guard limit < self.limit else { return }
        var widening: Int64 = 0
        if !isEmpty {
            while (lastIndex >> widening) - (firstIndex >> widening) >= Int64(limit) { widening += 1 }
        }
        widen(by: widening, into: limit)
    }

    private mutating func widen(by amount: Int64) {
        widen(by: amount, into: limit)
    }

    /// Makes one cell of each `1 << amount` neighbours, and a number of them that suffices for these.
    private mutating func widen(by amount: Int64, into newLimit: Int) {
        defer {
            shift += amount
            limit = newLimit
        }
        guard !isEmpty else { return }
        var wideStarts = [UInt32](repeating: 0, count: newLimit)
        var wideEnds = wideStarts
        for index in firstIndex...lastIndex {
            let from = place(of: index)
            let to = Int(truncatingIfNeeded: index >> amount) & (newLimit - 1)
            wideStarts[to] = saturatedSum(wideStarts[to], starts[from])
            wideEnds[to] = saturatedSum(wideEnds[to], ends[from])
        }
        starts = wideStarts
        ends = wideEnds
        firstIndex >>= amount
        lastIndex >>= amount
    }
}

extension ConcurrencyGrid {
    /// A walk through the cells that bounds how many are active: in a cell as if all starts came before all ends.
    struct Steps {
        private let grid: ConcurrencyGrid
        private var next: Int64
        /// How many are active when the next cell begins; ends without starts can make it negative.
        private var active: Int64 = 0

        /// A walk that has not begun.
        init(_ grid: ConcurrencyGrid) {
            self.grid = grid
            next = grid.firstIndex
        }

        /// Walks on to the cell that holds `time`.
        mutating func advance(to time: Int64) {
            while next < time >> grid.shift, next <= grid.lastIndex { passCell() }
        }

        /// The most that can have been active from here to `last`.
        func maximum(through last: Int64) -> Int64 {
            var steps = self
            var maximum = max(0, active)
            while steps.next <= min(last >> grid.shift, grid.lastIndex) {
                maximum = max(maximum, steps.active + Int64(grid.starts[grid.place(of: steps.next)]))
                steps.passCell()
            }
            return maximum
        }

        private mutating func passCell() {
            let place = grid.place(of: next)
            active += Int64(grid.starts[place]) - Int64(grid.ends[place])
            next += 1
        }
    }
}

private func saturatedSum(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let (sum, overflow) = first.addingReportingOverflow(second)
    return overflow ? .max : sum
}

extension [UInt32] {
    /// Counts times in the cells of a grid, which has these.
    fileprivate mutating func count(_ times: UnsafeBufferPointer<Int64>, shift: Int64, limit: Int) {
        withUnsafeMutableBufferPointer { counters in
            for time in times {
                let place = ConcurrencyGrid.place(of: time >> shift, limit)
                if counters[place] < .max { counters[place] += 1 }
            }
        }
    }
}
