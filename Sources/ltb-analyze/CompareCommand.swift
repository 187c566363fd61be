// Owns `ltb-analyze compare`: what changed from one run to another.

import ArgumentParser
import LTBAnalysis
import LTBLog
import LTBReport

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Tells what changed from one run to another.",
        discussion: """
            For each model, and for all of them, it compares latency, time to first token, time per output token, output \
            tokens, error rate, cost, evaluation scores and, with --slo, goodput: both values, their difference with a \
            95 % interval, a p-value corrected for the number of tests, and a verdict: better, worse, same, unclear (with \
            the number of requests that would decide it), or not comparable (with the reason); output tokens, of which \
            neither more nor fewer are better, are different.

            BASE and CANDIDATE are logs or folders of logs; of several, name each with --base or --candidate. Where both \
            runs are of the same benchmark and example ids, each example is compared with itself. A run that lost more \
            requests than the other, or has much fewer, is compared with it only as far as those cannot explain the difference.

            With --history the base is the mean of the runs that --baseline chooses, by the figures that the history keeps: \
            a difference is one where the candidate lies farther from these runs than they lie from each other. It takes \
            three runs; of fewer the logs are compared.

            It exits with 2 when anything got worse, and with 3 when nothing could be judged.

            EXAMPLES
              ltb-analyze compare main.jsonl.zst branch.jsonl.zst
              ltb-analyze compare main/ branch/ -o comparison.html -o comparison.md
              ltb-analyze compare --base mon.zst --base tue.zst --candidate today.zst
              ltb-analyze compare today.zst --history runs.db --baseline 'last 10 on main'
              ltb-analyze compare old.zst new.zst --map gpt-4o=gpt-4.1 --threshold 10%
              ltb-analyze compare old.zst new.zst --format json | jq .verdict
            """)

    @OptionGroup var sides: ComparedRunOptions

    @Option(
        help: ArgumentHelp("A model of the base, and what it is called in the candidate.", valueName: "old=new"),
        transform: MapOption.init)
    var map: [MapOption] = []

    @Option(
        help: ArgumentHelp("The smallest effect that matters; 5% unless given.", valueName: "share"),
        transform: ThresholdOption.init)
    var threshold = ThresholdOption.standard

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Write the comparison to this file, in the format of its ending: .html, .json, .md or .txt; - is standard "
                + "output. May be repeated.",
            valueName: "file"),
        completion: .file())
    var output: [String] = []

    @Option(help: "The format, where no ending tells: html, json, markdown or text.")
    var format: String?

    @Option(help: "The title of the page.")
    var title: String?

    @OptionGroup var color: ColorOptions

    /// One output: what, and where to.
    private struct Output {
        var target: OutputTarget
        var format: any ComparisonFormat
    }

    func validate() throws {
        for (index, option) in map.enumerated() {
            guard let other = map[..<index].first(where: option.contradicts) else { continue }
            throw ValidationError("--map \(other.text) and --map \(option.text) pair one model twice; leave one out.")
        }
        _ = try outputs()
    }

    func run() throws {
        let (base, candidate) = try (sides.resolve(.base), sides.resolve(.candidate))
        let outputs = try outputs()
        for output in outputs {
            try output.target.check()
            try output.target.checkDiffers(from: base + candidate)
        }
        let comparison = try comparison(base, candidate)
        try write(comparison, to: outputs)
        try judge(comparison)
    }

    private func comparison(_ base: [LogFile], _ candidate: [LogFile]) throws -> RunComparison {
        let two = try sides.read(candidate, .candidate)
        if let past = try sides.past(for: two.summary, of: candidate) {
            for option in map { try option.check(past.models, two.samples) }
            return RunComparison(
                past: past, candidate: two.summary, threshold: threshold.share, renames: map.map(\.rename))
        }
        let (logs, runs) = try sides.baseLogs(base, for: two.summary, of: candidate)
        let one = try sides.read(logs, .base)
        for option in map { try option.check(one.samples, two.samples) }
        return RunComparison(
            base: one, ofRuns: runs, candidate: two, threshold: threshold.share, renames: map.map(\.rename))
    }

    /// Writes all outputs; that nobody reads one of them any more is no reason not to write the others.
    private func write(_ comparison: RunComparison, to outputs: [Output]) throws(Failure) {
        for output in outputs {
            do throws(Failure) {
                try output.target.write(output.format.bytes(of: comparison))
            } catch {
                guard error.status == .success else { throw error }
            }
        }
    }

    private func judge(_ comparison: RunComparison) throws(Failure) {
        let headline = comparison.headline
        if comparison.isWorse { throw Failure(message: headline, status: .verdict) }
        try sides.judge(comparison.base.summary, comparison.candidate.summary)
        if !comparison.isJudged { throw Failure(message: headline, status: .noData) }
    }

    private func outputs() throws -> [Output] {
        guard output.isEmpty else {
            return try output.map { path in
                let target = OutputTarget(path: path)
                guard let name = try ReportFormatName(fileName: path) ?? formatName() else {
                    throw ValidationError(
                        "The ending of '\(path)' names no format. Use .html, .json, .md or .txt, or say --format.")
                }
                return Output(target: target, format: try makeFormat(name, for: target))
            }
        }
        return [
            Output(
                target: .standardOutput, format: try makeFormat(try formatName() ?? .text, for: .standardOutput))
        ]
    }

    private func makeFormat(_ name: ReportFormatName, for target: OutputTarget) throws -> any ComparisonFormat {
        let isColored = target == .standardOutput && color.isWanted
        guard let format = name.comparisonFormat(ReportOptions(title: title, color: isColored)) else {
            throw ValidationError("A comparison has no \(name.rawValue). Use html, json, markdown or text.")
        }
        return format
    }

    private func formatName() throws -> ReportFormatName? {
        guard let format else { return nil }
        guard let name = ReportFormatName(word: format) else {
            throw ValidationError("There is no format '\(format)'. Use html, json, markdown or text.")
        }
        return name
    }
}

