// Owns the JSON format: the whole result as one document, schema `ltb.summary/1`.

package import LTBAnalysis
import LTBEvents

/// The whole summary as one JSON document.
///
/// Keys are stable and always there: `null` means not measured. New ones may be added; `schema` changes when one changes
/// its meaning. Seconds, tokens, US dollars and shares from 0 to 1 are plain numbers, times are RFC 3339 in UTC with
/// microseconds, and those of a filter with nanoseconds where they have them. Objects with keys from the data (`errors`,
/// `labels`, …) are sorted by key. Indented by two spaces, but for arrays of figures, which stand on one line.
package struct JSONReport: ReportFormat {
    /// The value of `schema`.
    package static let schema = "ltb.summary/1"

    /// The document with every section.
    package init() {}

    /// Appends the summary as JSON.
    package func write(_ summary: RunSummary, to output: inout [UInt8]) {
        JSONWriter.append(to: &output, .indented) { writer in
            writer.object { $0.members(of: summary) }
        }
        output.append(UInt8(ascii: "\n"))
    }
}

extension ReportFormat where Self == JSONReport {
    /// The whole summary as one JSON document.
    package static var json: JSONReport { JSONReport() }
}

extension JSONWriter {
    fileprivate mutating func members(of summary: RunSummary) {
        key("schema")
        value(JSONReport.schema)
        key("run")
        if let run = summary.run { value(run) } else { null() }
        array("runs", summary.runs) { $0.value($1) }
        map("labels", summary.sharedLabels) { $0.value($1) }
        key("log")
        value(summary.log)
        key("filters")
        value(summary.filters)
        key("window")
        if let window = summary.window { value(window) } else { null() }
        object("totals") { $0.members(of: summary.totals) }
        requestSections(summary)
        operationSections(summary)
        array("objectives", summary.objectives) { $0.value($1) }
        member("goodput", summary.goodput)
        member("cost", summary.cost, CostGaps(summary))
        key("timeline")
        if let timeline = summary.timeline { value(timeline) } else { null() }
        array("incidents", summary.incidents) { $0.value($1) }
        member("spans", summary.spans)
        array("slowest", summary.slowest) { $0.value($1) }
        array("folded", summary.folded) { $0.value($1) }
        member("token_latency", summary.tokenLatency)
    }

    /// The sections of figures of requests, those of all apart.
    mutating func requestSections(_ summary: RunSummary) {
        array("providers", summary.providers) { writer, provider in
            writer.object {
                $0.member("provider", provider.provider)
                $0.members(of: provider.requests)
            }
        }
        array("models", summary.models) { writer, model in
            writer.object {
                $0.member("provider", model.provider)
                $0.member("model", model.model)
                $0.members(of: model.requests)
            }
        }
        array("groups", summary.groups) { writer, group in
            writer.object {
                $0.member("label", group.label)
                $0.member("value", group.value)
                $0.members(of: group.requests)
            }
        }
        array("benchmarks", summary.benchmarks) { $0.value($1) }
        array("evaluations", summary.evaluations) { $0.value($1) }
    }

    private mutating func operationSections(_ summary: RunSummary) {
        array("provider_status", summary.providerStatus) { $0.value($1) }
        array("metrics", summary.metrics) { $0.value($1) }
        map("cache_hit_rates", summary.cacheHitRates) { $0.value($1) }
        key("health")
        if let health = summary.health { value(health) } else { null() }
        array("alerts", summary.alerts) { $0.value($1) }
    }
}
