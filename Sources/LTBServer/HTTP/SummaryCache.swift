// Owns the summary as clients get it: made once for all who ask at a time.

import LTBAnalysis
import LTBEvents
import LTBLog
import LTBReport

/// The summary as JSON, at most a second old.
actor SummaryCache {
    private let run: LiveRun
    private var json: [UInt8] = []
    private var version: Int64 = -1
    private var madeAt: Int64 = 0

    private static let age: Int64 = 1_000_000_000

    init(_ run: LiveRun) { self.run = run }

    /// The document that `ltb-analyze report --format json` writes.
    var summary: [UInt8] {
        let (version, now) = (run.version, MonotonicClock.now())
        guard version != self.version, json.isEmpty || now - madeAt >= Self.age else { return json }
        json.removeAll(keepingCapacity: true)
        JSONReport().write(run.summary, to: &json)
        (self.version, madeAt) = (version, MonotonicClock.now())
        return json
    }
}
