// Owns the claims about writing logs.

import LTBLog
import Testing

struct LogWriterTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func linesOfSeveralSessionsAreReadBackInOrder() throws {
        try writeLog((0..<10).map(eventLine), to: folder["a"])
        try writeLog((10..<15).map(eventLine), to: folder["a"])
        let reading = try readLog(folder["a"])
        #expect(reading.lines == (0..<15).map(eventLine))
        #expect(reading.outcome.frames == 2)
        #expect(reading.outcome.isComplete)
    }
}
