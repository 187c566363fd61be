// Owns reading line by line for those who want to know how far it is.

extension LogReader {
    /// Gives every line, and counts what was read.
    package func forEachLine(
        _ meter: ReadingMeter, _ body: (UnsafeRawBufferPointer, LinePosition) throws -> Void
    ) throws {
        var stored: Int64 = 0
        try forEachBatch { batch in
            let before = batch.position.line
            while let line = batch.next() { try body(line, batch.position) }
            meter.add(storedBytes: Int(storedPosition - stored), lines: batch.position.line - before)
            stored = storedPosition
        }
    }
}
