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

    /// Writes nanoseconds as seconds, as the double next to them is written.
    @inline(__always)
    mutating func append(seconds nanoseconds: Int64) { end += end.write(secondsOf: nanoseconds) }

    /// Writes a text that the program has made.
    @inline(__always)
    mutating func append(_ text: [UInt8]) {
        text.withUnsafeBytes { end.copyShort($0) }
        end += text.count
    }

    /// Writes a number below a million with leading zeros.
    @inline(__always)
    mutating func append(sixDigits value: UInt64) {
        EightDigits(value).write(to: end, from: 2)
        end += 6
    }

    /// Writes the bytes of a string if it needs no escapes; false if it does.
    @inline(__always)
    mutating func appendString(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var special: UInt64 = 0
        end.copyWords(bytes) { special |= JSONCursor.specialBytes($0) }
        guard special == 0 else { return false }
        end += bytes.count
        return true
    }
}
