// Owns the step from gathered spans to what is told of them.

import LTBStatistics

/// Makes the figures of all spans: a pure function of what was gathered.
struct SpanFiguresBuilder {
    private let source: SpanAccumulator
    /// Of operations, by place: the sorted ones, then all others as one.
    private let names: [String]
    private let places: [UInt64: Int]
    private var selfTimes: [Int128]
    private var selfCounts: [Int64]
    private var flame = FlameTree()
    private var slowest: SlowestTraces

    /// Kinds of keys that are too many, and the figures; nil without a span.
    static func build(_ source: SpanAccumulator) -> (figures: SpanFigures?, folded: [String]) {
        guard source.operations.values.contains(where: { $0.count > 0 }) else { return (nil, []) }
        var settled = source
        settled.settle()
        var builder = Self(settled)
        builder.addUntraced()
        builder.addTraces()
        return builder.result
    }

    private init(_ source: SpanAccumulator) {
        self.source = source
        // What is called like the rest is shown as a part of it.
        let sorted = source.operations.sorted.map(\.key).filter { $0 != Array(RunSummary.otherName.utf8) }
        names = sorted.map { String(decoding: $0, as: UTF8.self) } + [RunSummary.otherName]
        places = Dictionary(
            sorted.enumerated().map { ($1.withUnsafeBytes { KeyTable.hash($0) }, $0) }, uniquingKeysWith: min)
        selfTimes = Array(repeating: 0, count: names.count)
        selfCounts = Array(repeating: 0, count: names.count)
        slowest = SlowestTraces(source.candidates)
    }

    private func place(_ span: SpanRecord) -> Int { places[span.name] ?? names.count - 1 }

    /// What names no trace has no children, and is a root.
    private mutating func addUntraced() {
        for (place, operation) in operations where operation.untracedCount > 0 {
            selfTimes[place] += operation.untracedTime
            selfCounts[place] += operation.untracedCount
            flame.add(operation.untracedTime, at: flame.place(of: place, below: FlameTree.root))
        }
    }

    private mutating func addTraces() {
        let spans = source.kept.records.sorted()
        var start = 0
        while start < spans.count {
            let trace = spans[start].trace
            let end = spans[start...].firstIndex { $0.trace != trace } ?? spans.count
            add(spans[start..<end])
            start = end
        }
    }

    private mutating func add(_ spans: ArraySlice<SpanRecord>) {
        let tree = TraceTree(spans)
        var flamePlaces = Array(repeating: FlameTree.root, count: spans.count)
        for step in tree.steps {
            let parent = step.parent < 0 ? FlameTree.root : flamePlaces[step.parent - spans.startIndex]
            flamePlaces[step.index - spans.startIndex] =
                step.depth < FlameTree.greatestDepth
                ? flame.place(of: place(spans[step.index]), below: parent) : parent
        }
        tree.forEachSelfTime { index, time in
            let place = place(spans[index])
            selfTimes[place] += time
            selfCounts[place] += 1
            flame.add(time, at: flamePlaces[index - spans.startIndex])
        }
        slowest.add(tree, spans)
    }

    /// By place; several may have that of all others.
    private var operations: [(place: Int, operation: OperationAccumulator)] {
        source.operations.sorted.map { key, operation in
            (places[key.withUnsafeBytes { KeyTable.hash($0) }] ?? names.count - 1, operation)
        } + [(names.count - 1, source.operations.values[0])]
    }

    private var result: (figures: SpanFigures?, folded: [String]) {
        var figures = SpanFigures()
        figures.operations = operationFigures
        figures.count = figures.operations.reduce(0) { $0 + $1.count }
        figures.withoutSelfTime = source.kept.leftOut
        let (paths, areCut) = flame.paths(names: names)
        figures.flame = paths
        figures.traces = slowest.figures { names[place($0)] }
        var folded = areCut ? ["span paths"] : []
        if source.operations.isFolding { folded.append("operations") }
        return (figures, folded)
    }

    private var operationFigures: [OperationFigures] {
        var merged: [OperationAccumulator?] = Array(repeating: nil, count: names.count)
        for (place, operation) in operations where operation.count > 0 {
            if merged[place] == nil { merged[place] = operation } else { merged[place]?.merge(operation) }
        }
        return merged.indices.compactMap { place in
            merged[place].map { self.figures($0, at: place) }
        }
    }

    private func figures(_ operation: OperationAccumulator, at place: Int) -> OperationFigures {
        var figures = OperationFigures(name: names[place])
        figures.count = operation.count
        figures.errors = operation.errors
        figures.totalSeconds = Double(operation.durations.sum) / 1e9
        figures.selfSeconds = selfCounts[place] > 0 ? Double(selfTimes[place]) / 1e9 : nil
        figures.duration = DistributionFigures(operation.durations, unit: 1e-9)
        return figures
    }
}
