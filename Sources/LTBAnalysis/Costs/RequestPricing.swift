// Owns by which prices the requests of a log are priced again.

package import LTBPricing

/// Prices, and what-ifs: models in whose stead the prices of others count.
///
/// Made once for a plan, and shared by all threads; two are equal if they are the same.
package final class RequestPricing: Sendable, Equatable {
    /// A model by the names of its provider and itself.
    package struct ModelName: Sendable, Hashable {
        package var provider: String
        package var model: String

        package init(provider: String, model: String) { (self.provider, self.model) = (provider, model) }

        /// `openai/gpt-4o`, or `gpt-4o` of any provider.
        package var text: String { provider.isEmpty ? model : "\(provider)/\(model)" }

        /// Whether requests of the same names may be meant.
        package func overlaps(_ other: Self) -> Bool {
            model.lowercased() == other.model.lowercased()
                && (provider.isEmpty || other.provider.isEmpty
                    || provider.lowercased() == other.provider.lowercased())
        }

        /// Whether a log’s names are these, whatever their case; an empty provider is any.
        package func matches(provider: String, model: String) -> Bool {
            (self.provider.isEmpty || self.provider.lowercased() == provider.lowercased())
                && self.model.lowercased() == model.lowercased()
        }
    }

    /// Requests to one model, priced as if they had been to another.
    package struct WhatIf: Sendable, Hashable {
        package var model: ModelName
        package var other: ModelName

        package init(_ model: ModelName, pricedAs other: ModelName) { (self.model, self.other) = (model, other) }
    }

    /// Where prices are looked for.
    package let table: PriceTable
    /// The first for a model counts.
    package let whatIfs: [WhatIf]

    /// Prices of a table.
    package init(_ table: PriceTable, whatIfs: [WhatIf] = []) {
        (self.table, self.whatIfs) = (table, whatIfs)
    }

    package static func == (lhs: RequestPricing, rhs: RequestPricing) -> Bool { lhs === rhs }

    /// The price of a model, and the one that a what-if puts in its place.
    func prices(provider: String, model: String) -> (own: ModelPrice?, other: ModelPrice?) {
        let own = table.price(provider: provider, model: model)
        guard let whatIf = whatIfs.first(where: { $0.model.matches(provider: provider, model: model) }) else {
            return (own, own)
        }
        return (own, table.price(provider: whatIf.other.provider, model: whatIf.other.model))
    }
}
