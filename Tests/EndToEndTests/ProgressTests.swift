// Owns the tests of the progress line, on a terminal that `script` makes.

import Foundation
import LTBTestSupport
import Testing

private let needsScript = ConditionTrait.enabled("script is not installed") { InstalledPrograms.contain("script") }

@Suite struct ProgressTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
        try logs.folder.write("run.jsonl", Array(AnalyzedFolder.requests(20).text.utf8))
    }

    /// What a terminal gets to see; a log that comes slowly takes longer than the line waits for.
    private func terminal(
        _ input: String, _ redirection: String = "", term: String = "xterm",
        _ arguments: String = "report - --format json"
    ) throws -> String {
        let command = "\(input) | '\(logs.command.path)' \(arguments) \(redirection)"
        let script = CommandRunner(path: "/usr/bin/env")
        let result = try script.run(
            ["script", "-qec", command, "/dev/null"], in: logs.folder.path,
            environment: ["TERM": term, "SHELL": "/bin/sh"])
        #expect(result.exitCode == 0)
        return result.output
    }

    private static let slowly = "{ cat run.jsonl; sleep 0.8; }"

    @Test(needsScript) func aTerminalSeesALineThatIsGoneInTheEnd() throws {
        let seen = try terminal(Self.slowly, "> out.json")
        #expect(seen.hasPrefix("\r\u{1B}[KReading: "))
        #expect(seen.contains(" a second"))
        #expect(seen.hasSuffix("\r\u{1B}[K"))
        #expect(!seen.contains("\n"))
        #expect(try String(decoding: logs.folder.bytes("out.json"), as: UTF8.self).hasPrefix("{"))
    }

    @Test(needsScript, arguments: ["dumb", ""]) func aTerminalThatCannotEraseShowsNone(term: String) throws {
        #expect(try terminal(Self.slowly, "> out.json", term: term) == "")
    }

    @Test(
        needsScript,
        arguments: [
            "tail -n 3 -", "cat -", "verify -", "info -", "repair - -o new.jsonl.zst", "export - --to openmetrics",
        ])
    func commandsThatReadAPipeLineByLineShowOne(_ arguments: String) throws {
        let seen = try terminal(Self.slowly, "> out", arguments)
        #expect(seen.hasPrefix("\r\u{1B}[KReading: 20\u{A0}events, "))
        let last = try #require(seen.range(of: "Reading: ", options: .backwards))
        #expect(seen[last.upperBound...].contains(" a second\r\u{1B}[K"))
    }

    @Test(needsScript) func whereAnotherCommandMayWriteToTheTerminalPrintedEventsComeWithoutOne() throws {
        #expect(try terminal(Self.slowly, "| cat > out", "cat -") == "")
        #expect(try logs.folder.bytes("out") == (try logs.folder.bytes("run.jsonl")))
    }

    @Test(needsScript) func aFileSeesNone() throws {
        _ = try terminal(Self.slowly, "> out.json 2> errors")
        #expect(try logs.folder.bytes("errors") == [])
    }
}
