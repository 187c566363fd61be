// Owns the reasons for which a request has no cost.

/// Why a request has no price.
package enum UnpricedReason: Sendable, Hashable {
    /// No table has the model.
    case unknownModel
    /// The model is known, and priced by other units only: `image`, `second`, …; empty if by none.
    case notPricedByToken([String])
    /// It has prices, but not at that time.
    case notPricedThen
    /// It has no price for this kind of tokens.
    case noPrice(RateKind)
    /// The event does not tell how many input tokens there were.
    case inputNotMeasured
    /// The event does not tell how many output tokens there were.
    case outputNotMeasured
    /// More tokens were cached or written than the input had: `input_tokens` must include them.
    case inputPartsExceedIt
    /// More tokens were reasoning than the output had: `output_tokens` must include them.
    case reasoningExceedsOutput
    /// The cost is over what nano-dollars can say.
    case tooLarge
}
