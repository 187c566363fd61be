// Owns the JSON of the figures over time.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    mutating func value(_ timeline: Timeline) {
        object {
            $0.member("start", timeline.start)
            $0.member("bucket_seconds", timeline.bucketSeconds)
            $0.series("requests", timeline.requests)
            $0.series("errors", timeline.errors)
            $0.map("errors_by_type", timeline.errorsByType) { $0.line($1) { $0.value($1) } }
            $0.series("active", timeline.active)
            $0.series("input_tokens", timeline.inputTokens)
            $0.series("output_tokens", timeline.outputTokens)
            $0.series("cost", timeline.cost)
            $0.series("latency_p50", timeline.latencyP50)
            $0.series("latency_p95", timeline.latencyP95)
            $0.series("latency_p99", timeline.latencyP99)
            $0.series("cached_input_tokens", timeline.cachedInputTokens)
            $0.heatmap(timeline.latencyHeatmap)
            $0.map("metrics", timeline.metrics) { $0.line($1) { $0.value($1) } }
            $0.key("by")
            $0.value(timeline.by)
            $0.series("latency_count", timeline.latencyCount)
        }
    }

    private mutating func heatmap(_ heatmap: LatencyHeatmap?) {
        key("latency_heatmap")
        guard let heatmap else { return null() }
        object {
            $0.series("le", heatmap.upperBounds)
            $0.array("counts", heatmap.counts) { $0.line($1) { $0.value($1) } }
        }
    }

    private mutating func value(_ timeline: TimelineByKey) {
        object {
            $0.member("bucket_seconds", timeline.bucketSeconds)
            $0.map("provider", timeline.provider) { $0.value($1) }
            $0.map("model", timeline.model) { $0.value($1) }
            $0.map("benchmark", timeline.benchmark) { $0.value($1) }
            $0.member("start", timeline.start)
        }
    }

    private mutating func value(_ series: TimelineByKey.Series) {
        object {
            $0.series("requests", series.requests)
            $0.series("errors", series.errors)
            $0.series("latency_p95", series.latencyP95)
            $0.series("cost", series.cost)
        }
    }

    private mutating func value(_ examples: TimelineByKey.Examples) {
        object {
            $0.series("completed_examples", examples.completedExamples)
            $0.series("failed_examples", examples.failedExamples)
        }
    }
}
