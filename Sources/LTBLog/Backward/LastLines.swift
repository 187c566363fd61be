// Owns keeping the last lines of a log in memory.

/// The last lines of any number.
package struct LastLines {
    private let count: Int
    private var kept: [[UInt8]] = []
    /// The oldest line, once there are as many as are kept.
    private var oldest = 0

    /// Keeps this many lines.
    package init(count: Int) {
        self.count = count
    }

    /// Takes the next line.
    package mutating func append(_ line: UnsafeRawBufferPointer) {
        if kept.count < count {
            kept.append(Array(line))
        } else if count > 0 {
            kept[oldest].replaceSubrange(0..., with: line)
            oldest = (oldest + 1) % count
        }
    }

    /// The lines in their order.
    package var lines: [[UInt8]] { Array(kept[oldest...] + kept[..<oldest]) }
}
