// Owns `ltb-analyze stats`: the numbers as text, and nothing else.

import ArgumentParser
import LTBReport

struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Prints the numbers of a run as text.",
        discussion: """
            EXAMPLES
              ltb-analyze stats run.jsonl.zst
              ltb-analyze stats logs/ | less
              ltb-analyze stats run.jsonl.zst --provider openai --warmup 30s
              ltb-analyze stats run.jsonl.zst --where team=search --group-by tier
              ltb-analyze stats run.jsonl.zst --slo latency=5s@99%,error_rate=1%
            """)

    @OptionGroup var analysis: AnalysisOptions
    @OptionGroup var color: ColorOptions

    func run() throws {
        let summary = try analysis.analyze(try analysis.input.resolve())
        let format: any ReportFormat = .text(color: color.isWanted)
        do throws(Failure) {
            try OutputTarget.standardOutput.write(format.bytes(of: summary))
        } catch {
            // That nobody reads the numbers any more does not change the verdict.
            guard error.status == .success else { throw error }
        }
        try analysis.judge(summary)
    }
}
