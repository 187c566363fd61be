// Owns the options by which every command chooses events.

import ArgumentParser
import LTBAnalysis
import LTBEvents

/// Which events: the same option several times means any of its values, different options must all hold.
struct EventFilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only events at this time or later: 2026-01-15T10:30:00Z.", valueName: "time"),
        transform: Self.time)
    var from: Timestamp?

    @Option(help: ArgumentHelp("Only events before this time.", valueName: "time"), transform: Self.time)
    var to: Timestamp?

    @OptionGroup var choice: EventChoiceOptions

    func validate() throws {
        if let from, let to, from >= to { throw ValidationError("--from must be before --to, which is exclusive.") }
    }

    /// What was asked for.
    var filter: EventFilter { choice.filter(from: from, to: to) }

    static func time(_ text: String) throws -> Timestamp {
        let time = Array(text.utf8).withUnsafeBytes { Timestamp(rfc3339: $0) }
        if let time { return time }
        guard Array(text.utf8).withUnsafeBytes({ Timestamp.isDateTime($0) }) else {
            throw ValidationError("write a time as 2026-01-15T10:30:00Z, with Z or an offset.")
        }
        throw ValidationError("times reach from 1677-09-21T00:12:43.145225Z to 2262-04-11T23:47:16.854775807Z.")
    }
}

/// Which events, by all but their time.
struct EventChoiceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only events of this provider. May be repeated, as all below.", valueName: "name"))
    var provider: [String] = []

    @Option(help: ArgumentHelp("Only events of this model.", valueName: "name"))
    var model: [String] = []

    @Option(help: ArgumentHelp("Only events of the benchmark with this id.", valueName: "id"))
    var benchmark: [String] = []

    @Option(help: ArgumentHelp("Only events of this type: RequestFailed.", valueName: "event type"))
    var type: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only events with this label, or else this field of their data: team=search, status_code=429; "
                + "labels.team=search is the label only.",
            valueName: "key=value"),
        transform: Condition.init)
    var `where`: [Condition] = []

    /// `KEY=VALUE` as typed.
    struct Condition {
        var key: String
        var value: String

        init(_ text: String) throws {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw ValidationError("write KEY=VALUE, such as team=search.")
            }
            key = String(text[..<equals])
            value = String(text[text.index(after: equals)...])
        }
    }

    func validate() throws {
        for name in type {
            let known = EventType.allCases.first { $0.rawValue.lowercased() == name.lowercased() }
            if let known, known.rawValue != name {
                throw ValidationError("There is no event type '\(name)'. Did you mean \(known.rawValue)?")
            }
        }
    }

    /// What was asked for, at any of these times.
    func filter(from: Timestamp?, to: Timestamp?) -> EventFilter {
        var filter = EventFilter()
        (filter.from, filter.to) = (from, to)
        (filter.providers, filter.models, filter.benchmarks, filter.types) = (provider, model, benchmark, type)
        for condition in `where` { filter.conditions[condition.key, default: []].append(condition.value) }
        return filter
    }
}
