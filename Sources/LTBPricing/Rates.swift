// Owns a set of prices, one for each kind of token, and for the request as such.

/// What is priced.
package enum RateKind: UInt8, Sendable, CaseIterable {
    /// A token of the input.
    case input
    /// A token of the input that was read from a cache.
    case cachedInput
    /// A token of the input that was written to a cache for some minutes.
    case cacheWrite
    /// A token of the input that was written to a cache for an hour.
    case cacheWriteHour
    /// A token of the output.
    case output
    /// A token of the output that was reasoning.
    case reasoning
    /// The request as such.
    case request
    /// Tokens of a modality, which no event counts: known, shown, and not applied.
    case audioInput, audioOutput, imageInput, imageOutput

    /// Its name in a price file, and whom it is shown to.
    package var name: String {
        switch self {
        case .input: "input"
        case .cachedInput: "cached_input"
        case .cacheWrite: "cache_write"
        case .cacheWriteHour: "cache_write_1h"
        case .output: "output"
        case .reasoning: "reasoning"
        case .request: "request"
        case .audioInput: "audio_input"
        case .audioOutput: "audio_output"
        case .imageInput: "image_input"
        case .imageOutput: "image_output"
        }
    }

    /// The kind that a price file calls so.
    package init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// What the figures in a price file count: a request is written for one, all else for a million.
    package var scale: Price.Scale { self == .request ? .one : .million }
}

/// Prices, of which any may be missing: a missing price is unknown, one of 0 is free.
package struct Rates: Sendable, Equatable {
    private var values = InlineArray<11, Int64>(repeating: -1)

    /// No prices.
    package init() {}

    /// These prices.
    package init(_ prices: [RateKind: Price]) {
        for (kind, price) in prices { self[kind] = price }
    }

    package subscript(kind: RateKind) -> Price? {
        get {
            let value = values[Int(kind.rawValue)]
            return value < 0 ? nil : Price(femtoDollars: value)
        }
        set { values[Int(kind.rawValue)] = newValue?.femtoDollars ?? -1 }
    }

    /// Whether there is no price at all.
    package var isEmpty: Bool { RateKind.allCases.allSatisfy { self[$0] == nil } }

    /// These prices where there are any, and others where there are none.
    package func overlaid(on others: Rates) -> Rates {
        var result = others
        for kind in RateKind.allCases where self[kind] != nil { result[kind] = self[kind] }
        return result
    }

    package static func == (lhs: Rates, rhs: Rates) -> Bool {
        RateKind.allCases.allSatisfy { lhs[$0] == rhs[$0] }
    }
}
