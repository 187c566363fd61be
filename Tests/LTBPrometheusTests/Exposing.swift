// Owns how these tests make an exposition of lines and of fixtures.

import FoundationEssentials
import LTBAnalysis
import LTBEvents
import LTBLog
import LTBPrometheus
import LTBTestSupport
import Testing

/// The families of recorded events.
func families(of payloads: [Payload], naming: MetricNaming = .llm) -> [MetricFamily] {
    var plan = AnalysisPlan()
    plan.countsForOpenTelemetry = naming == .otel
    var aggregator = RunAggregator(plan)
    for (index, payload) in payloads.enumerated() {
        let time = Timestamp(nanosecondsSince1970: 1_768_473_000_000_000_000 + Int64(index) * 1_000_000_000)
        aggregator.add(Event(timestamp: time, id: "evt_\(index)", payload: payload))
    }
    return MetricFamily.all(of: aggregator.counts(log: LogFigures()), naming: naming)
}

/// What a fixture gives, in counts and as a summary.
func fixture(
    _ name: String, naming: MetricNaming = .llm
) throws -> (families: [MetricFamily], summary: RunSummary) {
    var plan = AnalysisPlan()
    plan.countsForOpenTelemetry = naming == .otel
    let path = repositoryRoot.appending(path: "fixtures/\(name).jsonl.zst").path
    var (aggregator, log, _) = try LogAnalysis.gather([LogFile(path: path)], plan, threads: 1)
    let families = MetricFamily.all(of: aggregator.counts(log: log), naming: naming)
    return (families, aggregator.summary(log: log))
}

/// The lines of an exposition that are no comments.
func samples(_ families: [MetricFamily], _ format: ExpositionFormat = .text) -> [String] {
    text(families, format).split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
}

/// An exposition as text.
func text(_ families: [MetricFamily], _ format: ExpositionFormat = .text, created: Timestamp? = nil) -> String {
    String(decoding: Exposition.write(families, as: format, created: created), as: UTF8.self)
}

/// A recorded metric.
func metric(
    _ name: String, _ type: String, _ value: MetricValue, _ labels: [String: String] = [:], help: String? = nil
) -> Payload {
    .metricRecorded(MetricRecorded(name: name, type: type, value: value, labels: labels, description: help))
}
