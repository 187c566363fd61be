// Tests of work on several threads.

import LTBTestSupport
import Testing

@testable import LTBLog

@Suite struct WorkerThreadsTests {
    @Test(arguments: [1, 2, 8]) func twoThingsAreBothDoneAndEachIsInItsPlace(threads: Int) {
        for round in 0..<100 {
            let (one, other) = WorkerThreads.both(threads: threads, { round }, { "\(round)" })
            #expect(one == round)
            #expect(other == "\(round)")
        }
    }

    @Test func twoThingsAreDoneAtTheSameTimeByTwoThreads() {
        let met = Monitor(0)
        // Each waits for the other: one after the other they would never come to an end.
        let meet: @Sendable () -> Int? = {
            met.withLock { $0 += 1 }
            met.notify()
            return met.wait { $0 == 2 ? $0 : nil }
        }
        let (one, other) = WorkerThreads.both(threads: 2, meet, meet)
        #expect(one == 2)
        #expect(other == 2)
    }
}
