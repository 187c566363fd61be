// Owns `ltb-analyze export`: the metrics of a run, over time, for other programs.

import ArgumentParser
import LTBAnalysis
import LTBEvents
import LTBLog
import LTBPrometheus

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the metrics of a run over time, with the times of the run.",
        discussion: """
            Each metric that serve exposes, and each that the run recorded, has one sample at the end of each --step \
            since the run's start; a counter also has a 0 one step before its first. A pause of over 240 steps has \
            samples at its first 20 and its last. Memory does not depend on how many events there are: what it cannot \
            hold goes to the disk of the output, in files that are gone afterwards. Each log is put in order within a \
            window of 65,536 events (or 32 MiB); an event that comes even later counts in the step in which it comes.

            EXAMPLES
              ltb-analyze export run.jsonl.zst --to openmetrics -o run.txt
              promtool tsdb create-blocks-from openmetrics run.txt /var/lib/prometheus/metrics2
              ltb-analyze export logs/ --to openmetrics --step 1s | gzip > run.txt.gz
            """)

    /// What is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case openmetrics
    }

    @OptionGroup var input: InputOptions

    @Option(help: "What to write: openmetrics.")
    var to: Format

    @Option(
        name: [.short, .long], help: ArgumentHelp("The file to write; by default standard output.", valueName: "file"))
    var output = "-"

    @Option(help: ArgumentHelp("How much time lies between two samples: 1s, 500ms, 1min.", valueName: "duration"))
    var step = StepOption.usual

    func run() throws {
        let files = try input.resolveNonempty()
        let target = OutputTarget(path: output)
        try target.checkDiffers(from: files)
        let writing = try PiecewiseOutput(target)
        do {
            try export(files, in: target.temporaryFolder, to: writing)
            try writing.finish()
        } catch let failure as Failure {
            writing.discard()
            throw failure
        } catch {
            writing.discard()
            throw Failure(message: "\(error)")
        }
    }

    private func export(_ files: [LogFile], in folder: String, to output: PiecewiseOutput) throws {
        var export = try OpenMetricsExport(stepMilliseconds: step.milliseconds, temporaryFolder: folder)
        let events = EventSteps(milliseconds: step.milliseconds, temporaryFolder: folder)
        try events.read(files) { try export.add($1, stepEnd: $0) }
        try export.write(damagedBytes: events.damagedBytes) { try output.write($0) }
        for notice in events.notices + Self.notices(export.clashingMetrics) {
            StandardError.write("ltb-analyze: \(notice)")
        }
    }

    private static func notices(_ clashing: Set<String>) -> [String] {
        clashing.sorted().map { "\($0) is left out: another metric has samples of its name at other times." }
    }
}
