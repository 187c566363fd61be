// Owns the prices of one source, and finding a model's among them.

/// A model's prices as one source has them.
package struct PricedModel: Sendable, Equatable {
    /// The provider as the source calls it.
    package var provider: String
    /// The name as the source calls it.
    package var name: String
    /// Further names of it.
    package var aliases: [String] = []
    /// A rule for the names that it goes by.
    package var match: NameMatch?
    /// The prices: the first that is valid at a time counts.
    package var periods: [PricePeriod]
    /// Prices by units of which no event tells.
    package var otherPrices: [OtherPrice] = []
    /// Its line in the source.
    package var line: Int

    /// Whether a name in lower case is one of its further names.
    func isAlias(_ name: String) -> Bool { aliases.contains { $0.lowercased() == name } }

    /// A model without prices yet.
    package init(provider: String, name: String, line: Int, periods: [PricePeriod] = []) {
        (self.provider, self.name, self.line, self.periods) = (provider, name, line, periods)
    }
}

/// A price by a unit of which no event tells: known, shown, and not applied.
package struct OtherPrice: Sendable, Equatable {
    /// `image`, `second`, …, as the source calls it.
    package var unit: String
    /// US dollars for one, as the source has them.
    package var dollars: String

    package init(unit: String, dollars: String) { (self.unit, self.dollars) = (unit, dollars) }
}

/// Where a model's prices come from.
package final class PriceOrigin: Sendable {
    /// The file's name, or `built-in`.
    package let source: String
    /// The day of which the prices are, as the source tells; nil if it does not.
    package let date: String?
    /// The model in the source, with all that it says.
    package let model: PricedModel
    /// How the name was found.
    package let found: PriceFinding

    init(source: String, date: String?, model: PricedModel, found: PriceFinding) {
        (self.source, self.date, self.model, self.found) = (source, date, model, found)
    }

    /// `prices.yaml:12`, or `built-in of 2026-11-21`.
    package var description: String {
        source == PriceList.builtInName ? source + (date.map { " of \($0)" } ?? "") : "\(source):\(model.line)"
    }
}

/// How a name was found in a table.
package enum PriceFinding: String, Sendable {
    /// By its name or an alias.
    case name
    /// By a rule of the table.
    case rule
    /// Without the date at its end.
    case withoutDate
}

/// A provider as a source knows it.
package struct PricedProvider: Sendable, Equatable {
    package var name: String
    /// A rule for the names that it goes by.
    package var match: NameMatch?
    /// A rule for the models that it is asked for where no provider is named.
    package var modelMatch: NameMatch?
    /// Providers whose models it offers too, at their prices.
    package var fallbacks: [String] = []

    package init(name: String) { self.name = name }
}

/// The prices of one source.
package struct PriceList: Sendable {
    /// The file's name, or `built-in`.
    package var source: String
    /// The day of which the prices are, as the source tells.
    package var date: String?
    /// Where the prices were taken from, and by which licence.
    package var attribution: String?
    package private(set) var models: [PricedModel] = []
    package private(set) var providers: [PricedProvider] = []
    /// What the source says that has no effect here, each once.
    package var notices: [String] = []

    /// Whether rules alone find models, in their order; else names do, and rules where no name does.
    package var isRuledOnly = false
    /// Numbers of models by provider and name, both in lower case, with a slash between them.
    private var numbers: [String: Int32] = [:]
    /// Numbers of models by their name alone.
    private var bareNumbers: [String: Int32] = [:]
    /// Numbers of models with rules, by provider.
    private var ruled: [String: [Int32]] = [:]

    /// The source of the built-in prices.
    package static let builtInName = "built-in"
    /// Longer names are looked up in no list.
    static let longestName = 256

    /// An empty list.
    package init(source: String) { self.source = source }

    mutating func reserve(_ count: Int) {
        models.reserveCapacity(count)
        numbers.reserveCapacity(2 * count)
        bareNumbers.reserveCapacity(2 * count)
    }

    /// Adds a model; of two with the same name the first counts.
    ///
    /// - Parameter isPrefixed: the source lists it behind its provider: then it counts before one that is listed without,
    ///   but not where no provider is asked for.
    package mutating func append(_ model: PricedModel, isPrefixed: Bool? = nil) {
        let number = Int32(models.count)
        let provider = model.provider.lowercased()
        if !isRuledOnly {
            for (place, name) in ([model.name] + model.aliases).enumerated() {
                let name = name.lowercased()
                let key = provider + "/" + name
                // What a source lists as such stands before what is left of another name behind its provider.
                let isTaken = place == 0 && numbers[key].map { models[Int($0)].isAlias(name) } == true
                Self.add(key, number, to: &numbers, isPrefixed == true && !isTaken)
                Self.add(name, number, to: &bareNumbers, isPrefixed == false)
            }
        }
        if model.match != nil { ruled[provider, default: []].append(number) }
        models.append(model)
    }

    /// Whose model a name means where no provider is asked for; false if the provider has no model of that name.
    mutating func setProvider(_ provider: String, ofBareName name: String) -> Bool {
        let name = name.lowercased()
        guard let number = numbers[provider.lowercased() + "/" + name] else { return false }
        bareNumbers[name] = number
        return true
    }

    /// The number of the model that has a name in lower case, of a provider or of any.
    func number(_ name: String, of provider: String?) -> Int? {
        (provider.map { numbers[$0 + "/" + name] } ?? bareNumbers[name]).map(Int.init)
    }

    private static func add(_ key: String, _ number: Int32, to numbers: inout [String: Int32], _ winning: Bool) {
        if winning || numbers[key] == nil { numbers[key] = number }
    }

    package mutating func append(_ provider: PricedProvider) {
        providers.append(provider)
    }

    /// The model that has a name or alias, of a provider or of any.
    func model(_ name: String, of provider: String?) -> PricedModel? {
        number(name, of: provider).map { models[$0] }
    }

    /// The first model of a provider whose rule a name follows.
    func ruledModel(_ name: String, of provider: String) -> PricedModel? {
        ruled[provider]?.lazy.map { models[Int($0)] }.first { $0.match?.matches(name) == true }
    }
}
