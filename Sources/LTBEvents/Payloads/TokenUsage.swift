// Owns the token counts of a request.

/// How many tokens a request took.
public struct TokenUsage: Sendable, Hashable {
    /// Tokens of the prompt, cached ones included.
    public var inputTokens: Int64?
    /// Tokens of the answer, reasoning ones included.
    public var outputTokens: Int64?
    /// Both together.
    public var totalTokens: Int64?
    /// Those of the input that were read from a cache.
    public var cachedInputTokens: Int64?
    /// Those of the input that were written to a cache.
    public var cacheWriteTokens: Int64?
    /// Those of the output that were reasoning.
    public var reasoningTokens: Int64?
    /// Fields of `tokens` that this version does not know.
    public var unknownFields: JSONObject

    /// Makes it of what is known.
    @inlinable
    public init(
        inputTokens: Int64? = nil, outputTokens: Int64? = nil, totalTokens: Int64? = nil,
        cachedInputTokens: Int64? = nil, cacheWriteTokens: Int64? = nil, reasoningTokens: Int64? = nil,
        unknownFields: JSONObject = JSONObject()
    ) {
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.totalTokens = totalTokens
        self.cachedInputTokens = cachedInputTokens
        self.cacheWriteTokens = cacheWriteTokens
        self.reasoningTokens = reasoningTokens
        self.unknownFields = unknownFields
    }
}

extension TokenUsage: FieldGroup {
    init(from fields: inout FieldReader) {
        inputTokens = fields.count("input_tokens")
        outputTokens = fields.count("output_tokens")
        totalTokens = fields.count("total_tokens")
        cachedInputTokens = fields.count("cached_input_tokens")
        cacheWriteTokens = fields.count("cache_write_tokens")
        reasoningTokens = fields.count("reasoning_tokens")
        unknownFields = fields.unknownFields()
    }

    func write(to writer: inout JSONWriter) {
        writer.field("input_tokens", inputTokens)
        writer.field("output_tokens", outputTokens)
        writer.field("total_tokens", totalTokens)
        writer.field("cached_input_tokens", cachedInputTokens)
        writer.field("cache_write_tokens", cacheWriteTokens)
        writer.field("reasoning_tokens", reasoningTokens)
        writer.members(unknownFields)
    }
}

extension JSONWriter {
    mutating func field(_ name: StaticString, _ tokens: TokenUsage?) {
        guard let tokens else { return }
        key(name)
        beginObject()
        tokens.write(to: &self)
        endObject()
    }
}
