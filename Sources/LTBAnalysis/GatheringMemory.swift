// Owns how much memory the threads that gather a run may take together.

import LTBLog

/// What the threads that gather a run have in common, so that more of them do not need more memory than there is.
///
/// Each gathers in tables of its own, which are small unless a run has very many names. Where they become more in all
/// than they may be, one thread after the other hands over what it gathered and reads no further, until they are few
/// enough, or one is left. What they find out is the same, since it makes no difference which thread reads a line.
final class GatheringMemory: Sendable {
    private struct State: Sendable {
        /// Threads that read on.
        var readers = 0
        /// What was gathered by those that do not.
        var handedOver: RunAggregator?
    }

    /// About as much a thread may gather until it comes by again.
    private static let bytesBetween = 4 << 20

    /// As many a run may have of which nobody would say that it has very many.
    private static let fewNames = 256

    private let state = Monitor(State())
    private let resident = ResidentMemory()
    private let limit: Int
    /// What the process may hold before threads have to hand over: what it had at the beginning comes on top.
    private let most: Int

    /// Of threads that gather from now on.
    init(limit: Int) {
        self.limit = limit
        most = resident.bytes + limit
    }

    /// Adds a thread.
    func enter() { state.withLock { $0.readers += 1 } }

    /// Takes what a thread has gathered, if there is too much in all and another one reads on; then this one must stop
    /// soon. Of one that has to stop anyway it is taken for the sake of the memory alone.
    ///
    /// Others that come by wait meanwhile: they would need more as fast as this one gives up. A thread that has few names
    /// keeps what it has: it would give up next to nothing.
    func takesOver(_ aggregator: inout RunAggregator, ofReader isReader: Bool) -> Bool {
        guard aggregator.nameCount > Self.fewNames else { return false }
        return state.withLock { state in
            guard !isReader || state.readers > 1,
                resident.bytes + state.readers * Self.bytesBetween > most
            else { return false }
            if isReader { state.readers -= 1 }
            take(&aggregator, &state)
            return true
        }
    }

    /// Takes what a thread still had that was to stop.
    func takeRest(_ aggregator: inout RunAggregator) { state.withLock { take(&aggregator, &$0) } }

    private func take(_ aggregator: inout RunAggregator, _ state: inout State) {
        var part = RunAggregator(aggregator.plan)
        swap(&part, &aggregator)
        if state.handedOver == nil { state.handedOver = RunAggregator(aggregator.plan) }
        state.handedOver?.merge(part)
        ResidentMemory.giveBack()
    }

    /// Makes one aggregator of what all threads have gathered, each part of which is prepared first.
    func merge(
        _ parts: inout [RunAggregator], _ plan: AnalysisPlan, prepare: (inout RunAggregator) -> Void
    ) -> RunAggregator {
        // One becomes the whole, and each of the others goes when it was merged: there are never more of them.
        var whole = takeHandedOver() ?? parts.popLast() ?? RunAggregator(plan)
        prepare(&whole)
        while var part = parts.popLast() {
            prepare(&part)
            whole.merge(part)
        }
        // What the merged parts left is not where the summary finds room.
        if resident.bytes > most - limit / 2 { ResidentMemory.giveBack() }
        return whole
    }

    private func takeHandedOver() -> RunAggregator? {
        state.withLock { state in
            defer { state.handedOver = nil }
            return state.handedOver
        }
    }
}

extension RunAggregator {
    /// How many names there are of all kinds of which there may be very many.
    fileprivate var nameCount: Int {
        let requests = models.keys.count + benchmarks.keys.count + groups.table.keys.count
        let others = runs.keys.count + evaluations.keys.count + metrics.keys.count + alerts.keys.count
        return requests + others + timeline.providers.keys.count + timeline.errors.keys.count
    }
}
