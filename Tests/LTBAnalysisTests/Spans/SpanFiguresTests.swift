import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct SpanFiguresTests {
    /// `name count/errors total own` of each operation, in nanoseconds.
    private func operations(_ figures: SpanFigures?) -> [String] {
        figures?.operations.map { operation in
            let own = operation.selfSeconds.map { "\(Int(($0 * 1e9).rounded()))" } ?? "-"
            let total = Int((operation.totalSeconds * 1e9).rounded())
            return "\(operation.name) \(operation.count)/\(operation.errors) \(total) \(own)"
        } ?? []
    }

    /// `a/b own` of each path.
    private func flame(_ figures: SpanFigures?) -> [String] {
        figures?.flame.map { "\($0.path.joined(separator: "/")) \(Int(($0.selfSeconds * 1e9).rounded()))" } ?? []
    }

    /// `name start duration depth` of each span.
    private func shown(_ trace: SlowTrace) -> [String] {
        trace.spans.map { span in
            let nanoseconds = { (seconds: Double) in "\(Int((seconds * 1e9).rounded()))" }
            let duration = span.durationSeconds.map(nanoseconds) ?? "-"
            return "\(span.name) \(nanoseconds(span.startSeconds)) \(duration) \(span.depth) \(span.status ?? "-")"
        }
    }

    @Test func theOwnTimeOfASpanIsWhatNoChildCovers() {
        let spans = [
            span("a", "root", 0, 100), span("b", in: "a", "search", 10, 30), span("c", in: "a", "chat", 20, 70),
            span("d", in: "c", "call", 25, 65),
        ]
        let figures = figures(spans)
        #expect(operations(figures) == ["call 1/0 40 40", "chat 1/0 50 10", "root 1/0 100 40", "search 1/0 20 20"])
        #expect(flame(figures) == ["root 40", "root/chat 10", "root/chat/call 40", "root/search 20"])
        #expect(figures?.traces.map(\.traceID) == ["t"])
        #expect(figures?.traces.first?.spanCount == 4)
        #expect(
            figures?.traces.first.map(shown) == [
                "root 0 100 0 -", "search 10 20 1 -", "chat 20 50 1 -", "call 25 40 2 -",
            ])
    }

    @Test func aChildThatOutlastsItsParentTakesNoMoreThanTheParentHas() {
        let spans = [span("a", "root", 10, 20), span("b", in: "a", "late", 15, 90), span("c", in: "a", "early", 0, 12)]
        #expect(operations(figures(spans)) == ["early 1/0 12 12", "late 1/0 75 75", "root 1/0 10 3"])
    }

    @Test func aSpanWhoseParentIsNotInTheLogIsARoot() {
        let figures = figures([span("a", in: "elsewhere", "root", 0, 10), span("b", in: "a", "child", 2, 5)])
        #expect(flame(figures) == ["root 7", "root/child 3"])
        #expect(figures?.traces.count == 1)
    }

    @Test func spansOfOneIDShareTheirChildren() {
        let spans = [
            span("a", "first", 0, 10), span("a", "second", 0, 20), span("b", in: "a", "child", 5, 15),
        ]
        let figures = figures(spans)
        #expect(operations(figures) == ["child 1/0 10 10", "first 1/0 10 5", "second 1/0 20 10"])
        #expect(flame(figures) == ["first 5", "first/child 10", "second 10"])
        #expect(figures?.traces == [])
    }

    @Test func spansInACircleAreRoots() {
        let spans = [
            span("a", in: "b", "x", 0, 10), span("b", in: "a", "y", 2, 6), span("c", in: "b", "z", 3, 4),
            span("d", in: "d", "own", 0, 1),
        ]
        let figures = figures(spans)
        #expect(operations(figures) == ["own 1/0 1 1", "x 1/0 10 6", "y 1/0 4 0", "z 1/0 1 1"])
        #expect(flame(figures) == ["own 1", "x 6", "z 1"])
        #expect(figures?.traces == [])
    }

    @Test func whatWasNotRecordedIsNotMeasured() {
        let spans = [
            SpanEnded(name: "loose", durationSeconds: 5e-9, status: "ERROR"), SpanEnded(traceID: "t", spanID: "a"),
            SpanEnded(traceID: "t", name: "timeless", durationSeconds: 7e-9, parentSpanID: "a", status: "OK"),
        ]
        let figures = figures(spans)
        #expect(operations(figures) == ["loose 1/1 5 5", "timeless 1/0 7 7", "unknown 1/0 0 -"])
        #expect(flame(figures) == ["loose 5", "unknown/timeless 7"])
        #expect(figures?.traces == [])
    }

    @Test func timesAtTheEndsOfTimeAreSurvived() {
        let longest = Double(Int64.max / 2) / 1e9
        let spans = [
            SpanEnded(
                traceID: "t", spanID: "a", name: "x", startTime: Timestamp(nanosecondsSince1970: .max - 5),
                durationSeconds: longest),
            SpanEnded(
                traceID: "t", spanID: "b", name: "y", startTime: Timestamp(nanosecondsSince1970: .min),
                durationSeconds: longest, parentSpanID: "a"),
        ]
        #expect(operations(figures(spans)).map { $0.split(separator: " ")[0] } == ["x", "y"])
        #expect(figures(spans)?.operations[0].selfSeconds == 5e-9)
    }

    @Test func aChainDeeperThanPathsGoIsKeptWhole() {
        let spans = (0..<5_000).map { index in
            span("s\(index)", in: index == 0 ? nil : "s\(index - 1)", "n\(index % 3)", Int64(index), 10_000)
        }
        let figures = figures(spans)
        #expect(figures?.operations.reduce(0) { $0 + ($1.selfSeconds ?? 0) } ?? 0 == 1e-5)
        #expect(figures?.flame.map(\.path.count).max() == FlameTree.greatestDepth)
        #expect(figures?.traces.first?.spanCount == 5_000)
        #expect(figures?.traces.first?.spans.map(\.depth) == Array(0..<SlowestTraces.shownSpans))
    }

    @Test func theSlowestWholeTracesAreShown() {
        let spans = (0..<100).flatMap { index in
            let id = "t\(index)"
            let parent = index % 2 == 0 ? nil : "s"
            return [
                span("s", "root", 0, Int64(index) * 10, trace: id),
                // Of every other trace a second root, so that it is not whole.
                span("u", in: parent, "more", 0, 1, trace: id),
            ]
        }
        let traces = figures(spans)?.traces ?? []
        #expect(traces.map(\.traceID) == ["t99", "t97", "t95"])
        #expect(traces.map(\.durationSeconds) == [990e-9, 970e-9, 950e-9])
    }

    @Test func moreOperationsAndPathsThanAreKeptAreSummedUp() {
        let spans = (0..<1_500).map { span("s\($0)", "name\($0)", 0, 1 + Int64($0)) }
        let (figures, folded) = SpanFiguresBuilder.build(gathered(spans))
        #expect(figures?.operations.count == 1_025)
        #expect(figures?.operations.last?.name == RunSummary.otherName)
        #expect(figures?.count == 1_500)
        #expect(figures?.flame.count == FlameTree.shownPaths)
        #expect(figures?.flame.last?.path == [RunSummary.otherName])
        let total = figures?.flame.reduce(0) { $0 + $1.selfSeconds } ?? 0
        #expect(abs(total - 1_125_750e-9) < 1e-12)
        #expect(folded == ["span paths", "operations"])
    }

    @Test func withoutSpansNothingIsTold() {
        #expect(summary(of: [request("Completed", at: 1, "\"latency\":1")]).spans == nil)
    }
}

