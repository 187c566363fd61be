// Owns what is asked of logs, beyond what every summary tells.

import LTBEvents

/// What a user wants to know of logs; one plan holds for all threads that read them.
package struct AnalysisPlan: Sendable, Equatable {
    /// Which events the figures are made of.
    package var filter = EventFilter()
    /// Nanoseconds left out after the run's start and before its end; nil for none, which 0 becomes.
    package var warmup: Int64? {
        didSet { if warmup == 0 { warmup = nil } }
    }
    package var cooldown: Int64? {
        didSet { if cooldown == 0 { cooldown = nil } }
    }
    /// The label by which requests are grouped, or the field of their data where there is no such label; nil for none.
    package var groupLabel: String?
    /// The prices by which requests are priced again; nil tells what was recorded only.
    package var pricing: RequestPricing?
    /// Whether the bounds and latencies are counted that OpenTelemetry's names of metrics need.
    package var countsForOpenTelemetry = false
    /// Whether single values are kept, to be compared with those of another run.
    package var gathersSamples = false
    /// What requests should reach, each once.
    package private(set) var objectives: [Objective] = []
    /// The objectives, those marked that cannot be judged by the events which pass the filter.
    var judgedObjectives: [Objective] {
        objectives.map {
            var objective = $0
            objective.isMeasured = objective.quantity != .errorRate || filter.passesAllEnds
            return objective
        }
    }

    /// The filter once the run's start and end are known.
    private var trimmedFilter: EventFilter?

    /// Every event, no groups and no objectives.
    package init() {}

    /// Adds objectives; one that is there already is not judged twice.
    package mutating func add(_ more: [Objective]) {
        for objective in more where !objectives.contains(objective) { objectives.append(objective) }
    }

    /// Whether the run's start and end must be known before an event can be chosen.
    package var isRelative: Bool { warmup != nil || cooldown != nil }

    /// The filter, and what a warm-up and a cool-down leave of the run once it is known.
    var appliedFilter: EventFilter { trimmedFilter ?? filter }

    /// The same plan for a run of which this is all; false if a warm-up and a cool-down leave nothing of it.
    mutating func trim(to run: Window) -> Bool {
        var trimmed = filter
        if let warmup {
            let start = Self.shifted(run.start, by: warmup)
            trimmed.from = max(start, filter.from ?? start)
        }
        if let cooldown {
            // What ends exactly then is still within the run that is left; a filter's end is exclusive.
            let end = Self.shifted(Self.shifted(run.end, by: -cooldown), by: 1)
            trimmed.to = min(end, filter.to ?? end)
        }
        trimmedFilter = trimmed
        let lasts = Int128(run.end.nanosecondsSince1970) - Int128(run.start.nanosecondsSince1970)
        return Int128(warmup ?? 0) + Int128(cooldown ?? 0) <= lasts
    }

    private static func shifted(_ time: Timestamp, by nanoseconds: Int64) -> Timestamp {
        let (sum, overflows) = time.nanosecondsSince1970.addingReportingOverflow(nanoseconds)
        return Timestamp(nanosecondsSince1970: overflows ? (nanoseconds < 0 ? .min : .max) : sum)
    }

    /// What the figures are restricted to, as a summary tells it.
    var description: FilterDescription {
        var description = filter.description
        description.warmupSeconds = warmup.map { Double($0) / 1e9 }
        description.cooldownSeconds = cooldown.map { Double($0) / 1e9 }
        return description
    }
}
