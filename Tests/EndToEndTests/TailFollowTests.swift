// Owns the tests of `ltb-analyze tail -f` as its users run it, beside a writer.

import Glibc
import LTBLog
import LTBTestSupport
import Testing

@Suite struct TailFollowTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(40)
    private let name = "run.jsonl.zst"

    init() throws {
        logs = try AnalyzedFolder()
    }

    private func follow(_ options: String..., path: String? = nil) throws -> RunningCommand {
        try logs.command.start(["tail", "-f", path ?? name] + options, in: logs.folder.path)
    }

    /// A log that is open, with these lines flushed.
    private func openLog(_ lines: some Sequence<String>, rotation: LogRotation? = nil) throws -> LogWriter {
        var configuration = LogWriterConfiguration()
        configuration.rotation = rotation ?? configuration.rotation
        let writer = try LogWriter(appendingTo: logs.folder[name], configuration: configuration)
        try append(lines, to: writer)
        return writer
    }

    private func append(_ lines: some Sequence<String>, to writer: LogWriter) throws {
        for line in lines { try Array(line.utf8).withUnsafeBytes { try writer.append(line: $0) } }
        try writer.flush()
    }

    /// Ends a command by a signal; it must not say anything.
    private func end(_ command: RunningCommand, signal: Int32 = SIGINT, output: String) throws {
        command.send(signal: signal)
        #expect(try command.waitForEnd() == CommandResult(exitCode: 0, output: output, error: ""))
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func whatIsAppendedFollowsTheLastEventsUntilASignal(_ signal: Int32) throws {
        let writer = try openLog(lines[..<20])
        let command = try follow("-n", "3")
        try command.waitForOutput(Array(lines[17..<20]).text)
        for count in 20..<24 {
            try append([lines[count]], to: writer)
            try command.waitForOutput(Array(lines[17...count]).text)
        }
        try writer.close()
        try append(lines[24..<30], to: try openLog([]))
        try command.waitForOutput(Array(lines[17..<30]).text)
        try end(command, signal: signal, output: Array(lines[17..<30]).text)
    }

    @Test func nothingIsMissedOrDoubledWhileTheWriterIsWriting() throws {
        let many = AnalyzedFolder.requests(1_500)
        let writer = try openLog(many[..<1])
        let command = try follow("-n", "1000000")
        for start in stride(from: 1, to: many.count, by: 7) {
            try append(many[start..<min(start + 7, many.count)], to: writer)
        }
        try command.waitForOutput(many.text)
        try end(command, output: many.text)
        try writer.close()
    }

    @Test func aRotatedLogIsFollowedFromFileToFile() throws {
        let writer = try openLog([], rotation: LogRotation(bytes: 400))
        try append(lines[..<5], to: writer)
        let command = try follow("-n", "2")
        try command.waitForOutput(Array(lines[3..<5]).text)
        for line in lines[5...] { try append([line], to: writer) }
        try writer.close()
        try command.waitForOutput(Array(lines[3...]).text)
        #expect(try logs.folder.names().count > 2)
        try end(command, output: Array(lines[3...]).text)
    }

    @Test func onlyEventsThatMatchAreCountedAndPrinted() throws {
        let writer = try openLog(lines[..<20])
        let command = try follow("-n", "2", "--type", "RequestFailed")
        try command.waitForOutput([lines[14], lines[19]].text)
        try append(lines[20...], to: writer)
        try command.waitForOutput([14, 19, 24, 29, 34, 39].map { lines[$0] }.text)
        try writer.close()
    }

    @Test func aFolderIsFollowedWithTheLogsThatCome() throws {
        try logs.writeLog("a.jsonl.zst", [lines[0]])
        let command = try follow("-n", "1", path: ".")
        try command.waitForOutput(lines[0] + "\n")
        try logs.writeLog("b.jsonl.zst", [lines[1]])
        try command.waitForOutput(Array(lines[..<2]).text)
        try end(command, output: Array(lines[..<2]).text)
    }

    @Test func damageIsPassedOverAndToldAtTheEnd() throws {
        try logs.writeLog(name, frames: [Array(lines[..<2]), Array(lines[2..<4])])
        try logs.writeLog("more.jsonl.zst", Array(lines[4..<6]))
        let more = try logs.folder.bytes("more.jsonl.zst")
        let command = try follow()
        try command.waitForOutput(Array(lines[..<4]).text)
        try logs.folder.append(name, [1, 2, 3] + more)
        try command.waitForOutput(Array(lines[..<6]).text)
        command.send(signal: SIGINT)
        let result = try command.waitForEnd()
        #expect(result.exitCode == 0)
        #expect(result.error.contains("bytes in 1 frame could not be read."))
    }

    @Test func itEndsQuietlyWhenNobodyReadsItsOutputAlthoughNothingIsWritten() throws {
        let writer = try openLog(lines[..<5])
        let command = try follow("-n", "1")
        try command.waitForOutput(lines[4] + "\n")
        command.closeOutput()
        #expect(
            try command.waitForEnd(timeout: .seconds(20))
                == CommandResult(exitCode: 0, output: lines[4] + "\n", error: ""))
        try writer.close()
    }

    @Test func whatCannotBeFollowedIsToldInOneSentence() throws {
        #expect(
            try logs.analyze("tail", "-f", "absent.jsonl.zst")
                == CommandResult(
                    exitCode: 1, output: "",
                    error: "ltb-analyze: absent.jsonl.zst: there is no such file yet; "
                        + "start the run first, or follow its folder\n"))
        for paths in [["-"], ["a.jsonl.zst", "b.jsonl.zst"]] {
            let result = try logs.analyze(["tail", "-f"] + paths)
            #expect(result.exitCode == 64)
            #expect(result.error.contains("Error: -f "))
        }
    }

    @Test func aPipeIsRefusedAtOnce() throws {
        mkfifo(logs.folder["pipe"], 0o600)
        for path in ["pipe", "/dev/stdin"] {
            let result = try logs.analyze("tail", "-f", path)
            #expect(result.exitCode == 64)
            #expect(result.error.contains("Error: -f cannot follow \(path), which is no file; name the log."))
        }
    }

    @Test func whatIsNoLogInAFolderIsToldAndPassedOver() throws {
        try logs.folder.write("b.jsonl", Array("[1,2]\n".utf8))
        try logs.writeLog("c.jsonl.zst", [lines[0]])
        let command = try follow(path: ".")
        try command.waitForOutput(lines[0] + "\n")
        command.send(signal: SIGINT)
        let result = try command.waitForEnd()
        #expect(result.exitCode == 0)
        #expect(
            result.error
                == "ltb-analyze: ./b.jsonl is not a log: it starts with neither a zstd frame nor a JSON object; "
                + "name a *.jsonl.zst or *.jsonl file\n")
    }

    @Test(arguments: [[SIGTERM], [SIGINT, SIGTERM]])
    func aSignalEndsItAlthoughNobodyReadsItsOutput(_ signals: [Int32]) throws {
        // More than any pipe holds.
        try logs.writeLog(name, AnalyzedFolder.requests(10_000))
        let command = try follow("-n", "1000000")
        try command.waitForAnyOutput()
        for signal in signals { command.send(signal: signal) }
        try command.waitForEndUnread()
        #expect(try command.waitForEnd().signal == SIGTERM)
    }
}
