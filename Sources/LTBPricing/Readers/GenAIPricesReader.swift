// Owns reading the data of genai-prices (Pydantic), with the meaning that genai-prices gives it.

import LTBEvents

/// Reads the data of genai-prices: a list of providers, each with rules for its names and models in their order.
struct GenAIPricesReader {
    private let file: String
    private var unknownKeys: [String: Int] = [:]
    private var unknownContexts: [String: Int] = [:]

    static func read(_ document: DocumentNode, file: String) throws(PriceFileError) -> PriceList {
        var reader = GenAIPricesReader(file: file)
        return try reader.list(document)
    }

    private init(file: String) { self.file = file }

    private mutating func list(_ document: DocumentNode) throws(PriceFileError) -> PriceList {
        var list = PriceList(source: file)
        list.isRuledOnly = true
        let fields = PriceFields(file: file)
        for node in try fields.elements(document["providers"] ?? document, key: "providers") {
            let provider = try provider(node, fields)
            list.append(provider)
            for model in try fields.elements(node["models"] ?? .init(.list([]), line: node.line), key: "models") {
                list.append(try self.model(model, of: provider.name, fields))
            }
        }
        list.notices = unknownKeys.sorted { $0.key < $1.key }.map {
            "\(file): the price '\($0)' of \($1) model\($1 == 1 ? "" : "s") is by a unit that is unknown; it has no effect."
        }
        list.notices += unknownContexts.sorted { $0.key < $1.key }.map {
            "\(file): prices for '\($0)' of \($1) model\($1 == 1 ? "" : "s") have no effect, since no event tells it."
        }
        return list
    }

    private func provider(_ node: DocumentNode, _ fields: PriceFields) throws(PriceFileError) -> PricedProvider {
        guard let id = node["id"] else {
            throw fields.failure("a provider has an id", key: "id", line: node.line)
        }
        var provider = PricedProvider(name: try fields.text(id, key: "id").lowercased())
        if let match = node.present("provider_match") {
            provider.match = try fields.match(match, key: "provider_match")
        }
        if let match = node.present("model_match") { provider.modelMatch = try fields.match(match, key: "model_match") }
        if let names = node.present("fallback_model_providers") {
            provider.fallbacks = try fields.texts(names, key: "fallback_model_providers")
        }
        return provider
    }

    private mutating func model(
        _ node: DocumentNode, of provider: String, _ fields: PriceFields
    ) throws(PriceFileError) -> PricedModel {
        guard let id = node["id"] else {
            throw fields.failure("a model has an id", key: "id", line: node.line)
        }
        let name = try fields.text(id, key: "id")
        let fields = PriceFields(file: file, model: "\(provider)/\(name)")
        var model = PricedModel(provider: provider, name: name, line: node.line)
        model.match =
            try node.present("match").map { node throws(PriceFileError) in try fields.match(node, key: "match") }
            ?? .equals(name.lowercased())
        let conditional = try conditionalPrices(node.present("prices"), &model, fields)
        let variants = try variants(node.present("price_variants"), fields)
        model.periods = conditional.flatMap { GenAIPeriods.periods($0, variants) }.filter { !$0.isEmpty }
        return model
    }

    /// The prices and their conditions, the ones that win first.
    private mutating func conditionalPrices(
        _ node: DocumentNode?, _ model: inout PricedModel, _ fields: PriceFields
    ) throws(PriceFileError) -> [GenAIPeriods.Conditional] {
        guard let node else { return [] }
        guard let elements = node.elements else {
            return [.init(prices: try prices(node, &model, fields))]
        }
        var conditional: [GenAIPeriods.Conditional] = []
        for element in elements {
            guard let prices = element["prices"] else {
                throw fields.failure("a condition has prices", key: "prices", line: element.line)
            }
            var one = GenAIPeriods.Conditional(prices: try self.prices(prices, &model, fields))
            try fill(&one, from: element.present("constraint"), fields)
            conditional.insert(one, at: 0)
        }
        // Where no condition is met, the first prices count.
        if let first = conditional.last, first.from > .min || !first.hours.isEmpty {
            conditional.append(.init(prices: first.prices))
        }
        return conditional
    }

    private mutating func variants(
        _ node: DocumentNode?, _ fields: PriceFields
    ) throws(PriceFileError) -> [GenAIPeriods.Variant] {
        guard let node else { return [] }
        var variants: [GenAIPeriods.Variant] = []
        for element in try fields.elements(node, key: "price_variants") {
            guard let when = element["when"], let prices = element["prices"] else {
                throw fields.failure("a variant has 'when' and 'prices'", key: "price_variants", line: element.line)
            }
            guard let tier = try tier(when, fields) else { continue }
            var unused = PricedModel(provider: "", name: "", line: 0)
            var one = GenAIPeriods.Conditional(prices: try self.prices(prices, &unused, fields))
            try fill(&one, from: element.present("constraint"), fields)
            guard one.hours.isEmpty else {
                throw fields.failure("hours of a variant cannot be read here", key: "constraint", line: element.line)
            }
            variants.append(.init(tier: tier, from: one.from, prices: one.prices))
        }
        return variants
    }

