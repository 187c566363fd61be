// Owns `ltb-analyze report`: which outputs are made of one pass over the logs.

import ArgumentParser
import LTBAnalysis
import LTBLog
import LTBReport

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Makes reports of a run: a page, a summary, data for other tools.",
        discussion: """
            Without -o it prints a summary and writes a page named after the log (run.jsonl.zst makes run.html; several \
            logs or standard input make report.html) to the working directory. Each -o is one output, in the format of \
            its ending: .html, .json, .csv, .md or .txt; all of them are made in one pass. --format alone writes to \
            standard output.

            CSV is one file a table: -o run.csv writes the models there, and beside it run-providers.csv, \
            run-timeline.csv and so on, as far as the run has any. --table writes one table only; standard output \
            takes the models where it is not given.

            With filters all outputs tell only of the events that pass, and say so: of several filters all must hold; of \
            one that is given several times, any. A time filter judges a request by its end. An objective of --slo is \
            met when 95 % of the requests reach it, or the share after @; error_rate=1% needs 99 % without error. \
            Latencies are judged over successful requests.

            EXAMPLES
              ltb-analyze report run.jsonl.zst
              ltb-analyze report run.jsonl.zst -o index.html -o summary.json -o summary.md
              ltb-analyze report logs/ --title "Nightly evaluation" -o nightly.html
              ltb-analyze report run.jsonl.zst --format json | jq .totals.latency.p95
              ltb-analyze report run.jsonl.zst --format csv --table timeline > timeline.csv
              ltb-analyze report logs/ --index -o site/ --title "Evaluations of the week"
              ltb-analyze report run.jsonl.zst --provider openai \\
                --warmup 30s --cooldown 10s
              ltb-analyze report run.jsonl.zst --from 2026-01-15T10:30:00Z \\
                --where team=search --group-by tier
              ltb-analyze report run.jsonl.zst -o report.html \\
                --slo latency=5s,ttft=500ms@99%,error_rate=1%
            """)

    @OptionGroup var analysis: AnalysisOptions

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Write a report to this file, in the format of its ending; - is standard output. May be repeated.",
            valueName: "file"),
        completion: .file())
    var output: [String] = []

    @Option(help: "The format, where no ending tells: html, json, csv, markdown or text.")
    var format: String?

    @Option(
        help: ArgumentHelp(
            "The only table of CSV: \(CSVReport.Table.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "table"))
    var table: CSVReport.Table?

    @Option(help: "The title of the page; by default the run's name.")
    var title: String?

    @Option(
        help: ArgumentHelp(
            "Where a page has its style and script: inline, or separate, in report.css and report.js beside it, for "
                + "servers whose policy forbids a page its own style, as Jenkins' does.",
            valueName: "where"))
    var assets: PageAssets = .inline

    @Flag(help: "Make a page of each log, and an index.html with trends over them, in the folder of -o.")
    var index = false

    @OptionGroup var color: ColorOptions

    /// One output: what, and where to.
    private struct Output {
        var target: OutputTarget
        var format: any ReportFormat

        /// Where it is, if it is a page in a file.
        var pagePath: String? {
            guard format is HTMLReport, case .file(let path) = target else { return nil }
            return path
        }
    }

    func validate() throws {
        _ = try formatName()
        if index { return try validateIndex() }
        let formats = try output.map(formatName(of:)) + [formatName()].compactMap { $0 }
        if table != nil, !formats.contains(.csv) {
            throw ValidationError("--table is of CSV: add --format csv, or an output such as -o run.csv.")
        }
        let pages = try output.filter { try formatName(of: $0) == .html }.map(OutputTarget.init(path:))
        let isPrinted = output.isEmpty ? try formatName() == .html : pages.contains(.standardOutput)
        if assets == .separate, isPrinted {
            throw ValidationError(
                "--assets separate writes files beside the page: name it with -o, such as -o run.html.")
        }
    }

    private func validateIndex() throws {
        if output.count != 1 || OutputTarget(path: output[0]) == .standardOutput {
            throw ValidationError("--index takes one folder for all pages: add -o and its name, such as -o site/.")
        }
        guard try formatName() ?? .html == .html, table == nil else {
            throw ValidationError("--index makes pages: leave out --format and --table.")
        }
    }

    func run() throws {
        let files = try analysis.input.resolve()
        if index {
            let site = Site(folder: output[0], title: title, assets: assets)
            try site.prepare(for: files)
            return try site.write(files, analysis: analysis)
        }
        let outputs = try makeOutputs(files)
        let assetFiles = AssetFiles(assets, besidePagesAt: outputs.compactMap(\.pagePath))
        try assetFiles.check(differFrom: files)
        for output in outputs + outputs.flatMap({ furtherTables(CSVReport.Table.allCases, beside: $0) }) {
            try output.target.check()
            try output.target.checkDiffers(from: files)
            try output.target.checkDiffers(fromPricesIn: analysis.prices.prices)
        }
        let summary = try analysis.analyze(files)
        try assetFiles.write()
        try write(summary, to: outputs)
        if output.isEmpty, format == nil { StandardError.write("Wrote \(Self.defaultPage(for: files)).") }
        try analysis.judge(summary)
    }

    /// Writes all outputs; that nobody reads one of them any more is no reason not to write the others.
    private func write(_ summary: RunSummary, to outputs: [Output]) throws(Failure) {
        let tables = CSVReport.Table.filled(in: summary)
        for output in outputs + outputs.flatMap({ furtherTables(tables, beside: $0) }) {
            do throws(Failure) {
                try output.target.write(output.format.bytes(of: summary))
            } catch {
                guard error.status == .success else { throw error }
            }
        }
    }

    /// The tables that are beside the models, each in a file of its own: `run-providers.csv` beside `run.csv`.
    private func furtherTables(_ tables: [CSVReport.Table], beside output: Output) -> [Output] {
        guard table == nil, output.format is CSVReport, case .file(let path) = output.target else { return [] }
        let stem = path.lowercased().hasSuffix(".csv") ? String(path.dropLast(4)) : path
        return tables.filter { $0 != .models }.map { table in
            Output(target: .file("\(stem)-\(table.rawValue).csv"), format: CSVReport(table))
        }
    }

    private func makeOutputs(_ files: [LogFile]) throws -> [Output] {
        if !output.isEmpty {
            return try output.map { path in
                let target = OutputTarget(path: path)
                return Output(target: target, format: makeFormat(try formatName(of: path), for: target))
            }
        }
        if let name = try formatName() {
            return [Output(target: .standardOutput, format: makeFormat(name, for: .standardOutput))]
        }
        return [
            Output(target: .file(Self.defaultPage(for: files)), format: makeFormat(.html, for: .standardOutput)),
            Output(target: .standardOutput, format: makeFormat(.text, for: .standardOutput)),
        ]
    }

    private func makeFormat(_ name: ReportFormatName, for target: OutputTarget) -> any ReportFormat {
        let isColored = target == .standardOutput && color.isWanted
        return name.format(ReportOptions(title: title, assets: assets, color: isColored, table: table ?? .models))
    }

    private func formatName() throws -> ReportFormatName? {
        guard let format else { return nil }
        guard let name = ReportFormatName(word: format) else {
            throw ValidationError("There is no format '\(format)'. Use html, json, csv, markdown or text.")
        }
        return name
    }

    private func formatName(of path: String) throws -> ReportFormatName {
        if let name = ReportFormatName(fileName: path) { return name }
        if let name = try formatName() { return name }
        throw ValidationError(
            "The ending of '\(path)' names no format. Use .html, .json, .csv, .md or .txt, or say --format.")
    }

    /// `run.html` for `run.jsonl.zst`; `report.html` where no one file gives its name.
    static func defaultPage(for files: [LogFile]) -> String {
        guard files.count == 1, let file = files.first, file.path != LogFile.standardInput else { return "report.html" }
        var stem = file.name
        for ending in [".zst", ".jsonl", ".json"] where stem.hasSuffix(ending) { stem.removeLast(ending.count) }
        return stem.isEmpty ? "report.html" : "\(stem).html"
    }
}

extension CSVReport.Table: ExpressibleByArgument {}
extension PageAssets: ExpressibleByArgument {}
