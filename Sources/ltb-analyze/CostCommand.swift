// Owns `ltb-analyze cost`: what a run cost, by a table of prices.

import ArgumentParser
import LTBAnalysis
import LTBLog
import LTBReport

struct CostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        abstract: "Prints what a run cost: as recorded, and by a table of prices.",
        discussion: """
            Every request is priced again by its tokens, with the prices that were valid when it ended: those of the \
            built-in table, and over them those of --prices. The recorded cost stands beside the computed one, with their \
            drift. Cached and reasoning tokens are parts of the input and of the output, and are counted once; a failed \
            request costs what it used. A request that has no price is counted and named, and never costs $0.

            --what-if prices the requests to one model as if they had been to another, with the same tokens.

            --budget compares the computed cost (with --what-if: the cost on those prices) and exits with 2 when it is \
            over, with 3 when no request could be priced. Requests without a price are not in it, and it says so.

            Each -o is one output, in the format of its ending: .txt, .md, .csv or .json; without any the costs are \
            printed. JSON has all dimensions; CSV has one row a name, behind one of all together.

            EXAMPLES
              ltb-analyze cost run.jsonl.zst
              ltb-analyze cost run.jsonl.zst --by benchmark --by day
              ltb-analyze cost run.jsonl.zst --group-by team --by label --format markdown
              ltb-analyze cost run.jsonl.zst --prices prices.yaml --budget 5USD
              ltb-analyze cost run.jsonl.zst --what-if gpt-4o-mini=claude-haiku-4.5
              ltb-analyze cost run.jsonl.zst --format json | jq .cost.computed
              ltb-analyze cost run.jsonl.zst -o cost.md -o cost.csv
            """)

    /// The dimensions of a cost summary.
    enum Dimension: String, CaseIterable, ExpressibleByArgument {
        case provider, model, benchmark, label, hour, day
    }

    @OptionGroup var analysis: AnalysisOptions

    @Option(help: "What costs are told by: provider, model, benchmark, label, hour or day. May be repeated.")
    var by: [Dimension] = []

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Write the costs to this file, in the format of its ending; - is standard output. May be repeated.",
            valueName: "file"),
        completion: .file())
    var output: [String] = []

    @Option(help: "The format, where no ending tells: text, markdown, csv or json.")
    var format: CostReport.Syntax?

    @Option(
        name: .customLong("what-if"),
        help: ArgumentHelp(
            "Also price the requests to a model as if they had been to another. May be repeated.",
            valueName: "model=model"),
        transform: WhatIfOption.init)
    var whatIf: [WhatIfOption] = []

    @Option(
        help: ArgumentHelp("Exit with 2 when the computed cost is over this: 5USD, 0.50.", valueName: "amount"),
        transform: BudgetOption.init)
    var budget: BudgetOption?

    @OptionGroup var color: ColorOptions

    func validate() throws {
        try WhatIfOption.check(whatIf)
        for path in output { _ = try syntax(of: path) }
        guard by.contains(.label), analysis.groupBy == nil else { return }
        throw ValidationError("--by label needs to know which: add --group-by and the name of a label, such as team.")
    }

    func run() throws {
        let files = try analysis.input.resolve()
        let outputs = try makeOutputs(files)
        let table = try analysis.prices.table()
        for option in whatIf { try option.check(in: table) }
        let summary = try analysis.analyze(files, pricing: RequestPricing(table, whatIfs: whatIf.map(\.whatIf)))
        for option in whatIf { try option.check(in: summary) }
        try write(summary, to: outputs)
        try judge(summary)
    }

    private typealias Output = (target: OutputTarget, report: CostReport)

    private func makeOutputs(_ files: [LogFile]) throws -> [Output] {
        let all = try output.map { (OutputTarget(path: $0), try syntax(of: $0)) }
        return try (all.isEmpty ? [(.standardOutput, format ?? .text)] : all).map { target, syntax in
            try target.check()
            try target.checkDiffers(from: files)
            try target.checkDiffers(fromPricesIn: analysis.prices.prices)
            let isColored = target == .standardOutput && color.isWanted
            return (target, CostReport(syntax, by: dimensions, color: isColored))
        }
    }

    /// What costs are told by, each once.
    private var dimensions: [CostSummary.Dimension] {
        let asked = by.isEmpty ? [analysis.groupBy == nil ? .model : .label] : by
        return asked.indices.filter { !asked[..<$0].contains(asked[$0]) }.compactMap {
            CostSummary.Dimension(rawValue: asked[$0].rawValue)
        }
    }

    private func syntax(of path: String) throws -> CostReport.Syntax {
        let name = ReportFormatName(fileName: path)
        if name == .html {
            throw ValidationError(
                "cost makes no page: 'ltb-analyze report' with --prices has the costs in its page, so for '\(path)' "
                    + "use that, or an ending of .txt, .md, .csv or .json.")
        }
        if let syntax = name.flatMap({ CostReport.Syntax($0) }) ?? format { return syntax }
        guard OutputTarget(path: path) != .standardOutput else { return .text }
        throw ValidationError(
            "The ending of '\(path)' names no format. Use .txt, .md, .csv or .json, or say --format.")
    }

    /// Writes all outputs; that nobody reads one of them any more is no reason not to write the others, nor does it change
    /// the verdict.
    private func write(_ summary: RunSummary, to outputs: [Output]) throws(Failure) {
        for output in outputs {
            do throws(Failure) {
                try output.target.write(output.report.bytes(of: summary))
            } catch {
                guard error.status == .success else { throw error }
            }
        }
        guard let cost = summary.cost, !outputs.allSatisfy({ $0.report.tellsNotices }) else { return }
        for dimension in dimensions where !cost.sentence(on: dimension).isEmpty {
            StandardError.write("ltb-analyze: --by \(dimension.rawValue): \(cost.sentence(on: dimension))")
        }
    }

    /// That the budget was exceeded weighs more than an objective that could not be judged.
    private func judge(_ summary: RunSummary) throws(Failure) {
        do throws(Failure) {
            try analysis.judge(summary)
        } catch {
            if error.status == .noData { try budget?.judge(summary) }
            throw error
        }
        try budget?.judge(summary)
    }
}

extension CostReport.Syntax: ExpressibleByArgument {}
