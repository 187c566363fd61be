// Owns going through packed integers in their order without unpacking all of them at once.

/// A walk along integers from the smallest to the largest, which unpacks and sorts a slice of them at a time.
struct AscendingWalk {
    private let integers: PackedIntegers
    /// Those to come, the next one last.
    private var slices: [ClosedRange<Int64>]
    private var slice: [Int64] = []
    private var place = 0

    /// A walk that has not begun.
    init(_ integers: PackedIntegers) {
        self.integers = integers
        slices = integers.slices.reversed()
        load()
    }

    /// The integer that `pass()` moves past; nil at the end.
    var next: Int64? {
        @inline(__always) get { place < slice.count ? slice[place] : nil }
    }

    /// Moves past the next integer, if there is one.
    @inline(__always)
    mutating func pass() {
        place += 1
        if place >= slice.count { load() }
    }

    private mutating func load() {
        slice = []
        place = 0
        while slice.isEmpty, let range = slices.popLast() { slice = integers.sorted(in: range) }
    }
}
