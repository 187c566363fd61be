// Owns how much is kept of the texts in a log, which may be megabytes long.

/// Cuts texts that are longer than anything a person would read; what is cut stays distinct from all else.
enum KeptText {
    /// Of a name of which two make a key at most.
    static let longestName = 10_240
    /// Of a name of which more make a key, and of texts that are kept for each key.
    static let longestDetail = 1_024
    /// Of an error type, which each model has many of, and of an alert's message.
    static let longestMessage = 512
    /// Of an event's id, by whose beginning events of the same time are put in order.
    static let longestID = 128

    private static let ellipsis = Array("…".utf8)

    /// Calls `body` with a text, or with its beginning, an ellipsis and a hash of the whole.
    static func withKept<Result>(
        _ text: UnsafeRawBufferPointer, atMost limit: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        guard text.count > limit else { return body(text) }
        return cut(text, to: limit).withUnsafeBytes(body)
    }

    /// The same of a text.
    static func kept(_ text: String, atMost limit: Int) -> ByteString {
        var text = text
        return text.withUTF8 { text in withKept(UnsafeRawBufferPointer(text), atMost: limit) { ByteString($0) } }
    }

    private static func cut(_ text: UnsafeRawBufferPointer, to limit: Int) -> [UInt8] {
        let hash = KeyTable.hash(text)
        let digits = stride(from: 60, through: 0, by: -4).map { shift in
            Array("0123456789abcdef".utf8)[Int(hash >> UInt64(shift) & 15)]
        }
        return beginning(of: text, atMost: max(0, limit - ellipsis.count - digits.count)) + ellipsis + digits
    }

    /// The beginning of a text, up to a whole character.
    static func beginning(of text: UnsafeRawBufferPointer, atMost limit: Int) -> Slice<UnsafeRawBufferPointer> {
        guard text.count > limit else { return text[...] }
        var end = limit
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return text[..<end]
    }

    /// Labels by name, cut to what a key may hold; one more tells those apart that were left out.
    static func kept(_ labels: [String: String]) -> [(name: ByteString, value: ByteString)] {
        let sorted: [(name: ByteString, value: ByteString)] =
            labels
            .map { (name: ByteString($0.key), value: ByteString($0.value)) }
            .sorted { $0.name < $1.name }
        var kept: [(name: ByteString, value: ByteString)] = []
        var bytes = 0
        for (index, label) in sorted.enumerated() {
            let label = (name: cut(label.name), value: cut(label.value))
            bytes += label.name.bytes.count + label.value.bytes.count
            guard bytes <= longestName else {
                let rest = sorted[index...].flatMap { $0.name.bytes + [KeyBuffer.separator] + $0.value.bytes }
                kept.append((ByteString(ellipsis), rest.withUnsafeBytes { ByteString(cut($0, to: 0)) }))
                break
            }
            kept.append(label)
        }
        return kept
    }

    private static func cut(_ text: ByteString) -> ByteString {
        guard text.bytes.count > longestDetail else { return text }
        return text.bytes.withUnsafeBytes { ByteString(cut($0, to: longestDetail)) }
    }
}
