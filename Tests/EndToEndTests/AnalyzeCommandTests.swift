// Owns the tests of `ltb-analyze` as its users run it.

import FoundationEssentials
import LTBTestSupport
import Testing

@Suite struct AnalyzeCommandTests {
    private let command = try? CommandRunner("ltb-analyze")
    private let folder: RunFolder

    init() throws { folder = try RunFolder() }

    private func analyze(_ arguments: String..., input: String = "") throws -> CommandResult {
        try #require(command).run(arguments, input: Array(input.utf8), in: folder.path)
    }

    private func fixture(_ name: String) -> String { repositoryRoot.appending(path: "fixtures/\(name)").path }

    /// A log of one request, as any tool may write it.
    private let request =
        #"{"event_type":"RequestCompleted","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Request","data":{"latency":1}}}"#
        + "\n"
}

// MARK: - What is written where

extension AnalyzeCommandTests {
    @Test func withoutOptionsATextIsPrintedAndAPageIsNamedAfterTheLog() throws {
        let result = try analyze("report", fixture("one-request.jsonl.zst"))
        #expect(result.exitCode == 0)
        #expect(result.output.contains("1 request to 1 model"))
        #expect(result.error == "Wrote one-request.html.\n")
        #expect(try String(decoding: folder.bytes("one-request.html"), as: UTF8.self).contains("</html>"))
    }

    @Test func standardInputMakesReportHTML() throws {
        let result = try analyze("report", "-", input: request)
        #expect(result.exitCode == 0)
        #expect(result.error == "Wrote report.html.\n")
    }

    @Test func aFormatAloneGoesToStandardOutputAndWritesNothing() throws {
        let result = try analyze("report", "-", "--format", "json", input: request)
        #expect(result.exitCode == 0)
        #expect(result.output.hasPrefix("{\n  \"schema\": \"ltb.summary/1\""))
        #expect(result.error == "")
        #expect(try folder.names() == [])
    }

    @Test func severalOutputsComeFromOnePass() throws {
        let result = try analyze(
            "report", "-", "-o", "a.md", "-o", "b.txt", "-o", "-", "--format", "csv", input: request)
        #expect(result.exitCode == 0)
        #expect(result.output.hasPrefix("provider,model,"))
        #expect(try folder.names() == ["a.md", "b.txt"])
    }

    @Test func csvIsAFileForEachTableThatHasRows() throws {
        let result = try analyze("report", "-", "-o", "a.csv", input: request)
        #expect(result.exitCode == 0)
        #expect(try folder.names() == ["a-costs.csv", "a-providers.csv", "a-slowest.csv", "a-timeline.csv", "a.csv"])
        #expect(try String(decoding: folder.bytes("a.csv"), as: UTF8.self).hasPrefix("provider,model,"))
        #expect(try String(decoding: folder.bytes("a-timeline.csv"), as: UTF8.self).hasPrefix("start,bucket_seconds,"))
    }

    @Test func oneTableOfCSVIsOneFile() throws {
        let result = try analyze("report", "-", "-o", "a.csv", "--table", "timeline", input: request)
        #expect(result.exitCode == 0)
        #expect(try folder.names() == ["a.csv"])
        let printed = try analyze("report", "-", "--format", "csv", "--table", "timeline", input: request)
        #expect(try printed.outputBytes == folder.bytes("a.csv"))
        #expect(printed.output.hasPrefix("start,bucket_seconds,"))
    }

