// Owns instants: nanoseconds since 1970 in UTC.

/// An instant in UTC, exact to the nanosecond, from the year 1678 to 2262.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z; negative before.
    public var nanosecondsSince1970: Int64

    /// Makes an instant from nanoseconds since 1970-01-01T00:00:00Z.
    @inlinable
    public init(nanosecondsSince1970: Int64) {
        self.nanosecondsSince1970 = nanosecondsSince1970
    }

    /// Orders instants by time.
    @inlinable
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.nanosecondsSince1970 < rhs.nanosecondsSince1970
    }
}
