// Owns the tests of where pages and what they need are written: separate assets, and the folder of an index.

import FoundationEssentials
import LTBTestSupport
import Testing

@Suite struct PagesTests {
    private let folder: RunFolder
    private let command = try? CommandRunner("ltb-analyze")
    private let demo = repositoryRoot.appending(path: "fixtures/demo.jsonl.zst").path
    private let single = repositoryRoot.appending(path: "fixtures/one-request.jsonl.zst").path
    private let empty = repositoryRoot.appending(path: "fixtures/empty.jsonl.zst").path

    init() throws { folder = try RunFolder() }

    private func report(_ arguments: String...) throws -> CommandResult {
        try #require(command).run(["report"] + arguments, in: folder.path)
    }

    private func text(_ name: String) throws -> String { String(decoding: try folder.bytes(name), as: UTF8.self) }

    @Test func separateAssetsLieBesideThePageAndAreTheInlineOnes() throws {
        let result = try report(demo, "--assets", "separate", "-o", "a.html", "-o", "summary.json")
        #expect(result.exitCode == 0)
        let page = try text("a.html")
        #expect(page.contains(#"<link rel="stylesheet" href="report.css">"#))
        #expect(page.contains(#"<script src="report.js"></script>"#))
        #expect(!page.contains("<style"))
        #expect(try report(demo, "-o", "b.html").exitCode == 0)
        let inline = try text("b.html")
        for name in ["report.css", "report.js"] {
            let asset = try text(name)
            #expect(asset.hasPrefix("/* ltb report */\n"))
            #expect(inline.contains(asset.dropFirst("/* ltb report */\n".count)))
        }
        // A second page shares them.
        #expect(try report(single, "--assets", "separate", "-o", "c.html").exitCode == 0)
    }

    @Test func aFileOfTheUsersOwnIsNotReplacedByAnAsset() throws {
        try folder.write("report.css", Array("body {}".utf8))
        let result = try report(demo, "--assets", "separate", "-o", "a.html")
        #expect(result.exitCode == 1)
        #expect(
            result.error
                == "ltb-analyze: cannot write report.css: a file of that name is there that no report made; "
                + "move it away, or use --assets inline.\n")
        #expect(try text("report.css") == "body {}")
    }

    @Test func separateAssetsNeedAFolder() throws {
        let result = try report(demo, "--assets", "separate", "--format", "html")
        #expect(result.exitCode == 64)
        #expect(
            result.error.hasPrefix(
                "Error: --assets separate writes files beside the page: name it with -o, such as -o run.html.\n"))
    }

    @Test func anIndexHasAPageOfEachLog() throws {
        let result = try report(demo, single, empty, "--index", "-o", "site", "--title", "Week 3")
        #expect(result.exitCode == 0)
        #expect(result.error == "Wrote site/index.html and 3 pages.\n")
        let index = try text("site/index.html")
        #expect(index.contains("<h1>Week 3</h1>"))
        for page in ["demo.html", "one-request.html", "empty.html"] {
            #expect(index.contains("<a href=\"\(page)\">"))
            #expect(!(try folder.bytes("site/\(page)")).isEmpty)
        }
        #expect(try report(demo, "-o", "alone.html").exitCode == 0)
        #expect(try folder.bytes("site/demo.html") == folder.bytes("alone.html"))
        #expect(try report(empty, demo, single, "--index", "-o", "again", "--title", "Week 3").exitCode == 0)
        #expect(try folder.bytes("again/index.html") == folder.bytes("site/index.html"))
    }

    @Test func aLogThatCannotBeReadIsToldOfAndLeftOut() throws {
        try folder.write("bad.jsonl.zst", Array("no log".utf8))
        let result = try report("bad.jsonl.zst", single, "--index", "-o", "site")
        #expect(result.exitCode == 1)
        #expect(result.error.contains("ltb-analyze: bad.jsonl.zst: "))
        #expect(try text("site/index.html").contains("1\u{00A0}run with"))
    }

    @Test func theVerdictOfEveryRunCounts() throws {
        let result = try report(demo, single, "--index", "-o", "site", "--slo", "latency=1ms")
        #expect(result.exitCode == 2)
        #expect(result.error.contains("one-request.jsonl.zst: --slo: "))
        #expect(result.error.contains("demo.jsonl.zst: --slo: "))
        #expect(try text("site/index.html").contains("1 of 1 missed"))
    }

    @Test(arguments: [
        (["--index"], "Error: --index takes one folder for all pages: add -o and its name, such as -o site/."),
        (
            ["--index", "-o", "-"],
            "Error: --index takes one folder for all pages: add -o and its name, such as -o site/."
        ),
        (["--index", "-o", "a", "--format", "json"], "Error: --index makes pages: leave out --format and --table."),
    ])
    func anIndexSaysWhatItNeeds(options: [String], message: String) throws {
        let result = try #require(command).run(["report", demo] + options, in: folder.path)
        #expect(result.exitCode == 64)
        #expect(result.error.hasPrefix(message))
    }

    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        let result = try report(demo, "--index", "-o", "no/such/site")
        #expect(result.exitCode == 1)
        #expect(
            result.error
                == "ltb-analyze: cannot make the folder no/such/site: No such file or directory; "
                + "name one in a folder that exists and that you may write to.\n")
        try folder.write("file", [])
        #expect(
            try report(demo, "--index", "-o", "file").error
                == "ltb-analyze: cannot write pages into file: it is no folder; name one.\n")
    }
}
