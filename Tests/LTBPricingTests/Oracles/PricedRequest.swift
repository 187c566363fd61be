// Owns the requests that others have priced, and what we make of them.

import LTBEvents
import LTBPricing

/// A request and its cost as another program says.
struct PricedRequest {
    let provider: String
    let model: String
    let input: Int64
    let output: Int64
    let cached: Int64
    let write: Int64
    let hour: Int64
    let reasoning: Int64
    let tier: ServiceTier
    let time: Int64
    /// In nano-dollars; nil where the other program has none.
    let theirs: Int64?
    /// The line that it was read from.
    let line: String

    init(_ line: Substring) throws {
        let node = try Array(line.utf8).withUnsafeBytes { text in
            Result { () throws(DocumentError) in try DocumentNode(json: text) }
        }.get()
        func number(_ name: String) -> Int64? {
            if case .number(let text) = node[name]?.value { Int64(text) } else { nil }
        }
        provider = node["provider"]?.text ?? ""
        model = node["model"]?.text ?? ""
        input = number("input") ?? 0
        output = number("output") ?? 0
        cached = number("cached") ?? 0
        write = number("write") ?? 0
        hour = number("hour") ?? 0
        reasoning = number("reasoning") ?? 0
        tier = node["tier"]?.text.flatMap { ServiceTier(variant: $0) } ?? .standard
        time = number("time") ?? 0
        theirs = number("cost")
        self.line = String(line)
    }

    /// What it costs by our table.
    func cost(_ table: PriceTable) -> Int64? {
        table.price(provider: provider, model: model)?.nanoDollars(
            input: input, output: output, cachedInput: cached, cacheWrite: write, cacheWriteHour: hour,
            reasoning: reasoning, at: time, tier: tier)
    }

    /// Why it has no cost by our table.
    func reason(_ table: PriceTable) -> UnpricedReason? {
        guard let price = table.price(provider: provider, model: model) else { return .unknownModel }
        return price.reason(
            input: input, output: output, cachedInput: cached, cacheWrite: write, cacheWriteHour: hour,
            reasoning: reasoning, at: time, tier: tier)
    }

    /// Whether we have no cost since there is no price, where the others count the tokens as free.
    func lacksPrice(_ table: PriceTable) -> Bool {
        switch reason(table) {
        case .noPrice, .notPricedByToken: true
        default: false
        }
    }
}
