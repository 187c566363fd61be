// Owns the sweep itself: a walk through starts and ends that knows how many are active.

/// A walk in time along starts and ends.
struct ActiveSteps {
    private var starts: AscendingWalk
    private var ends: AscendingWalk
    /// How many are active where the walk is; ends without starts can make it negative.
    private var active = 0

    /// A walk that has not begun.
    init(starts: PackedIntegers, ends: PackedIntegers) {
        self.starts = AscendingWalk(starts)
        self.ends = AscendingWalk(ends)
    }

    /// Walks on to `time`: what starts there has arrived, what ends there has left.
    mutating func advance(through time: Int64) {
        while let start = starts.next, start <= time {
            starts.pass()
            active += 1
        }
        while let end = ends.next, end <= time {
            ends.pass()
            active -= 1
        }
    }

    /// Walks on to the last start that is not after `last`, and tells the most that was active from here to there.
    mutating func maximum(through last: Int64) -> Int64 {
        var maximum = max(0, active)
        while let start = starts.next, start <= last {
            advance(through: start)
            maximum = max(maximum, active)
        }
        return Int64(maximum)
    }
}
