// Owns the JSON of a comparison, schema `ltb.comparison/1`.

package import LTBAnalysis
import LTBEvents
import LTBStatistics

/// The whole comparison as one JSON document; DocC's article "Comparing runs" describes it.
///
/// Keys are stable and always there: `null` means not measured, not tested, or that there is none. Figures have 12 digits.
package struct ComparisonJSON: ComparisonFormat {
    /// The value of `schema`.
    package static let schema = "ltb.comparison/1"

    /// The document with every section.
    package init() {}

    package func write(_ comparison: RunComparison, to output: inout [UInt8]) {
        JSONWriter.append(to: &output, .indented) { writer in
            writer.object { $0.members(of: comparison) }
        }
        output.append(UInt8(ascii: "\n"))
    }
}

extension JSONWriter {
    fileprivate mutating func members(of comparison: RunComparison) {
        key("schema")
        value(ComparisonJSON.schema)
        member("verdict", comparison.overallVerdict.rawValue)
        member("headline", ComparisonWords(comparison).headline)
        object("verdicts") { writer in
            for verdict in RunComparison.Verdict.allCases {
                writer.key(verdict.rawValue)
                writer.value(Int64(comparison.rows.count { $0.verdict == verdict }))
            }
        }
        figure("threshold", comparison.threshold)
        member("confidence", 0.95)
        member("correction", "holm")
        member("tests", Int64(comparison.testCount))
        key("history")
        if let past = comparison.past {
            object {
                $0.member("baseline", past.name)
                $0.member("runs", Int64(past.runs.count))
            }
        } else {
            null()
        }
        key("base")
        value(comparison.base)
        key("candidate")
        value(comparison.candidate)
        series("notices", ComparisonNotices(comparison).sentences)
        array("models", comparison.groups.filter { !$0.isTotal }) { $0.value($1) }
        key("total")
        if let total = comparison.groups.first(where: \.isTotal) { value(total) } else { null() }
    }

    private mutating func value(_ run: RunComparison.Run) {
        object { writer in
            writer.array("runs", run.summary.runs) { $0.value($1) }
            writer.key("log")
            writer.value(run.summary.log)
            writer.key("filters")
            writer.value(run.summary.filters)
            writer.key("window")
            if let window = run.summary.window { writer.value(window) } else { writer.null() }
            writer.member("total_requests", run.summary.totals.totalRequests)
            writer.member("failed_requests", run.summary.totals.failedRequests)
            writer.member("unfinished_requests", run.summary.totals.unfinishedRequests)
            writer.array("unmatched_models", run.unmatched) { $0.value($1) }
        }
    }

    private mutating func value(_ name: RunComparison.ModelName?) {
        guard let name else { return null() }
        object {
            $0.member("provider", name.provider)
            $0.member("model", name.model)
        }
    }

    private mutating func value(_ group: RunComparison.Group) {
        object { writer in
            writer.key("base")
            writer.value(group.baseModel)
            writer.key("candidate")
            writer.value(group.candidateModel)
            writer.object("requests") {
                $0.key("base")
                $0.value(group.base)
                $0.key("candidate")
                $0.value(group.candidate)
            }
            writer.member("paired_examples", group.pairedExamples.map { Int64($0) })
            writer.array("measures", group.rows) { $0.value($1) }
        }
    }

    private mutating func value(_ part: RunComparison.Part) {
        object {
            $0.member("total", part.counts.ended)
            $0.member("failed", part.counts.failed)
            $0.member("unfinished", part.counts.unfinished)
            $0.member("kept", Int64(part.kept))
        }
    }

    private mutating func value(_ row: RunComparison.Row) {
        object { writer in
            writer.member("measure", row.measure.key)
            writer.member("metric", row.measure.metric)
            writer.member("statistic", row.statisticName)
            writer.member("unit", row.measure.unit.rawValue)
            writer.member("better", row.measure.directionName)
            writer.side("base", row.effect?.base)
            writer.side("candidate", row.effect?.candidate)
            writer.figure("difference", row.effect?.difference)
            writer.figures("difference_interval", row.effect?.interval)
            writer.figure("relative", row.effect?.relative)
            writer.figures("relative_interval", row.effect?.relativeInterval)
            writer.member("paired", row.effect?.isPaired)
            writer.member("test", row.pValue == nil ? nil : row.effect?.test.rawValue)
            writer.figure("p_value", row.pValue)
            writer.figure("p_value_corrected", row.correctedPValue)
            writer.member("verdict", row.verdict.rawValue)
            writer.member("reason", row.reason.map { ComparisonWords.sentence($0, of: row) })
            writer.member("requests_needed", row.requestsNeeded.map { Int64($0) })
        }
    }

    private mutating func side(_ name: StaticString, _ side: MeasuredEffect.Side?) {
        guard let side else {
            key(name)
            return null()
        }
        object(name) { writer in
            writer.figure("value", side.value)
            writer.member("count", Int64(side.count))
            writer.series("interval", [side.lower, side.upper].map { $0.map(Self.shortened) })
        }
    }

    private mutating func figure(_ name: StaticString, _ value: Double?) {
        key(name)
        self.value(value.map(Self.shortened))
    }

    private mutating func figures(_ name: StaticString, _ range: ClosedRange<Double>?) {
        key(name)
        guard let range else { return null() }
        line([range.lowerBound, range.upperBound]) { $0.value(Self.shortened($1)) }
    }

    /// The value with 12 digits, which is what logarithms agree in on all machines.
    private static func shortened(_ value: Double) -> Double {
        guard value.isFinite, value != 0, value.isNormal else { return value }
        var scale = 1.0
        var size = value.magnitude
        while size < 1e11, scale < 1e280 { (size, scale) = (size * 10, scale * 10) }
        return size < 9e15 ? (value * scale).rounded() / scale : value
    }
}

extension RunComparison.Row {
    /// `p95`, `mean`, `share`.
    var statisticName: String {
        guard let statistic else { return "share" }
        return statistic.quantile.map { "p\(NumberFormat.trimmed($0 * 100, places: 1))" } ?? "mean"
    }
}

extension ComparedMeasure {
    fileprivate var directionName: String? {
        switch direction {
        case .lower: "lower"
        case .higher: "higher"
        case .none: nil
        }
    }
}
