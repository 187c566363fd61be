// Owns `ltb-analyze check`: a gate that a CI job passes or not.

import ArgumentParser
import Glibc
import LTBAnalysis
import LTBHistory
import LTBLog
import LTBReport

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judges a run by expectations, for CI.",
        discussion: """
            An expectation is a figure, a comparison and a limit. Of what has many values a function makes one: \
            p50 p90 p95 p99 p99.9 (and p1 p5 p10 p25 p75), median, mean, min, max, stddev, count, sum. Braces choose: \
            provider, model, benchmark, or the label of --group-by; a * in a value stands for any characters, and each \
            name that matches is judged by itself.

            FIGURES
              many values   latency failed_latency ttft tpot chunk_gap
                            scheduled_latency input_tokens output_tokens
                            score{metric="…"}
              counted       requests successes failures retries unfinished
                            errors{type="…"} alerts{severity="…"} incidents
                            events{type="…"} skipped_lines damaged_frames
                            dropped_events examples failed_examples
              by themselves error_rate cost cost_per_request requests_per_second
                            output_tokens_per_second peak_concurrency
                            goodput (with --slo) pass_rate{metric="…"}
                            cache_hit_rate{tier="…"} duration metric{name="…"}

            A file of --file has the same, with names, owners and what to say:

              groups:
                - name: speed
                  owner: platform
                  models: ["gpt-4o", "claude-*"]
                  checks:
                    - expect: p95(latency) < 5s
                    - name: first token
                      expect: p95(ttft) < 800ms
                      severity: warning
                      message: Ask the provider before you raise it.

            A limit may be of other runs: 'p95(latency) <= 1.1 * baseline', with --baseline and a log, or with --history \
            and which of its runs, whose median it is. It is missed only if the figure is beyond it and the difference is \
            more than chance makes: by a test, or of a history by the 95 % prediction interval. p-values are corrected for \
            the number of such checks.

            It never passes for want of data: it exits with 2 when an expectation was not met, with 3 when none failed \
            but one could not be judged, with 64 when one cannot be understood. A warning is told only.

            In GitHub Actions it also writes annotations and the job's summary.

            EXAMPLES
              ltb-analyze check run.jsonl.zst \\
                --expect 'p95(latency) < 5s' --expect 'error_rate < 1%'
              ltb-analyze check run.jsonl.zst \\
                --expect 'count(requests) >= 100' --expect 'cost <= 5 USD'
              ltb-analyze check run.jsonl.zst --expect 'p95(ttft{model="*"}) < 800ms'
              ltb-analyze check run.jsonl.zst --file checks.yaml -o junit.xml -o checks.md
              ltb-analyze check run.jsonl.zst --baseline main.jsonl.zst \\
                --expect 'p95(latency) <= 1.1 * baseline'
              ltb-analyze check run.jsonl.zst --history runs.db \\
                --baseline 'last 10 on main' --expect 'error_rate <= 1.5 * baseline'
            """)

    @OptionGroup var analysis: AnalysisOptions

    @Option(help: ArgumentHelp("What must be so. May be repeated.", valueName: "expectation"))
    var expect: [String] = []

    @Option(
        help: ArgumentHelp("A YAML or JSON file of expectations. May be repeated.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: [String] = []

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Write the results to this file too, by its ending: .txt, .md, .json, .xml (JUnit) or .codequality.json "
                + "(GitLab). May be repeated.",
            valueName: "file"),
        completion: .file())
    var output: [String] = []

    @Option(help: "What is printed: text, markdown, json, junit or codequality.")
    var format: CheckReport.Syntax = .text

    @OptionGroup(title: "Baseline") var baseline: BaselineOptions
    @OptionGroup var color: ColorOptions

    func validate() throws {
        guard !expect.isEmpty || !file.isEmpty else {
            throw ValidationError("Nothing is expected: add --expect 'p95(latency) < 5s', or --file checks.yaml.")
        }
        for path in output where CheckReport.Syntax(fileName: path) == nil {
            throw ValidationError(
                "The ending of '\(path)' names no format. Use .txt, .md, .json, .xml or .codequality.json.")
        }
        let checks = try expectations()
        if !baseline.isGiven, let check = checks.first(where: \.expectation.needsBaseline) {
            throw ValidationError("'\(check.expectation.text)' needs other runs to compare with: add --baseline.")
        }
    }

    func run() throws {
        let files = try analysis.input.resolve()
        let outputs = try output.map { path -> (target: OutputTarget, syntax: CheckReport.Syntax) in
            let target = OutputTarget(path: path)
            try target.check()
            try target.checkDiffers(from: files)
            return (target, CheckReport.Syntax(fileName: path) ?? .text)
        }
        let checks = try expectations() + self.file.flatMap { try CheckFileReading.checks(of: $0) }
        let (summary, results) = try judged(files, by: checks)
        let report = CheckReport(results, of: summary)
        for output in outputs { try output.target.write(report.bytes(output.syntax)) }
        GitLabCI.tell(report, isWritten: outputs.contains { $0.syntax == .codequality })
        do throws(Failure) {
            let isColored = color.isWanted
            try OutputTarget.standardOutput.write(report.bytes(format, color: isColored))
            try GitHubActions.tell(report, annotates: format == .text)
        } catch {
            // That nobody reads the results any more does not change the verdict.
            guard error.status == .success else { throw error }
        }
        try judge(report, summary)
    }

    private func expectations() throws -> [Check] {
        do throws(ExpectationError) {
            var checks: [Check] = []
            for text in expect { checks.append(Check(try Expectation(text))) }
            return checks
        } catch {
            throw ValidationError("--expect: \(error)")
        }
    }

    /// The run, and what the checks found in it. Single values are read only where a baseline needs them.
    private func judged(_ files: [LogFile], by checks: [Check]) throws -> (RunSummary, [CheckResult]) {
        guard baseline.isGiven, checks.contains(where: \.expectation.needsBaseline) else {
            let summary = try analysis.analyze(files)
            return (summary, try Self.results(of: checks, in: summary, nil))
        }
        guard let logs = try baseline.logs() else {
            let summary = try analysis.analyze(files)
            let runs = try baseline.runs(for: summary, of: files)
            let before = HistoryBaseline(runs, candidate: summary, name: baseline.baseline[0])
            return (summary, try Self.results(of: checks, in: summary, before))
        }
        let candidate = try analysis.sample(files)
        let before = RunBaseline(try analysis.sample(logs), candidate: candidate)
        return (candidate.summary, try Self.results(of: checks, in: candidate.summary, before))
    }

    private static func results(
        of checks: [Check], in summary: RunSummary, _ baseline: (any FigureBaseline)?
    ) throws(Failure) -> [CheckResult] {
        do throws(ExpectationError) {
            return try checks.results(in: summary, baseline: baseline)
        } catch {
            throw Failure(message: error.description, status: .usage)
        }
    }

    /// What was not met weighs more than what could not be judged; objectives and --strict count as well.
    private func judge(_ report: CheckReport, _ summary: RunSummary) throws(Failure) {
        let verdict = CheckVerdict(report.results)
        if verdict == .failed { throw Failure(message: report.sentence, status: .verdict) }
        do throws(Failure) {
            try analysis.judge(summary)
        } catch {
            guard verdict == .passed || error.status == .verdict else {
                throw Failure(message: report.sentence, status: .noData)
            }
            throw error
        }
        if verdict == .noData { throw Failure(message: report.sentence, status: .noData) }
    }
}

extension CheckReport.Syntax: ExpressibleByArgument {}