    @Test func aTableIsOfCSVOnly() throws {
        let result = try analyze("report", "-", "--table", "timeline", input: request)
        #expect(result.exitCode == 64)
        #expect(
            result.error.hasPrefix("Error: --table is of CSV: add --format csv, or an output such as -o run.csv.\n"))
        #expect(try analyze("report", "-", "--format", "csv", "--table", "model", input: request).exitCode == 64)
    }

    /// Not even where it has the name of a table beside the one that was asked for.
    @Test func theLogIsNeverReplacedByATable() throws {
        try folder.write("a-providers.csv", Array(request.utf8))
        let result = try analyze("report", "a-providers.csv", "-o", "a.csv")
        #expect(result.exitCode == 1)
        #expect(
            result.error
                == "ltb-analyze: cannot write a-providers.csv: it is the log itself; name another file.\n")
        #expect(try folder.names() == ["a-providers.csv"])
    }

    @Test func theTitleIsThePages() throws {
        _ = try analyze("report", "-", "--title", "Nightly <b>", "-o", "a.html", input: request)
        #expect(try String(decoding: folder.bytes("a.html"), as: UTF8.self).contains("Nightly &lt;b&gt;"))
    }

    @Test func aLogGivenTwiceIsReadOnce() throws {
        let log = fixture("one-request.jsonl.zst")
        let result = try analyze("report", log, log, "--format", "json")
        #expect(result.output.contains("\"total_requests\": 1,"))
        #expect(result.error.contains("once"))
    }

    @Test func catPrintsEventsAndLeavesOutTheRest() throws {
        let result = try analyze("cat", "-", input: request + "no\n" + request)
        #expect(result.output == request + request)
        #expect(result.error == "ltb-analyze: 1 line is no event and was left out: invalid_json.\n")
        #expect(result.exitCode == 0)
    }

    @Test func anotherWritersPlainLogGivesTheSameKindOfReport() throws {
        let result = try analyze("stats", fixture("other-writer.jsonl"))
        #expect(result.exitCode == 0)
        #expect(result.output.contains("8 requests to 1 model"))
        #expect(result.output.contains("café"))
    }

    @Test func colourIsOnlyUsedWhenAskedFor() throws {
        let log = fixture("only-failures.jsonl.zst")
        #expect(try !analyze("stats", log).output.contains("\u{1B}"))
        #expect(try analyze("stats", log, "--color", "always").output.contains("\u{1B}["))
    }
}

// MARK: - What goes wrong

extension AnalyzeCommandTests {
    private func expectFailure(_ arguments: String..., input: String = "", says text: String, code: Int32 = 1) throws {
        let result = try #require(command).run(arguments, input: Array(input.utf8), in: folder.path)
        #expect(result.exitCode == code)
        #expect(result.output == "")
        #expect(result.error.contains(text), "\(result.error)")
        #expect(result.error.split(separator: "\n").count == 1 || code == 64, "\(result.error)")
    }

    @Test func aMissingFileIsNamed() throws {
        try expectFailure("report", "absent.jsonl.zst", says: "absent.jsonl.zst")
    }

    /// U+009B begins a command of a terminal, as ESC [ does.
    @Test func aNameCannotActOnTheTerminal() throws {
        let error = try analyze("report", "absent\u{9B}31m\u{1B}[2J.jsonl").error
        #expect(error.contains("absent\u{FFFD}31m\u{FFFD}[2J.jsonl"))
    }

    @Test func anEmptyFileIsNoLog() throws {
        try folder.write("empty.jsonl.zst", [])
        try expectFailure("report", "empty.jsonl.zst", says: "empty")
    }

    @Test func emptyStandardInputIsNoLog() throws {
        try expectFailure("report", "-", says: "empty")
    }

    @Test func aFolderWithoutLogsSaysWhatItWasSearchedFor() throws {
        try expectFailure("report", folder.path, says: "*.jsonl.zst")
    }

    @Test func aFileThatIsNoLogIsRefused() throws {
        try folder.write("photo.zst", Array("\u{89}PNG\r\n".utf8))
        try expectFailure("report", "photo.zst", says: "photo.zst")
    }

    @Test func anotherCompressionIsNamedWithTheCommandToUse() throws {
        try folder.write("run.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
        try expectFailure("stats", "run.gz", says: "gzip -dc run.gz | ltb-analyze")
    }

    @Test func anOutputThatCannotBeWrittenIsFoundBeforeReading() throws {
        try folder.write("file", [])
        try expectFailure(
            "report", "-", "-o", "file/such/run.html", input: request, says: "cannot write file/such/run.html: ")
        try expectFailure(
            "report", "-", "-o", "/proc/no/such/run.html", input: request,
            says: "the folder /proc/no cannot be made: No such file or directory; name one where you may write.")
        try expectFailure("report", "-", "-o", folder.path, "--format", "json", input: request, says: "it is a folder")
    }

    @Test func foldersOfAnOutputAreMade() throws {
        #expect(try analyze("report", "-", "-o", "new/of/all/a.json", input: request).exitCode == 0)
        #expect(try !folder.bytes("new/of/all/a.json").isEmpty)
    }

    @Test func anUnknownEndingOrFormatIsWrongUsage() throws {
        try expectFailure("report", "-", "-o", "run.pdf", says: "run.pdf", code: 64)
        try expectFailure("report", "-", "--format", "pdf", says: "pdf", code: 64)
        try expectFailure("report", says: "file", code: 64)
    }

    @Test func strictTurnsDamageIntoAVerdictAfterReporting() throws {
        let strict = try analyze("report", "-", "--strict", "-o", "a.json", input: request + "no\n")
        #expect(strict.exitCode == 2)
        #expect(
            strict.error
                == "ltb-analyze: --strict: 1 line skipped as invalid_json (first: -, line 2 (frame 0): invalid_json).\n"
        )
        #expect(try folder.names() == ["a.json"])
        #expect(try analyze("stats", "-", "--strict", input: request).exitCode == 0)
        #expect(try analyze("stats", "-", input: request + "no\n").exitCode == 0)
    }

