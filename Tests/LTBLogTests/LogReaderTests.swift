// Owns the claims about reading logs of any writer, compressed or plain.

import Glibc
import LTBLog
import LTBTestSupport
import Testing

struct LogReaderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ bytes: [UInt8], _ limits: LogLimits = LogLimits()) throws -> Reading {
        try readLog(try folder.write(bytes), limits: limits)
    }

    private func outcome(_ change: (inout LogOutcome) -> Void) -> LogOutcome {
        var outcome = LogOutcome(name: "run.jsonl.zst")
        change(&outcome)
        return outcome
    }

    // MARK: Any writer's frames

    @Test func whateverWayTextIsCutIntoFramesItsLinesAreTheSame() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<200 {
            let text = randomText(using: &random)
            let bytes = randomFrames(text, using: &random)
            var limits = LogLimits()
            limits.verifiedFrameBytes = Int.random(in: 20...400, using: &random)
            limits.readBytes = Int.random(in: 1...300, using: &random)
            let reading = try read(bytes, limits)
            #expect(reading.lines == lines(of: text))
            #expect(reading.outcome.isComplete)
            #expect(reading.outcome.storedBytes == Int64(bytes.count))
            #expect(try readPipe(bytes, limits: limits).lines == reading.lines)
        }
    }

    @Test func plainTextIsReadInAnyPieces() throws {
        var random = SplitMix64(seed: 2)
        for _ in 0..<100 {
            let text = Array("{\n".utf8) + randomText(using: &random)
            var limits = LogLimits()
            limits.readBytes = Int.random(in: 1...300, using: &random)
            let reading = try read(text, limits)
            #expect(reading.lines == lines(of: text))
            #expect(reading.outcome == outcome { $0.storedBytes = Int64(text.count) })
            #expect(
                try readPipe(text + Array("{}\n\n\n".utf8), limits: limits).lines.starts(with: reading.lines.dropLast())
            )
        }
    }

    private func lines(of text: [UInt8]) -> [String] {
        text.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.allSatisfy { $0 == " " || $0 == "\t" } }
    }

    @Test func aLineKnowsTheFrameInWhichItStartsAndItsNumber() throws {
        let text = "\u{FEFF}{\"a\":1}\n\n \t\r\n{\"b\":2}\n{\"c\":".utf8
        let reading = try read(frame(Array(text)) + seekTable + frame(Array("3}\r\n{\"d\":4}".utf8)))
        #expect(reading.lines == [#"{"a":1}"#, #"{"b":2}"#, "{\"c\":3}\r", #"{"d":4}"#])
        #expect(
            reading.positions == [
                LinePosition(frame: 0, line: 1), LinePosition(frame: 0, line: 4), LinePosition(frame: 0, line: 5),
                LinePosition(frame: 1, line: 6),
            ])
        #expect(reading.positions[3].description == "frame 1, line 6")
    }

    @Test func aLogWithoutEventsIsFine() throws {
        for bytes in [frame([]), skippableFrame([]), seekTable, frame([]) + frame([])] {
            let reading = try read(bytes)
            #expect(reading.lines.isEmpty)
            #expect(reading.outcome.isComplete)
        }
        #expect(try read([0x0A]).lines.isEmpty)
    }

    @Test func aPlainFileMayStartWithAByteOrderMark() throws {
        #expect(try read([0xEF, 0xBB, 0xBF] + Array("{\"a\":1}\n{}".utf8)).lines == [#"{"a":1}"#, "{}"])
    }

    @Test func standardInputIsReadFromWhereItStands() throws {
        let saved = dup(STDIN_FILENO)
        let file = open(try folder.write(Array("no log".utf8) + frame(lines: ["{}", "[]"])), O_RDONLY)
        lseek(file, 6, SEEK_SET)
        dup2(file, STDIN_FILENO)
        defer {
            dup2(saved, STDIN_FILENO)
            close(saved)
            close(file)
        }
        let reading = try readLog("-")
        #expect(reading.lines == ["{}", "[]"])
        #expect(reading.outcome.name == "-")
    }

    @Test func aBatchThatItsBodyDidNotReadStillCounts() throws {
        let reader = try LogReader(
            LogFile(
                path: try folder.write(frame(lines: ["{}", "", "{}"]) + frame(lines: ["{}"]) + frame(lines: ["[]"]))))
        var batches: [(String, LinePosition)] = []
        try reader.forEachBatch { batch in
            if batch.frame == 1 { batch.finish(lines: 1) }
            if batch.frame == 2 { _ = batch.next() }
            batches.append((String(decoding: batch.bytes, as: UTF8.self), batch.position))
        }
        #expect(batches.map(\.0) == ["{}\n\n{}\n", "{}\n", "[]\n"])
        #expect(batches.map(\.1.line) == [0, 4, 5])
    }

    @Test func anErrorOfTheBodyEndsTheReading() throws {
        let reader = try LogReader(LogFile(path: try folder.write(frame(lines: ["{}", "[]"]))))
        var count = 0
        #expect(throws: TestFailure.self) {
            try reader.forEachLine { _, _ in
                count += 1
                #expect(reader.outcome.frames == 0)
                throw TestFailure("enough")
            }
        }
        #expect(count == 1)
    }

    // MARK: Large and hostile

    @Test func aFrameMayNeedAWindowOf128MiB() throws {
        let block = HandmadeBlock.raw(Array((eventLine(1) + "\n").utf8))
        var limits = LogLimits()
        limits.verifiedFrameBytes = 100
        let reading = try read(handmadeFrame(windowLog: 27, blocks: Array(repeating: block, count: 3000)), limits)
        #expect(reading.lines == Array(repeating: eventLine(1), count: 3000))
        #expect(reading.outcome.isComplete)
    }

    @Test func aLineOverTheLimitIsPassedOverAndCounted() throws {
        var limits = LogLimits()
        limits.lineBytes = 50
        limits.verifiedFrameBytes = 64
        let fits = String(repeating: "x", count: 50)
        let tooLong = fits + "x"
        let text = ["{}", tooLong, fits, "[]", tooLong + tooLong, "1", tooLong].joined(separator: "\n")
        let place = { (line: Int) in LinePosition(frame: 0, line: line) }
        for pieceBytes in 1...60 {
            let bytes = frame(Array(text.utf8), FrameShape(pieceBytes: [pieceBytes]))
            let reading = try read(bytes, limits)
            #expect(reading.lines == ["{}", fits, "[]", "1"])
            #expect(reading.positions == [1, 3, 4, 6].map(place))
            #expect(reading.outcome.overlongLines == 3)
            #expect(reading.outcome.firstOverlongLines == [2, 5, 7].map(place))
        }
        let plain = try read(Array(text.utf8), limits)
        #expect(plain.lines == ["{}", fits, "[]", "1"])
        #expect(plain.outcome.overlongLines == 3)
    }

    @Test func aLineOf16MiBIsReadAndALongerOneIsNot() throws {
        let line = [UInt8](repeating: UInt8(ascii: "7"), count: 16 << 20)
        for (extra, lines) in [(0, 1), (1, 0)] {
            let extra = [UInt8](repeating: UInt8(ascii: "7"), count: extra)
            let reading = try read(frame(line + extra + [0x0A]))
            #expect(reading.lines.count == lines)
            #expect(reading.outcome.overlongLines == Int64(1 - lines))
        }
    }

    @Test func aSmallFrameThatExpandsToGigabytesIsReadInBoundedMemory() throws {
        let oneLine = HandmadeBlock.repeated(UInt8(ascii: "x"), count: 128 << 10)
        let end = HandmadeBlock.raw(Array("\n{}\n".utf8))
        let bytes = handmadeFrame(blocks: Array(repeating: oneLine, count: 1 << 14) + [end])
        #expect(bytes.count < 100_000)
        let before = peakMemory()
        let reading = try read(bytes)
        #expect(reading.lines == ["{}"])
        #expect(reading.outcome.overlongLines == 1)
        #expect(peakMemory() - before < 1 << 30)
    }

    private func peakMemory() -> Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss << 10
    }

    // MARK: What is refused

    private func error(_ bytes: [UInt8]) throws -> LogError? {
        let path = try folder.write(bytes, to: "run.log")
        return #expect(throws: LogError.self) { try readLog(path) }
    }

    @Test func anEmptyFileIsRefused() throws {
        #expect(try error([]) == .empty(path: folder["run.log"]))
    }

    @Test func aMissingFileIsRefused() {
        #expect(throws: LogError.notFound(path: folder["none"])) { try readLog(folder["none"]) }
    }

    @Test func aFolderIsRefused() {
        #expect(throws: LogError.isFolder(path: folder.path)) { try readLog(folder.path) }
    }

    @Test func aPathThroughAFileIsRefused() throws {
        let path = try folder.write([1]) + "/x"
        #expect(throws: LogError.cannotOpen(path: path, reason: "Not a directory")) { try readLog(path) }
    }

    @Test func aFileThatCannotBeReadSaysWhere() throws {
        let path = "/proc/self/mem"
        #expect(throws: LogError.readFailed(path: path, offset: 0, reason: "Input/output error")) { try readLog(path) }
    }

    @Test func otherFilesAreRefusedByTheirFirstBytes() throws {
        let path = folder["run.log"]
        #expect(try error([0x1F, 0x8B, 8, 0]) == .compressed(path: path, by: .gzip))
        #expect(try error([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) == .compressed(path: path, by: .xz))
        #expect(try error(Array("BZh9".utf8)) == .compressed(path: path, by: .bzip2))
        #expect(try error([0x04, 0x22, 0x4D, 0x18]) == .compressed(path: path, by: .lz4))
        #expect(try error([0x50, 0x4B, 3, 4]) == .compressed(path: path, by: .zip))
        for bytes in [
            [0], Array("event".utf8), [0x28, 0xB5, 0x2F, 0xFC], [0x28, 0xB6], Array("P".utf8) + [0x2A, 0x4D, 0x19],
        ] {
            #expect(try error(bytes) == .notALog(path: path))
        }
    }

    @Test func aWindowOver128MiBIsRefused() throws {
        let expected = LogError.windowTooLarge(path: folder["run.log"], frame: 0, windowBytes: 1 << 28)
        #expect(try error(handmadeFrame(windowLog: 28, blocks: [.raw([0x0A])])) == expected)
    }

    @Test func aDictionaryIsRefused() throws {
        let bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x01, 0x58, 42, 0x01, 0, 0]
        #expect(try error(bytes) == .needsDictionary(path: folder["run.log"], frame: 0, id: 42))
    }
}
