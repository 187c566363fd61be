// Owns a run of a history as JSON.

package import LTBAnalysis
package import LTBEvents

/// A run that was kept, and what is kept of it.
///
/// One line of JSON: `{"number":17,"time":"…","added_at":"…","digest":"…","logs":["…"],"run":{…},"labels":{…},
/// "window":{…},"totals":{…},"providers":[…],"models":[…],"evaluations":[…]}`, each part as in the JSON of a report.
package struct RunLine {
    private let number: Int64
    private let time: Timestamp
    private let addedAt: Timestamp
    private let digest: String
    private let logs: [String]
    private let summary: RunSummary

    /// A run by its number in a history, its time, and when and from which logs it was added.
    package init(
        number: Int64, time: Timestamp, addedAt: Timestamp, digest: String, logs: [String], summary: RunSummary
    ) {
        (self.number, self.time, self.addedAt) = (number, time, addedAt)
        (self.digest, self.logs, self.summary) = (digest, logs, summary)
    }

    /// Appends the line, with its newline.
    package func write(to output: inout [UInt8]) {
        JSONWriter.append(to: &output) { writer in
            writer.object { members(to: &$0) }
        }
        output.append(UInt8(ascii: "\n"))
    }

    private func members(to writer: inout JSONWriter) {
        writer.member("number", number)
        writer.member("time", time)
        writer.member("added_at", addedAt)
        writer.member("digest", digest)
        writer.array("logs", logs) { $0.value($1) }
        writer.key("run")
        if let run = summary.run { writer.value(run) } else { writer.null() }
        writer.map("labels", summary.sharedLabels) { $0.value($1) }
        writer.key("window")
        if let window = summary.window { writer.value(window) } else { writer.null() }
        writer.object("totals") { $0.members(of: summary.totals) }
        writer.requestSections(summary)
    }
}
