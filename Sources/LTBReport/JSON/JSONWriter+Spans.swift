// Owns the JSON of the spans of traces.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    /// Spans, or null where there are none.
    mutating func member(_ name: StaticString, _ spans: SpanFigures?) {
        key(name)
        guard let spans else { return null() }
        object {
            $0.member("count", spans.count)
            $0.member("without_self_time", spans.withoutSelfTime)
            $0.array("operations", spans.operations) { $0.value($1) }
            $0.array("flame", spans.flame) { writer, path in
                writer.object {
                    $0.series("path", path.path)
                    $0.member("self_seconds", path.selfSeconds)
                }
            }
            $0.array("traces", spans.traces) { $0.value($1) }
        }
    }

    private mutating func value(_ operation: OperationFigures) {
        object {
            $0.member("name", operation.name)
            $0.member("count", operation.count)
            $0.member("total_seconds", operation.totalSeconds)
            $0.member("self_seconds", operation.selfSeconds)
            $0.member("duration", operation.duration)
            $0.member("errors", operation.errors)
        }
    }

    private mutating func value(_ trace: SlowTrace) {
        object {
            $0.member("trace_id", trace.traceID)
            $0.member("start", trace.start)
            $0.member("duration", trace.durationSeconds)
            $0.member("span_count", Int64(trace.spanCount))
            $0.series("spans", trace.spans) { writer, span in
                writer.object {
                    $0.member("name", span.name)
                    $0.member("start", span.startSeconds)
                    $0.member("duration", span.durationSeconds)
                    $0.member("depth", Int64(span.depth))
                    $0.member("status", span.status)
                }
            }
        }
    }
}
