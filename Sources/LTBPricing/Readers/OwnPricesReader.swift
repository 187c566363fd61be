// Owns reading our own price files.

import LTBEvents

/// Reads a price file of our own format, in YAML or JSON; prices are US dollars for a million tokens.
///
/// ```yaml
/// format: ltb.prices/1
/// date: 2026-11-21
/// prices:
///   openai:
///     gpt-4o:
///       match: gpt-4o-2*
///       input: 2.50
///       cached_input: 1.25
///       output: 10
///       batch: {input: 1.25, output: 5}
/// ```
struct OwnPricesReader {
    private let file: String

    /// The format's name and version.
    static let format = "ltb.prices/1"

    private static let keys = [
        "format", "date", "attribution", "rules_only", "providers", "prices", "without_provider",
    ]
    private static let periodKeys = ["from", "until", "hours"]
    private static let modelKeys = ["aliases", "match", "periods", "other"]

    static func read(_ document: DocumentNode, file: String) throws(PriceFileError) -> PriceList {
        try OwnPricesReader(file: file).list(document)
    }

    private func list(_ document: DocumentNode) throws(PriceFileError) -> PriceList {
        let fields = PriceFields(file: file)
        var list = PriceList(source: file)
        var (prices, bareNames): ([DocumentNode.Member], [DocumentNode.Member]) = ([], [])
        for member in try fields.members(document, key: nil) {
            switch member.name {
            case "format":
                guard member.value.text == Self.format else {
                    throw fields.failure(
                        "this version reads only \(Self.format)", key: "format", line: member.value.line)
                }
            case "date":
                list.date = try fields.text(member.value, key: "date")
                _ = try fields.time(member.value, key: "date")
            case "attribution": list.attribution = try fields.text(member.value, key: "attribution")
            case "rules_only": list.isRuledOnly = try fields.flag(member.value, key: "rules_only")
            case "providers":
                for one in try fields.members(member.value, key: "providers") {
                    list.append(try provider(one, fields))
                }
            case "without_provider": bareNames = try fields.members(member.value, key: "without_provider")
            case "prices": prices = try fields.members(member.value, key: "prices")
            default: throw Self.unknown(member, of: Self.keys, fields)
            }
        }
        list.reserve(prices.reduce(0) { $0 + ($1.value.members?.count ?? 0) })
        for provider in prices {
            for member in try fields.members(provider.value, key: provider.name) {
                list.append(try model(member, of: provider.name))
            }
        }
        if !list.isRuledOnly { try checkNames(of: list.models) }
        for member in bareNames {
            let provider = try fields.text(member.value, key: member.name)
            guard list.setProvider(provider, ofBareName: member.name) else {
                throw fields.failure(
                    "'\(PriceFields.shown(provider))' has no model of this name in the file; name a provider that has it",
                    key: member.name, line: member.line)
            }
        }
        list.notices = literalStars(in: list.models)
        if document["format"] == nil {
            list.notices.insert(
                "\(file): the format is missing; write 'format: \(Self.format)' as the first line.", at: 0)
        }
        return list
    }

    /// In a name `*` stands for itself, which may not be what was meant.
    private func literalStars(in models: [PricedModel]) -> [String] {
        let names = models.lazy.filter { $0.name.utf8.contains(UInt8(ascii: "*")) && $0.match == nil }
        return names.prefix(3).map {
            "\(file):\($0.line): \(PriceFields.shown("\($0.provider)/\($0.name)")): '*' stands for itself in the name of a "
                + "model; write a rule as its 'match' if any text is meant."
        }
    }

    /// Names and aliases differ by more than their case: of two models of one name only the first could ever be found.
    private func checkNames(of models: [PricedModel]) throws(PriceFileError) {
        var owners: [String: Int] = [:]
        owners.reserveCapacity(models.count)
        for (number, model) in models.enumerated() {
            let name = "\(model.provider)/\(model.name)"
            guard let first = owners.updateValue(number, forKey: name.lowercased()) else { continue }
            throw PriceFields(file: file, model: name).failure(
                "this model is there twice, first in line \(models[first].line), as case does not matter; leave one of "
                    + "them out", line: model.line)
        }
        for (number, model) in models.enumerated() where !model.aliases.isEmpty {
            for alias in model.aliases {
                let first = owners.updateValue(number, forKey: "\(model.provider)/\(alias)".lowercased())
                guard let first, first != number else { continue }
                throw PriceFields(file: file, model: "\(model.provider)/\(model.name)").failure(
                    "the name '\(PriceFields.shown(alias))' is there twice, as it is one of '\(models[first].name)' in "
                        + "line \(models[first].line), too; leave one of them out", key: "aliases", line: model.line)
            }
        }
    }

