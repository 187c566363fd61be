// Owns writing prices in our own format, whatever format they were read from.

import LTBEvents

extension PriceList {
    /// The list as a file of our own format, in JSON: read again it gives the same costs.
    ///
    /// A model is not written that another one hides under all of its names, nor is a period that never applies.
    package func json() -> [UInt8] {
        var writer = JSONWriter(.indented)
        writer.beginObject()
        writer.key("format")
        writer.value(OwnPricesReader.format)
        if let date { writer.member("date", date) }
        if let attribution { writer.member("attribution", attribution) }
        if isRuledOnly {
            writer.key("rules_only")
            writer.value(true)
        }
        writeProviders(to: &writer)
        writePrices(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    private func writeProviders(to writer: inout JSONWriter) {
        guard !providers.isEmpty else { return }
        writer.key("providers")
        writer.beginObject()
        for provider in providers {
            writer.key(provider.name)
            writer.beginObject()
            if let match = provider.match { writer.member("match", match) }
            if let match = provider.modelMatch { writer.member("model_match", match) }
            if !provider.fallbacks.isEmpty { writer.member("fallbacks", provider.fallbacks) }
            writer.endObject()
        }
        writer.endObject()
    }

    private func writePrices(to writer: inout JSONWriter) {
        let models = isRuledOnly ? models : models.indices.compactMap(written)
        writer.key("prices")
        writer.beginObject()
        var order: [String] = []
        var numbers: [String: [Int]] = [:]
        var names: Set<String> = []
        for (number, model) in models.enumerated() {
            if numbers[model.provider] == nil { order.append(model.provider) }
            numbers[model.provider, default: []].append(number)
        }
        var again = PriceList(source: source)
        for provider in order {
            writer.key(provider)
            writer.beginObject()
            for number in numbers[provider] ?? [] where names.insert(key(of: models[number])).inserted {
                writer.key(models[number].name)
                writer.value(models[number])
                again.append(models[number])
            }
            writer.endObject()
        }
        writer.endObject()
        if !isRuledOnly { writeBareNames(to: &writer, otherThanOf: again) }
    }

    /// What no two models of a file may have in common.
    private func key(of model: PricedModel) -> String {
        let name = "\(model.provider)/\(model.name)"
        return isRuledOnly ? name : name.lowercased()
    }

    /// The model with those of its names that find it with its provider; nil if none does.
    private func written(_ number: Int) -> PricedModel? {
        var model = models[number]
        let provider = model.provider.lowercased()
        let found = ([model.name] + model.aliases).filter { self.number($0.lowercased(), of: provider) == number }
        guard let name = found.first else { return nil }
        (model.name, model.aliases) = (name, Array(found.dropFirst()))
        return model
    }

    /// Where no provider is asked for, the first model of a name counts in our format; in others it may be another one.
    private func writeBareNames(to writer: inout JSONWriter, otherThanOf again: PriceList) {
        var providers: [(name: String, provider: String)] = []
        var seen: Set<String> = []
        for name in again.models.flatMap({ [$0.name] + $0.aliases }).map({ $0.lowercased() })
        where seen.insert(name).inserted {
            guard let meant = model(name, of: nil), let first = again.model(name, of: nil) else { continue }
            if meant.provider.lowercased() != first.provider.lowercased() { providers.append((name, meant.provider)) }
        }
        guard !providers.isEmpty else { return }
        writer.key("without_provider")
        writer.beginObject()
        for (name, provider) in providers {
            writer.key(name)
            writer.value(provider)
        }
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, _ text: String) {
        key(name)
        value(text)
    }

    fileprivate mutating func member(_ name: StaticString, _ texts: [String]) {
        key(name)
        arrayOnOneLine { writer in
            for text in texts { writer.value(text) }
        }
    }

    fileprivate mutating func member(_ name: StaticString, _ match: NameMatch) {
        key(name)
        value(match)
    }

    fileprivate mutating func value(_ model: PricedModel) {
        beginObject()
        if !model.aliases.isEmpty { member("aliases", model.aliases) }
        if let match = model.match { member("match", match) }
        if !model.otherPrices.isEmpty {
            key("other")
            value(.object(JSONObject(model.otherPrices.map { .init(name: $0.unit, value: .number($0.dollars)) })))
        }
        let periods = model.periods.indices.filter { !model.periods[$0].isHidden(behind: model.periods[..<$0]) }
            .map { model.periods[$0] }
        if periods.count == 1 {
            members(periods[0])
        } else if !periods.isEmpty {
            key("periods")
            beginArray()
            for period in periods {
                beginObject()
                members(period)
                endObject()
            }
            endArray()
        }
        endObject()
    }

    private mutating func members(_ period: PricePeriod) {
        if period.from > .min {
            key("from")
            value(Timestamp(nanosecondsSince1970: period.from))
        }
        if period.until < .max {
            key("until")
            value(Timestamp(nanosecondsSince1970: period.until))
        }
        if !period.hours.isEmpty {
            key("hours")
            beginArray()
            for hours in period.hours { value(hours) }
            endArray()
        }
        members(period.standard)
        for (tier, schedule) in period.variants.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            key(tier.name)
            beginObject()
            // What a variant does not name would be standard.
            members(schedule.map { PriceTier(above: $0.above, $0.rates.completed) })
            endObject()
        }
    }

    private mutating func members(_ schedule: [PriceTier]) {
        guard let first = schedule.first else { return }
        members(first.rates)
        guard schedule.count > 1 else { return }
        key("tiers")
        beginArray()
        for tier in schedule.dropFirst() {
            beginObject()
            key("above")
            value(tier.above)
            members(tier.rates)
            endObject()
        }
        endArray()
    }

    private mutating func members(_ rates: Rates) {
        for kind in RateKind.allCases {
            guard let price = rates[kind] else { continue }
            key(kind.name)
            value(JSONValue.number(price.text(for: kind.scale)))
        }
    }

    private mutating func value(_ hours: DailyHours) {
        let text = "\(Self.time(hours.start))-\(Self.time(hours.end))"
        guard hours.weekdays != 0x7F else { return value(text) }
        beginObject()
        member("at", text)
        key("days")
        arrayOnOneLine { writer in
            for day in Int64(0)..<7 where hours.weekdays >> UInt8(day) & 1 == 1 { writer.value(day + 1) }
        }
        key("utc_offset_hours")
        value(hours.weekdayOffsetSeconds / 3_600)
        endObject()
    }

    private static func time(_ second: Int64) -> String {
        [second / 3_600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    fileprivate mutating func value(_ match: NameMatch) {
        switch match {
        case .wildcards(let text): value(text)
        case .equals(let text): clause("equals", text)
        case .startsWith(let text): clause("starts_with", text)
        case .endsWith(let text): clause("ends_with", text)
        case .contains(let text): clause("contains", text)
        case .regex(let pattern): clause("regex", pattern.text)
        case .any(let rules): clause("or", rules)
        case .all(let rules): clause("and", rules)
        }
    }

    private mutating func clause(_ name: StaticString, _ text: String) {
        beginObject()
        member(name, text)
        endObject()
    }

    private mutating func clause(_ name: StaticString, _ rules: [NameMatch]) {
        beginObject()
        key(name)
        beginArray()
        for rule in rules { value(rule) }
        endArray()
        endObject()
    }
}

extension Rates {
    /// The same prices with those of parts that have none of their own, and with a request that is free if it has none.
    fileprivate var completed: Rates {
        var rates = self
        rates[.cachedInput] = rates[.cachedInput] ?? rates[.input]
        rates[.cacheWrite] = rates[.cacheWrite] ?? rates[.input]
        rates[.cacheWriteHour] = rates[.cacheWriteHour] ?? rates[.cacheWrite]
        rates[.reasoning] = rates[.reasoning] ?? rates[.output]
        rates[.request] = rates[.request] ?? .free
        return rates
    }
}
