// Owns an alert, from when it fired to when it was resolved.

public import LTBEvents

/// One alert, from when it fired to when it was resolved.
public struct AlertFigures: Sendable, Equatable {
    /// The alert's name.
    public var name: String
    /// `critical`, `warning` or `info`.
    public var severity: String
    /// `firing` or `resolved`, or another as recorded of an alert that was neither.
    public var state: String
    /// What it said when it fired.
    public var message: String?
    /// When it fired; nil if only its end was recorded.
    public var startedAt: Timestamp?
    /// When it was resolved; nil while it is firing.
    public var endedAt: Timestamp?
    /// The value that fired it.
    public var value: Double?
    /// The threshold that the value crossed.
    public var threshold: Double?
    /// Its labels.
    public var labels: [String: String] = [:]

    /// Whether it was firing to the end.
    package var isFiring: Bool { state == SystemAlert.State.firing.rawValue }
    /// Whether it was resolved.
    package var isResolved: Bool { state == SystemAlert.State.resolved.rawValue }
    /// Whether somebody had to do something at once.
    package var isCritical: Bool { severity == SystemAlert.Severity.critical.rawValue }

    /// An alert in a state.
    public init(name: String, severity: String, state: String) {
        self.name = name
        self.severity = severity
        self.state = state
    }
}
