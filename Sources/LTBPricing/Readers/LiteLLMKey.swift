// Owns the keys of LiteLLM's price table: what is priced, from which size of the input on, in which variant.

/// What a key of a LiteLLM entry means.
enum LiteLLMKey: Equatable {
    /// A price of tokens, or of the request.
    case price(RateKind, above: Int64?, tier: ServiceTier)
    /// A price by a unit of which no event tells.
    case other(unit: String)
    /// A list of prices by size of the input.
    case tieredPricing
    /// Prices at some hours.
    case offPeakPricing
    /// A price that is known and has no effect, for a reason that the type's documentation gives.
    case withoutEffect
    /// It looks like a price, and is unknown.
    case unknownPrice
    /// No price.
    case noPrice

    /// Reads a key: a base, a size (`_above_200k_tokens`) and a variant (`_priority`), the last two in any order.
    ///
    /// Without effect are what no event counts (caches for 12 hours, explicit cache reads, audio and video in caches,
    /// searches), what only Databricks' own units price, and multipliers for places and speeds that no event tells.
    init(_ key: String) {
        switch key {
        case "tiered_pricing": self = .tieredPricing
        case "off_peak_pricing": self = .offPeakPricing
        default:
            if let price = Self.price(key) {
                self = price
            } else if let unit = Self.otherUnit(key) {
                self = .other(unit: unit)
            } else if Self.keysWithoutEffect.contains(where: key.hasPrefix) {
                self = .withoutEffect
            } else {
                self = Self.looksLikePrice(key) ? .unknownPrice : .noPrice
            }
        }
    }

    private static func price(_ key: String) -> LiteLLMKey? {
        for (base, kind) in bases where key.hasPrefix(base) {
            var rest = key.utf8.dropFirst(base.utf8.count)
            var tier = takeTier(&rest)
            let above = takeSize(&rest)
            if tier == nil { tier = takeTier(&rest) }
            if rest.isEmpty { return .price(kind, above: above, tier: tier ?? .standard) }
        }
        return nil
    }

    /// The longer ones first, since a shorter one may begin them.
    private static let bases: [(String, RateKind)] = [
        ("cache_creation_input_token_cost_above_1hr", .cacheWriteHour),
        ("cache_creation_input_token_cost", .cacheWrite),
        ("cache_read_input_token_cost", .cachedInput),
        ("input_cost_per_token", .input),
        ("output_cost_per_token", .output),
        ("output_cost_per_reasoning_token", .reasoning),
        ("input_cost_per_request", .request),
        ("input_cost_per_audio_token", .audioInput),
        ("output_cost_per_audio_token", .audioOutput),
        ("input_cost_per_image_token", .imageInput),
        ("output_cost_per_image_token", .imageOutput),
    ]

    private static let tiers: [(String, ServiceTier)] = [
        ("_batches", .batch), ("_flex", .flex), ("_priority", .priority), ("_ultrafast", .ultrafast),
        ("_balanced", .balanced), ("_fast", .fast),
    ]

    private static func takeTier(_ rest: inout Substring.UTF8View) -> ServiceTier? {
        for (suffix, tier) in tiers where rest.starts(with: suffix.utf8) {
            rest.removeFirst(suffix.utf8.count)
            return tier
        }
        return nil
    }

    /// The tokens of `_above_200k_tokens` or `_above_200_tokens`.
    private static func takeSize(_ rest: inout Substring.UTF8View) -> Int64? {
        var text = rest
        guard text.starts(with: "_above_".utf8) else { return nil }
        text.removeFirst("_above_".utf8.count)
        let digits = text.prefix { $0 &- 0x30 <= 9 }
        guard !digits.isEmpty, digits.count <= 9, let number = Int64(Substring(digits)) else { return nil }
        text.removeFirst(digits.count)
        let isThousands = text.first == UInt8(ascii: "k")
        if isThousands { text.removeFirst() }
        guard text.starts(with: "_tokens".utf8) else { return nil }
        text.removeFirst("_tokens".utf8.count)
        rest = text
        return isThousands ? number * 1_000 : number
    }

    /// `image` of `input_cost_per_image`, `second_1080p` of `output_cost_per_second_1080p`, ….
    private static func otherUnit(_ key: String) -> String? {
        guard let prefix = otherPrefixes.first(where: key.hasPrefix) else { return nil }
        let unit = String(key.dropFirst(prefix.utf8.count))
        return otherUnits.contains(where: unit.hasPrefix) ? unit : nil
    }

    /// What comes before a unit.
    private static let otherPrefixes = [
        "input_cost_per_", "output_cost_per_", "ocr_cost_per_", "annotation_cost_per_", "cost_per_",
        "code_interpreter_cost_per_", "file_search_cost_per_", "vector_store_cost_per_", "guardrail_cost_per_",
        "google_maps_grounding_cost_per_", "search_context_cost_per_",
    ]

    /// How units begin that are no tokens.
    private static let otherUnits = [
        "audio_per_second", "video_per_second", "character", "image", "pixel", "query", "second", "text_message",
        "page", "credit", "session", "1k_calls", "gb_per_day", "unit",
    ]

    private static let keysWithoutEffect = [
        "cache_creation_input_token_cost_above_12hr", "explicit_cache_read_input_token_cost",
        "cache_creation_input_audio_token_cost", "cache_read_input_audio_token_cost",
        "cache_read_input_image_token_cost", "input_cost_per_video_token", "output_cost_per_video_token",
        "citation_cost_per_token", "computer_use_", "input_cost_per_token_cache_hit", "input_dbu_cost_per_token",
        "output_dbu_cost_per_token", "provider_specific_entry", "regional_", "search_free_requests",
        "input_cost_per_token_decisions", "input_cost_per_token_above_272k_tokens_decisions",
        "output_cost_per_token_decisions", "output_cost_per_token_above_272k_tokens_decisions",
        "cache_read_input_token_cost_decisions", "cache_read_input_token_cost_above_272k_tokens_decisions",
        "cache_creation_input_token_cost_decisions", "cache_creation_input_token_cost_above_272k_tokens_decisions",
    ]

    private static func looksLikePrice(_ key: String) -> Bool {
        key.split(separator: "_").contains {
            $0 == "cost" || $0 == "costs" || $0 == "price" || $0 == "pricing" || $0 == "fee"
        }
    }
}
