// Owns reading what SnappyBlock wrote, by the description of the format and by nothing of ours.

/// A decoder of Snappy's block format.
enum SnappyReader {
    /// The text of a block; nil if the block is not legal.
    static func text(of block: [UInt8]) -> [UInt8]? {
        var position = 0
        guard let length = varint(block, &position) else { return nil }
        var text: [UInt8] = []
        while position < block.count {
            let tag = Int(block[position])
            position += 1
            switch tag & 3 {
            case 0:
                guard let count = literalLength(tag >> 2, block, &position), position + count <= block.count else {
                    return nil
                }
                text += block[position..<(position + count)]
                position += count
            case 2:
                guard position + 2 <= block.count else { return nil }
                let offset = Int(block[position]) | Int(block[position + 1]) << 8
                position += 2
                guard offset > 0, offset <= text.count else { return nil }
                for _ in 0...(tag >> 2) { text.append(text[text.count - offset]) }
            default: return nil
            }
        }
        return text.count == Int(length) ? text : nil
    }

    private static func literalLength(_ code: Int, _ block: [UInt8], _ position: inout Int) -> Int? {
        guard code >= 60 else { return code + 1 }
        let bytes = code - 59
        guard position + bytes <= block.count else { return nil }
        let length = (0..<bytes).reduce(0) { $0 | Int(block[position + $1]) << (8 * $1) }
        position += bytes
        return length + 1
    }

    /// A number of seven bits a byte.
    static func varint(_ bytes: [UInt8], _ position: inout Int) -> UInt64? {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }
}
