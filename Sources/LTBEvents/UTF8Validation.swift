// Owns the check that bytes are UTF-8.

/// Whether the bytes are well-formed UTF-8 (Unicode 16, table 3-7: no overlong form, no surrogate, at most U+10FFFF).
///
/// ASCII, which is nearly all of a log, is passed over 8 bytes at a time.
@inlinable
package func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var position = 0
    while position < bytes.count {
        position = endOfASCII(bytes, from: position)
        guard position < bytes.count else { return true }
        let length = lengthOfMultibyteScalar(bytes, at: position)
        guard length > 0 else { return false }
        position += length
    }
    return true
}

@inlinable
func endOfASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var position = start
    while position + 32 <= bytes.count {
        let words = bytes.loadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
        guard (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 == 0 else { break }
        position += 32
    }
    while position + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let high = word & 0x8080_8080_8080_8080
        if high != 0 { return position + high.trailingZeroBitCount >> 3 }
        position += 8
    }
    while position < bytes.count, bytes[position] < 0x80 { position += 1 }
    return position
}

/// The length of the well-formed sequence of 2 to 4 bytes that starts here, 0 if there is none.
@usableFromInline
func lengthOfMultibyteScalar(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int {
    let length: Int
    // The second byte's range depends on the first: this is what excludes overlong forms and surrogates.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[start] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard start + length <= bytes.count, second.contains(bytes[start + 1]) else { return 0 }
    for offset in 2..<4 where offset < length && bytes[start + offset] & 0xC0 != 0x80 { return 0 }
    return length
}
