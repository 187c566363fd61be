// Owns `--budget`: reading it, and its verdict.

import ArgumentParser
import LTBAnalysis
import LTBReport

/// An amount of US dollars, as typed: `5USD`, `$5`, `0.50`.
struct BudgetOption {
    /// As many as costs have: they are whole nano-dollars.
    private static let decimals = 9

    let dollars: Double

    init(_ argument: String) throws {
        var text = argument.filter { $0 != " " }
        if text.hasPrefix("$") { text.removeFirst() }
        if text.lowercased().hasSuffix("usd") { text.removeLast(3) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal = parts.allSatisfy { $0.utf8.allSatisfy { $0 &- 0x30 <= 9 } } && text.utf8.contains { $0 != 0x2E }
        guard isDecimal, parts.count <= 2, parts.count < 2 || parts[1].utf8.count <= Self.decimals,
            let dollars = Double(text), dollars.isFinite
        else {
            throw ValidationError("write US dollars in digits, with at most 9 decimals, such as 5USD or 0.50.")
        }
        self.dollars = dollars
    }

    /// Compares the computed cost, or where there are what-ifs the cost on those prices, with the budget.
    func judge(_ summary: RunSummary) throws(Failure) {
        let cost = summary.cost
        let isWhatIf = cost?.whatIfs.isEmpty == false
        let spent = isWhatIf ? cost?.total.whatIf : cost?.total.computed
        guard let spent else {
            let reason = Self.reason(cost?.total ?? CostFigures())
            throw Failure(
                message: "--budget: \(reason), so that nothing can be compared with the budget.", status: .noData)
        }
        let name = isWhatIf ? "the cost on the prices of --what-if" : "the computed cost"
        let gaps = CostGaps(summary, ofWhatIf: isWhatIf)
        guard spent <= dollars else {
            let bound = gaps.isEmpty ? "" : "at least "
            throw Failure(
                message: "--budget: \(name) is \(bound)\(Self.text(spent)), over the budget of \(Self.text(dollars)).",
                status: .verdict)
        }
        guard !gaps.isEmpty else { return }
        StandardError.write(
            "ltb-analyze: --budget: \(name) of \(Self.text(spent)) is within the budget of \(Self.text(dollars)), but "
                + "it is a lower bound: \(gaps.text).")
    }

    /// Why there is no cost, and what to do.
    private static func reason(_ total: CostFigures) -> String {
        if total.requests == 0 { return "no request ended" }
        if total.dueRequests == 0 {
            return
                "\(counted(total.requests, "request")) failed and \(total.requests == 1 ? "reports" : "report") no usage"
        }
        let unmeasured = [UnpricedCause.inputNotMeasured, .outputNotMeasured].reduce(0) {
            $0 + (total.unpriced[$1] ?? 0)
        }
        return unmeasured == total.unpricedRequests
            ? "no request tells how many tokens it used (have their counts recorded)"
            : "no request could be priced (add prices with --prices)"
    }

    private static func text(_ dollars: Double) -> String { "$" + NumberFormat.trimmed(dollars, places: decimals) }
}
