// Owns the options of every command that analyzes logs: which logs, how strictly, which events, by which objectives.

import ArgumentParser
import Glibc
import LTBAnalysis
import LTBLog
import LTBReport

/// Logs to analyze.
struct AnalysisOptions: ParsableArguments {
    @OptionGroup var input: InputOptions

    @Flag(help: "Exit with 2 when anything of a log could not be read.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "What requests should reach: latency=5s,ttft=500ms@99%,tpot=50ms,error_rate=1%. Exit with 2 when one is "
                + "missed, with 3 when one could not be judged.",
            valueName: "objectives"))
    var slo: [String] = []

    @Option(
        name: .customLong("group-by"),
        help: ArgumentHelp(
            "Also group requests by the values of this label, or field of their data.", valueName: "label"))
    var groupBy: String?

    @Option(help: "How many threads read; by default one a processor. The result is the same for any number.")
    var threads: Int?

    @OptionGroup(title: "Prices") var prices: PriceOptions
    @OptionGroup(title: "Filters") var filters: EventFilterOptions
    @OptionGroup(title: "Filters") var margins: MarginOptions

    func validate() throws {
        let plan = try plan
        if groupBy?.isEmpty == true { throw ValidationError("--group-by takes the name of a label, such as team.") }
        if plan.isRelative, let file = input.files.first(where: Self.isReadOnce) {
            let name = file == LogFile.standardInput ? "standard input" : "'\(file)', which is no regular file,"
            throw ValidationError(
                "--warmup and --cooldown read the logs twice, and \(name) can be read only once; write it to a file first."
            )
        }
        if input.files.contains(LogFile.standardInput), prices.prices.contains(DocumentFile.standardInput) {
            throw ValidationError("standard input cannot be both the log and the prices; name a file for one of them.")
        }
        guard let threads, !(1...Self.threadLimit).contains(threads) else { return }
        throw ValidationError("--threads takes a number from 1 to \(Self.threadLimit).")
    }

    /// What is asked of the logs.
    private var plan: AnalysisPlan {
        get throws {
            var plan = AnalysisPlan()
            plan.filter = filters.filter
            (plan.warmup, plan.cooldown) = (margins.warmup?.nanoseconds, margins.cooldown?.nanoseconds)
            plan.groupLabel = groupBy
            do throws(Objective.ParseError) {
                for list in slo { plan.add(try Objective.list(list)) }
            } catch {
                throw ValidationError("--slo: \(error)")
            }
            return plan
        }
    }

    private static let threadLimit = 256

    /// Whether what is there, a pipe say, gives its bytes only once; of folders only regular files are read.
    static func isReadOnce(_ path: String) -> Bool {
        var status = stat()
        guard path != LogFile.standardInput else { return true }
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    /// Reads everything into a summary, with costs by these prices, or by those of `--prices`.
    func analyze(_ files: [LogFile], pricing: RequestPricing? = nil) throws -> RunSummary {
        try read(files, pricing) { plan, threads, meter throws(LogError) in
            let (summary, notices) = try LogAnalysis.read(files, plan, threads: threads, meter: meter)
            return (summary, summary, notices)
        }
    }

    /// Reads everything into a summary, with the run's single values.
    func sample(_ files: [LogFile]) throws -> SampledRun {
        try read(files, nil) { plan, threads, meter throws(LogError) in
            let run = try LogAnalysis.readSamples(files, plan, threads: threads, meter: meter)
            return (run, run.summary, run.notices)
        }
    }

    /// Reads logs in some way, with progress, and tells of what no figure does.
    private func read<Result>(
        _ files: [LogFile], _ pricing: RequestPricing?,
        _ body: (AnalysisPlan, Int, ReadingMeter) throws(LogError) -> (Result, RunSummary, [String])
    ) throws -> Result {
        var plan = try plan
        plan.pricing = try pricing ?? prices.pricingIfAsked()
        let meter = ReadingMeter()
        let progress = ProgressLine(meter, totalBytes: Self.bytes(of: files, readTwice: plan.isRelative))
        defer { progress?.end() }
        do throws(LogError) {
            let (result, summary, notices) = try body(plan, threads ?? WorkerThreads.available, meter)
            progress?.end()
            for notice in notices + (plan.isRelative ? [] : Self.emptiness(of: summary)) {
                StandardError.write("ltb-analyze: \(notice)")
            }
            return result
        } catch {
            throw Failure(message: error.description)
        }
    }

    /// Says that the filters left nothing, which may be a slip of the pen; of margins that do, the notices tell.
    private static func emptiness(of summary: RunSummary) -> [String] {
        guard summary.filters != FilterDescription(), summary.log.events > 0, summary.window == nil else { return [] }
        return ["no event passes the filters, of \(summary.log.events); ltb-analyze info lists what is in the log."]
    }

    /// How much there is to read; nil if that is unknown.
    static func bytes(of files: [LogFile], readTwice: Bool) -> Int64? {
        var bytes: Int64 = 0
        for file in files {
            var status = stat()
            guard stat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            bytes += Int64(status.st_size)
        }
        return readTwice ? 2 * bytes : bytes
    }

    /// The verdict of `--strict` and `--slo`.
    func judge(_ summary: RunSummary) throws(Failure) {
        if strict, summary.log.isDamaged {
            throw Failure(message: "--strict: \(DamageSentence(summary.log).text)", status: .verdict)
        }
        guard let verdict = ObjectiveVerdict(summary) else { return }
        if verdict.isMissed {
            let worst = verdict.worst.map { ": \($0)" } ?? ""
            throw Failure(message: "--slo: \(verdict.sentence)\(worst).", status: .verdict)
        }
        guard !verdict.unmeasured.isEmpty else { return }
        let unmeasured = verdict.unmeasured.joined(separator: ", ")
        throw Failure(message: "--slo: No request could be judged by \(unmeasured).", status: .noData)
    }
}
