// Owns the reasons for which requests have no computed cost, as a summary tells them.

/// Why requests have no computed cost.
public enum UnpricedCause: UInt8, Sendable, CaseIterable {
    /// No table of prices has the model.
    case unknownModel
    /// The model is priced by other units than tokens only.
    case notPricedByToken
    /// The model has prices, but not for that time.
    case notPricedThen
    /// There is no price for tokens of the input.
    case noInputPrice
    /// There is no price for tokens of the output.
    case noOutputPrice
    /// The event does not tell its input tokens.
    case inputNotMeasured
    /// The event does not tell its output tokens.
    case outputNotMeasured
    /// More tokens were cached or written than the input had.
    case inputPartsExceedIt
    /// More tokens were reasoning than the output had.
    case reasoningExceedsOutput
    /// The cost is over what can be told.
    case tooLarge

    /// Its key in the JSON document.
    public var key: String {
        switch self {
        case .unknownModel: "unknown_model"
        case .notPricedByToken: "not_priced_by_token"
        case .notPricedThen: "not_priced_then"
        case .noInputPrice: "no_input_price"
        case .noOutputPrice: "no_output_price"
        case .inputNotMeasured: "input_not_measured"
        case .outputNotMeasured: "output_not_measured"
        case .inputPartsExceedIt: "input_parts_exceed_it"
        case .reasoningExceedsOutput: "reasoning_exceeds_output"
        case .tooLarge: "too_large"
        }
    }
}
