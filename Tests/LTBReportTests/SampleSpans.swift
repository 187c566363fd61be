// Owns the spans of invented traces.

import LTBAnalysis
import LTBEvents

/// Spans for the tests of reports.
enum SampleSpans {
    /// A few operations, three levels deep, and one slow trace with an error.
    static var answers: SpanFigures {
        var spans = SpanFigures()
        spans.operations = [
            operation("answer_question", 40, total: 90, own: 2.5),
            operation("chat cobalt-flash", 44, total: 71, own: 71, errors: 4),
            operation("embed", 40, total: 1.25, own: 1.25), operation("rag.search", 40, total: 15.5, own: 14.25),
        ]
        spans.count = 164
        spans.withoutSelfTime = 2
        spans.flame = [
            FlamePath(path: ["answer_question"], selfSeconds: 2.5),
            FlamePath(path: ["answer_question", "chat cobalt-flash"], selfSeconds: 71),
            FlamePath(path: ["answer_question", "rag.search"], selfSeconds: 14.25),
            FlamePath(path: ["answer_question", "rag.search", "embed"], selfSeconds: 1.25),
        ]
        spans.traces = [
            SlowTrace(
                traceID: "c1135978e7c02b73d861d9e5b3a4ea5f", start: FormatSummaries.time(60), durationSeconds: 9.4,
                spanCount: 6,
                spans: [
                    .init(name: "answer_question", startSeconds: 0, durationSeconds: 9.4, depth: 0, status: "ok"),
                    .init(name: "rag.search", startSeconds: 0.002, durationSeconds: 0.41, depth: 1),
                    .init(name: "embed", startSeconds: 0.01, durationSeconds: 0.035, depth: 2),
                    .init(name: "chat cobalt-flash", startSeconds: 0.42, durationSeconds: 4, depth: 1, status: "error"),
                    .init(name: "chat cobalt-flash", startSeconds: 5.1, durationSeconds: 4.28, depth: 1, status: "ok"),
                    .init(name: "log", startSeconds: 9.39, durationSeconds: nil, depth: 1),
                ])
        ]
        return spans
    }

    private static func operation(
        _ name: String, _ count: Int64, total: Double, own: Double, errors: Int64 = 0
    ) -> OperationFigures {
        var operation = OperationFigures(name: name)
        operation.count = count
        operation.errors = errors
        operation.totalSeconds = total
        operation.selfSeconds = own
        operation.duration = .sample((0..<count).map { total / Double(count) * (0.5 + Double($0) / Double(count)) })
        return operation
    }

    /// Each name where an operation or a trace can have one, in as many paths as names.
    static func named(_ names: [String]) -> SpanFigures {
        var spans = answers
        let operation = spans.operations[0]
        spans.operations = names.map { name in
            var copy = operation
            copy.name = name
            return copy
        }
        spans.flame = names.indices.prefix(512).map { index in
            let first = max(0, index - 63)
            return FlamePath(path: Array(names[first...index]), selfSeconds: Double(index + 1))
        }
        let trace = spans.traces[0]
        spans.traces = names.prefix(3).map { name in
            var copy = trace
            copy.traceID = name
            copy.spans = (0..<200).map { index in
                var span = trace.spans[index % trace.spans.count]
                span.name = names[index % names.count]
                return span
            }
            copy.spanCount = 1_000
            return copy
        }
        return spans
    }

    /// Every duration that large, or not a number.
    static func lasting(_ seconds: Double) -> SpanFigures {
        var spans = answers
        spans.count = .max
        for index in spans.operations.indices {
            spans.operations[index].count = .max
            spans.operations[index].errors = .max
            spans.operations[index].totalSeconds = seconds
            spans.operations[index].selfSeconds = seconds
        }
        for index in spans.flame.indices { spans.flame[index].selfSeconds = seconds }
        for index in spans.traces[0].spans.indices {
            spans.traces[0].spans[index].startSeconds = index % 2 == 0 ? seconds : -seconds
            spans.traces[0].spans[index].durationSeconds = seconds
        }
        spans.traces[0].durationSeconds = seconds
        return spans
    }
}
