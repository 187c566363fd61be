// Owns what the figures of a summary were restricted to.

public import LTBEvents

/// What the figures were restricted to; empty when nothing was filtered.
public struct FilterDescription: Sendable, Equatable {
    /// Requests that ended at this time or later.
    public var from: Timestamp?
    /// Requests that ended before this time.
    public var to: Timestamp?
    /// Seconds left out after the run's start.
    public var warmupSeconds: Double?
    /// Seconds left out before the run's end.
    public var cooldownSeconds: Double?
    /// Providers; empty means all.
    public var provider: [String] = []
    /// Models; empty means all.
    public var model: [String] = []
    /// Benchmark ids; empty means all.
    public var benchmark: [String] = []
    /// Names of `event_type`; empty means all.
    public var type: [String] = []
    /// Labels and the values they must have: `a|b` is either of two, `a\|b` is one, as `a\\b` is of a single backslash.
    public var `where`: [String: String] = [:]

    /// No filter.
    public init() {}
}
