// Owns the names by which the same provider goes in logs, in telemetry and in price tables.

/// Names of providers.
enum ProviderNames {
    /// Each line is one provider; in a list of prices the first of its names that has the model counts.
    private static let families: [[String]] = [
        ["openai", "text-completion-openai", "openai-chat", "openai-responses"],
        ["anthropic", "claude"],
        [
            "google", "gemini", "google-gemini", "google_ai_studio", "google-ai-studio", "google-gla", "google_genai",
            "google-genai", "gcp.gemini", "gcp.gen_ai", "generativelanguage",
        ],
        ["vertex_ai", "vertexai", "vertex", "google-vertex", "google_vertex", "google_vertexai", "gcp.vertex_ai"],
        ["azure", "azure_openai", "azure-openai", "azureopenai", "azure.ai.openai", "az.ai.openai", "azure_text"],
        ["azure_ai", "azure-ai", "azure.ai.inference", "az.ai.inference"],
        [
            "bedrock", "aws", "bedrock_converse", "aws.bedrock", "aws-bedrock", "aws_bedrock", "amazon-bedrock",
            "amazon_bedrock",
        ],
        ["mistral", "mistralai", "mistral_ai", "mistral-ai", "codestral", "text-completion-codestral"],
        ["x-ai", "xai", "x_ai", "x.ai", "grok"],
        ["together", "together_ai", "together-ai", "togetherai", "together.ai"],
        ["fireworks", "fireworks_ai", "fireworks-ai", "fireworks.ai", "fireworks_ai-embedding-models"],
        ["cohere", "cohere_chat"],
        ["perplexity", "perplexity_ai", "perplexity-ai"],
        ["moonshotai", "moonshot"],
        ["zai", "z-ai", "z.ai", "z_ai"],
        ["voyageai", "voyage", "voyage-ai", "voyage_ai"],
        ["dashscope", "alibaba"],
        ["meta", "meta_llama"],
        ["watsonx", "ibm.watsonx.ai"],
        ["deepseek", "deep-seek", "deepseek-ai"],
    ]

    private static let familyNumbers: [String: Int] = Dictionary(
        families.enumerated().flatMap { number, names in names.map { ($0, number) } }
    ) { first, _ in first }

    /// The names of the same provider, this one first; in lower case.
    static func all(of provider: String) -> [String] {
        let name = family(of: provider.lowercased())
        guard let number = familyNumbers[name] else { return [name] }
        return [name] + families[number].filter { $0 != name }
    }

    /// LiteLLM tells the publishers at Vertex AI apart, and prices them in one table.
    private static func family(of name: String) -> String {
        name.hasPrefix("vertex_ai-") || name.hasPrefix("vertex_ai_") ? "vertex_ai" : name
    }

    /// The name that stands for a provider and all of its other names.
    static func canonical(_ provider: String) -> String {
        let name = family(of: provider.lowercased())
        return familyNumbers[name].map { families[$0][0] } ?? name
    }
}
