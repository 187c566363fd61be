// Owns the claims about the table of a log's frames.

@testable import LTBLog
import LTBTestSupport
import Testing

struct SeekTableTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder["run.jsonl.zst"] }

    private func table() throws -> SeekTable? {
        try SeekTable(atEndOf: OpenFile.reading(path))
    }

    @Test func aClosedLogEndsInATableOfAllItsFramesAlsoOfEarlierSessions() throws {
        var configuration = LogWriterConfiguration()
        configuration.frameBytes = 2 * (eventLine(0).utf8.count + 1)
        let theirs = frame(lines: [eventLine(0)], FrameShape(saysSize: false)) + skippableFrame([1, 2])
        try folder.write(theirs)
        try writeLog([eventLine(1)], to: path)
        try writeLog((2..<5).map(eventLine), to: path, configuration: configuration)
        let table = try #require(try table())
        let lineBytes = UInt32(eventLine(0).utf8.count + 1)
        #expect(table.entries.map(\.textBytes) == [lineBytes, 0, lineBytes, 2 * lineBytes, lineBytes])
        let bytes = try folder.read()
        #expect(Array(bytes[Int(table.storedBytes)...]) == table.bytes)
        var place = 0
        for entry in table.entries {
            let unit = Array(bytes[place..<(place + Int(entry.storedBytes))])
            try folder.write(unit, to: "unit")
            let reading = try readLog(folder["unit"])
            #expect(reading.outcome.isComplete)
            #expect(reading.lines.map { $0.utf8.count + 1 }.reduce(0, +) == Int(entry.textBytes))
            place += unit.count
        }
    }

    @Test func theBytesAreThoseOfZstdsSeekableFormat() {
        var table = SeekTable()
        table.append(storedBytes: 0x0102, textBytes: 0x0304)
        #expect(
            table.bytes == [
                0x5E, 0x2A, 0x4D, 0x18, 17, 0, 0, 0, 0x02, 0x01, 0, 0, 0x04, 0x03, 0, 0, 1, 0, 0, 0, 0,
                0xB1, 0xEA, 0x92, 0x8F,
            ])
        #expect(SeekTable().bytes.count == 17)
    }

    @Test func aTableThatDoesNotFitItsFileIsNone() throws {
        let first = frame(lines: [eventLine(0)])
        var table = SeekTable()
        table.append(storedBytes: Int64(first.count), textBytes: 79)
        try folder.write(first + table.bytes)
        #expect(try self.table() == table)
        var damaged: [[UInt8]] = [first, first + first + table.bytes, Array(table.bytes.dropFirst()), [1]]
        // A checksum for each entry that is announced, but not there; reserved bits; another size.
        for (place, value) in [(5, 0x80), (5, 0x04), (table.bytes.count - 4, 99), (9, 0xFF)] as [(Int, UInt8)] {
            var bytes = table.bytes
            bytes[bytes.count - place] = value
            damaged.append(first + bytes)
        }
        for bytes in damaged {
            try folder.write(bytes)
            #expect(try self.table() == nil)
        }
    }

    @Test func aTableWithChecksumsIsRead() throws {
        let first = frame(lines: [eventLine(0)])
        let content =
            littleEndian(UInt32(first.count)) + littleEndian(79) + littleEndian(0xABCD) + littleEndian(1) + [0x80]
            + littleEndian(SeekTable.footer)
        try folder.write(first + skippableFrame(content, number: 14))
        #expect(try table()?.entries == [SeekTable.Entry(storedBytes: UInt32(first.count), textBytes: 79)])
    }

    @Test func whatIsTooBigForTheFormatMakesATableIncomplete() {
        var table = SeekTable()
        table.append(storedBytes: 1 << 32, textBytes: 1)
        table.append(storedBytes: 10, textBytes: 1)
        #expect(!table.isComplete)
        #expect(table.storedBytes == 10 + 1 << 32)
    }
}
