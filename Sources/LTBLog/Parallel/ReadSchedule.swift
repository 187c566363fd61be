// Owns who does what when several threads read logs: what is read next, and what can be joined.

/// The work that is left, shared by all threads.
final class ReadSchedule: Sendable {
    /// What a thread is to do.
    enum Task: Sendable {
        case read(OpenLog, SharedFile, Part)
        /// To join what is ready of a log.
        case join(OpenLog)
    }

    private let state: Monitor<ScheduleState>

    init(_ files: [LogFile], limits: LogLimits) {
        state = Monitor(ScheduleState(files, limits: limits))
    }

    /// The next task; nil when there are no more to begin.
    func next() -> Task? {
        switch state.wait({ $0.decide() }) {
        case .task(let task): return task
        case .done, nil:
            // What made this thread the first to see the end may be news to others.
            state.notify()
            return nil
        }
    }

    /// Hands in what was read of a part.
    func submit(_ part: Part, _ text: PartText, of log: OpenLog) {
        state.withLock { $0.submit(part, text, of: log) }
    }

    /// The next step of joining a log, for this thread alone; nil if it is not ready, or another thread joins.
    func beginJoin(_ log: OpenLog) -> JoinStep? {
        state.withLock { $0.beginJoin(log) }
    }

    /// Hands in what a step found out.
    func endJoin(_ log: OpenLog, _ joined: Joined) {
        state.withLock { $0.endJoin(log, joined) }
        state.notify()
    }

    /// Ends everything.
    func fail(_ error: LogError, of log: OpenLog) {
        state.withLock { $0.fail(error, ofFile: log.index) }
        state.notify()
    }

    /// What was read of the files, when all threads are done.
    func finish() throws(LogError) -> (outcomes: [LogOutcome], lineNumbers: LineNumbers) {
        let (error, outcomes, lineNumbers) = state.withLock { ($0.error, $0.outcomes, $0.lineNumbers) }
        if let error { throw error }
        return (outcomes, lineNumbers)
    }
}

/// What threads have made of their lines.
final class Results<Result: Sendable>: Sendable {
    private let list = Monitor<[Result]>([])

    func append(_ result: Result) { list.withLock { $0.append(result) } }

    var all: [Result] { list.withLock { $0 } }
}