    private func provider(
        _ member: DocumentNode.Member, _ fields: PriceFields
    ) throws(PriceFileError) -> PricedProvider {
        var provider = PricedProvider(name: member.name.lowercased())
        for member in try fields.members(member.value, key: member.name) {
            switch member.name {
            case "match": provider.match = try fields.match(member.value, key: "match")
            case "model_match": provider.modelMatch = try fields.match(member.value, key: "model_match")
            case "fallbacks": provider.fallbacks = try fields.texts(member.value, key: "fallbacks")
            default: throw Self.unknown(member, of: ["match", "model_match", "fallbacks"], fields)
            }
        }
        return provider
    }

    private func model(_ member: DocumentNode.Member, of provider: String) throws(PriceFileError) -> PricedModel {
        let fields = PriceFields(file: file, model: "\(provider)/\(member.name)")
        var model = PricedModel(provider: provider, name: member.name, line: member.line)
        var rest: [DocumentNode.Member] = []
        for member in try fields.members(member.value, key: nil) {
            switch member.name {
            case "aliases": model.aliases = try fields.texts(member.value, key: "aliases")
            case "match": model.match = try fields.match(member.value, key: "match")
            case "other": model.otherPrices = try others(member.value, fields)
            case "periods": model.periods = try periods(member.value, fields)
            default: rest.append(member)
            }
        }
        guard rest.isEmpty || model.periods.isEmpty else {
            throw fields.failure(
                "a model has either periods or prices, not both; move '\(rest[0].name)' into a period",
                key: "periods", line: rest[0].line)
        }
        if !rest.isEmpty { model.periods = [try period(rest, fields)] }
        return model
    }

    private func others(_ node: DocumentNode, _ fields: PriceFields) throws(PriceFileError) -> [OtherPrice] {
        var others: [OtherPrice] = []
        for member in try fields.members(node, key: "other") {
            guard case .number(let text) = member.value.value else {
                throw fields.failure("a price is a number of US dollars", key: member.name, line: member.line)
            }
            _ = try fields.price(member.value, key: member.name, scale: .one, isComputed: true)
            others.append(OtherPrice(unit: member.name, dollars: text))
        }
        return others
    }

    private func periods(_ node: DocumentNode, _ fields: PriceFields) throws(PriceFileError) -> [PricePeriod] {
        var periods: [PricePeriod] = []
        for element in try fields.elements(node, key: "periods") {
            let period = try period(try fields.members(element, key: "periods"), fields)
            guard !period.isHidden(behind: periods) else {
                throw fields.failure(
                    "this period never applies, as the first that is valid counts and those before it take all of its "
                        + "time; put it before them", key: "periods", line: element.line)
            }
            periods.append(period)
        }
        return periods
    }

    private func period(
        _ members: [DocumentNode.Member], _ fields: PriceFields
    ) throws(PriceFileError) -> PricePeriod {
        let (rest, tiers) = try schedule(members, over: nil, fields)
        var period = PricePeriod(standard: tiers)
        for member in rest {
            switch member.name {
            case "from": period.from = try fields.time(member.value, key: "from")
            case "until": period.until = try fields.time(member.value, key: "until")
            case "hours":
                for node in member.value.elements ?? [member.value] { period.hours.append(try hours(node, fields)) }
            default: try addVariant(member, to: &period, fields)
            }
        }
        guard period.from < period.until else {
            throw fields.failure("'from' is not before 'until'; swap them", key: "from", line: members.first?.line)
        }
        return period
    }

