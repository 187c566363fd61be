// Owns the prices of all sources together, and finding a model's among them.

/// Prices of several sources; a later one wins over an earlier one, model by model.
package struct PriceTable: Sendable {
    /// The sources, the later ones winning.
    package private(set) var lists: [PriceList]

    /// A table of these sources.
    package init(_ lists: [PriceList] = []) { self.lists = lists }

    /// Adds a source that wins over those that are there.
    package mutating func append(_ list: PriceList) { lists.append(list) }

    /// The prices of a model, to be found once and kept.
    ///
    /// Case does not matter. A provider may go by any of its names (`gcp.gemini`, `google`); where it is nil or
    /// `unknown`, the model's name tells it. A name that is in no list is looked for without the date at its end; and a
    /// list wins by that over those before it, unless they have the dated name apart.
    package func price(provider: String?, model: String) -> ModelPrice? {
        let provider = provider.map { $0.lowercased() }.flatMap { $0.isEmpty || $0 == "unknown" ? nil : $0 }
        let model = model.lowercased()
        let exact = find(provider, model, in: lists.indices)
        for name in DatedName.alternatives(of: model) {
            let later = (exact.map { $0.place + 1 } ?? 0)..<lists.count
            guard let found = find(provider, name, in: later) else { continue }
            if let exact, lists[exact.place].search(provider: provider, model: name)?.model != exact.model { continue }
            return price(found.model, .withoutDate, of: lists[found.place])
        }
        return exact.map { price($0.model, $0.found, of: lists[$0.place]) }
    }

    /// What the last of some lists has that has the name.
    private func find(
        _ provider: String?, _ name: String, in places: Range<Int>
    ) -> (place: Int, model: PricedModel, found: PriceFinding)? {
        for place in places.reversed() {
            if let (model, found) = lists[place].search(provider: provider, model: name) {
                return (place, model, found)
            }
        }
        return nil
    }

    private func price(_ model: PricedModel, _ found: PriceFinding, of list: PriceList) -> ModelPrice {
        ModelPrice(model, origin: PriceOrigin(source: list.source, date: list.date, model: model, found: found))
    }

    /// Up to three names like one that is in no list, the nearest first: `openai/gpt-4o-mini` for `openai/gtp-4o-mini`.
    package func suggestions(provider: String?, model: String) -> [String] {
        let models = Self.readings(provider: provider, model: model).map { Array($0.lowercased().utf8) }
        guard models.allSatisfy({ $0.count <= PriceList.longestName }) else { return [] }
        let provider = provider.map { ProviderNames.canonical($0) }
        var nearest: [String: Int] = [:]
        for list in lists {
            for priced in list.models
            where models.contains(where: { abs($0.count - priced.name.utf8.count) <= Self.mostEdits }) {
                let own = Array(priced.name.lowercased().utf8)
                let distances = models.compactMap {
                    editDistance($0, own, limit: max(1, min(Self.mostEdits, $0.count / 4)))
                }
                guard let distance = distances.min() else { continue }
                let isOfProvider = ProviderNames.canonical(priced.provider) == provider
                let name = "\(priced.provider)/\(priced.name)"
                nearest[name] = min(nearest[name] ?? .max, 2 * distance + (isOfProvider || provider == nil ? 0 : 1))
            }
        }
        return nearest.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(3).map(\.key)
    }

    /// Names that are further apart are not like each other.
    private static let mostEdits = 4

    /// What may be meant by a name with slashes in it: what was taken for a provider may be a part of the name, and a part
    /// of the name a provider.
    private static func readings(provider: String?, model: String) -> [String] {
        let rest = model.lastIndex(of: "/").map { String(model[model.index(after: $0)...]) }
        return [model] + (provider.map { ["\($0)/\(model)"] } ?? []) + [rest].compactMap(\.self).filter { !$0.isEmpty }
    }
}
