// Owns the CSV tables beside the requests: benchmarks, evaluations, timeline, metrics.

import LTBAnalysis
import LTBEvents

extension CSVTable {
    static func benchmarks(_ summary: RunSummary) -> CSVTable {
        let sample = BenchmarkFigures(benchmarkID: "", requests: RequestFigures())
        var table = CSVTable(summary.benchmarks, sample: sample) { benchmark in
            [
                ("benchmark_id", .text(benchmark.benchmarkID)), ("name", .text(benchmark.name)),
                ("total_examples", .integer(benchmark.totalExamples)),
                ("completed_examples", .integer(benchmark.completedExamples)),
                ("failed_examples", .integer(benchmark.failedExamples)), ("status", .text(benchmark.status)),
                ("started_at", .time(benchmark.startedAt)), ("ended_at", .time(benchmark.endedAt)),
                ("duration_seconds", .number(benchmark.durationSeconds)),
            ] + members(of: benchmark.requests)
        }
        table.addGoodput(summary, of: summary.benchmarks.map(\.requests))
        return table
    }

    static func evaluations(_ summary: RunSummary) -> CSVTable {
        let sample = EvaluationFigures(metric: "", provider: nil, model: nil, benchmarkID: nil)
        return CSVTable(summary.evaluations, sample: sample) { evaluation in
            let names: [Member] = [
                ("metric", .text(evaluation.metric)), ("provider", .text(evaluation.provider)),
                ("model", .text(evaluation.model)), ("benchmark_id", .text(evaluation.benchmarkID)),
            ]
            let outcome: [Member] = [
                ("last_score", .number(evaluation.lastScore)), ("pass_rate", .number(evaluation.passRate)),
                ("pass_rate_interval_low", .number(evaluation.passRateInterval?.lowerBound)),
                ("pass_rate_interval_high", .number(evaluation.passRateInterval?.upperBound)),
            ]
            return names + members(of: evaluation.score, "score") + outcome
        }
    }

    static func metrics(_ summary: RunSummary) -> CSVTable {
        let sample = MetricFigures(name: "", type: "", labels: [:])
        return CSVTable(summary.metrics, sample: sample) { metric in
            let labels = metric.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }
            return [
                ("name", .text(metric.name)), ("type", .text(metric.type)),
                ("labels", .text(labels.joined(separator: ","))), ("unit", .text(metric.unit)),
                ("value", .number(metric.value)), ("count", .integer(metric.count)), ("sum", .number(metric.sum)),
                ("help", .text(metric.help)),
            ]
        }
    }

    /// One row a bucket of time, with a column for each error type.
    static func timeline(_ summary: RunSummary) -> CSVTable {
        let origin = Timestamp(nanosecondsSince1970: 0)
        let empty = Timeline(
            start: origin, bucketSeconds: 0, by: TimelineByKey(start: origin, bucketSeconds: 0))
        let timeline = summary.timeline ?? empty
        return CSVTable(Array(timeline.requests.indices), sample: -1) { bucket in
            counts(timeline, bucket) + latencies(timeline, bucket) + errors(timeline, bucket)
        }
    }

    private static func counts(_ timeline: Timeline, _ bucket: Int) -> [Member] {
        [
            ("start", .time(start(of: bucket, in: timeline))), ("bucket_seconds", .number(timeline.bucketSeconds)),
            ("requests", .integer(timeline.requests.at(bucket))), ("errors", .integer(timeline.errors.at(bucket))),
            ("active", .integer(timeline.active.at(bucket))),
            ("input_tokens", .integer(timeline.inputTokens.at(bucket))),
            ("output_tokens", .integer(timeline.outputTokens.at(bucket))),
            ("cached_input_tokens", .integer(timeline.cachedInputTokens.at(bucket))),
            ("cost", .number(timeline.cost.at(bucket) ?? nil)),
        ]
    }

    private static func latencies(_ timeline: Timeline, _ bucket: Int) -> [Member] {
        [
            ("latency_count", .integer(timeline.latencyCount.at(bucket))),
            ("latency_p50", .number(timeline.latencyP50.at(bucket) ?? nil)),
            ("latency_p95", .number(timeline.latencyP95.at(bucket) ?? nil)),
            ("latency_p99", .number(timeline.latencyP99.at(bucket) ?? nil)),
        ]
    }

    private static func errors(_ timeline: Timeline, _ bucket: Int) -> [Member] {
        timeline.errorsByType.sorted { $0.key < $1.key }.map { type, counts in
            ("errors_by_type_\(type)", .integer(counts.at(bucket)))
        }
    }

    private static func start(of bucket: Int, in timeline: Timeline) -> Timestamp {
        let offset = Int64(exactly: (timeline.bucketSeconds * 1e9 * Double(bucket)).rounded()) ?? .max
        let (sum, overflow) = timeline.start.nanosecondsSince1970.addingReportingOverflow(offset)
        return Timestamp(nanosecondsSince1970: overflow ? .max : sum)
    }
}

extension Array {
    /// The element at an index; nil beyond the ends.
    fileprivate func at(_ index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