/// `5%` or `0.05` as typed.
struct ThresholdOption {
    static let standard = ThresholdOption(share: 0.05)
    let share: Double

    private init(share: Double) { self.share = share }

    init(_ text: String) throws {
        let isPercent = text.hasSuffix("%")
        let number = Double(isPercent ? String(text.dropLast()) : text)
        guard let number, number.isFinite, case let share = isPercent ? number / 100 : number, share > 0, share < 1,
            isPercent || number < 1
        else { throw ValidationError("write a share between 0 and 100 %, such as 5% or 0.05.") }
        self.share = share
    }
}

/// `old-model=new-model` as typed.
struct MapOption {
    let text: String
    let rename: ModelMatching.Rename

    init(_ text: String) throws {
        let models = try ModelArgument.pair(text, example: "openai/gpt-4o=openai/gpt-4.1")
        self.text = text
        rename = ModelMatching.Rename(models.0, to: models.1)
    }

    /// Whether another pairs one of its models with a different one; a model without its provider may be any of the name.
    func contradicts(_ other: MapOption) -> Bool {
        rename.old.overlaps(other.rename.old) || rename.new.overlaps(other.rename.new)
    }

    /// Finds out whether both runs have the models.
    func check(_ base: RunSamples, _ candidate: RunSamples) throws(Failure) {
        guard let unknown = ModelMatching.unknownNames([rename], base: base, candidate: candidate).first else { return }
        let names = (unknown.side == .base ? base : candidate).models.map {
            RequestPricing.ModelName(provider: $0.provider, model: $0.model)
        }
        let advice = ModelArgument.list(names).map { "it has \($0)" } ?? "it has no requests"
        throw Failure(
            message: "--map \(text): the \(unknown.side.rawValue) has no model '\(unknown.name.text)'; \(advice).",
            status: .usage)
    }
}
