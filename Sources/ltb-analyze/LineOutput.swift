// Owns writing lines to standard output in large pieces.

/// Standard output, for lines.
struct LineOutput {
    private static let pieceBytes = 1 << 16
    private var bytes: [UInt8] = []

    /// Takes a line without its newline.
    mutating func append(_ line: some Sequence<UInt8>) throws(Failure) {
        bytes.append(contentsOf: line)
        bytes.append(UInt8(ascii: "\n"))
        if bytes.count >= Self.pieceBytes { try flush() }
    }

    /// Writes what was taken.
    mutating func flush() throws(Failure) {
        guard !bytes.isEmpty else { return }
        try OutputTarget.standardOutput.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
