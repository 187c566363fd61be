// Owns the tests of what a signal leaves of a log that a command is writing: nothing.

import Glibc
import LTBTestSupport
import Testing

@Suite struct EndingSignalsTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(3)

    init() throws {
        logs = try AnalyzedFolder()
    }

    @Test(arguments: ["repair", "merge"], [SIGINT, SIGTERM, SIGHUP])
    func aSignalLeavesNothingOfALogThatIsNotComplete(_ name: String, _ signal: Int32) throws {
        let command = try logs.command.start([name, "-", "-o", "new.jsonl.zst"], in: logs.folder.path)
        try command.send(lines.text)
        try waitForFile(named: "new.jsonl.zst.part")
        command.send(signal: signal)
        let result = try command.waitForEnd()
        #expect(result == CommandResult(exitCode: nil, signal: signal, output: "", error: ""))
        #expect(try logs.folder.names() == [])
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalLeavesNothingOfADatabaseThatIsNotComplete(_ signal: Int32) throws {
        let command = try logs.command.start(["query", "-", "--save", "run.db"], in: logs.folder.path)
        try command.send(lines.text)
        try waitForFile(named: "run.db.part")
        command.send(signal: signal)
        #expect(try command.waitForEnd().signal == signal)
        #expect(try logs.folder.names() == [])
    }

    @Test func aSignalLeavesTheOldOutputAsItIs() throws {
        try logs.writeLog("new.jsonl.zst", [lines[0]])
        let command = try logs.command.start(["repair", "-", "-o", "new.jsonl.zst", "--force"], in: logs.folder.path)
        try command.send(lines.text)
        try waitForFile(named: "new.jsonl.zst.part")
        command.send(signal: SIGTERM)
        #expect(try command.waitForEnd().signal == SIGTERM)
        #expect(try logs.folder.names() == ["new.jsonl.zst"])
        #expect(try logs.folder.text("new.jsonl.zst") == lines[0] + "\n")
    }

    @Test(arguments: ["html", "json"], [SIGINT, SIGTERM, SIGHUP])
    func aSignalLeavesNothingOfAReportThatIsNotComplete(_ ending: String, _ signal: Int32) throws {
        try logs.writeLog("run.jsonl.zst", lines)
        try logs.folder.write("old.\(ending)", Array("old".utf8))
        // In the place of the file there is a pipe that takes hardly anything, so that the command is found writing it.
        let shell = CommandRunner(path: "/bin/sh")
        let report = "exec \"$0\" report run.jsonl.zst -o old.\(ending)"
        let command = try shell.start(
            ["-c", "mkfifo old.\(ending).part$$ && read go && \(report)", logs.command.path], in: logs.folder.path)
        let pipe = try #require(try waitForFile(named: "old.\(ending).part"))
        let reader = open(logs.folder[pipe], O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        // F_SETPIPE_SZ, which Swift does not know.
        _ = fcntl(reader, 1031, 4_096)
        try command.send("\n")
        try waitUntilFull(reader)
        command.send(signal: signal)
        #expect(try command.waitForEnd().signal == signal)
        #expect(try logs.folder.names() == ["old.\(ending)", "run.jsonl.zst"])
        #expect(try logs.folder.bytes("old.\(ending)") == Array("old".utf8))
    }

    /// Waits until a pipe holds something, which then is as much as its writer can write at once.
    private func waitUntilFull(_ reader: Int32) throws {
        var request = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
        try #require(poll(&request, 1, 20_000) > 0, "nothing is written")
    }

    @Test func aSignalThatWasIgnoredWhenTheCommandStartedStaysSo() throws {
        let shell = CommandRunner(path: "/bin/sh")
        let arguments = ["-c", "trap '' INT; exec \"$0\" repair - -o new.jsonl.zst", logs.command.path]
        let command = try shell.start(arguments, in: logs.folder.path)
        try command.send(lines[0] + "\n")
        try waitForFile(named: "new.jsonl.zst.part")
        command.send(signal: SIGINT)
        #expect(try command.finish(input: Array(lines[1...].joined(separator: "\n").utf8)).exitCode == 0)
        #expect(try logs.folder.text("new.jsonl.zst") == lines.text)
    }

    @discardableResult
    private func waitForFile(named prefix: String) throws -> String? {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            if let name = try logs.folder.names().first(where: { $0.hasPrefix(prefix) }) { return name }
            try #require(ContinuousClock.now < deadline, "no file is made")
            usleep(5_000)
        }
    }
}
