// Owns the line above the headline: which run this is, and when it was.

internal import LTBAnalysis

/// The run's name, time, labels and status.
struct MetaLine {
    private let page: PageContext
    private let title: String?

    init(_ page: PageContext, title: String?) {
        self.page = page
        self.title = title
    }

    /// What the page calls the run.
    var name: String {
        let summary = page.summary
        let file = summary.log.files.count == 1 ? summary.log.files[0].name : nil
        let several = summary.runs.count > 1 ? Plural.count(summary.runs.count, "run") : nil
        let names = [title, summary.run?.name, several, summary.run?.runID, file == "-" ? nil : file]
        return VisibleText.cut(names.compactMap { $0 }.first { !$0.isEmpty } ?? "Report", to: 80)
    }

    var markup: Markup {
        var parts: [Markup] = ["<b>\(name)</b>"]
        if let window = page.summary.window {
            parts.append("\(CivilTime.span(from: window.start, to: window.end))")
        }
        if !labels.isEmpty { parts.append("\(labels.joined(separator: " · "))") }
        if let run = page.summary.run {
            parts.append("\(run.status.map { VisibleText.cut($0, to: 20) } ?? "the run did not say how it ended")")
        }
        return #"<p class="meta">\#(parts.joined(separator: " &ensp; "))</p>"# + "\n"
    }

    /// What was run: `main at 4f1c9ae`; empty where no label says so.
    var place: String {
        let labels = page.summary.sharedLabels
        let sha = labels["git_sha"].map { VisibleText.cut(String($0.prefix(7)), to: 14) }
        let branch = labels["branch"].map { VisibleText.cut($0, to: 40) }
        return [branch, sha].compactMap { $0 }.joined(separator: " at ")
    }

    /// `main at 4f1c9ae`, `CI job 8812`, then other labels as they are.
    private var labels: [String] {
        var labels = page.summary.sharedLabels
        var parts: [String] = []
        (labels["git_sha"], labels["branch"]) = (nil, nil)
        if !place.isEmpty { parts.append(place) }
        if let job = labels.removeValue(forKey: "ci_job") { parts.append("CI job " + VisibleText.cut(job, to: 40)) }
        parts += labels.sorted { $0.key < $1.key }.prefix(6)
            .map { VisibleText.cut($0.key, to: 40) + " " + VisibleText.cut($0.value, to: 40) }
        return parts
    }
}
