// Owns which runs of a history are meant.

package import LTBEvents
import GRDB

/// A choice of runs: all conditions must hold.
package struct RunChoice: Sendable, Equatable {
    /// Only runs on this branch.
    package var branch: String?
    /// Only runs with these labels.
    package var labels: [String: String] = [:]
    /// Only runs with this status: `passed`, …
    package var status: String?
    /// Only runs at this time or later.
    package var from: Timestamp?
    /// Only runs before this time.
    package var before: Timestamp?
    /// Only so many, the last ones; nil means all.
    package var last: Int?
    /// Run ids and digests of runs that are not meant: a candidate is no baseline of itself.
    package var excluding: Set<String> = []

    /// All runs.
    package init() {}

    /// The condition in SQL, with its arguments.
    var condition: (sql: String, arguments: StatementArguments) {
        var parts: [String] = []
        var arguments: [(any DatabaseValueConvertible)?] = []
        func add(_ sql: String, _ values: (any DatabaseValueConvertible)?...) {
            parts.append(sql)
            arguments += values
        }
        if let branch { add("branch = ?", branch) }
        if let status { add("status = ?", status) }
        if let from { add("time >= ?", from.description) }
        if let before { add("time < ?", before.description) }
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
            add("EXISTS (SELECT 1 FROM json_each(labels) WHERE key = ? AND atom = ?)", key, value)
        }
        for word in excluding.sorted() { add("run_id IS NOT ? AND digest <> ?", word, word) }
        return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), StatementArguments(arguments))
    }
}
