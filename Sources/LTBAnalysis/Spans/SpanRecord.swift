// Owns what is kept of each span until its trace is known.

/// A span without its texts, which are told apart by their hashes: ids are as good as random, and a log in which two of
/// them are made to agree deceives nobody but its writer.
struct SpanRecord: Comparable, Sendable {
    /// How a span ended.
    enum Status: UInt8, Sendable {
        case unset, ok, error

        /// By the word that was recorded, OpenTelemetry's or another.
        init(_ word: UnsafeRawBufferPointer?) {
            let errors: [StaticString] = ["error", "status_code_error"]
            guard let word else {
                self = .unset
                return
            }
            self = errors.contains { Self.isEqual(word, $0) } ? .error : Self.isEqual(word, "ok") ? .ok : .unset
        }

        private static func isEqual(_ word: UnsafeRawBufferPointer, _ lowercase: StaticString) -> Bool {
            guard word.count == lowercase.utf8CodeUnitCount else { return false }
            return word.indices.allSatisfy { word[$0] | 0x20 == lowercase.utf8Start[$0] | 0x20 }
        }
    }

    /// The trace.
    var trace: UInt64
    /// The span itself; 0 if it has no id, so that it is nobody's parent.
    var id: UInt64
    /// The span above it; 0 for a root.
    var parent: UInt64
    /// The operation, as `hash(ofName:)`.
    var name: UInt64
    var start: Int64
    /// Negative if it was not measured.
    var duration: Int64
    var status: Status

    /// The instant at which it ended, or the last one that there is.
    var end: Int64 {
        let (end, overflows) = start.addingReportingOverflow(max(0, duration))
        return overflows ? .max : end
    }

    /// The hash of an id; 0 of one that is missing or empty.
    static func hash(_ id: UnsafeRawBufferPointer?) -> UInt64 {
        guard let id, !id.isEmpty else { return 0 }
        return max(1, KeyTable.hash(id))
    }

    /// By trace, then by span, so that the order of any set of them is one and the same.
    static func < (lhs: Self, rhs: Self) -> Bool {
        if lhs.trace != rhs.trace { return lhs.trace < rhs.trace }
        if lhs.id != rhs.id { return lhs.id < rhs.id }
        if lhs.start != rhs.start { return lhs.start < rhs.start }
        if lhs.duration != rhs.duration { return lhs.duration < rhs.duration }
        if lhs.parent != rhs.parent { return lhs.parent < rhs.parent }
        if lhs.name != rhs.name { return lhs.name < rhs.name }
        return lhs.status.rawValue < rhs.status.rawValue
    }
}
