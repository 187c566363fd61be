// Owns the bytes of composite keys while they are looked up.

/// Puts the parts of a key together without allocating.
///
/// Parts are separated by a byte that UTF-8 never contains; a missing part is told apart from an empty one by another.
struct KeyBuffer: Sendable {
    static let separator: UInt8 = 0xFF
    static let missing: UInt8 = 0xFE

    private var bytes: [UInt8] = []

    /// Calls `body` with the key of two parts, the second of which may have a stand-in.
    mutating func compose<Result>(
        _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer?, missing: [UInt8],
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        bytes.removeAll(keepingCapacity: true)
        append(first, atMost: KeptText.longestName)
        bytes.append(Self.separator)
        if let second {
            append(second, atMost: KeptText.longestName)
        } else {
            bytes.append(contentsOf: missing)
        }
        return bytes.withUnsafeBytes(body)
    }

    /// Calls `body` with the key of parts any of which may be missing.
    mutating func compose<Result>(
        _ parts: [UnsafeRawBufferPointer?], _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        bytes.removeAll(keepingCapacity: true)
        for (position, part) in parts.enumerated() {
            if position > 0 { bytes.append(Self.separator) }
            if let part { append(part, atMost: KeptText.longestDetail) } else { bytes.append(Self.missing) }
        }
        return bytes.withUnsafeBytes(body)
    }

    private mutating func append(_ part: UnsafeRawBufferPointer, atMost limit: Int) {
        KeptText.withKept(part, atMost: limit) { bytes.append(contentsOf: $0) }
    }

    /// A composed key with the beginnings of parts that are long.
    static func cuttingLongParts(of key: UnsafeRawBufferPointer) -> [UInt8] {
        var cut: [UInt8] = []
        for (position, part) in key.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
            if position > 0 { cut.append(separator) }
            KeptText.withKept(UnsafeRawBufferPointer(rebasing: part), atMost: KeptText.longestDetail) {
                cut.append(contentsOf: $0)
            }
        }
        return cut
    }

    /// The parts of a composed key; nil for a missing one.
    static func parts(of key: [UInt8]) -> [String?] {
        key.split(separator: separator, omittingEmptySubsequences: false).map { part in
            part.elementsEqual([missing]) ? nil : String(decoding: part, as: UTF8.self)
        }
    }
}
