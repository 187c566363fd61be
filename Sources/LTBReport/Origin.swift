// Owns where figures come from, in words: which run, when, and which part of it.

package import LTBAnalysis

/// The line above the headline: the run's name, its time, its labels.
package struct Origin: Sendable, Equatable {
    /// The parts, as plain text in which names are as recorded.
    package var parts: [String]

    /// The sentence under a report that names what it was made from.
    package var source: String

    /// The parts in one line.
    package var text: String { parts.joined(separator: " · ") }

    /// Says where a summary comes from.
    package init(_ summary: RunSummary) {
        let name = Self.name(of: summary)
        let window = summary.window.map { CivilTime.span(from: $0.start, to: $0.end) }
        parts = [name, window, Self.labels(summary.sharedLabels), Self.status(summary.run)].compactMap { $0 }
        source = Self.source(of: summary.log)
    }

    private static func source(of log: LogFigures) -> String {
        let names = log.files.prefix(3).map { Headline.short($0.name) }
        let rest = log.files.count > 3 ? ["\(log.files.count - 3) more files"] : []
        let files = names.isEmpty ? "" : (names + rest).joined(separator: ", ") + ": "
        return "Made from \(files)\(Headline.counted(log.events, "event"))."
    }

    private static func name(of summary: RunSummary) -> String? {
        if let run = summary.run { return (run.name ?? run.runID).map(Headline.short) }
        if summary.runs.count > 1 { return Headline.counted(Int64(summary.runs.count), "run") }
        return summary.log.files.count == 1 ? Headline.short(summary.log.files[0].name) : nil
    }

    private static func labels(_ labels: [String: String]) -> String? {
        guard !labels.isEmpty else { return nil }
        let sorted = labels.sorted { $0.key < $1.key }
        let shown = sorted.prefix(6).map { "\(Headline.short($0.key))=\(Headline.short($0.value))" }
        return (shown + (sorted.count > 6 ? ["\(sorted.count - 6) more labels"] : [])).joined(separator: " ")
    }

    private static func status(_ run: RunIdentity?) -> String? {
        guard let run else { return nil }
        return run.status.map { "the run says: \(Headline.short($0))" } ?? "the run did not say how it ended"
    }
}

extension FilterDescription {
    /// What the requests have in common, to follow the word `requests`; empty when nothing was filtered.
    package var inWords: [String] {
        let times = [
            from.map { "from \(CivilTime($0).exactMoment)" }, to.map { "before \(CivilTime($0).exactMoment)" },
            warmupSeconds.map { "after a warm-up of \(NumberFormat.step(seconds: $0))" },
            cooldownSeconds.map { "before a cool-down of \(NumberFormat.step(seconds: $0))" },
        ]
        let names = [
            Self.list("of type", type), Self.list("of provider", provider), Self.list("of model", model),
            Self.list("of benchmark", benchmark),
        ]
        let labels = `where`.sorted { $0.key < $1.key }.prefix(8)
            .map { "with \(Headline.short($0.key))=\(Headline.short($0.value))" }
        let rest = `where`.count > 8 ? ["and by \(`where`.count - 8) more labels"] : []
        return (times + names).compactMap { $0 } + labels + rest
    }

    /// `Only requests of provider openai.`; nil where nothing was filtered.
    package var sentence: String? {
        let parts = inWords
        guard !parts.isEmpty else { return nil }
        return "Only \(type.isEmpty ? "requests" : "events") \(parts.joined(separator: ", "))."
    }

    private static func list(_ kind: String, _ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        let rest = names.count > 8 ? ["\(names.count - 8) more"] : []
        return "\(kind) " + (names.prefix(8).map(Headline.short) + rest).joined(separator: " or ")
    }
}
