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

    private func waitForFile(named prefix: String) throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while try !logs.folder.names().contains(where: { $0.hasPrefix(prefix) }) {
            try #require(ContinuousClock.now < deadline, "no file is made")
            usleep(5_000)
        }
    }
}
