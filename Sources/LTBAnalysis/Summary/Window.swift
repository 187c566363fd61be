// Owns the span of time that the rates refer to.

public import LTBEvents

/// The span of time that the rates refer to.
public struct Window: Sendable, Equatable {
    /// First request start.
    public var start: Timestamp
    /// Last request end.
    public var end: Timestamp

    /// The span from one instant to another.
    public init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }

    /// Its length in seconds.
    public var durationSeconds: Double {
        Double(Int128(end.nanosecondsSince1970) - Int128(start.nanosecondsSince1970)) / 1e9
    }
}
