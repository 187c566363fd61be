// Owns `ltb-analyze cost`: what a run cost, by a table of prices.

import ArgumentParser
import LTBAnalysis
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

            JSON has all dimensions; CSV has one row a name, behind one of all together.

            EXAMPLES
              ltb-analyze cost run.jsonl.zst
              ltb-analyze cost run.jsonl.zst --by benchmark --by day
              ltb-analyze cost run.jsonl.zst --group-by team --by label --format markdown
              ltb-analyze cost run.jsonl.zst --prices prices.yaml --budget 5USD
              ltb-analyze cost run.jsonl.zst --what-if gpt-4o-mini=claude-haiku-4.5
              ltb-analyze cost run.jsonl.zst --format json | jq .cost.computed
            """)

    /// The dimensions of a cost summary.
    enum Dimension: String, CaseIterable, ExpressibleByArgument {
        case provider, model, benchmark, label, hour, day
    }

    @OptionGroup var analysis: AnalysisOptions

    @Option(help: "What costs are told by: provider, model, benchmark, label, hour or day. May be repeated.")
    var by: [Dimension] = []

    @Option(help: "The format: text, markdown, csv or json.")
    var format: CostReport.Syntax = .text

    @Option(
        name: .customLong("what-if"),
        help: ArgumentHelp(
            "Also price the requests to a model as if they had been to another. May be repeated.",
            valueName: "model=model"),
        transform: WhatIfOption.init)
    var whatIf: [WhatIfOption] = []

    @Option(help: ArgumentHelp("Exit with 2 when the computed cost is over this: 5USD, 0.50.", valueName: "amount"))
    var budget: BudgetOption?

    @OptionGroup var color: ColorOptions

    func validate() throws {
        try WhatIfOption.check(whatIf)
        guard by.contains(.label), analysis.groupBy == nil else { return }
        throw ValidationError("--by label needs to know which: add --group-by and the name of a label, such as team.")
    }

    func run() throws {
        let files = try analysis.input.resolve()
        let table = try analysis.prices.table()
        for option in whatIf { try option.check(in: table) }
        let summary = try analysis.analyze(files, pricing: RequestPricing(table, whatIfs: whatIf.map(\.whatIf)))
        for option in whatIf { try option.check(in: summary) }
        let dimensions = by.isEmpty ? [analysis.groupBy == nil ? .model : .label] : by
        let report = CostReport(
            format, by: dimensions.compactMap { .init(rawValue: $0.rawValue) }, color: color.isWanted)
        do throws(Failure) {
            try OutputTarget.standardOutput.write(report.bytes(of: summary))
        } catch {
            // That nobody reads the costs any more does not change the verdict.
            guard error.status == .success else { throw error }
        }
        try judge(summary)
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
