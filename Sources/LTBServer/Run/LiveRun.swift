// Owns the run that is served: what was taken in until now, which many ask for while more is taken in.

import Glibc
package import LTBAnalysis
package import LTBEvents
import LTBLog
package import LTBPrometheus

/// A run that grows, shared by the threads that read logs and those that answer clients.
package final class LiveRun: Sendable {
    private struct State {
        var aggregator: RunAggregator
        var log = LogFigures()
        /// When the counts were 0 last.
        var created = Timestamp.now
        /// Rises with everything that is taken in.
        var version: Int64 = 0
    }

    private let state: Monitor<State>
    private let plan: AnalysisPlan
    private let naming: MetricNaming

    /// A run of which nothing is known yet.
    package init(naming: MetricNaming = .llm) {
        var plan = AnalysisPlan()
        plan.countsForOpenTelemetry = naming == .otel
        self.plan = plan
        self.naming = naming
        state = Monitor(State(aggregator: RunAggregator(plan)))
    }

    /// Reads whole logs at once, in place of all that was taken in before; sentences on what a user should know.
    func load(_ files: [LogFile]) throws(LogError) -> [String] {
        let (aggregator, log, notices) = try LogAnalysis.gather(files, plan)
        state.withLock { state in
            (state.aggregator, state.log, state.created) = (aggregator, log, .now)
            state.version += 1
        }
        return notices
    }

    /// Takes in lines, and leaves those that are events: what others get must be nothing else.
    func take(_ lines: inout RunLines, _ scanner: inout EventScanner) {
        let hasSkipped = state.withLock { state in
            state.version += 1
            let skipped = state.aggregator.skippedLineCount
            lines.forEach { line in
                // Where a line was in the files is not known here, so that none is an example of those that were skipped.
                state.aggregator.add(line: line, scanner: &scanner, position: nil)
            }
            return state.aggregator.skippedLineCount > skipped
        }
        if hasSkipped { lines.keepEvents() }
    }

    /// Takes in an event that no log has.
    package func take(_ event: Event) {
        state.withLock { state in
            state.version += 1
            state.aggregator.add(event)
        }
    }

    /// Counts a line that is no event.
    func skip(_ reason: SkipReason) {
        state.withLock { $0.aggregator.skip(reason, count: 1, at: []) }
    }

    /// Begins anew.
    package func reset() {
        let empty = RunAggregator(plan)
        state.withLock { state in
            state.aggregator = empty
            state.created = .now
            state.version += 1
        }
    }

    /// Says what is known of the files.
    func tell(_ log: LogFigures) {
        state.withLock { state in
            state.log = log
            state.version += 1
        }
    }

    var version: Int64 { state.withLock { $0.version } }

    /// When the first and the last event happened; nil without events.
    var span: ClosedRange<Int64>? { state.withLock { $0.aggregator.eventSpan } }

    /// How many events were taken in.
    var eventCount: Int64 { state.withLock { $0.aggregator.eventCount } }

    /// Whether something of the log could not be read.
    var isDamaged: Bool { state.withLock { $0.log.isDamaged } }

    /// How many lines were no events.
    var skippedLineCount: Int64 { state.withLock { $0.aggregator.skippedLineCount } }

    /// Everything until now, as Prometheus reads it.
    package func exposition(_ format: ExpositionFormat) -> [UInt8] {
        let (counts, created) = state.withLock { ($0.aggregator.counts(log: $0.log), $0.created) }
        return Exposition.write(MetricFamily.all(of: counts, naming: naming), as: format, created: created)
    }

    /// Everything until now, counted.
    package var counts: RunCounts { state.withLock { $0.aggregator.counts(log: $0.log) } }

    /// The summary of everything until now.
    package var summary: RunSummary {
        // What sorting the values takes, nobody should have to wait for who brings more of them.
        let (aggregator, log) = state.withLock { state in
            state.aggregator.settle()
            return (state.aggregator, state.log)
        }
        return aggregator.summary(log: log)
    }
}

extension Timestamp {
    /// The system's time.
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanosecondsSince1970: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