/// The figures do not depend on order or split, and are those of the definition.
@Suite struct SpanPropertyTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func neitherOrderNorSplitMatters(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let spans = random.spans(300, traces: 12)
        // With room for all, and with room for some.
        for limit in [KeptSpans.limit, 120, 40] {
            let expected = SpanFiguresBuilder.build(gathered(spans, limit: limit)).figures
            #expect((expected?.withoutSelfTime ?? 0 > 0) == (limit < 300))
            #expect(
                SpanFiguresBuilder.build(gathered(spans.shuffled(using: &random), limit: limit)).figures == expected)
            var parts = Array(repeating: [SpanEnded](), count: 5)
            for span in spans { parts[Int.random(in: 0..<5, using: &random)].append(span) }
            var whole = SpanAccumulator(limit: limit)
            for part in parts { whole.merge(gathered(part, limit: limit)) }
            #expect(SpanFiguresBuilder.build(whole).figures == expected)
        }
    }

    /// A nanosecond of a span is its own if no child is under way then.
    @Test(arguments: 10...20 as ClosedRange<UInt64>)
    func ownTimesAreThoseOfTheDefinition(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let spans = random.spans(200, traces: 8)
        let records = gathered(spans).kept.records.sorted()
        for trace in Set(records.map(\.trace)) {
            let group = records.filter { $0.trace == trace }
            var found: [Int: Int128] = [:]
            TraceTree(group[...]).forEachSelfTime { found[$0] = $1 }
            for (index, span) in group.enumerated() {
                guard span.duration >= 0 else {
                    #expect(found[index] == nil)
                    continue
                }
                let children = group.filter { span.id != 0 && $0.parent == span.id }
                let own = (span.start..<span.end).filter { now in
                    !children.contains { ($0.start..<$0.end).contains(now) }
                }
                #expect(found[index] == Int128(own.count))
            }
        }
    }

    @Test(arguments: 30...34 as ClosedRange<UInt64>)
    func everyOwnTimeIsOnOnePath(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let figures = figures(random.spans(200, traces: 8))
        let byOperation = figures?.operations.reduce(0) { $0 + ($1.selfSeconds ?? 0) } ?? 0
        let byPath = figures?.flame.reduce(0) { $0 + $1.selfSeconds } ?? 0
        #expect(byOperation > 0)
        #expect(abs(byOperation - byPath) < 1e-15)
    }
}
