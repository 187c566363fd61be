// Owns the memory of the second that the last event fell in.

import LTBEvents

/// A second and its day as RFC 3339 spells them, and as numbers: most events fall in the second of the one before.
struct KnownSecond {
    // The 19 bytes `2025-01-15T10:30:00` in words that overlap: the first two hold the date.
    private var head: UInt64
    private var middle: UInt64
    private var tail: UInt64
    private var dayStart: Int64 = 0
    private var start: Int64 = 0

    /// The first second of 1970: there must be one, since whatever bytes stand for none could be in a line.
    init() {
        let epoch: StaticString = "1970-01-01T00:00:00"
        (head, middle, tail) = Self.words(UnsafeRawPointer(epoch.utf8Start))
    }

    @inline(__always)
    private static func words(_ text: UnsafeRawPointer) -> (head: UInt64, middle: UInt64, tail: UInt64) {
        (
            text.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            text.loadUnaligned(fromByteOffset: 3, as: UInt64.self),
            text.loadUnaligned(fromByteOffset: 11, as: UInt64.self)
        )
    }

    /// Nanoseconds since 1970 at which the second begins that 19 bytes name, in UTC; nil for one that is not ordinary.
    @inline(__always)
    mutating func start(of text: UnsafeRawPointer) -> Int64? {
        let (head, middle, tail) = Self.words(text)
        let isSameDay = head == self.head && middle == self.middle
        if isSameDay, tail == self.tail { return start }
        guard let day = isSameDay ? dayStart : Self.dayStart(text),
            let time = Self.timeOfDay(UInt64(littleEndian: tail))
        else { return nil }
        (self.head, self.middle, self.tail, dayStart) = (head, middle, tail, day)
        start = day &+ time &* 1_000_000_000
        return start
    }

    /// Seconds since midnight that `10:30:00` says; nil for a leap second, whose fraction does not count.
    @inline(__always)
    private static func timeOfDay(_ text: UInt64) -> Int64? {
        let digits = text ^ 0x3030_3A30_303A_3030
        guard (digits | (digits &+ 0x7676_0076_7600_7676)) & 0x8080_FF80_80FF_8080 == 0 else { return nil }
        // Each pair of digits: the first one lowest.
        let pairs = digits &* 10 &+ digits >> 8
        let (hour, minute, second) = (pairs & 0xFF, pairs >> 24 & 0xFF, pairs >> 48 & 0xFF)
        guard hour <= 23, minute <= 59, second <= 59 else { return nil }
        return Int64(hour &* 3_600 &+ minute &* 60 &+ second)
    }

    /// Nanoseconds since 1970 at the midnight of `2025-01-15T`.
    @inline(never)
    private static func dayStart(_ text: UnsafeRawPointer) -> Int64? {
        var midnight = Array(UnsafeRawBufferPointer(start: text, count: 11))
        midnight += "00:00:00Z".utf8
        let time = midnight.withUnsafeBytes { Timestamp(rfc3339: $0)?.nanosecondsSince1970 }
        // So that any time of day can be added.
        guard let time, time <= .max - 86_400_000_000_000 else { return nil }
        return time
    }
}
