// Owns rows of cells that follow the buckets of a timeline.

/// One cell a bucket of a `TimeAxis`, in pages of a few: there are only those in which something was recorded.
///
/// Of very many keys most have events in a few buckets only.
struct TimelineRow<Cell: Accumulator>: Accumulator {
    private static var pageBits: Int { 3 }
    private static var pageSize: Int { 1 << pageBits }

    /// For each page of the axis its number, counted from 1, or 0 where it has none; empty before the first page.
    private var pageNumbers: [UInt8] = []
    private var cells: [Cell] = []
    private var empty: Cell

    init(empty: Cell) {
        self.empty = empty
    }

    subscript(cell: Int) -> Cell {
        guard !pageNumbers.isEmpty else { return empty }
        let page = Int(pageNumbers[cell >> Self.pageBits])
        return page == 0 ? empty : cells[Self.place(of: cell, inPage: page)]
    }

    @inline(__always)
    mutating func update(_ cell: Int, on axis: TimeAxis, _ body: (inout Cell) -> Void) {
        update(cell, of: axis.capacity, body)
    }

    @inline(__always)
    private mutating func update(_ cell: Int, of capacity: Int, _ body: (inout Cell) -> Void) {
        if pageNumbers.isEmpty || pageNumbers[cell >> Self.pageBits] == 0 { insertPage(for: cell, of: capacity) }
        body(&cells[Self.place(of: cell, inPage: Int(pageNumbers[cell >> Self.pageBits]))])
    }

    @inline(__always)
    private static func place(of cell: Int, inPage page: Int) -> Int {
        (page &- 1) << pageBits | cell & (pageSize &- 1)
    }

    @inline(never)
    private mutating func insertPage(for cell: Int, of capacity: Int) {
        if pageNumbers.isEmpty {
            pageNumbers = Array(repeating: 0, count: (capacity + Self.pageSize - 1) >> Self.pageBits)
        }
        cells.append(contentsOf: repeatElement(empty, count: Self.pageSize))
        pageNumbers[cell >> Self.pageBits] = UInt8(cells.count >> Self.pageBits)
    }

    /// Changes all cells, and those to come.
    mutating func changeAll(_ body: (inout Cell) -> Void) {
        for index in cells.indices { body(&cells[index]) }
        body(&empty)
    }

    mutating func widen(_ widening: TimeAxis.Widening, on axis: TimeAxis) {
        guard !cells.isEmpty, widening.first <= widening.last else { return }
        var wide = Self(empty: empty)
        forEach { cell, value in
            // Cells follow each other round and round, so that this is the one bucket in use that is in the cell.
            let ahead = (cell - axis.cell(ofBucket: widening.first)) & (axis.capacity - 1)
            let bucket = widening.first + Int64(ahead)
            guard bucket <= widening.last else { return }
            let wider = axis.cell(ofBucket: TimeAxis.floor(bucket, widening.factor))
            wide.update(wider, on: axis) { $0.merge(value) }
        }
        self = wide
    }

    mutating func merge(_ other: Self) {
        guard !other.cells.isEmpty else { return }
        guard !cells.isEmpty else {
            (pageNumbers, cells) = (other.pageNumbers, other.cells)
            return
        }
        let capacity = pageNumbers.count << Self.pageBits
        other.forEach { cell, value in update(cell, of: capacity) { $0.merge(value) } }
    }

    private func forEach(_ body: (_ cell: Int, _ value: Cell) -> Void) {
        for (position, page) in pageNumbers.enumerated() where page > 0 {
            let first = position << Self.pageBits
            for cell in first..<first + Self.pageSize { body(cell, cells[Self.place(of: cell, inPage: Int(page))]) }
        }
    }
}
