// Owns the command line of the benchmarks.

import ArgumentParser

/// Benchmarks that print ratios to a baseline measured in the same run.
@main
struct LTBPerformance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "LTBPerformance",
        abstract: "Measures what matters, each against a plain baseline in the same run. Build with -c release.",
        subcommands: [RecordingBenchmark.self, RequestsBenchmark.self, ReportBenchmark.self, PagesBenchmark.self])
}
