// Owns a provider's status over time.

public import LTBEvents

/// A provider's status over time, as its status events reported it.
public struct ProviderStatusFigures: Sendable, Equatable {
    /// A change of status.
    public struct Change: Sendable, Equatable {
        /// When it was reported first.
        public var at: Timestamp
        /// The status from then on.
        public var status: String

        /// A change to a status at a time.
        public init(at: Timestamp, status: String) {
            self.at = at
            self.status = status
        }
    }

    /// The provider.
    public var provider: String
    /// The last status: `healthy`, `degraded` or `unavailable`.
    public var status: String
    /// By time.
    public var changes: [Change]

    /// A provider's status and how it came to it.
    public init(provider: String, status: String, changes: [Change]) {
        self.provider = provider
        self.status = status
        self.changes = changes
    }
}
