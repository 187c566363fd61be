// Owns the claim that there may be more logs than files that a process may have open.

import Glibc
import LTBTestSupport
import Testing

@Suite struct ManyLogsTests {
    private let logs: AnalyzedFolder
    private let lines: [String]
    private static let count = 300

    init() throws {
        logs = try AnalyzedFolder()
        lines = (0..<Self.count).map { AnalyzedFolder.request($0, second: $0 % 60) }
        try logs.writeLog("0.jsonl.zst", [lines[0]])
        for (number, line) in lines.enumerated() {
            try logs.folder.write("\(1_000 + number).jsonl", Array((line + "\n").utf8))
        }
    }

    /// The command, which may have a number of files open.
    private func start(_ arguments: String, files: Int = 60) throws -> RunningCommand {
        try CommandRunner(path: "/bin/sh").start(
            ["-c", #"cd "$0" && ulimit -n \#(files) && exec "$1" \#(arguments)"#, logs.folder.path, logs.command.path])
    }

    @Test(arguments: ["cat .", "tail -n 1000 .", "merge . -o -"])
    func commandsReadAllLogsOfAFolder(_ arguments: String) throws {
        let result = try start(arguments).finish()
        #expect(result.exitCode == 0)
        #expect(result.error == "")
        #expect(result.output.split(separator: "\n").sorted() == ([lines[0]] + lines).map { $0[...] }.sorted())
    }

    @Test(arguments: ["info . --quick", "info .", "verify .", "stats .", "stats . --threads 8"])
    func commandsTellOfAllLogsOfAFolder(_ arguments: String) throws {
        let result = try start(arguments).finish()
        #expect(result.exitCode == 0)
        #expect(result.error == "")
    }

    /// Logs in a folder of their own.
    private func writeTwoLogs(_ first: [UInt8], _ second: [UInt8]) throws {
        try #require(mkdir(logs.folder["two"], 0o700) == 0)
        try logs.folder.write("two/a.jsonl.zst", first)
        try logs.folder.write("two/b.jsonl", second)
    }

    @Test(arguments: ["cat", "tail", "merge -o -"])
    func ofSeveralLogsAnEmptyOneIsToldOfAndPassedOver(_ command: String) throws {
        try writeTwoLogs([], Array((lines[3] + "\n").utf8))
        let result = try start("\(command) two").finish()
        #expect(
            result
                == CommandResult(
                    exitCode: 0, output: lines[3] + "\n", error: "ltb-analyze: a.jsonl.zst is empty.\n"))
    }

    @Test(arguments: ["verify", "info", "info --quick", "stats"])
    func ofSeveralLogsAnEmptyOneIsNotLookedInto(_ command: String) throws {
        try writeTwoLogs([], Array((lines[3] + "\n").utf8))
        let result = try start("\(command) two").finish()
        #expect(result.exitCode == 0)
        #expect(result.error == "ltb-analyze: a.jsonl.zst is empty.\n")
    }

    @Test(arguments: ["cat", "tail", "tail -n 0", "verify", "info"])
    func whereAllLogsAreEmptyThereIsNothingToDo(_ command: String) throws {
        try writeTwoLogs([], [])
        let result = try start("\(command) two").finish()
        #expect(result.exitCode == 1)
        #expect(result.output == "")
        #expect(
            result.error
                == "ltb-analyze: two/a.jsonl.zst is empty (0 bytes); check that the run was recorded into it\n")
    }

    @Test func aRotatedLogOfMoreFilesThanMayBeOpenIsFollowed() throws {
        let name = { (number: Int) in "run-000\(number).jsonl.zst" }
        for number in 10..<50 { try logs.writeLog(name(number), [lines[number]]) }
        let command = try start("tail -n 1000 -f \(name(10))", files: 30)
        try command.waitForOutput(Array(lines[10..<50]).text)
        try logs.writeLog(name(50), [lines[50]])
        try command.waitForOutput(Array(lines[10...50]).text)
    }

    @Test func allLogsOfAFolderAreFollowed() throws {
        let command = try start("tail -n 1000 -f .", files: 30)
        let expected = [lines[0]] + lines
        try command.waitForOutput(expected.text)
        var more: [String] = []
        for number in [299, 0, 150, 151, 0] {
            more.append(AnalyzedFolder.request(1_000 + more.count, second: 1))
            try logs.folder.append("\(1_000 + number).jsonl", Array((more[more.count - 1] + "\n").utf8))
            try command.waitForOutput((expected + more).text)
        }
    }
}
