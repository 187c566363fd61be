// Owns the options of commands that compare two runs: which logs are which, and how they are read.

import ArgumentParser
import LTBAnalysis
import LTBLog
import LTBReport

/// Two runs.
struct ComparedRunOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The base and the candidate: logs, or folders of logs.", valueName: "file"),
        completion: .file(extensions: ["zst", "jsonl"]))
    var files: [String] = []

    @Option(help: ArgumentHelp("A log of the base. May be repeated.", valueName: "file"), completion: .file())
    var base: [String] = []

    @Option(help: ArgumentHelp("A log of the candidate. May be repeated.", valueName: "file"), completion: .file())
    var candidate: [String] = []

    @OptionGroup(title: "Baseline") var baseline: BaselineOptions

    @Flag(help: "Exit with 2 when anything of a log could not be read.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "What good requests reach, for goodput: latency=5s,ttft=500ms,tpot=50ms.", valueName: "objectives"))
    var slo: [String] = []

    @Option(help: "How many threads read; by default one a processor. The result is the same for any number.")
    var threads: Int?

    @OptionGroup(title: "Prices") var prices: PriceOptions
    @OptionGroup(title: "Filters") var filters: EventFilterOptions
    @OptionGroup(title: "Filters") var margins: MarginOptions

    func validate() throws {
        _ = try plan
        if baseline.isGiven { return try validateBaseline() }
        let all = paths(.base) + paths(.candidate)
        guard base.isEmpty && candidate.isEmpty ? files.count == 2 : files.isEmpty else {
            throw ValidationError(
                "Name two runs, such as main.jsonl.zst branch.jsonl.zst, or name all logs with --base and --candidate.")
        }
        if paths(.base).isEmpty || paths(.candidate).isEmpty {
            throw ValidationError("Name logs of both runs: add --\(base.isEmpty ? "base" : "candidate") and a file.")
        }
        try validateReading(all)
    }

    private func validateBaseline() throws {
        guard baseline.history != nil else {
            throw ValidationError("--baseline chooses runs of --history; name logs of the base with --base.")
        }
        guard base.isEmpty, paths(.candidate).count == (candidate.isEmpty ? 1 : candidate.count) else {
            throw ValidationError("With --baseline name the candidate only: one file, or each with --candidate.")
        }
        try validateReading(paths(.candidate))
    }

    private func validateReading(_ paths: [String]) throws {
        let standardInputs = paths.count { $0 == LogFile.standardInput }
        if standardInputs > 1 { throw ValidationError("Standard input can be one of the runs only.") }
        if standardInputs == 1, try plan.isRelative {
            throw ValidationError(
                "--warmup and --cooldown read the logs twice, and standard input can be read only once.")
        }
        guard let threads, !(1...256).contains(threads) else { return }
        throw ValidationError("--threads takes a number from 1 to 256.")
    }

    private func paths(_ side: RunComparison.Side) -> [String] {
        // The base is in a history then.
        if baseline.isGiven { return side == .base ? [] : files + candidate }
        return switch side {
        case .base: base.isEmpty && candidate.isEmpty ? Array(files.prefix(1)) : base
        case .candidate: base.isEmpty && candidate.isEmpty ? Array(files.dropFirst()) : candidate
        }
    }

    private var plan: AnalysisPlan {
        get throws {
            var plan = AnalysisPlan()
            plan.filter = filters.filter
            (plan.warmup, plan.cooldown) = (margins.warmup?.nanoseconds, margins.cooldown?.nanoseconds)
            do throws(Objective.ParseError) {
                for list in slo { plan.add(try Objective.list(list)) }
            } catch {
                throw ValidationError("--slo: \(error)")
            }
            return plan
        }
    }

    /// The files of a side.
    func resolve(_ side: RunComparison.Side) throws -> [LogFile] {
        // The runs of a history are found when the candidate is known.
        if side == .base, baseline.isGiven { return [] }
        do {
            let (files, notices) = try LogFiles.resolve(paths(side))
            for notice in notices { StandardError.write("ltb-analyze: \(side.rawValue): \(notice)") }
            return files
        } catch {
            throw Failure(message: error.description)
        }
    }

    /// Reads a side, with its single values.
    func read(_ files: [LogFile], _ side: RunComparison.Side) throws -> SampledRun {
        var plan = try plan
        plan.pricing = try prices.pricingIfAsked()
        let meter = ReadingMeter()
        let progress = ProgressLine(
            meter, totalBytes: AnalysisOptions.bytes(of: files, readTwice: plan.isRelative))
        defer { progress?.end() }
        do throws(LogError) {
            let run = try LogAnalysis.readSamples(
                files, plan, threads: threads ?? WorkerThreads.available, meter: meter)
            progress?.end()
            for notice in run.notices { StandardError.write("ltb-analyze: \(side.rawValue): \(notice)") }
            return run
        } catch {
            throw Failure(message: error.description)
        }
    }

    /// The runs of a history that the candidate is compared with by their figures; nil where logs are compared.
    func past(for candidate: RunSummary, of files: [LogFile]) throws -> RunComparison.Past? {
        guard baseline.isGiven, let past = try baseline.past(for: candidate, of: files) else { return nil }
        let plan = try plan
        guard plan.filter.isEmpty, !plan.isRelative, slo.isEmpty, try prices.pricingIfAsked() == nil else {
            throw Failure(
                message:
                    "A history has the figures of whole runs, with costs as recorded: leave out filters, --warmup, "
                    + "--cooldown, --slo and --prices, or name the base's logs with --base.", status: .usage)
        }
        return past
    }

    /// The base's logs, and of how many runs they are: those that are named are one, those of a history are its runs.
    func baseLogs(
        _ named: [LogFile], for candidate: RunSummary, of files: [LogFile]
    ) throws -> (logs: [LogFile], runs: Int) {
        baseline.isGiven ? try baseline.storedLogs(for: candidate, besides: files) : (named, 1)
    }

    /// The verdict of `--strict`.
    func judge(_ base: RunSummary, _ candidate: RunSummary) throws(Failure) {
        guard strict else { return }
        for (side, log) in [("base", base.log), ("candidate", candidate.log)] where log.isDamaged {
            throw Failure(message: "--strict: \(side): \(DamageSentence(log).text)", status: .verdict)
        }
    }
}