    /// `16:30-00:30`, or `{at: …, days: [1, 2], utc_offset_hours: 8}` for some days of the week there, 1 being Monday.
    private func hours(_ node: DocumentNode, _ fields: PriceFields) throws(PriceFileError) -> DailyHours {
        let text = try fields.text(node["at"] ?? node, key: "hours")
        let (start, end) = try fields.hours(text, key: "hours", line: node.line)
        var hours = DailyHours(start: start, end: end)
        if let days = node["days"] { hours.weekdays = try fields.weekdays(days, key: "days") }
        if let offset = node["utc_offset_hours"] {
            hours.weekdayOffsetSeconds = try fields.count(offset, key: "utc_offset_hours") * 3_600
        }
        return hours
    }

    private func addVariant(
        _ member: DocumentNode.Member, to period: inout PricePeriod, _ fields: PriceFields
    ) throws(PriceFileError) {
        guard let tier = ServiceTier(variant: member.name) else {
            let known =
                RateKind.allCases.map(\.name) + ServiceTier.variants.map(\.name) + ["tiers"] + Self.periodKeys
                + Self.modelKeys
            throw Self.unknown(member, of: known, fields)
        }
        let members = try fields.members(member.value, key: member.name)
        let (rest, tiers) = try schedule(members, over: period.standard, fields)
        if let extra = rest.first {
            throw Self.unknown(extra, of: RateKind.allCases.map(\.name) + ["tiers"], fields)
        }
        period.variants[tier] = tiers
    }

    /// Prices by size of the input, and the members that are none.
    ///
    /// What a size does not price stays as it is below it. A variant's price replaces the standard ones of all sizes;
    /// what it does not price is standard.
    private func schedule(
        _ members: [DocumentNode.Member], over standard: [PriceTier]?, _ fields: PriceFields
    ) throws(PriceFileError) -> (rest: [DocumentNode.Member], tiers: [PriceTier]) {
        var own = Rates()
        var steps: [PriceTier] = []
        var rest: [DocumentNode.Member] = []
        for member in members {
            if let kind = RateKind(name: member.name) {
                own[kind] = try price(member, kind, fields)
            } else if member.name == "tiers" {
                steps = try self.steps(member.value, fields)
            } else {
                rest.append(member)
            }
        }
        let sizes = Set((standard ?? []).map(\.above) + steps.map(\.above) + [-1])
        let tiers = sizes.sorted().map { size in
            let below = standard?.last { $0.above <= size }?.rates ?? Rates()
            let stepped = steps.filter { $0.above <= size }.reduce(own) { $1.rates.overlaid(on: $0) }
            return PriceTier(above: size, stepped.overlaid(on: below))
        }
        return (rest, tiers)
    }

    private func steps(_ node: DocumentNode, _ fields: PriceFields) throws(PriceFileError) -> [PriceTier] {
        var steps: [PriceTier] = []
        for element in try fields.elements(node, key: "tiers") {
            var tier = PriceTier(above: -1, Rates())
            for member in try fields.members(element, key: "tiers") {
                if member.name == "above" {
                    tier.above = try fields.count(member.value, key: "above")
                } else if let kind = RateKind(name: member.name) {
                    tier.rates[kind] = try price(member, kind, fields)
                } else {
                    throw Self.unknown(member, of: RateKind.allCases.map(\.name) + ["above"], fields)
                }
            }
            guard tier.above >= 0, tier.above > steps.last?.above ?? -1 else {
                throw fields.failure(
                    "each tier has 'above', larger than that of the one before it", key: "above", line: element.line)
            }
            steps.append(tier)
        }
        return steps
    }

    /// A price: what is unknown has no key, so that a forgotten number is not taken for it.
    private func price(
        _ member: DocumentNode.Member, _ kind: RateKind, _ fields: PriceFields
    ) throws(PriceFileError) -> Price? {
        guard let price = try fields.price(member.value, key: member.name, scale: kind.scale) else {
            throw fields.failure(
                "a price is missing here; write 0 if free, or leave the key out if it is unknown", key: member.name,
                line: member.line)
        }
        return price
    }

    private static func unknown(
        _ member: DocumentNode.Member, of known: [String], _ fields: PriceFields
    ) -> PriceFileError {
        let advice =
            nearestName(to: member.name, in: known).map { "did you mean '\($0)'" }
            ?? "use \(known.joined(separator: ", "))"
        return fields.failure("this key is unknown; \(advice)", key: member.name, line: member.line)
    }
}
