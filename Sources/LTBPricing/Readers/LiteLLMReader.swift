// Owns reading LiteLLM's `model_prices_and_context_window.json`, with the meaning that LiteLLM gives it.

import LTBEvents

/// Reads LiteLLM's table: an object of models, each with prices for one token.
///
/// Figures that LiteLLM has computed in doubles are rounded to the femto-dollar. `sample_spec` is no model.
struct LiteLLMReader {
    private var keys: [String: LiteLLMKey] = [:]
    private var unknownKeys: [String: Int] = [:]
    private var withoutProvider: [String] = []
    private var canonicalNames: [String: String] = [:]
    private let file: String

    static func read(_ document: DocumentNode, file: String) throws(PriceFileError) -> PriceList {
        var reader = LiteLLMReader(file: file)
        return try reader.list(document)
    }

    private init(file: String) { self.file = file }

    private mutating func list(_ document: DocumentNode) throws(PriceFileError) -> PriceList {
        var list = PriceList(source: file)
        let members = try PriceFields(file: file).members(document, key: nil)
        list.reserve(members.count)
        for member in members where member.name != "sample_spec" {
            let fields = PriceFields(file: file, model: member.name)
            let entry = try fields.members(member.value, key: nil)
            guard let provider = try provider(of: entry, fields) else {
                if member.value["input_cost_per_token"] != nil {
                    withoutProvider.append(PriceFields.shown(member.name))
                }
                continue
            }
            let rest = rest(of: member.name, behind: provider.canonical)
            var model = PricedModel(provider: provider.listed, name: rest ?? member.name, line: member.line)
            if rest != nil { model.aliases = [member.name] }
            try fill(&model, entry, provider.name, fields)
            list.append(model, isPrefixed: rest != nil)
        }
        list.notices = unknownKeys.sorted { $0.key < $1.key }.map {
            "\(file): the key '\($0)' of \($1) model\($1 == 1 ? "" : "s") looks like a price and is unknown; it has no effect."
        }
        if let first = withoutProvider.first {
            let others = withoutProvider.count - 1
            list.notices.append(
                "\(file): '\(first)'\(others > 0 ? " and \(others) more" : "") cannot be found, as no litellm_provider is "
                    + "named there.")
        }
        return list
    }

    /// A provider's name, the name under which its prices are listed, and the one that stands for all of its names.
    private struct Provider {
        let name: String
        let canonical: String
        /// LiteLLM's publishers at Vertex AI are one.
        var listed: String { canonical == "vertex_ai" ? canonical : name }
    }

    private mutating func provider(
        of entry: [DocumentNode.Member], _ fields: PriceFields
    ) throws(PriceFileError) -> Provider? {
        guard let node = entry.first(where: { $0.name == "litellm_provider" })?.value else { return nil }
        let name = try fields.text(node, key: "litellm_provider")
        return Provider(name: name, canonical: canonical(name))
    }

    private mutating func canonical(_ provider: String) -> String {
        if let known = canonicalNames[provider] { return known }
        let canonical = ProviderNames.canonical(provider)
        canonicalNames[provider] = canonical
        return canonical
    }

    /// What is behind the provider in a name such as `azure/gpt-4o`; nil if it does not begin with its provider.
    private mutating func rest(of name: String, behind provider: String) -> String? {
        guard let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        guard canonical(String(name[..<slash])) == provider else { return nil }
        return String(name[name.utf8.index(after: slash)...])
    }

    private mutating func fill(
        _ model: inout PricedModel, _ entry: [DocumentNode.Member], _ provider: String, _ fields: PriceFields
    ) throws(PriceFileError) {
        var prices = LiteLLMPrices(provider: provider)
        var offPeak: DocumentNode?
        for member in entry {
            switch key(member.name) {
            case .noPrice, .withoutEffect: break
            case .price(let kind, let above, let tier):
                let price = try fields.price(member.value, key: member.name, scale: .one, isComputed: true)
                if let price { prices.add(price, kind, above: above, tier: tier) }
            case .other(let unit):
                if case .number(let text) = member.value.value {
                    _ = try fields.price(member.value, key: member.name, scale: .one, isComputed: true)
                    model.otherPrices.append(.init(unit: unit, dollars: text))
                }
            case .tieredPricing: prices.tiers = try tiers(member.value, key: member.name, fields)
            case .offPeakPricing: offPeak = member.value
            case .unknownPrice: unknownKeys[member.name, default: 0] += 1
            }
        }
        guard let period = prices.period() else { return }
        model.periods = [period]
        if let offPeak { model.periods.insert(try self.offPeak(offPeak, over: period, fields), at: 0) }
    }

    private mutating func key(_ name: String) -> LiteLLMKey {
        if let key = keys[name] { return key }
        let key = LiteLLMKey(name)
        keys[name] = key
        return key
    }

    /// Tiers of `tiered_pricing`: `range` says above how many tokens they begin. Without prices of tokens there is none.
    private mutating func tiers(
        _ node: DocumentNode, key: String, _ fields: PriceFields
    ) throws(PriceFileError) -> [PriceTier] {
        var tiers: [PriceTier] = []
        for element in try fields.elements(node, key: key) {
            let rates = try rates(try fields.members(element, key: key), fields)
            guard let range = element["range"] else {
                // Of other units than tokens a tier may have a range of its own kind.
                guard rates[.input] == nil else {
                    throw fields.failure(
                        "a tier with prices of tokens has a 'range' such as [0, 128000]", key: key, line: element.line)
                }
                continue
            }
            let above = try start(of: range, fields)
            if rates[.input] != nil { tiers.append(PriceTier(above: above == 0 ? -1 : above, rates)) }
        }
        return tiers.sorted { $0.above < $1.above }
    }

    /// The first of a range's numbers of tokens; the second one, where the next tier begins, may be missing or null.
    private func start(of range: DocumentNode, _ fields: PriceFields) throws(PriceFileError) -> Int64 {
        let ends = try fields.elements(range, key: "range")
        guard let first = ends.first, ends.count <= 2 else {
            throw fields.failure("a range has two numbers of tokens", key: "range", line: range.line)
        }
        let start = try fields.count(first, key: "range")
        if let last = ends.dropFirst().first, last.value != .null {
            guard try fields.count(last, key: "range") > start else {
                throw fields.failure("a range ends after its start; swap the two", key: "range", line: range.line)
            }
        }
        return start
    }

    private mutating func rates(
        _ members: [DocumentNode.Member], _ fields: PriceFields
    ) throws(PriceFileError) -> Rates {
        var rates = Rates()
        for member in members {
            switch key(member.name) {
            case .price(let kind, nil, .standard):
                rates[kind] = try fields.price(member.value, key: member.name, scale: .one, isComputed: true)
            case .noPrice, .withoutEffect, .other: break
            default: unknownKeys[member.name, default: 0] += 1
            }
        }
        return rates
    }

    /// The prices at off-peak hours, which replace the others of whatever size and variant.
    private mutating func offPeak(
        _ node: DocumentNode, over period: PricePeriod, _ fields: PriceFields
    ) throws(PriceFileError) -> PricePeriod {
        let members = try fields.members(node, key: "off_peak_pricing")
        let rates = try rates(members, fields)
        var result = period
        result.standard = period.standard.map { PriceTier(above: $0.above, rates.overlaid(on: $0.rates)) }
        result.variants = period.variants.mapValues {
            $0.map { PriceTier(above: $0.above, rates.overlaid(on: $0.rates)) }
        }
        result.hours = try LiteLLMHours(node, fields).hours
        return result
    }
}
