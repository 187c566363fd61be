// Owns the sample reports: the demo's report in each format, kept in `reports/`.

import FoundationEssentials
import LTBTestSupport
import Testing

/// The reports of the demo run are what the built command makes of it, byte for byte.
@Suite struct ReportsTests {
    private let command = try? CommandRunner("ltb-analyze")
    private let folder: RunFolder

    init() throws { folder = try RunFolder() }

    @Test func everyFormatOfTheDemoIsTheOneInTheRepository() throws {
        let endings = ["html", "json", "csv", "md", "txt"]
        let outputs = endings.flatMap { ["-o", folder["demo.\($0)"]] }
        let log = repositoryRoot.appending(path: "fixtures/demo.jsonl.zst").path
        let result = try #require(command).run(["report", log] + outputs)
        #expect(result.exitCode == 0)
        #expect(result.output + result.error == "")
        for ending in endings {
            expectSnapshot(try folder.bytes("demo.\(ending)"), at: "reports/demo.\(ending)")
        }
    }

    @Test(arguments: ["one-request", "only-failures", "unfinished", "hostile-names", "unknown-types", "empty", "spans"])
    func theTextOfEveryEdgeCaseIsTheOneInTheRepository(name: String) throws {
        let log = repositoryRoot.appending(path: "fixtures/\(name).jsonl.zst").path
        let result = try #require(command).run("stats", log)
        #expect(result.exitCode == 0)
        expectSnapshot(result.outputBytes, at: "reports/edge-cases/\(name).txt")
    }

    @Test func theReadmeShowsWhatTheDemoPrints() throws {
        func text(_ path: String) throws -> String {
            String(decoding: try Data(contentsOf: repositoryRoot.appending(path: path)), as: UTF8.self)
        }
        try expectReadme(
            toShow: ["OBJECTIVES"], of: ["--slo", "latency=15s,ttft=1s,error_rate=5%"], in: text("README.md"))
        let figures = try text("reports/demo.txt").split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0 != "MODELS" }.joined(separator: "\n")
        #expect(figures.contains("PROVIDERS"))
        #expect(try text("README.md").contains(figures))
    }

    /// Checks that the README has these sections as the command prints them with these options.
    private func expectReadme(toShow titles: [String], of options: [String], in readme: String) throws {
        let log = repositoryRoot.appending(path: "fixtures/demo.jsonl.zst").path
        let printed = try #require(command).run(["stats", log] + options).output
        let sections = printed.split(separator: "\n\n").filter { section in
            titles.contains { section.hasPrefix($0 + "\n") }
        }
        #expect(sections.count == titles.count)
        for section in sections { #expect(readme.contains(section)) }
    }
}
