// Owns `ltb-analyze history trend`: one figure over runs.

import ArgumentParser
import LTBAnalysis
import LTBHistory
import LTBReport

struct HistoryTrendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend",
        abstract: "Shows one figure over runs, and where it changed for good.",
        discussion: """
            FIGURE is one of those of check: p95(latency), mean(output_tokens), p50(ttft), error_rate, cost, \
            count(requests), requests_per_second, mean(score{metric="faithfulness"}), \
            p99(latency{provider="openai"}). --provider and --model are short for such conditions.

            \(Trend.method)

            EXAMPLES
              ltb-analyze history trend runs.db 'p95(latency)'
              ltb-analyze history trend runs.db 'p95(latency)' \\
                --model openai/gpt-4o --branch main -o trend.html
              ltb-analyze history trend runs.db error_rate --provider openai \\
                --last 50 --format markdown
            """)

    @OptionGroup var file: HistoryFile

    @Argument(help: "The figure.")
    var figure: String

    @Option(help: "Of this model only: its name, or provider/name.")
    var model: String?

    @Option(help: "Of this provider only.")
    var provider: String?

    @OptionGroup var chosen: RunChoiceOptions

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Write the trend to this file, in the format of its ending; - is standard output. May be repeated.",
            valueName: "file"),
        completion: .file())
    var output: [String] = []

    @Option(help: "The format, where no ending tells: text, html, json, csv or markdown.")
    var format: String?

    @Option(help: "The title of the page; by default the figure.")
    var title: String?

    @OptionGroup var color: ColorOptions

    func validate() throws {
        _ = try query
        for path in output { _ = try formatName(of: path) }
        if let format, ReportFormatName(word: format) == nil { throw Self.unknown(format) }
    }

    private var query: FigureQuery {
        get throws {
            do throws(ExpectationError) {
                var query = try FigureQuery(figure)
                if let provider { query.conditions.append(.init(label: "provider", pattern: provider)) }
                if let model { query.conditions.append(.init(label: "model", pattern: model)) }
                return query
            } catch {
                throw ValidationError(error.description)
            }
        }
    }

    func run() throws {
        let outputs = try output.map { (target: OutputTarget(path: $0), name: try formatName(of: $0)) }
        for output in outputs { try output.target.check() }
        let query = try query
        let history = try file.open()
        let trend = try Failure.ofHistory { () throws(HistoryError) in
            try self.trend(query, try history.runs(chosen.choice))
        }
        guard !trend.values.isEmpty else { throw Failure(message: nothing(trend, query), status: .noData) }
        for output in outputs { try output.target.write(bytes(of: trend, output.name, isColored: false)) }
        guard outputs.isEmpty else { return }
        let name = format.flatMap { ReportFormatName(word: $0) } ?? .text
        try OutputTarget.standardOutput.write(bytes(of: trend, name, isColored: color.isWanted))
    }

    private func trend(_ query: FigureQuery, _ runs: [StoredRun]) throws(HistoryError) -> Trend {
        var points: [Trend.Point] = []
        for run in runs {
            let value = try self.value(of: query, in: run)
            points.append(
                Trend.Point(
                    number: run.number, runID: run.identity.runID, time: run.time, branch: run.branch,
                    commit: run.commit, value: value))
        }
        return Trend(figure: query.text, scope: scope, unit: Self.unit(of: query), points: points)
    }

    /// The value of the one thing that is meant; a model may be written with its provider before it.
    private func value(of query: FigureQuery, in run: StoredRun) throws(HistoryError) -> Double? {
        let readings = try run.readings(query).filter { $0.value != nil }
        if readings.count > 1 {
            throw .badFigure(
                "'\(query.text)' is \(readings.count) figures of run \(run.number), not one; add --provider or --model, or "
                    + "write provider/model.")
        }
        if let reading = readings.first { return reading.value }
        guard provider == nil, let model, let slash = model.firstIndex(of: "/") else { return nil }
        var exact = query
        exact.conditions.removeAll { $0.label == "model" }
        exact.conditions.append(.init(label: "provider", pattern: String(model[..<slash])))
        exact.conditions.append(.init(label: "model", pattern: String(model[model.index(after: slash)...])))
        return try run.readings(exact).single?.value
    }

    private static func unit(of query: FigureQuery) -> Trend.Unit {
        switch query.unit {
        case .seconds: .seconds
        case .share: .share
        case .dollars: .dollars
        case .perSecond: .rate
        case .number: query.quantity == .score ? .score : .count
        }
    }

    private func bytes(of trend: Trend, _ name: ReportFormatName, isColored: Bool) -> [UInt8] {
        switch name {
        case .html: return TrendPage(trend, title: title).bytes
        case .json: return trend.json
        case .csv: return trend.csv
        case .markdown: return trend.markdown
        case .text:
            var bytes: [UInt8] = []
            TrendText(trend, color: isColored).write(to: &bytes)
            return bytes
        }
    }

    /// What was chosen, for people.
    private var scope: String {
        let parts = [
            chosen.branch.map { "branch \($0)" },
            chosen.status.map { "status \($0)" },
        ]
        let labels = chosen.label.map { "\($0.key)=\($0.value)" }
        return (parts.compactMap { $0 } + labels).joined(separator: ", ")
    }

    private func nothing(_ trend: Trend, _ query: FigureQuery) -> String {
        guard !trend.points.isEmpty else {
            return "no run of \(file.history) is meant; ltb-analyze history list shows what it has."
        }
        return
            "none of \(counted(trend.points.count, "run")) has \(query.text); ltb-analyze history show tells what a run has."
    }

    private func formatName(of path: String) throws -> ReportFormatName {
        if let name = ReportFormatName(fileName: path) { return name }
        if let format {
            guard let name = ReportFormatName(word: format) else { throw Self.unknown(format) }
            return name
        }
        throw ValidationError(
            "The ending of '\(path)' names no format. Use .html, .json, .csv, .md or .txt, or say --format.")
    }

    private static func unknown(_ format: String) -> ValidationError {
        ValidationError("There is no format '\(format)'. Use html, json, csv, markdown or text.")
    }
}
