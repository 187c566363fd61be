// Owns cutting standard input into lines, in memory that is bounded by the longest line that may be.

import Glibc
import LTBLog

/// Takes bytes as they come and gives whole lines with their numbers.
struct InputLines {
    /// A line without its newline.
    enum Line {
        case text(UnsafeRawBufferPointer)
        case tooLong
    }

    private let limit = LogLimits().lineBytes
    /// The beginning of a line whose end has not come yet.
    private var partial: [UInt8] = []
    /// Whether that line is over the limit, so that its bytes are no longer kept.
    private var isTooLong = false
    /// The number of the last line that was given.
    private var number = 0

    /// Takes bytes and gives the lines that they complete.
    mutating func feed(_ bytes: UnsafeRawBufferPointer, to body: (Int, Line) throws -> Void) rethrows {
        var rest = bytes
        while let newline = rest.firstNewline {
            let end = UnsafeRawBufferPointer(rebasing: rest[..<newline])
            rest = UnsafeRawBufferPointer(rebasing: rest[(newline + 1)...])
            if partial.isEmpty, !isTooLong {
                try give(end, to: body)
            } else {
                keep(end)
                try givePartial(to: body)
            }
        }
        keep(rest)
    }

    /// Gives the last line, if it has no newline.
    mutating func finish(to body: (Int, Line) throws -> Void) rethrows {
        if !partial.isEmpty || isTooLong { try givePartial(to: body) }
    }

    private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
        if isTooLong { return }
        if partial.count + bytes.count > limit {
            isTooLong = true
            partial = []
        } else {
            partial.append(contentsOf: bytes)
        }
    }

    private mutating func givePartial(to body: (Int, Line) throws -> Void) rethrows {
        var line: [UInt8] = []
        swap(&line, &partial)
        if isTooLong {
            isTooLong = false
            number += 1
            try body(number, .tooLong)
        } else {
            try line.withUnsafeBytes { try give($0, to: body) }
        }
        line.removeAll(keepingCapacity: line.capacity <= 1 << 20)
        swap(&line, &partial)
    }

    private mutating func give(_ line: UnsafeRawBufferPointer, to body: (Int, Line) throws -> Void) rethrows {
        number += 1
        // Blank lines are nothing: neither events nor wrong.
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
        try body(number, .text(line))
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var firstNewline: Int? {
        guard let baseAddress, let found = memchr(baseAddress, 0x0A, count) else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }
}
