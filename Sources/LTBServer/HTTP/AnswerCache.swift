// Owns what changes with the run as clients get it: made once for all who ask at a time.

import LTBLog

/// A body that is made from the run, at most a second old.
///
/// So there are as many bodies in memory as seconds in which answers may take to be read, however many clients there are.
actor AnswerCache {
    private let run: LiveRun
    private let make: @Sendable (LiveRun) -> [UInt8]
    private var body: AnswerBody?
    private var version: Int64 = -1
    private var madeAt: Int64 = 0

    private static let age: Int64 = 1_000_000_000

    init(_ run: LiveRun, _ make: @escaping @Sendable (LiveRun) -> [UInt8]) {
        self.run = run
        self.make = make
    }

    /// The body, which is that of the run where this was the last that changed.
    var latest: AnswerBody {
        let (version, now) = (run.version, MonotonicClock.now())
        if let body, version == self.version || now - madeAt < Self.age { return body }
        let made = AnswerBody(make(run))
        (body, self.version, madeAt) = (made, version, MonotonicClock.now())
        return made
    }
}
