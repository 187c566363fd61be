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
    /// `unknown`, the model's name tells it. A name that is in no list is looked for without the date at its end.
    package func price(provider: String?, model: String) -> ModelPrice? {
        let provider = provider.map { $0.lowercased() }.flatMap { $0.isEmpty || $0 == "unknown" ? nil : $0 }
        let model = model.lowercased()
        for list in lists.reversed() {
            guard let (priced, found) = list.search(provider: provider, model: model) else { continue }
            return ModelPrice(
                priced, origin: PriceOrigin(source: list.source, date: list.date, model: priced, found: found))
        }
        return nil
    }

    /// Up to three names like one that is in no list, the nearest first: `openai/gpt-4o-mini` for `openai/gtp-4o-mini`.
    package func suggestions(provider: String?, model: String) -> [String] {
        let model = Array(model.lowercased().utf8)
        guard model.count <= PriceList.longestName else { return [] }
        let provider = provider.map { ProviderNames.canonical($0) }
        let limit = max(1, min(4, model.count / 4))
        var nearest: [String: Int] = [:]
        for list in lists {
            for priced in list.models {
                guard let distance = editDistance(model, Array(priced.name.lowercased().utf8), limit: limit) else {
                    continue
                }
                let isOfProvider = ProviderNames.canonical(priced.provider) == provider
                let name = "\(priced.provider)/\(priced.name)"
                nearest[name] = min(nearest[name] ?? .max, 2 * distance + (isOfProvider || provider == nil ? 0 : 1))
            }
        }
        return nearest.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(3).map(\.key)
    }
}
