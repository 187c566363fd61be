// Owns how well something is, and what a check finds.

/// How well something is.
public enum HealthStatus: String, Sendable, CaseIterable, Comparable {
    /// As it should be.
    case healthy
    /// It works, but badly.
    case degraded
    /// It does not work.
    case unhealthy

    private var badness: Int {
        switch self {
        case .healthy: 0
        case .degraded: 1
        case .unhealthy: 2
        }
    }

    /// Whether the first is better.
    public static func < (first: HealthStatus, second: HealthStatus) -> Bool { first.badness < second.badness }
}

/// What a check finds.
public struct HealthFinding: Sendable, Hashable {
    /// How well it is.
    public var status: HealthStatus
    /// Why, in a sentence.
    public var message: String?

    /// A finding.
    public init(_ status: HealthStatus, _ message: String? = nil) {
        self.status = status
        self.message = message
    }

    /// All is well.
    public static let healthy = HealthFinding(.healthy)

    /// Judges a figure that should be low: degraded from one limit, unhealthy from another.
    ///
    /// - Parameter shown: the figure and its limits as people read them.
    static func low(
        _ value: Double, _ limits: HealthLimits, _ name: String, shown: (Double) -> String
    ) -> HealthFinding {
        let status: HealthStatus =
            value >= limits.unhealthy ? .unhealthy : value >= limits.degraded ? .degraded : .healthy
        let limit = status == .unhealthy ? limits.unhealthy : limits.degraded
        let relation = status == .healthy ? "below" : "at least"
        return HealthFinding(status, "\(name) is \(shown(value)), \(relation) \(shown(limit))")
    }
}

/// From where on a figure is bad, and from where on very bad.
public struct HealthLimits: Sendable, Hashable {
    /// From here on the component is degraded.
    public var degraded: Double
    /// From here on it is unhealthy.
    public var unhealthy: Double

    /// Limits.
    public init(degraded: Double, unhealthy: Double) {
        self.degraded = degraded
        self.unhealthy = unhealthy
    }
}