    /// The variant that a request's context means; nil if no event tells it.
    private mutating func tier(_ when: DocumentNode, _ fields: PriceFields) throws(PriceFileError) -> ServiceTier? {
        let members = try fields.members(when, key: "when")
        let context = members.map { "\($0.name)=\($0.value.text ?? "")" }.joined(separator: ",")
        switch context {
        case "processing=batch": return .batch
        case "service_tier=default": return .standard
        case "service_tier=flex": return .flex
        case "service_tier=priority": return .priority
        case "service_tier=fast", "speed=fast": return .fast
        default:
            unknownContexts[PriceFields.shown(context), default: 0] += 1
            return nil
        }
    }

    private func fill(
        _ one: inout GenAIPeriods.Conditional, from constraint: DocumentNode?, _ fields: PriceFields
    ) throws(PriceFileError) {
        guard let constraint else { return }
        if let date = constraint["start_date"] {
            one.from = try fields.time(date, key: "start_date")
        } else if let start = constraint["start_time"], let end = constraint["end_time"] {
            let first = try fields.text(start, key: "start_time")
            let last = try fields.text(end, key: "end_time")
            one.hours = [
                DailyHours(
                    start: try fields.secondOfDay(first, key: "start_time", line: start.line),
                    end: try fields.secondOfDay(last, key: "end_time", line: end.line))
            ]
        } else {
            throw fields.failure(
                "a condition has a start_date, or a start_time and an end_time", key: "constraint",
                line: constraint.line)
        }
    }

    private mutating func prices(
        _ node: DocumentNode, _ model: inout PricedModel, _ fields: PriceFields
    ) throws(PriceFileError) -> [RateKind: GenAIPeriods.Stepped] {
        var prices: [RateKind: GenAIPeriods.Stepped] = [:]
        for member in try fields.members(node, key: "prices") {
            if case .null = member.value.value { continue }
            if let kind = Self.kinds[member.name] {
                prices[kind] = try stepped(member, kind == .request ? .thousand : .million, fields)
            } else if Self.otherKeys.contains(member.name) {
                let other = OtherPrice(unit: member.name, dollars: Self.text(member.value))
                if !model.otherPrices.contains(other) { model.otherPrices.append(other) }
            } else {
                unknownKeys[PriceFields.shown(member.name), default: 0] += 1
            }
        }
        return prices
    }

    private func stepped(
        _ member: DocumentNode.Member, _ scale: Price.Scale, _ fields: PriceFields
    ) throws(PriceFileError) -> GenAIPeriods.Stepped {
        guard member.value.members != nil else {
            return .init(base: try fields.price(member.value, key: member.name, scale: scale, isComputed: true))
        }
        guard let base = member.value["base"], let tiers = member.value["tiers"] else {
            throw fields.failure("a price by size has 'base' and 'tiers'", key: member.name, line: member.line)
        }
        var stepped = GenAIPeriods.Stepped(
            base: try fields.price(base, key: member.name, scale: scale, isComputed: true))
        for tier in try fields.elements(tiers, key: member.name) {
            guard let start = tier["start"], let price = tier["price"] else {
                throw fields.failure("a tier has 'start' and 'price'", key: member.name, line: tier.line)
            }
            let above = try fields.count(start, key: member.name)
            stepped.steps[above] = try fields.price(price, key: member.name, scale: scale, isComputed: true)
        }
        return stepped
    }

    private static func text(_ node: DocumentNode) -> String {
        if case .number(let text) = node.value { text } else { node.text ?? "" }
    }

    private static let kinds: [String: RateKind] = [
        "input_mtok": .input, "output_mtok": .output, "cache_read_mtok": .cachedInput,
        "cache_write_mtok": .cacheWrite, "cache_write_1h_mtok": .cacheWriteHour,
        "output_reasoning_mtok": .reasoning, "requests_kcount": .request, "input_audio_mtok": .audioInput,
        "output_audio_mtok": .audioOutput, "input_image_mtok": .imageInput, "output_image_mtok": .imageOutput,
    ]

    /// Units of which no event tells.
    private static let otherKeys: Set<String> = [
        "audio_hours", "input_audio_hours", "output_audio_hours", "cache_audio_read_mtok", "cache_image_read_mtok",
        "input_annotated_document_kpages", "input_document_kpages", "input_mchars", "input_text_messages_kcount",
        "input_video_mtok", "output_video_mtok", "output_citation_mtok", "storage_searches_kcount",
        "web_searches_kcount",
    ]
}

extension DocumentNode {
    /// A member's value that is there and not null.
    func present(_ name: String) -> DocumentNode? {
        guard let node = self[name], node.value != .null else { return nil }
        return node
    }
}
