// Owns the section on tokens and cost.

internal import LTBAnalysis

/// What the run used.
enum TokensSection: PageSection {
    static let id = "tokens"
    static let title = "Tokens and cost"

    static func content(_ page: PageContext) -> Markup {
        let figures = [TokensChart.figure(page), CostChart(page)?.figure ?? .empty].filter { !$0.isEmpty }
        let charts: Markup =
            figures.isEmpty ? .empty : #"<div class="g2">\#(figures.joined())</div>"# + kinds(page)
        return charts + CostTables.markup(page)
    }

    /// The kinds of tokens that have a price of their own.
    private static func kinds(_ page: PageContext) -> Markup {
        let totals = page.summary.totals
        guard totals.totalCacheWriteTokens > 0 || totals.totalReasoningTokens > 0 else { return "\n" }
        var parts: [String] = []
        if totals.totalReasoningTokens > 0 {
            parts.append(NumberFormat.count(totals.totalReasoningTokens) + " of the output tokens were reasoning")
        }
        if totals.totalCacheWriteTokens > 0 {
            parts.append(
                NumberFormat.count(totals.totalCacheWriteTokens) + " of the input tokens were written to a cache")
        }
        return "<p class=\"mut\">\(parts.joined(separator: "; ")).</p>\n"
    }
}
