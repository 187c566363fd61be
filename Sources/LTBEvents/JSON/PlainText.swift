// Owns writing text of a known shape into memory that is large enough, as fast as it can be done.

/// Text that is written piece by piece, with no look at how much room is left.
struct PlainText {
    private let start: UnsafeMutablePointer<UInt8>
    private var end: UnsafeMutablePointer<UInt8>

    @inline(__always)
    init(at start: UnsafeMutablePointer<UInt8>) {
        self.start = start
        end = start
    }

    /// How many bytes were written.
    @inline(__always)
    var count: Int { end - start }

    /// Writes a text that the program knows.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        end.copyShort(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        end += text.utf8CodeUnitCount
    }

    @inline(__always)
    mutating func append(_ value: Int64) { end += end.write(value) }

    @inline(__always)
    mutating func append(_ value: Double) { end += end.write(value) }

    @inline(__always)
    mutating func append(_ value: Timestamp) {
        value.write(to: end)
        end += Timestamp.textBytes
    }

    /// Writes a string if it needs no escapes; false if it does.
    @inline(__always)
    mutating func appendString(_ text: String) -> Bool {
        let count = text.utf8.withContiguousStorageIfAvailable { bytes in
            var special: UInt64 = 0
            end.copyWords(UnsafeRawBufferPointer(bytes)) { special |= JSONCursor.specialBytes($0) }
            return special == 0 ? bytes.count : -1
        }
        guard let count, count >= 0 else { return false }
        end += count
        return true
    }
}
