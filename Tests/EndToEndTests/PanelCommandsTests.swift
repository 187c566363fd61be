// Owns the claim that the commands of README and article lead from a log to what a panel asks.

import Foundation
import LTBTestSupport
import Testing

private let needsPrometheus = ConditionTrait.enabled("Prometheus or Alertmanager is not installed") {
    InstalledPrograms.contain("prometheus", "promtool", "amtool")
}

@Suite struct PanelCommandsTests {
    private let logs: AnalyzedFolder

    init() throws { logs = try AnalyzedFolder() }

    private static func text(_ name: String) throws -> String {
        let root = AnalyzedFolder.fixture("..")
        return try String(contentsOfFile: "\(root)/\(name)", encoding: .utf8)
    }

    /// Runs commands in a folder that has only the log, as in a terminal, but at a port that is free.
    private func run(_ commands: String) throws -> CommandResult {
        try logs.folder.write(
            "run.jsonl.zst", Array(Data(contentsOf: URL(filePath: AnalyzedFolder.fixture("demo.jsonl.zst")))))
        let port = try PrometheusServer.freePort()
        let address = "--web.listen-address=127.0.0.1:\(port)"
        let script = """
            set -e
            trap '[ -z "$!" ] || kill $!' EXIT
            \(commands.replacing("prometheus --config", with: "prometheus \(address) --config"))
            """
            .replacing("localhost:9090", with: "127.0.0.1:\(port)")
            // A person takes longer to type the next command than Prometheus to start.
            .replacing(
                #/ &\n/#,
                with: " &\nuntil promtool query instant http://127.0.0.1:\(port) 'vector(1)' >&2; do sleep 0.2; done\n")
        let built = logs.command.path.dropLast("/ltb-analyze".count)
        let path = "\(built):/usr/local/bin:/usr/bin:/bin"
        return try CommandRunner(path: "/bin/sh").run(
            "-c", script, in: logs.folder.path, environment: ["PATH": path], timeout: .seconds(120))
    }

    @Test(needsPrometheus) func thoseOfTheReadmeDo() throws {
        let section = try #require(
            Self.text("README.md").components(separatedBy: "## From a run to a Grafana panel").last)
        let commands = try #require(section.components(separatedBy: "```sh\n").dropFirst().first)
        let result = try run(try #require(commands.components(separatedBy: "```").first))
        #expect(result.exitCode == 0, "\(result.error)")
        #expect(
            result.output.hasSuffix("150 @[1768473120]\n241 @[1768473240]\n197 @[1768473360]\n"), "\(result.output)")
    }

    @Test(needsPrometheus) func thoseOfTheArticlePrintWhatItSays() throws {
        let article = try Self.text("Sources/LTBAnalysis/LTBAnalysis.docc/PrometheusAndGrafana.md")
        let blocks = article.components(separatedBy: "```").filter { $0.hasPrefix("\n$ ") }
        // The rate is that of a log that nobody has.
        let lines = blocks.filter { !$0.contains("big.jsonl.zst") }.joined().split(separator: "\n")
        var (commands, said) = ("", [Substring]())
        var continues = false
        for line in lines {
            if line.hasPrefix("$ ") || continues {
                commands += (continues ? line : line.dropFirst(2)) + "\n"
                continues = line.hasSuffix("\\")
            } else {
                said.append(line)
            }
        }
        let result = try run(commands)
        #expect(result.exitCode == 0, "\(result.error)")
        let output = result.output + result.error
        // Identities, times of now, places and samples by the time of day are others.
        for line in said where !line.contains(#/^01M|@\[17953|localhost/#) {
            #expect(output.contains(line), "\(line) is not in \(output)")
        }
        #expect(result.error.contains(#/\nSent [0-9]{2},[0-9]{3} samples to http:/#))
    }
}
