// Owns the claims about names whose places are remembered while other names come and go.

import LTBAnalysis
import LTBTestSupport
import Testing

/// What is remembered of a name's place must be forgotten as soon as that place is another name's.
@Suite struct CachedNamesTests {
    /// Lines of one kind, of which each is about one name.
    enum Kind: CaseIterable {
        case request, benchmark, evaluation, span

        func line(_ name: Int, at second: Double) -> String {
            switch self {
            case .request:
                return LTBAnalysisTests.request(
                    "Completed", at: second, "\"provider\":\"a provider\",\"model\":\"model \(name)\",\"latency\":1")
            case .benchmark:
                return LTBAnalysisTests.request(
                    "Completed", at: second, "\"benchmark_id\":\"benchmark \(name)\",\"latency\":1")
            case .evaluation:
                let metric = "\"evaluation_id\":\"e\",\"metric\":\"\(name) metric\",\"model\":\"a model\""
                return LTBAnalysisTests.line(
                    "EvaluationCompleted", at: second, payload: "Evaluation", "\(metric),\"score\":1")
            case .span:
                return LTBAnalysisTests.line(
                    "SpanEnded", at: second, payload: "Span", "\"name\":\"operation \(name)\",\"duration\":1")
            }
        }
    }

    /// More names than are kept of any kind; each comes again, soon after it came first.
    private static let names = (0..<1_300).flatMap { [$0, max(0, $0 - 20)] }

    @Test(arguments: Kind.allCases)
    func aNameThatComesAgainIsCountedUnderItself(kind: Kind) {
        let lines = { (names: [Int]) in names.map { kind.line($0, at: 1) } }
        let expected = summary(of: lines(Self.names.sorted()))
        #expect(!expected.folded.isEmpty)
        #expect(summary(of: lines(Self.names)) == expected)
    }

    @Test(arguments: Kind.allCases)
    func aNameThatComesAgainAfterAMergeIsCountedUnderItself(kind: Kind) {
        let first = (0..<1_000).map { kind.line($0, at: 1) }
        let others = (1_000..<1_400).map { kind.line($0, at: 1) }
        let again = (900..<1_000).map { kind.line($0, at: 1) }
        var whole = aggregator(of: first)
        whole.merge(aggregator(of: others))
        var scanner = EventScanner()
        for line in again {
            Array(line.utf8).withPaddedBytes { whole.add(line: $0, scanner: &scanner, position: nil) }
        }
        #expect(whole.summary(log: LogFigures()) == summary(of: (first + others + again).sorted()))
    }

    @Test func theLastOfEqualTimesIsTheOneOfTheGreatestIDInAnyOrder() {
        let lines = [(0.0, "z9", 1), (1.0, "a1", 2), (1.0, "m5", 3), (1.0, "k", 4)].map { second, id, score in
            let data = "\"metric\":\"m\",\"score\":\(score)"
            return line("EvaluationCompleted", at: second, id: id, payload: "Evaluation", data)
        }
        for order in permutations(of: lines) {
            #expect(summary(of: order).evaluations.map(\.lastScore) == [3])
        }
    }

    private func permutations(of lines: [String]) -> [[String]] {
        guard lines.count > 1 else { return [lines] }
        return lines.indices.flatMap { index in
            var rest = lines
            let taken = rest.remove(at: index)
            return permutations(of: rest).map { [taken] + $0 }
        }
    }
}
