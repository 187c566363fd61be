// Owns the sweep itself: a walk through sorted starts and ends that knows how many are active.

/// A walk in time along sorted starts and ends.
struct ActiveSteps {
    private let starts: [Int64]
    private let ends: [Int64]
    private var passedStarts = 0
    private var passedEnds = 0

    /// A walk that has not begun; both arrays ascend.
    init(starts: [Int64], ends: [Int64]) {
        self.starts = starts
        self.ends = ends
    }

    /// How many are active where the walk is; ends without starts can make it negative.
    private var active: Int { passedStarts - passedEnds }

    /// Walks on to `time`: what starts there has arrived, what ends there has left.
    mutating func advance(through time: Int64) {
        while passedStarts < starts.count, starts[passedStarts] <= time { passedStarts += 1 }
        while passedEnds < ends.count, ends[passedEnds] <= time { passedEnds += 1 }
    }

    /// Walks on to the last start that is not after `last`, and tells the most that was active from here to there.
    mutating func maximum(through last: Int64) -> Int64 {
        var maximum = max(0, active)
        while passedStarts < starts.count, starts[passedStarts] <= last {
            advance(through: starts[passedStarts])
            maximum = max(maximum, active)
        }
        return Int64(maximum)
    }
}
