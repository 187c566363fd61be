// Owns `--budget`: reading it, and its verdict.

import ArgumentParser
import LTBAnalysis
import LTBReport

/// An amount of US dollars, as typed: `5USD`, `$5`, `0.50`.
struct BudgetOption: ExpressibleByArgument {
    let dollars: Double

    init?(argument: String) {
        var text = argument.filter { $0 != " " }
        if text.hasPrefix("$") { text.removeFirst() }
        if text.lowercased().hasSuffix("usd") { text.removeLast(3) }
        guard let first = text.utf8.first, first == UInt8(ascii: ".") || first &- 0x30 <= 9, let dollars = Double(text),
            dollars.isFinite
        else { return nil }
        self.dollars = dollars
    }

    /// Compares the computed cost, or where there are what-ifs the cost on those prices, with the budget.
    func judge(_ summary: RunSummary) throws(Failure) {
        let cost = summary.cost
        let isWhatIf = cost?.whatIfs.isEmpty == false
        let spent = isWhatIf ? cost?.total.whatIf : cost?.total.computed
        guard let cost, let spent else {
            throw Failure(
                message: "--budget: no request could be priced, so that nothing can be compared with the budget; "
                    + "add prices with --prices.", status: .noData)
        }
        let name = isWhatIf ? "the cost on the prices of --what-if" : "the computed cost"
        guard spent <= dollars else {
            throw Failure(
                message: "--budget: \(name) is \(Self.text(spent)), over the budget of \(Self.text(dollars)).",
                status: .verdict)
        }
        let left = cost.total.unpricedRequests
        guard left > 0 else { return }
        StandardError.write(
            "ltb-analyze: --budget: \(name) of \(Self.text(spent)) is within the budget, but lacks "
                + "\(counted(left, "request")) that could not be priced.")
    }

    private static func text(_ dollars: Double) -> String { "$" + NumberFormat.trimmed(dollars, places: 6) }
}
