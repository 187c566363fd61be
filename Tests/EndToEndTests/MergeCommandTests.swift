// Owns the tests of `ltb-analyze merge` as its users run it.

import FoundationEssentials
import LTBTestSupport
import Testing

@Suite struct MergeCommandTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(40)

    init() throws { logs = try AnalyzedFolder() }

    /// Writes the lines to logs, each to one of them.
    private func split(_ count: Int) throws -> [String] {
        var random = SplitMix64(seed: UInt64(count))
        var parts = Array(repeating: [String](), count: count)
        for line in lines { parts[Int.random(in: 0..<count, using: &random)].append(line) }
        return try parts.enumerated().map { index, part in
            try logs.writeLog("part\(1000 + index).jsonl.zst", part)
            return "part\(1000 + index).jsonl.zst"
        }
    }

    @Test(arguments: [1, 2, 5, 150])
    func anySplitIsMergedToTheLog(_ count: Int) throws {
        let result = try logs.analyze(["merge"] + (try split(count)) + ["-o", "all.jsonl.zst"])
        #expect(result.exitCode == 0)
        #expect(result.error == "Wrote 40 events of \(count) log\(count == 1 ? "" : "s") to all.jsonl.zst.\n")
        #expect(try logs.folder.text("all.jsonl.zst") == lines.text)
        #expect(try logs.analyze("verify", "all.jsonl.zst").exitCode == 0)
        #expect(try logs.folder.names().count == count + 1)
    }

    @Test func manyFilesNeedFewDescriptors() throws {
        let files = try split(150).joined(separator: " ")
        let shell = CommandRunner(path: "/bin/sh")
        let result = try shell.run(
            "-c", #"cd "$0" && ulimit -n 60 && exec "$1" merge \#(files) -o -"#, logs.folder.path, logs.command.path)
        #expect(result.output == lines.text)
    }

    @Test func whatAKilledProcessOfTheSameNumberLeftIsNotAppendedTo() throws {
        try logs.writeLog("a.jsonl.zst", lines)
        try logs.writeLog("stale.jsonl.zst", [AnalyzedFolder.request(99, second: 1)])
        let shell = CommandRunner(path: "/bin/sh")
        // A program that takes the shell's place has its number.
        let result = try shell.run(
            "-c",
            #"cd "$0" && cp stale.jsonl.zst "$PWD/b.jsonl.zst.part$$" && exec "$1" merge a.jsonl.zst -o b.jsonl.zst"#,
            logs.folder.path, logs.command.path)
        #expect(result.exitCode == 0)
        #expect(try logs.folder.text("b.jsonl.zst") == lines.text)
    }

    @Test func whatIsReplacedKeepsItsPermissions() throws {
        try logs.writeLog("a.jsonl.zst", lines)
        let shell = CommandRunner(path: "/bin/sh")
        let result = try shell.run(
            "-c",
            #"cd "$0" && cp a.jsonl.zst b.jsonl.zst && chmod 600 b.jsonl.zst "#
                + #"&& "$1" merge a.jsonl.zst -o b.jsonl.zst --force 2>&1 && stat -c %a b.jsonl.zst"#,
            logs.folder.path, logs.command.path)
        #expect(result.output.hasSuffix("\n600\n"))
    }

    @Test func mergedAgainItIsTheSame() throws {
        _ = try logs.analyze(["merge"] + (try split(3)) + ["-o", "all.jsonl.zst"])
        _ = try logs.analyze("merge", "all.jsonl.zst", "-o", "again.jsonl.zst")
        #expect(try logs.folder.bytes("again.jsonl.zst") == logs.folder.bytes("all.jsonl.zst"))
    }

    @Test func eventsOfOneTimeAreInTheOrderOfTheFiles() throws {
        let one = [AnalyzedFolder.request(1, second: 5), AnalyzedFolder.request(2, second: 5)]
        let other = [AnalyzedFolder.request(3, second: 5), AnalyzedFolder.request(4, second: 4)]
        try logs.writeLog("a.jsonl.zst", one)
        try logs.writeLog("b.jsonl.zst", other)
        let forwards = try logs.analyze("merge", "a.jsonl.zst", "b.jsonl.zst", "-o", "-")
        #expect(forwards == CommandResult(exitCode: 0, output: [other[1], one[0], one[1], other[0]].text, error: ""))
        let backwards = try logs.analyze("merge", "b.jsonl.zst", "a.jsonl.zst", "-o", "-")
        #expect(backwards.output == [other[1], other[0], one[0], one[1]].text)
    }

    @Test func damageAndLinesThatAreNoEventsAreTold() throws {
        try logs.writeLog("a.jsonl.zst", frames: [Array(lines[..<10]), Array(lines[10..<20])])
        try logs.copy("a.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast(80) }
        try logs.folder.write("b.jsonl", Array((lines[30] + "\nno\n" + lines[31] + "\n").utf8))
        let result = try logs.analyze("merge", "b.jsonl", "torn.jsonl.zst", "-o", "all.jsonl.zst")
        #expect(result.exitCode == 0)
        let text = try logs.folder.text("all.jsonl.zst")
        #expect(text.hasPrefix(Array(lines[..<10]).text))
        #expect(text.hasSuffix(Array(lines[30...31]).text))
        #expect(result.error.contains("torn.jsonl.zst ends in the middle of a frame: what was flushed is merged."))
        #expect(result.error.contains("1 line is no event and was left out: invalid_json."))
    }

    @Test func theOutputIsNeverOneOfTheInputsNorReplacedUnasked() throws {
        let names = try split(2)
        let before = try logs.folder.bytes(names[0])
        for force in [[], ["--force"]] {
            let same = try logs.analyze(["merge"] + names + ["-o", names[0]] + force)
            #expect(same.exitCode == 1)
            #expect(same.error.contains("is the log that is read"))
        }
        #expect(try logs.folder.bytes(names[0]) == before)
        try logs.folder.write("there.jsonl.zst", [1])
        let there = try logs.analyze(["merge"] + names + ["-o", "there.jsonl.zst"])
        #expect(there.exitCode == 1)
        #expect(
            there.error
                == "ltb-analyze: there.jsonl.zst is there already; choose another file, or add --force to replace it.\n"
        )
        #expect(try logs.analyze(["merge"] + names + ["-o", "there.jsonl.zst", "--force"]).exitCode == 0)
        #expect(try logs.folder.text("there.jsonl.zst") == lines.text)
    }

    @Test func whatCannotBeReadLeavesNoOutput() throws {
        try logs.writeLog("a.jsonl.zst", lines)
        try logs.folder.write("photo.jsonl", Array("\u{89}PNG".utf8))
        let result = try logs.analyze("merge", "a.jsonl.zst", "photo.jsonl", "-o", "all.jsonl.zst")
        #expect(result.exitCode == 1)
        #expect(result.error.contains("photo.jsonl is not a log"))
        #expect(try logs.folder.names() == ["a.jsonl.zst", "photo.jsonl"])
    }

    @Test(arguments: [["a.jsonl.zst"], ["-o", "b"], []])
    func wrongUsageExitsWith64(_ arguments: [String]) throws {
        let result = try logs.analyze(["merge"] + arguments)
        #expect(result.exitCode == 64)
        #expect(result.error.contains("Error: "))
    }
}