    @Test func aLogWithoutRequestsIsFine() throws {
        let result = try analyze("stats", fixture("empty.jsonl.zst"))
        #expect(result.exitCode == 0)
        #expect(result.output.contains("No request ended."))
    }

    @Test func aReaderThatGoesAwayIsNoFailure() throws {
        let shell = CommandRunner(path: "/bin/sh")
        let log = fixture("demo.jsonl.zst")
        let path = try #require(command).path
        let result = try shell.run("-c", "{ '\(path)' cat '\(log)'; echo \"$?\" >&2; } | head -1")
        #expect(result.output.split(separator: "\n").count == 1)
        #expect(result.error == "0\n")
    }

    @Test func versionAndHelpAreOnStandardOutput() throws {
        #expect(try analyze("--version").output == "0.1.0\n")
        for arguments in [["--help"], ["report", "--help"], ["stats", "--help"], ["cat", "--help"]] {
            let result = try #require(command).run(arguments)
            #expect(result.exitCode == 0)
            #expect(result.output.contains("EXAMPLES"))
        }
    }
}

// MARK: - Help

extension AnalyzeCommandTests {
    /// Whoever copies an example would otherwise copy half of it.
    @Test func noExampleIsBrokenIn80Columns() throws {
        var commands = [[String]]()
        var waiting = [[String]()]
        while let path = waiting.popLast() {
            commands.append(path)
            let help = try #require(command).run(path + ["--help"]).output
                .split(separator: "\n", omittingEmptySubsequences: false)
            waiting += Self.block(of: "SUBCOMMANDS:", in: help).compactMap { line in
                let name = line.dropFirst(2).prefix { $0 != " " }
                return line.hasPrefix("   ") || name.isEmpty ? nil : path + [String(name)]
            }
            for line in Self.block(of: "EXAMPLES", in: help) {
                #expect(line.hasPrefix("  "), "ltb-analyze \(path.joined(separator: " ")) --help: \(line)")
            }
        }
        #expect(commands.contains(["history", "trend"]))
    }

    /// The lines after a head, until an empty one.
    private static func block(of head: Substring, in lines: [Substring]) -> ArraySlice<Substring> {
        guard let start = lines.firstIndex(of: head) else { return [] }
        return lines[(start + 1)...].prefix { !$0.isEmpty }
    }
}

// MARK: - Outputs that are there already

extension AnalyzeCommandTests {
    @Test func whatALinkNamesIsReplacedNotTheLink() throws {
        try folder.write("real.json", Array("old".utf8))
        try FileManager.default.createSymbolicLink(atPath: folder["link.json"], withDestinationPath: "real.json")
        #expect(try analyze("report", "-", "-o", "link.json", input: request).exitCode == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder["link.json"]) == "real.json")
        #expect(try String(decoding: folder.bytes("real.json"), as: UTF8.self).hasPrefix("{"))
    }

    @Test func anOutputIsNeverTheLogItself() throws {
        try folder.write("run.json", Array(request.utf8))
        try expectFailure("report", "run.json", "-o", "run.json", says: "it is the log itself")
        #expect(try folder.bytes("run.json") == Array(request.utf8))
    }

    @Test func timesAtTheEndsOfTheRangeMakeAPage() throws {
        let far = #"{"event_type":"RequestCompleted","timestamp":"2262-01-11T00:00:00Z"}"#
        let result = try analyze("report", "-", "--format", "html", input: request + far)
        #expect(result.exitCode == 0)
        #expect(result.output.hasSuffix("</html>\n"))
    }
}
