// Owns the claims about `ltb-analyze stack`: what it writes, and what it leaves alone.

import Glibc
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

    @Test func whatWasDeletedStaysAwayUnlessForced() throws {
        _ = try stack()
        let path = "monitoring/prometheus/rules/router.yml"
        #expect(unlink(logs.folder[path]) == 0)
        #expect(
            try stack().output.hasPrefix(
                "left out prometheus/rules/router.yml: it was deleted; --force writes it again\n"))
        #expect(access(logs.folder[path], F_OK) != 0)
        #expect(try stack().output.hasPrefix("left out "))
        #expect(try stack("--force").output.hasPrefix("1 file written, "))
        #expect(access(logs.folder[path], F_OK) == 0)
    }

    @Test func whatTheStackHasNoMoreIsRemovedUnlessItWasEdited() throws {
        _ = try stack()
        let old = Array("old\n".utf8)
        let digest = String(
            old.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
        try logs.folder.write("monitoring/one.yml", old)
        try logs.folder.write("monitoring/two.yml", old + old)
        let manifest = try String(decoding: logs.folder.bytes("monitoring/.ltb-stack.json"), as: UTF8.self)
        let known = manifest.replacing(
            #""files": {"#, with: #""files": {"one.yml": "\#(digest)", "two.yml": "\#(digest)","#)
        try logs.folder.write("monitoring/.ltb-stack.json", Array(known.utf8))
        let output = try stack().output
        #expect(
            output.hasPrefix(
                "removed  one.yml: the stack has it no more\nkept     two.yml: it was edited, but the stack has it no more\n"
            ))
        #expect(access(logs.folder["monitoring/one.yml"], F_OK) != 0)
        #expect(try logs.folder.bytes("monitoring/two.yml") == old + old)
        #expect(try stack().output.hasPrefix("0 files written, "))
    }

    /// A manifest that names a file with the digest of what is in it, as an old version would one that the stack has no more.
    private func writeManifest(naming name: String, _ content: [UInt8]) throws {
        let digest = content.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(digest, radix: 16)
        let padded = String(repeating: "0", count: 16 - digits.count) + digits
        let text = #"{"schema": "ltb.stack/1", "router_prefix": "llm_router_", "files": {"\#(name)": "\#(padded)"}}"#
        try logs.folder.write("monitoring/.ltb-stack.json", Array(text.utf8))
    }

    @Test(arguments: [
        "../mine", "FOLDER/mine", "grafana/../../mine", "./../mine", "", "a//b", "monitoring/..", #"a\u0000b"#,
    ])
    func aManifestThatNamesFilesElsewhereIsRefused(name: String) throws {
        _ = try stack()
        let mine = Array("mine\n".utf8)
        try logs.folder.write("mine", mine)
        let named = name.replacing("FOLDER", with: logs.folder.path)
        try writeManifest(naming: named, mine)
        for options in [[], ["--force"]] {
            let result = try logs.analyze(["stack", "monitoring"] + options)
            #expect(result.exitCode == 1 && result.output == "")
            let shown = named.replacing(#"\u0000"#, with: "\u{2400}")
            #expect(
                result.error
                    == "ltb-analyze: monitoring/.ltb-stack.json names '\(shown)', which is no file of the folder; delete it if you trust the other files, or name another folder.\n"
            )
            #expect(try logs.folder.bytes("mine") == mine)
        }
    }

    /// What is reached through a link is somewhere else, whatever its name.
    @Test(arguments: [".ltb-stack.json", "RUNBOOK.md", "prometheus", "prometheus/rules", "old.yml"])
    func nothingIsReachedThroughLinks(link: String) throws {
        let old = Array("old\n".utf8)
        mkdir(logs.folder["elsewhere"], 0o755)
        try logs.folder.write("elsewhere/file", old)
        for folder in ["monitoring", "monitoring/prometheus"] where folder != "monitoring/\(link)" {
            mkdir(logs.folder[folder], 0o755)
        }
        if link != ".ltb-stack.json" { try writeManifest(naming: link, old) }
        let isFolder = link.hasPrefix("prometheus")
        #expect(symlink(logs.folder[isFolder ? "elsewhere" : "elsewhere/file"], logs.folder["monitoring/\(link)"]) == 0)
        for options in [[], ["--force"]] {
            let result = try logs.analyze(["stack", "monitoring"] + options)
            #expect(result.exitCode == 1)
            #expect(
                result.error
                    == "ltb-analyze: monitoring/\(link) is a symbolic link, and a stack is written to plain folders and files only; remove it, or name another folder.\n"
            )
        }
        #expect(access(logs.folder["monitoring/\(link)"], F_OK) == 0)
        #expect(try logs.folder.bytes("elsewhere/file") == old)
        #expect(
            access(logs.folder["elsewhere/rules"], F_OK) != 0 && access(logs.folder["elsewhere/llm.yml"], F_OK) != 0)
    }

    /// Without a manifest no other file is kept from being written.
    @Test func whatIsNotReachedThroughALinkIsWritten() throws {
        for folder in ["monitoring", "elsewhere"] { mkdir(logs.folder[folder], 0o755) }
        #expect(symlink(logs.folder["elsewhere"], logs.folder["monitoring/prometheus"]) == 0)
        let result = try stack("--force")
        #expect(result.exitCode == 1 && result.error.hasPrefix("ltb-analyze: monitoring/prometheus is a symbolic link"))
        #expect(try !logs.folder.bytes("monitoring/RUNBOOK.md").isEmpty)
        #expect(access(logs.folder["elsewhere/prometheus.yml"], F_OK) != 0)
    }

    @Test func whatWasThereBeforeIsKept() throws {
        mkdir(logs.folder["monitoring"], 0o755)
        try logs.folder.write("monitoring/docker-compose.yml", Array("services: {}\n".utf8))
        let result = try stack()
        #expect(result.output.hasPrefix("kept     docker-compose.yml: it was there before; --force replaces it\n"))
        #expect(try logs.folder.bytes("monitoring/docker-compose.yml") == Array("services: {}\n".utf8))
    }

    @Test func whatCannotBeWrittenIsToldAndTheRestIsWrittenAndKnown() throws {
        mkdir(logs.folder["monitoring"], 0o755)
        mkdir(logs.folder["monitoring/Dockerfile"], 0o755)
        let first = try stack()
        #expect(first.exitCode == 1)
        #expect(first.error.contains("monitoring/Dockerfile"))
        #expect(!first.output.hasPrefix("0 files written"))
        try logs.folder.append("monitoring/RUNBOOK.md", Array("mine\n".utf8))
        let second = try stack()
        #expect(second.output.hasPrefix("kept     RUNBOOK.md: it was edited; --force replaces it\n0 files written, "))
        #expect(second.exitCode == 1)
    }

    @Test func aFolderIsMadeWithThoseThatItIsIn() throws {
        let result = try logs.analyze("stack", "a/b/c")
        #expect(result.exitCode == 0, "\(result.error)")
        #expect(try !logs.folder.bytes("a/b/c/RUNBOOK.md").isEmpty)
    }

    @Test func theRouterMayHaveAPrefixOfItsOwnWhichIsRemembered() throws {
        #expect(try stack("--router-prefix", "llm_router_vps_").exitCode == 0)
        for path in ["prometheus/rules/router.yml", "grafana/dashboards/ltb-router.json", "RUNBOOK.md"] {
            let text = try String(decoding: logs.folder.bytes("monitoring/\(path)"), as: UTF8.self)
            #expect(text.contains("llm_router_vps_model_inference_total"))
            #expect(!text.contains("llm_router_model"))
        }
        #expect(try stack().output.hasPrefix("0 files written, "))
        #expect(try !stack("--router-prefix", "llm_router_").output.hasPrefix("0 files written, "))
        for wrong in ["", "a-b_", "1a_"] {
            let result = try stack("--router-prefix", wrong)
            #expect(result.exitCode == 64)
            #expect(result.error.contains("--router-prefix takes letters, digits and _, such as llm_router_vps_."))
        }
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
