// Owns compression in the block format of Snappy, which remote write asks for.

/// Compresses bytes as https://github.com/google/snappy/blob/main/format_description.txt says.
enum SnappyBlock {
    /// Copies reach back over at most so many bytes, and a table of places fits into 16 bits.
    private static let pieceBytes = 1 << 16
    private static let hashBits: UInt32 = 14
    private static let longestCopy = 64

    /// The bytes compressed: their number, then literals and copies of what was before.
    static func compress(_ input: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(input.count / 2 + 16)
        output.append(varint: UInt64(input.count))
        input.withUnsafeBytes { input in
            for start in stride(from: 0, to: input.count, by: pieceBytes) {
                let end = min(start + pieceBytes, input.count)
                compress(UnsafeRawBufferPointer(rebasing: input[start..<end]), to: &output)
            }
        }
        return output
    }

    private static func compress(_ piece: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        var places = [Int32](repeating: -1, count: 1 << hashBits)
        var (position, literal) = (0, 0)
        while position + 4 <= piece.count {
            let word = piece.loadUnaligned(fromByteOffset: position, as: UInt32.self)
            let slot = Int((word &* 0x1E35_A7BD) >> (32 - hashBits))
            let candidate = Int(places[slot])
            places[slot] = Int32(position)
            guard candidate >= 0, piece.loadUnaligned(fromByteOffset: candidate, as: UInt32.self) == word else {
                // What does not repeat is passed over ever faster.
                position += 1 + (position - literal) >> 5
                continue
            }
            var length = 4
            while position + length < piece.count, piece[candidate + length] == piece[position + length] { length += 1 }
            append(literal: piece[literal..<position], to: &output)
            append(copyOf: length, offset: position - candidate, to: &output)
            position += length
            literal = position
        }
        append(literal: piece[literal...], to: &output)
    }

    private static func append(literal: Slice<UnsafeRawBufferPointer>, to output: inout [UInt8]) {
        guard !literal.isEmpty else { return }
        let length = literal.count - 1
        if length < 60 {
            output.append(UInt8(length << 2))
        } else if length < 256 {
            output += [60 << 2, UInt8(length)]
        } else {
            output += [61 << 2, UInt8(length & 0xFF), UInt8(length >> 8)]
        }
        output.append(contentsOf: literal)
    }

    private static func append(copyOf length: Int, offset: Int, to output: inout [UInt8]) {
        var rest = length
        while rest > 0 {
            let count = min(rest, longestCopy)
            output += [UInt8((count - 1) << 2 | 2), UInt8(offset & 0xFF), UInt8(offset >> 8)]
            rest -= count
        }
    }
}

extension [UInt8] {
    /// Appends a number of seven bits a byte, the lowest first.
    mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
