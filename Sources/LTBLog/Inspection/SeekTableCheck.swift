// Owns whether a log's seek table agrees with its frames.

/// What a log's seek table is worth.
package enum SeekTableState: String, Sendable {
    /// There is none, and none is needed.
    case absent
    /// It says what the frames are.
    case agrees
    /// It does not fit the frames, or the file.
    case wrong
    /// It could not be compared: the input is a pipe, or there is damage.
    case unknown
}

/// Compares a seek table with the frames that a reader meets.
package struct SeekTableCheck {
    private let table: SeekTable?
    private let isSeekable: Bool
    private var isDamaged = false
    private var differs = false
    private var units = 0
    /// How long the last part is, if it is a skippable frame with the magic number of seek tables.
    private var lastTable: Int64?
    private let file: OpenFile

    /// A check of a log that is about to be read.
    package init(_ reader: LogReader) throws(LogError) {
        file = reader.stored.file
        isSeekable = file.isSeekable
        table = reader.isCompressed ? try SeekTable(atEndOf: file) : nil
    }

    /// Whether the log has a table that fits the file's size.
    package var hasTable: Bool { table != nil }

    /// Takes the next part of the log.
    package mutating func take(_ part: StoredPart) {
        // A table that is not the last part, as logs have that were put one after the other, is a part like others.
        if let table = lastTable { compare(table, 0) }
        lastTable = nil
        switch part.kind {
        case .damage: isDamaged = true
        case .data(let textBytes): compare(part.bytes, textBytes)
        case .skippable where isTable(part): lastTable = part.bytes
        case .skippable: compare(part.bytes, 0)
        }
    }

    /// The result, once the log was read to its end.
    package var state: SeekTableState {
        guard isSeekable else { return .unknown }
        guard let table else { return lastTable == nil ? .absent : .wrong }
        if isDamaged { return .unknown }
        return differs || units != table.entries.count ? .wrong : .agrees
    }

    private mutating func compare(_ storedBytes: Int64, _ textBytes: Int64) {
        if let table {
            let entry = table.entries.indices.contains(units) ? table.entries[units] : nil
            if entry.map({ Int64($0.storedBytes) != storedBytes || Int64($0.textBytes) != textBytes }) ?? true {
                differs = true
            }
        }
        units += 1
    }

    private func isTable(_ part: StoredPart) -> Bool {
        guard isSeekable, let magic = try? file.bytes(at: part.offset, count: 4) else { return false }
        return magic.withUnsafeBytes { $0.littleEndian(at: 0) } == SeekTable.magic
    }
}
