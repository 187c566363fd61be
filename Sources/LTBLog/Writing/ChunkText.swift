// Owns making lines of the entries of a chunk, piece by piece.

/// Makes the line of a record, without a newline.
package typealias RecordExpansion = (_ record: UnsafeRawBufferPointer, _ line: inout [UInt8]) -> Void

/// A chunk that was taken from the queue, as text in pieces; to be used by one thread.
///
/// Records are shorter than their lines, so the text of a whole chunk might be longer than a frame.
struct ChunkText {
    /// The lines that were made last and were not taken yet.
    private(set) var text: [UInt8] = []
    /// How many lines these are.
    private(set) var textLines: Int64 = 0
    private var chunk = LineChunk()
    private var place = 0
    private let expand: RecordExpansion?
    private let pieceBytes: Int

    private static let keptBytes = 1 << 20

    init(pieceBytes: Int, expand: RecordExpansion?) {
        self.pieceBytes = pieceBytes
        self.expand = expand
    }

    /// Whether there is nothing left.
    var isEmpty: Bool { text.isEmpty && place == chunk.bytes.count }

    /// How many lines are left.
    var lines: Int64 { textLines + chunk.lines }

    /// Changes places with another chunk, when nothing of this one is left.
    mutating func swapChunk(_ next: inout LineChunk) {
        swap(&chunk, &next)
        place = 0
    }

    /// Makes the next piece of text, where the one before was taken.
    mutating func makeText() {
        guard text.isEmpty else { return }
        chunk.bytes.withUnsafeBytes { bytes in
            while place < bytes.count, text.count < pieceBytes {
                let entry = ChunkEntry.next(in: bytes, &place)
                append(entry.bytes, isRecord: entry.isRecord)
                textLines += 1
            }
        }
        chunk.lines -= textLines
    }

    @inline(__always)
    private mutating func append(_ entry: UnsafeRawBufferPointer, isRecord: Bool) {
        guard isRecord else { return text.append(contentsOf: entry) }
        let start = text.count
        expand?(entry, &text)
        if text.count > start { text.append(0x0A) }
    }

    /// Forgets the text that was taken.
    mutating func dropText() {
        text.removeAll(keepingCapacity: text.capacity <= Self.keptBytes)
        textLines = 0
    }
}
