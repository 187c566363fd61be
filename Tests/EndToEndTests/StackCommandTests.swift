// Owns the claims about `ltb-analyze stack`: what it writes, and what it leaves alone.

import LTBTestSupport
import Testing

@Suite struct StackCommandTests {
    private let logs: AnalyzedFolder

    init() throws { logs = try AnalyzedFolder() }

    private func stack(_ options: String...) throws -> CommandResult {
        try logs.analyze(["stack", "monitoring"] + options)
    }

    @Test func allFilesOfTheListAreWrittenOnce() throws {
        let list = try logs.analyze("stack", "--list")
        #expect(list.exitCode == 0)
        let paths = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(paths.contains("docker-compose.yml"))
        let first = try stack()
        #expect(
            first
                == CommandResult(
                    exitCode: 0, output: "\(paths.count) files written, 0 unchanged: monitoring\n", error: ""))
        for path in paths { #expect(try !logs.folder.bytes("monitoring/\(path)").isEmpty) }
        #expect(try stack().output == "0 files written, \(paths.count) unchanged: monitoring\n")
    }

    @Test func whatWasEditedIsKeptUnlessForced() throws {
        _ = try stack()
        let path = "monitoring/prometheus/rules/llm.yml"
        let before = try logs.folder.bytes(path)
        try logs.folder.append(path, Array("# mine\n".utf8))
        let kept = try stack()
        #expect(kept.output.hasPrefix("kept     prometheus/rules/llm.yml: it was edited; --force replaces it\n"))
        #expect(kept.exitCode == 0)
        #expect(try logs.folder.bytes(path) == before + Array("# mine\n".utf8))
        #expect(try stack("--force").output.hasPrefix("1 file written, "))
        #expect(try logs.folder.bytes(path) == before)
    }

    @Test func whatAnotherVersionWroteIsReplacedUnlessItWasEdited() throws {
        _ = try stack()
        // An older version's text, which the manifest knows.
        let old = Array("old\n".utf8)
        try logs.folder.write("monitoring/RUNBOOK.md", old)
        let manifest = try String(decoding: logs.folder.bytes("monitoring/.ltb-stack.json"), as: UTF8.self)
        let known = manifest.replacing(#/"RUNBOOK.md": "[0-9a-f]{16}"/#, with: #""RUNBOOK.md": "8a9b7019c4a4c4a5""#)
        #expect(known != manifest)
        try logs.folder.write("monitoring/.ltb-stack.json", Array(known.utf8))
        #expect(try stack().output.hasPrefix("kept     RUNBOOK.md"))
        let digest = old.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let own = manifest.replacing(
            #/"RUNBOOK.md": "[0-9a-f]{16}"/#, with: #""RUNBOOK.md": "\#(String(digest, radix: 16))""#)
        try logs.folder.write("monitoring/.ltb-stack.json", Array(own.utf8))
        #expect(try stack().output.hasPrefix("1 file written, "))
    }

    @Test func aManifestThatIsLostCostsNoEdit() throws {
        _ = try stack()
        try logs.folder.write("monitoring/.ltb-stack.json", Array("?".utf8))
        try logs.folder.append("monitoring/docker-compose.yml", Array("# mine\n".utf8))
        #expect(try stack().output.hasPrefix("kept     docker-compose.yml"))
    }

    @Test func aFolderThatCannotBeMadeIsTold() throws {
        try logs.folder.write("monitoring", [])
        let result = try stack()
        #expect(
            result
                == CommandResult(
                    exitCode: 1, output: "", error: "ltb-analyze: cannot make the folder monitoring: File exists.\n"))
    }

    @Test func withoutAFolderOrListItIsWrongUsage() throws {
        let result = try logs.analyze("stack")
        #expect(result.exitCode == 64)
        #expect(result.error.contains("name the folder to write: ltb-analyze stack monitoring."))
    }
}
