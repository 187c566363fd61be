// Owns the warnings that every report starts with: what in the figures must not be taken at face value.

package import LTBAnalysis

/// One warning: a label and a sentence, as plain text in which names are as recorded.
package struct Notice: Sendable, Equatable {
    /// What it is about; two words at most.
    package var label: String
    /// What happened, in one or two sentences.
    package var text: String
    /// The first cases, as recorded.
    package var examples: [String] = []

    /// All that a reader must be told of a summary, most serious first; empty when all is well.
    package static func all(for summary: RunSummary) -> [Notice] {
        let notices = [
            damage(summary.log), skippedLines(summary.log), droppedEvents(summary.log), unfinished(summary.totals),
            unpriced(summary), folded(summary.folded), spans(summary.spans), unknownTypes(summary.log),
            filtered(summary.filters),
            pause(summary), resolution(summary), precision(summary),
        ]
        return notices.compactMap { $0 }
    }

    /// Those of them that a report of nothing but costs tells; of requests without a price it tells by itself.
    package static func ofCosts(for summary: RunSummary) -> [Notice] {
        let notices = [
            damage(summary.log), skippedLines(summary.log), droppedEvents(summary.log), unfinished(summary.totals),
            folded(summary.folded), unknownTypes(summary.log), filtered(summary.filters),
        ]
        return notices.compactMap { $0 }
    }

    /// Those that tell what the figures lack, since it could not be read or was never written.
    static func losses(of log: LogFigures) -> [Notice] {
        [damage(log), skippedLines(log), droppedEvents(log)].compactMap { $0 }
    }

    private static func damage(_ log: LogFigures) -> Notice? {
        guard log.damagedBytes > 0 || log.damagedFrames > 0 || log.tornTail else { return nil }
        var sentences: [String] = []
        if log.damagedBytes > 0 || log.damagedFrames > 0 { sentences.append(lostBytes(log)) }
        if log.tornTail { sentences.append("It ends in the middle of a frame or line.") }
        return Notice(label: "Damaged log", text: sentences.joined(separator: " "))
    }

    private static func lostBytes(_ log: LogFigures) -> String {
        let stored = log.files.reduce(0.0) { $0 + Double($1.bytes) }
        var text = NumberFormat.bytes(log.damagedBytes)
        if stored > 0, Double(log.damagedBytes) <= stored {
            let share = NumberFormat.share(Double(log.damagedBytes) / stored)
            text += " of \(NumberFormat.bytes(Int64(clamping: Int128(stored)))) (\(share))"
        }
        // A history does not keep in how many.
        let frames = log.damagedFrames > 0 ? " in \(Headline.counted(log.damagedFrames, "frame"))" : ""
        return "\(text)\(frames) could not be read."
    }

    private static func skippedLines(_ log: LogFigures) -> Notice? {
        guard let reasons = listed(log.skippedLines) else { return nil }
        let verb = reasons.total == 1 ? "is" : "are"
        let text = "\(Headline.counted(reasons.total, "line")) \(verb) not in the figures: \(reasons.list)."
        return Notice(label: "Skipped lines", text: text, examples: log.skippedExamples)
    }

    private static func droppedEvents(_ log: LogFigures) -> Notice? {
        guard log.droppedEvents > 0 else { return nil }
        let text =
            "\(Headline.counted(log.droppedEvents, "event")) did not reach the log: the recorder had to drop them."
        return Notice(label: "Dropped events", text: text)
    }

    private static func unfinished(_ totals: RequestFigures) -> Notice? {
        guard let count = totals.unfinishedRequests, count > 0 else { return nil }
        return Notice(label: "Unfinished", text: Headline.counted(count, "request") + ".")
    }

    private static func unpriced(_ summary: RunSummary) -> Notice? {
        let totals = summary.totals
        guard totals.unpricedRequests > 0 else { return nil }
        guard totals.totalCost != nil else {
            return Notice(
                label: "Unpriced", text: "No request \(summary.isRepriced ? "could be priced" : "has a cost").")
        }
        let requests = Headline.counted(totals.unpricedRequests, "request")
        let models = summary.models.filter { $0.requests.unpricedRequests > 0 }
        guard !models.isEmpty else { return Notice(label: "Unpriced", text: requests + ".") }
        return Notice(label: "Unpriced", text: "\(requests) to \(named(models.map(\.model), of: models.count)).")
    }

    private static func named(_ models: [String], of count: Int) -> String {
        count <= 3
            ? models.map { Headline.short($0) }.joined(separator: ", ") : Headline.counted(Int64(count), "model")
    }

    private static func folded(_ kinds: [String]) -> Notice? {
        // Where there are too many models to keep, that fewer are shown says nothing more.
        let isCut = kinds.contains("models shown") && !kinds.contains("models")
        let kinds = kinds.filter { $0 != "models shown" }
        guard !kinds.isEmpty else {
            let text = "Only the models with most requests are shown; the rest is summed under _other_."
            return isCut ? Notice(label: "Folded", text: text) : nil
        }
        let cut = isCut ? "Only the models with most requests are shown. " : ""
        let rest = kinds.count > 8 ? ["\(kinds.count - 8) more kinds"] : []
        let list = (kinds.prefix(8).map(Headline.short) + rest).joined(separator: ", ")
        let text = "There are too many different names to keep all of: \(list). \(cut)The rest is summed under _other_."
        return Notice(label: "Folded", text: text)
    }

    private static func spans(_ spans: SpanFigures?) -> Notice? {
        guard let spans, spans.withoutSelfTime > 0 else { return nil }
        let text =
            "Of \(Headline.counted(spans.withoutSelfTime, "span")) of \(NumberFormat.count(spans.count)) the own time is not "
            + "known, as there are too many to keep all; operations count them, paths and traces do not."
        return Notice(label: "Spans left out", text: text)
    }

    private static func unknownTypes(_ log: LogFigures) -> Notice? {
        guard let types = listed(log.unknownTypes) else { return nil }
        let text = "\(Headline.counted(types.total, "event")) of a type that this version does not know: \(types.list)."
        return Notice(label: "Unknown types", text: text)
    }

    private static func filtered(_ filters: FilterDescription) -> Notice? {
        filters.sentence.map { Notice(label: "Filtered", text: $0) }
    }

    /// A pause of more than half of the time parts what is no single run: its rates and its charts are of both parts.
    private static func pause(_ summary: RunSummary) -> Notice? {
        let left = summary.totals.unfinishedRequests ?? 0
        guard let timeline = summary.timeline, let window = summary.window, window.durationSeconds >= 60,
            let pause = timeline.longestPause(countingActive: left == 0),
            let first = timeline.requests.firstIndex(where: { $0 > 0 }),
            first < pause.lowerBound, pause.upperBound < timeline.requests.count
        else { return nil }
        let seconds = Double(pause.count) * timeline.bucketSeconds
        guard seconds > window.durationSeconds / 2 else { return nil }
        let text =
            "No request \(left > 0 ? "ended" : "was in flight") for \(NumberFormat.duration(seconds: seconds)) of the "
            + "\(NumberFormat.duration(seconds: window.durationSeconds)), which count in all rates; --from and --to show a "
            + "part by itself."
        return Notice(label: "Pause", text: text)
    }

    private static func resolution(_ summary: RunSummary) -> Notice? {
        guard let window = summary.window, window.durationSeconds > 31 * 86_400 else { return nil }
        let span = NumberFormat.duration(seconds: window.durationSeconds)
        let step = summary.timeline.map { " in steps of " + NumberFormat.step(seconds: $0.bucketSeconds) } ?? ""
        let text = "The log spans \(span) and is shown\(step); --from and --to show a part of it more finely."
        return Notice(label: "Resolution", text: text)
    }

    /// Of very many models each keeps fewer values than its percentiles would need to be exact; all together keep them.
    private static func precision(_ summary: RunSummary) -> Notice? {
        let isCoarse = summary.models.contains { model in
            model.requests.latency.map { !$0.isExact && $0.count <= 16_384 } ?? false
        }
        guard isCoarse else { return nil }
        let text =
            "There are so many models that their percentiles, and those of their providers, are approximate: within 0.8 % as a "
            + "rule, 6 % at worst. With --provider or --model they are exact."
        return Notice(label: "Precision", text: text)
    }

    /// Counts by name, most frequent first, the first five by name.
    static func listed(_ counts: [String: Int64]) -> (total: Int64, list: String)? {
        guard !counts.isEmpty else { return nil }
        let total = counts.values.reduce(Int128(0)) { $0 + Int128($1) }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var parts = sorted.prefix(5).map { "\(NumberFormat.count($0.value)) \(Headline.short($0.key))" }
        if sorted.count > 5 { parts.append("\(sorted.count - 5) more kinds") }
        return (Int64(clamping: total), parts.joined(separator: ", "))
    }
}

extension Timeline {
    /// The longest stretch of buckets in which no request ended or was in flight; nil where there is none. What never
    /// ended is in flight to the end of the log and would hide any pause, so that then only ends count.
    fileprivate func longestPause(countingActive: Bool) -> Range<Int>? {
        var (longest, start) = (0..<0, 0)
        for index in requests.indices {
            let isActive = countingActive && index < active.count && active[index] > 0
            let isBusy = requests[index] > 0 || isActive
            if isBusy { start = index + 1 } else if index + 1 - start > longest.count { longest = start..<(index + 1) }
        }
        return longest.isEmpty ? nil : longest
    }
}
