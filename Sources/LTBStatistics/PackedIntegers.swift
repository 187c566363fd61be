// Owns a bag of integers that takes little memory.

/// Integers in no order, each in as many bytes as its neighbours need.
///
/// Times and durations in nanoseconds are mostly whole microseconds and near each other: they take three or four bytes.
package struct PackedIntegers: Sendable {
    /// So many integers: `base + step · offset` for each offset.
    fileprivate struct Block: Sendable {
        let base: Int64
        /// The largest of the integers; `base` is the smallest.
        let last: Int64
        let step: UInt64
        /// Bytes an offset, the lowest first; a whole word can be loaded at the last of them.
        let width: Int
        let offsets: [UInt8]
    }

    private static let blockSize = 128
    private static let blocksInSlice = 256

    private var blocks: [Block] = []
    /// Fewer than make a block.
    private var loose: [Int64] = []

    /// An empty bag, which owns no memory.
    package init() {}

    /// How many integers there are.
    package var count: Int { blocks.count * Self.blockSize + loose.count }

    /// Whether there is none.
    package var isEmpty: Bool { blocks.isEmpty && loose.isEmpty }

    /// Adds one.
    mutating func append(_ value: Int64) {
        loose.append(value)
        if loose.count == Self.blockSize { packLoose() }
    }

    /// Adds several.
    package mutating func append(contentsOf values: UnsafeBufferPointer<Int64>) {
        var rest = values[...]
        while !rest.isEmpty {
            let fitting = rest.prefix(Self.blockSize - loose.count)
            loose.append(contentsOf: fitting)
            rest = rest.dropFirst(fitting.count)
            if loose.count == Self.blockSize { packLoose() }
        }
    }

    /// Adds those of `other`, with which it shares memory.
    package mutating func append(contentsOf other: Self) {
        blocks.append(contentsOf: other.blocks)
        other.loose.withUnsafeBufferPointer { append(contentsOf: $0) }
    }

    private mutating func packLoose() {
        loose.withUnsafeBufferPointer { blocks.append(Block($0)) }
        loose.removeAll(keepingCapacity: true)
    }

    /// Calls `body` with some integers after the other, until all were given.
    package func forEachPiece(_ body: (UnsafeBufferPointer<Int64>) -> Void) {
        if !blocks.isEmpty {
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: Self.blockSize) { piece in
                for block in blocks {
                    block.unpack(into: piece)
                    body(UnsafeBufferPointer(piece))
                }
            }
        }
        if !loose.isEmpty { loose.withUnsafeBufferPointer(body) }
    }

    /// The smallest and the largest; nil if there is none.
    var extremes: ClosedRange<Int64>? {
        guard !isEmpty else { return nil }
        let least = min(blocks.lazy.map(\.base).min() ?? .max, loose.min() ?? .max)
        let largest = max(blocks.lazy.map(\.last).max() ?? .min, loose.max() ?? .min)
        return least...largest
    }

    /// All of them, ascending.
    package func sorted() -> [Int64] { sorted(in: .min ... .max) }

    /// Those in a range, ascending.
    func sorted(in range: ClosedRange<Int64>) -> [Int64] {
        var values: [Int64] = []
        if range == .min ... .max { values.reserveCapacity(count) }
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Self.blockSize) { piece in
            for block in blocks where block.base <= range.upperBound && block.last >= range.lowerBound {
                block.unpack(into: piece)
                if range.contains(block.base), range.contains(block.last) {
                    values.append(contentsOf: piece)
                } else {
                    values.append(contentsOf: piece.lazy.filter { range.contains($0) })
                }
            }
        }
        values.append(contentsOf: loose.lazy.filter { range.contains($0) })
        values.sort()
        return values
    }

    /// Ranges that follow each other and hold all integers: few each, where those that were added together are near.
    var slices: [ClosedRange<Int64>] {
        let bases = blocks.map(\.base).sorted()
        var slices: [ClosedRange<Int64>] = []
        var start = Int64.min
        for index in stride(from: Self.blocksInSlice, to: bases.count, by: Self.blocksInSlice)
        where bases[index] > start {
            slices.append(start...(bases[index] - 1))
            start = bases[index]
        }
        return slices + [start ... .max]
    }
}

extension PackedIntegers.Block {
    /// In units of a microsecond durations need ten bits less.
    private static let thousand: UInt64 = 1_000

    init(_ values: UnsafeBufferPointer<Int64>) {
        let least = values.min() ?? 0
        var largest: UInt64 = 0
        var areThousands = true
        for value in values {
            let distance = UInt64(bitPattern: value &- least)
            largest = max(largest, distance)
            areThousands = areThousands && distance / Self.thousand &* Self.thousand == distance
        }
        let step = areThousands ? Self.thousand : 1
        let width = (UInt64.bitWidth - (largest / step).leadingZeroBitCount + 7) / 8
        base = least
        last = least &+ Int64(bitPattern: largest)
        self.step = step
        self.width = width
        let bytes = width * values.count
        offsets = [UInt8](unsafeUninitializedCapacity: bytes + UInt64.bitWidth / 8) { buffer, count in
            for (index, value) in values.enumerated() {
                // A divisor that is known here makes no division.
                let distance = UInt64(bitPattern: value &- least)
                let offset = areThousands ? distance / Self.thousand : distance
                // The bytes above the width are zero, and belong to what is stored next.
                UnsafeMutableRawBufferPointer(buffer).storeBytes(
                    of: offset.littleEndian, toByteOffset: index * width, as: UInt64.self)
            }
            count = bytes + UInt64.bitWidth / 8
            if width == 0 { buffer.initialize(repeating: 0) }
        }
    }

    func unpack(into piece: UnsafeMutableBufferPointer<Int64>) {
        let mask = width == 8 ? UInt64.max : 1 << UInt64(8 * width) - 1
        offsets.withUnsafeBytes { bytes in
            for index in piece.indices {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index * width, as: UInt64.self))
                piece.initializeElement(at: index, to: base &+ Int64(bitPattern: (word & mask) &* step))
            }
        }
    }
}
