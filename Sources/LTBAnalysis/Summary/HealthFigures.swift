// Owns the last health report.

public import LTBEvents

/// The last health report.
public struct HealthFigures: Sendable, Equatable {
    /// One component's check.
    public struct Check: Sendable, Equatable {
        /// The component.
        public var component: String?
        /// `healthy`, `degraded` or `unhealthy`.
        public var status: String?
        /// What the check said.
        public var message: String?
        /// How long it took, in milliseconds.
        public var durationMilliseconds: Double?
        /// Whether the component is critical.
        public var critical: Bool?

        /// A check of which nothing is known yet.
        public init() {}
    }

    /// `healthy`, `degraded` or `unhealthy`.
    public var status: String
    /// When it was reported.
    public var at: Timestamp
    /// The checks by name.
    public var checks: [String: Check] = [:]

    /// A report of a status at a time.
    public init(status: String, at: Timestamp) {
        self.status = status
        self.at = at
    }
}
