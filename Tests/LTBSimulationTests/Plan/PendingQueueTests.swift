// Owns the tests of the queue: by time, and in the order of adding within a time.

import LTBTestSupport
import Testing

@testable import LTBSimulation

@Suite struct PendingQueueTests {
    @Test func givesWhatWasAddedByTimeAndThenByOrder() {
        var rng = SplitMix64(seed: 1)
        for _ in 0..<50 {
            var queue = PendingQueue<Int>()
            let times = (0..<Int.random(in: 0..<60, using: &rng)).map { _ in Int64.random(in: 0..<20, using: &rng) }
            for (index, time) in times.enumerated() { queue.add(index, at: time) }
            #expect(queue.count == times.count)
            var given: [Int] = []
            while let (time, index) = queue.removeNext() {
                #expect(time == times[index])
                given.append(index)
            }
            #expect(given == times.indices.sorted { (times[$0], $0) < (times[$1], $1) })
        }
    }

    @Test func addingAndRemovingCanAlternate() {
        var queue = PendingQueue<String>()
        queue.add("late", at: 9)
        queue.add("early", at: 1)
        #expect(queue.removeNext()?.element == "early")
        queue.add("middle", at: 5)
        #expect(queue.removeNext()?.element == "middle")
        #expect(queue.removeNext()?.element == "late")
        #expect(queue.removeNext() == nil)
    }
}
