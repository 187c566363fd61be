// Owns telling how many requests to a provider are under way, without an event for each change.

import LTBLog
import Synchronization

/// The metric `llm_requests_active` of one provider, which all who wrap it share.
///
/// A change is recorded at once if the last record is a second old, else within a second, as what the count is by then; at the
/// end of the run what was not recorded yet is.
final class ActiveRequests: Sendable {
    fileprivate struct State {
        var count = 0
        /// What was recorded last, and when.
        var told = 0
        var toldAt: Int64?
        /// Whether a task waits to tell it.
        var isWaiting = false
    }

    /// What is to be done after a change.
    fileprivate enum Step {
        case tell(Int), wait, nothing
    }

    private let provider: String
    private let state = Monitor(State())

    fileprivate static let interval: Int64 = 1_000_000_000

    init(provider: String) { self.provider = provider }

    /// One more request is under way, or by -1 one less.
    func add(_ change: Int, to recorder: Recorder) {
        guard recorder.isEnabled else { return }
        let now = recorder.clock.elapsed()
        let step: Step = state.withLock { state in
            state.count += change
            return state.step(at: now)
        }
        switch step {
        case .tell(let count): tell(count, recorder)
        case .wait: tellLater(to: recorder)
        case .nothing: break
        }
    }

    /// Records the count if it has changed since.
    func tell(to recorder: Recorder) {
        let now = recorder.clock.elapsed()
        let count: Int? = state.withLock { state in
            state.isWaiting = false
            return state.count == state.told ? nil : state.tell(at: now)
        }
        if let count { tell(count, recorder) }
    }

    private func tell(_ count: Int, _ recorder: Recorder) {
        recorder.metrics.requests.active(count, provider: provider)
    }

    private func tellLater(to recorder: Recorder) {
        Task { [weak recorder, sleep = recorder.clock.sleep] in
            try? await sleep(.nanoseconds(Self.interval))
            // A run that has ended has told it.
            if let recorder, !recorder.isClosed { self.tell(to: recorder) }
        }
    }
}

extension ActiveRequests.State {
    fileprivate mutating func step(at now: Int64) -> ActiveRequests.Step {
        guard let toldAt, now - toldAt < ActiveRequests.interval else { return .tell(tell(at: now)) }
        guard !isWaiting else { return .nothing }
        isWaiting = true
        return .wait
    }

    fileprivate mutating func tell(at now: Int64) -> Int {
        told = count
        toldAt = now
        return count
    }
}

/// The counts of all providers of a recorder.
final class ActiveRequestsOfProviders: Sendable {
    private let counts = Monitor<[String: ActiveRequests]>([:])

    /// The count of a provider, and whether it is the first of all.
    func count(of provider: String) -> (ActiveRequests, isFirst: Bool) {
        counts.withLock { counts in
            if let known = counts[provider] { return (known, false) }
            let new = ActiveRequests(provider: provider)
            counts[provider] = new
            return (new, counts.count == 1)
        }
    }

    /// Records what was not recorded yet.
    func tell(to recorder: Recorder) {
        let all = counts.withLock { $0.sorted { $0.key < $1.key } }
        for (_, count) in all { count.tell(to: recorder) }
    }
}

extension Recorder {
    /// The count of a provider's requests that are under way.
    func activeRequests(of provider: String) -> ActiveRequests {
        let (count, isFirst) = activeRequests.count(of: provider)
        if isFirst {
            beforeClosing { [weak self] in
                guard let self else { return }
                activeRequests.tell(to: self)
            }
        }
        return count
    }
}
