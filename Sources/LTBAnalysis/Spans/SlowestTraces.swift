// Owns the choice of the traces that are shown whole.

import LTBEvents

/// The slowest traces that are whole, by their root's duration, then by its start and the trace's id.
struct SlowestTraces {
    fileprivate struct Entry: Comparable {
        var duration: Int64
        var start: Int64
        var traceID: ByteString
        var tree: TraceTree
        var spans: ArraySlice<SpanRecord>

        /// Slower comes first.
        static func < (lhs: Self, rhs: Self) -> Bool {
            (rhs.duration, lhs.start, lhs.traceID) < (lhs.duration, rhs.start, rhs.traceID)
        }

        static func == (lhs: Self, rhs: Self) -> Bool {
            (lhs.duration, lhs.start, lhs.traceID) == (rhs.duration, rhs.start, rhs.traceID)
        }
    }

    static let limit = 3
    static let shownSpans = 200

    private let names: [UInt64: ByteString]
    private var entries: [Entry] = []

    init(_ candidates: SlowTraceCandidates) {
        names = Dictionary(candidates.entries.map { ($0.trace, $0.traceID) }) { first, _ in first }
    }

    mutating func add(_ tree: TraceTree, _ spans: ArraySlice<SpanRecord>) {
        guard tree.rootCount == 1, let root = tree.steps.first.map({ spans[$0.index] }), root.duration >= 0,
            let traceID = names[root.trace]
        else { return }
        entries.append(Entry(duration: root.duration, start: root.start, traceID: traceID, tree: tree, spans: spans))
        entries.sort()
        if entries.count > Self.limit { entries.removeLast() }
    }

    func figures(name: (SpanRecord) -> String) -> [SlowTrace] {
        entries.map { entry in
            let longest = entry.tree.steps.indices.sorted {
                let (one, other) = (entry.span(at: $0).duration, entry.span(at: $1).duration)
                return (other, $0) < (one, $1)
            }
            return SlowTrace(
                traceID: entry.traceID.text, start: Timestamp(nanosecondsSince1970: entry.start),
                durationSeconds: Double(entry.duration) / 1e9, spanCount: entry.spans.count,
                spans: longest.prefix(Self.shownSpans).sorted().map { entry.figures(at: $0, name) })
        }
    }
}

extension SlowestTraces.Entry {
    fileprivate func span(at step: Int) -> SpanRecord { spans[tree.steps[step].index] }

    fileprivate func figures(at step: Int, _ name: (SpanRecord) -> String) -> SlowTrace.Span {
        let span = span(at: step)
        return SlowTrace.Span(
            name: name(span), startSeconds: Double(Int128(span.start) - Int128(start)) / 1e9,
            durationSeconds: span.duration < 0 ? nil : Double(span.duration) / 1e9, depth: tree.steps[step].depth,
            status: span.status.word)
    }
}

extension SpanRecord.Status {
    /// As a summary tells it.
    fileprivate var word: String? {
        switch self {
        case .unset: nil
        case .ok: "ok"
        case .error: "error"
        }
    }
}
