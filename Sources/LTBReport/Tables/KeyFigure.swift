// Owns the six figures that back the headline.

package import LTBAnalysis

/// One of the figures to see first: its name, its value, and what puts it into proportion.
package struct KeyFigure: Sendable, Equatable {
    /// Such as `Latency p95`.
    package var label: String
    /// Such as `9.40 s`.
    package var value: String
    /// Such as `p50 2.50 s, p99 14.8 s`; empty when there is nothing to add.
    package var note = ""

    /// Requests, success, latency, time to first token, output tokens, cost.
    package static func all(for summary: RunSummary) -> [KeyFigure] {
        let totals = summary.totals
        return [
            requests(totals), succeeded(totals), distribution("Latency p95", totals.latency),
            distribution("First token p95", totals.timeToFirstToken), tokens(totals),
            cost(summary),
        ]
    }

    private static func requests(_ totals: RequestFigures) -> KeyFigure {
        let rate = totals.requestsPerSecond.map { "\(NumberFormat.quantity($0)) a second" }
        // Of requests that took no time none was in flight: nothing to tell.
        let peak = totals.peakConcurrency.flatMap { $0 > 0 ? $0 : nil }.map {
            "\(totals.peakConcurrencyExact ? "" : "at most ")\(NumberFormat.count($0)) in flight at peak"
        }
        let notes = [rate, peak].compactMap { $0 }
        return KeyFigure(
            label: "Requests", value: NumberFormat.count(totals.totalRequests), note: notes.joined(separator: ", "))
    }

    private static func succeeded(_ totals: RequestFigures) -> KeyFigure {
        guard totals.totalRequests > 0 else { return KeyFigure(label: "Succeeded", value: NumberFormat.notMeasured) }
        let share = Double(totals.successfulRequests) / Double(totals.totalRequests)
        var notes = ["\(NumberFormat.count(totals.failedRequests)) failed"]
        if let count = totals.unfinishedRequests, count > 0 { notes.append("\(NumberFormat.count(count)) unfinished") }
        if totals.retriedRequests > 0 { notes.append("\(NumberFormat.count(totals.retriedRequests)) retried") }
        return KeyFigure(label: "Succeeded", value: NumberFormat.share(share), note: notes.joined(separator: ", "))
    }

    private static func distribution(_ label: String, _ figures: DistributionFigures?) -> KeyFigure {
        guard let figures else { return KeyFigure(label: label, value: NumberFormat.notMeasured) }
        let (p50, p99) = (NumberFormat.duration(seconds: figures.p50), NumberFormat.duration(seconds: figures.p99))
        return KeyFigure(
            label: label, value: NumberFormat.duration(seconds: figures.p95), note: "p50 \(p50), p99 \(p99)")
    }

    private static func tokens(_ totals: RequestFigures) -> KeyFigure {
        guard let tokens = totals.measuredOutputTokens else {
            return KeyFigure(label: "Output tokens", value: NumberFormat.notMeasured)
        }
        let rate = totals.outputTokensPerSecond.map { "\(NumberFormat.quantity($0)) a second" } ?? ""
        return KeyFigure(label: "Output tokens", value: NumberFormat.count(tokens), note: rate)
    }

    /// Where there are prices, they count, and not what was recorded.
    private static func cost(_ summary: RunSummary) -> KeyFigure {
        let totals = summary.totals
        guard totals.totalRequests > 0 else { return KeyFigure(label: "Cost", value: NumberFormat.notMeasured) }
        guard let cost = totals.totalCost else {
            return KeyFigure(label: "Cost", value: totals.costAbsence, note: summary.priceWords)
        }
        let each = totals.costPerThousand.map { "\(NumberFormat.cost($0)) per 1,000 \(divisor(totals))" } ?? ""
        let note = [each, summary.priceWords].filter { !$0.isEmpty }.joined(separator: ", ")
        return KeyFigure(label: "Cost", value: NumberFormat.cost(cost), note: note)
    }

    /// Those that have no cost are not divided by: they lack a price, or failed and used nothing.
    private static func divisor(_ totals: RequestFigures) -> String {
        totals.pricedRequests == totals.totalRequests ? "requests" : "priced requests"
    }
}
