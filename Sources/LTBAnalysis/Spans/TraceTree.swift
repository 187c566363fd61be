// Owns the tree that the spans of one trace make, and each span's own time.

/// One trace, of spans in the order of `SpanRecord`; the indices are theirs.
///
/// A span's own time is its duration without what its children cover of it, so that children which overlap count once,
/// and one that outlasts its parent only while that lasted. A span whose parent is not in the log is a root. Where
/// several spans have one id, all of them have its children, which stand below the first. Spans that are each other's
/// parents are roots as well, and so is what is below them.
struct TraceTree {
    /// A span's place on the way down from the roots, parents before children.
    struct Step {
        var index: Int
        /// The span above it; negative for a root.
        var parent: Int
        var depth: Int
    }

    private let spans: ArraySlice<SpanRecord>
    private let children: Children
    /// All spans in the order of a walk, in which children of one parent come by start.
    private(set) var steps: [Step] = []
    private(set) var rootCount = 0

    init(_ spans: ArraySlice<SpanRecord>) {
        self.spans = spans
        children = Children(spans)
        var visited = [Bool](repeating: false, count: spans.count)
        let byStart = spans.indices.sorted { (spans[$0].start, $0) < (spans[$1].start, $1) }
        for root in byStart where children.parent(of: root) < 0 { walk(from: root, &visited) }
        for index in byStart where !visited[index - spans.startIndex] {
            rootCount += 1
            steps.append(Step(index: index, parent: -1, depth: 0))
        }
    }

    private mutating func walk(from root: Int, _ visited: inout [Bool]) {
        rootCount += 1
        var waiting = [Step(index: root, parent: -1, depth: 0)]
        while let step = waiting.popLast() {
            visited[step.index - spans.startIndex] = true
            steps.append(step)
            for child in children.of(step.index).reversed() {
                waiting.append(Step(index: child, parent: step.index, depth: step.depth + 1))
            }
        }
    }

    /// Calls `body` with the own time of each span that has a duration.
    func forEachSelfTime(_ body: (Int, Int128) -> Void) {
        var union = IntervalUnion()
        var first = spans.startIndex
        for index in spans.indices {
            if index == spans.startIndex || spans[index].id != spans[index - 1].id || spans[index].id == 0 {
                first = index
                union.removeAll()
                for child in children.of(first) { union.append(spans[child].start..<spans[child].end) }
            }
            guard spans[index].duration >= 0 else { continue }
            let interval = spans[index].start..<spans[index].end
            body(index, Int128(interval.upperBound) - Int128(interval.lowerBound) - union.covered(of: interval))
        }
    }
}

/// Who is whose parent among the spans of one trace.
private struct Children {
    private let start: Int
    /// By span; negative for a root.
    private var parents: [Int]
    /// All that have a parent: by parent, then by start.
    private var sorted: [Int]
    /// By span: where its children begin in `sorted`; one more at the end.
    private var firstChild: [Int]

    init(_ spans: ArraySlice<SpanRecord>) {
        let (start, end) = (spans.startIndex, spans.endIndex)
        self.start = start
        let parents = spans.map { Self.find($0.parent, in: spans) }
        sorted = spans.indices.filter { parents[$0 - start] >= 0 }.sorted {
            (parents[$0 - start], spans[$0].start, $0) < (parents[$1 - start], spans[$1].start, $1)
        }
        firstChild = Array(repeating: 0, count: end - start + 1)
        for child in sorted { firstChild[parents[child - start] - start + 1] += 1 }
        for place in firstChild.indices.dropFirst() { firstChild[place] += firstChild[place - 1] }
        self.parents = parents
    }

    func parent(of index: Int) -> Int { parents[index - start] }

    func of(_ index: Int) -> ArraySlice<Int> { sorted[firstChild[index - start]..<firstChild[index - start + 1]] }

    /// The first span of an id; negative if there is none.
    private static func find(_ id: UInt64, in spans: ArraySlice<SpanRecord>) -> Int {
        guard id != 0 else { return -1 }
        var (low, high) = (spans.startIndex, spans.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < spans.endIndex && spans[low].id == id ? low : -1
    }
}
