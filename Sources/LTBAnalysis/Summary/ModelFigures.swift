// Owns the requests' figures by provider and by model.

/// The figures of one provider.
public struct ProviderFigures: Sendable, Equatable {
    /// The provider, as recorded.
    public var provider: String
    /// Its requests.
    public var requests: RequestFigures

    /// The figures of a provider.
    public init(provider: String, requests: RequestFigures) {
        self.provider = provider
        self.requests = requests
    }
}

/// The figures of one model of one provider.
public struct ModelFigures: Sendable, Equatable {
    /// The provider, as recorded.
    public var provider: String
    /// The model, as recorded.
    public var model: String
    /// Its requests.
    public var requests: RequestFigures

    /// The figures of a provider's model.
    public init(provider: String, model: String, requests: RequestFigures) {
        self.provider = provider
        self.model = model
        self.requests = requests
    }
}
