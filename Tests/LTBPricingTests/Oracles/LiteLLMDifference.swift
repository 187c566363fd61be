// Owns the reasons for which LiteLLM prices a request otherwise than we do with the same table.

import LTBEvents
import LTBPricing

/// Why a cost of LiteLLM is not ours. Each is a case in which LiteLLM does not apply what its own table says, or
/// counts as free what the table has no price for.
enum LiteLLMDifference: String, CaseIterable {
    /// Tokens without a price: unknown to us, free to LiteLLM.
    case missingPriceIsFree
    /// Without prices of batches, LiteLLM halves the plain prices only: tokens from a cache without a price of their own
    /// are free, writes for an hour cost as those for minutes, and neither sizes nor `tiered_pricing` count. We halve all.
    case halvedBatchForgetsTheRest
    /// Models that answer with images have no price of a text token: the image token's stands in, but not in batches.
    case batchForgetsImageTokens
    /// Perplexity's calculation knows plain prices only: neither those of caches nor those of sizes that the table has.
    case perplexityKnowsPlainPrices
    /// `input_cost_per_request` is in the table, and in no calculation.
    case requestsAreFree
    /// These providers' calculations are not told the service tier, so that the table's prices for it have no effect.
    case providerIsNotToldTheTier
    /// `tiered_pricing` is chosen by the input; for a request without any LiteLLM takes the flat prices, which such a
    /// model does not have, and its output is free.
    case noInputNoTier
    /// In a tier that prices nothing of its own, an hour's write over a size costs as under it.
    case hourOverSizeIsForgotten

    private static let tierless: Set<String> = [
        "fireworks_ai", "deepseek", "tencent", "perplexity", "xai", "dashscope", "qwencloud", "qwen_ai_platform",
    ]

    /// Whether this is why.
    func explains(_ request: PricedRequest, _ entry: DocumentNode, _ table: PriceTable) -> Bool {
        let keys = (entry.members ?? []).map(\.name)
        switch self {
        case .missingPriceIsFree: return request.lacksPrice(table)
        case .halvedBatchForgetsTheRest:
            return request.tier == .batch && !keys.contains("input_cost_per_token_batches")
                && (request.cost(table) ?? 0) > (request.theirs ?? 0)
        case .batchForgetsImageTokens:
            return request.tier == .batch && !keys.contains("output_cost_per_token")
                && keys.contains("output_cost_per_image_token")
        case .perplexityKnowsPlainPrices:
            return request.provider == "perplexity"
                && (request.cached + request.write > 0 || keys.contains { $0.hasPrefix("input_cost_per_token_above_") })
        case .requestsAreFree: return keys.contains("input_cost_per_request")
        case .providerIsNotToldTheTier:
            let suffix = request.tier == .fast ? "priority" : request.tier.name
            return Self.tierless.contains(request.provider) && keys.contains { $0.hasSuffix("_\(suffix)") }
        case .noInputNoTier: return request.input == 0 && keys.contains("tiered_pricing")
        case .hourOverSizeIsForgotten:
            return request.tier != .standard && request.hour > 0
                && keys.contains { $0.hasPrefix("cache_creation_input_token_cost_above_1hr_above_") }
        }
    }
}
