// Owns one check of the program's health: what is asked, how long it may take, and how much it matters.

/// One check.
public struct HealthProbe: Sendable {
    /// What the report calls it.
    public var name: String
    /// What it looks at.
    public var component: String
    /// Whether the whole program is unhealthy when this is; if not, it is degraded.
    public var isCritical: Bool
    /// How long one try may take.
    public var timeout: Duration
    /// How often it is tried again when it throws or takes too long.
    public var retries: Int
    /// Looks; what it throws makes it unhealthy.
    public var check: @Sendable () async throws -> HealthFinding

    /// A check of the program's own.
    public init(
        _ name: String, component: String? = nil, isCritical: Bool = false, timeout: Duration = .seconds(5),
        retries: Int = 0, check: @escaping @Sendable () async throws -> HealthFinding
    ) {
        self.name = name
        self.component = component ?? name
        self.isCritical = isCritical
        self.timeout = timeout
        self.retries = max(0, retries)
        self.check = check
    }

    /// Something that the program needs, a database or another service: healthy if the body returns.
    public static func dependency(
        _ name: String, isCritical: Bool = true, timeout: Duration = .seconds(5), retries: Int = 1,
        _ body: @escaping @Sendable () async throws -> Void
    ) -> HealthProbe {
        HealthProbe(name, component: name, isCritical: isCritical, timeout: timeout, retries: retries) {
            try await body()
            return .healthy
        }
    }

    /// The same check, as one that matters or one that does not.
    public func critical(_ isCritical: Bool = true) -> HealthProbe {
        var copy = self
        copy.isCritical = isCritical
        return copy
    }
}
