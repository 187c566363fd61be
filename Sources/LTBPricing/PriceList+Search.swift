// Owns the search for a model among the prices of one source, by whatever names its provider and it go.

extension PriceList {
    /// The model of exactly this name; names are in lower case, a provider that no event named is nil.
    func search(provider: String?, model: String) -> (model: PricedModel, found: PriceFinding)? {
        guard model.utf8.count <= Self.longestName, (provider?.utf8.count ?? 0) <= Self.longestName else { return nil }
        return searchAsNamed(provider, model)
    }

    private func searchAsNamed(_ provider: String?, _ model: String) -> (model: PricedModel, found: PriceFinding)? {
        guard let provider else { return searchAnywhere(model) }
        let names = ProviderNames.all(of: provider)
        if let found = search(names, model) { return found }
        // `openai/gpt-4o` of openai, and what a gateway was asked for.
        guard let (prefix, rest) = Self.split(model) else { return nil }
        if provider == "litellm" { return search(ProviderNames.all(of: prefix), rest) }
        let canonical = ProviderNames.canonical(provider)
        // Google's own names are `models/gemini-2.5-flash`.
        return ProviderNames.canonical(prefix) == canonical || prefix == "models" && canonical == "google"
            ? search(names, rest) : nil
    }

    private func search(_ providers: [String], _ name: String) -> (model: PricedModel, found: PriceFinding)? {
        if !isRuledOnly {
            for provider in providers + knownProviders(providers).map(\.name) {
                if let model = model(name, of: provider) { return (model, .name) }
            }
        }
        for provider in knownProviders(providers) {
            for source in [provider.name] + provider.fallbacks {
                if let model = ruledModel(name, of: source) { return (model, .rule) }
            }
        }
        for provider in providers {
            if let model = ruledModel(name, of: provider) { return (model, .rule) }
        }
        return nil
    }

    /// The provider that the first name means to this source; where its name is unknown, those that its other names mean.
    private func knownProviders(_ names: [String]) -> [PricedProvider] {
        guard !providers.isEmpty else { return [] }
        for name in names {
            let known =
                providers.first { $0.name == name } ?? providers.first { $0.match?.matches(name) == true }
            if let known { return [known] }
        }
        return []
    }

    /// No provider was named: the model's name tells.
    private func searchAnywhere(_ name: String) -> (model: PricedModel, found: PriceFinding)? {
        if let model = model(name, of: nil) { return (model, .name) }
        if let (prefix, rest) = Self.split(name), let found = search(ProviderNames.all(of: prefix), rest) {
            return found
        }
        for provider in providers where provider.modelMatch?.matches(name) == true {
            return search([provider.name], name)
        }
        return nil
    }

    private static func split(_ model: String) -> (prefix: String, rest: String)? {
        guard let slash = model.firstIndex(of: "/") else { return nil }
        return (String(model[..<slash]), String(model[model.index(after: slash)...]))
    }
}

/// Names with a date at their end: `gpt-4o-2024-08-06`, `claude-sonnet-4-20250514`, `claude-3-5-sonnet@20241022`.
enum DatedName {
    /// What else a name may stand under: its date written otherwise, then without it.
    static func alternatives(of name: String) -> [String] {
        let bytes = Array(name.utf8)
        if name.hasSuffix("-latest") { return [String(name.dropLast(7))] }
        if let start = start(of: "-dddd-dd-dd", in: bytes) { return [text(bytes[..<start])] }
        if let start = start(of: "-dddddddd", in: bytes) {
            let (year, month, day) = (
                bytes[start + 1..<start + 5], bytes[start + 5..<start + 7], bytes[start + 7..<start + 9]
            )
            return [text(bytes[..<start]) + "-\(text(year))-\(text(month))-\(text(day))", text(bytes[..<start])]
        }
        return start(of: "@dddddddd", in: bytes).map { [text(bytes[..<$0])] } ?? []
    }

    /// Where a name's end begins that has this shape, with digits for `d`.
    private static func start(of shape: StaticString, in name: [UInt8]) -> Int? {
        let count = shape.utf8CodeUnitCount
        guard name.count > count else { return nil }
        let start = name.count - count
        for offset in 0..<count {
            let (wanted, byte) = (shape.utf8Start[offset], name[start + offset])
            guard wanted == UInt8(ascii: "d") ? byte &- 0x30 <= 9 : byte == wanted else { return nil }
        }
        return start
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
