// Owns what one request costs by a table of prices, in a form that is cheap to keep until it is counted.

import LTBPricing

/// The computed cost of one request, in nano-dollars.
struct RequestCost {
    /// The cost; else `notAsked`, `nothingDue`, or a reason as `unpriced(_:)` has it.
    var computed = Self.notAsked
    /// What the log says that it cost; `RequestMeasures.missing` where it says nothing, or no cost was asked for.
    var recorded = RequestMeasures.missing
    /// What reading tokens from the cache saved: the cost of the same request had it read them anew, minus its cost. What was
    /// paid for writing to the cache is in both. Negative if it was dearer.
    var savings: Int64 = 0
    /// The cost on the prices of a what-if; negative if it has none.
    var whatIf: Int64 = -1
    /// The number of its `ServiceTier`, if it was priced as standard for want of prices of that one; else 0.
    var tierPricedAsStandard: UInt8 = 0

    /// There are no prices to compute by.
    static let notAsked = Int64.min
    /// It used nothing that it would have to be paid for.
    static let nothingDue = Int64.min + 1

    /// What stands in place of a cost.
    static func unpriced(_ cause: UnpricedCause) -> Int64 { -1 - Int64(cause.rawValue) }

    /// Why there is no cost; nil if there is one, or none is due.
    static func cause(_ computed: Int64) -> UnpricedCause? {
        guard computed < 0, computed > nothingDue else { return nil }
        return UnpricedCause(rawValue: UInt8(truncatingIfNeeded: -1 - computed))
    }
}

extension UnpricedCause {
    init(_ reason: UnpricedReason) {
        self =
            switch reason {
            case .unknownModel: .unknownModel
            case .notPricedByToken: .notPricedByToken
            case .notPricedThen: .notPricedThen
            case .noPrice(let kind): kind == .output ? .noOutputPrice : .noInputPrice
            case .inputNotMeasured: .inputNotMeasured
            case .outputNotMeasured: .outputNotMeasured
            case .inputPartsExceedIt: .inputPartsExceedIt
            case .reasoningExceedsOutput: .reasoningExceedsOutput
            case .tooLarge: .tooLarge
            }
    }
}
