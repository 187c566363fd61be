// Tests of a comparison in every format.

import LTBStatistics
import LTBTestSupport
import Testing

@testable import LTBAnalysis
@testable import LTBReport

@Suite struct ComparisonFormatTests {
    private func text(_ format: any ComparisonFormat, _ comparison: RunComparison) -> String {
        String(decoding: format.bytes(of: comparison), as: UTF8.self)
    }

    /// The JSON's golden file is what freezes the schema `ltb.comparison/1`.
    @Test(arguments: [
        (ReportFormatName.text, "comparison.txt"), (.markdown, "comparison.md"), (.json, "comparison.json"),
    ])
    func comparisonsAreTheGoldenReport(_ name: ReportFormatName, _ file: String) throws {
        let format = try #require(name.comparisonFormat())
        expectSnapshot(format.bytes(of: SampleComparison.everything), at: "Tests/LTBReportTests/Golden/\(file)")
    }

    @Test func thereIsNoComparisonInCSV() {
        #expect(ReportFormatName.csv.comparisonFormat() == nil)
    }

    @Test func textFitsItsWidth() {
        for width in [60, 80, 100] {
            let lines = text(ComparisonText(width: width), SampleComparison.everything).split(separator: "\n")
            #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width })
        }
    }

    /// Where a table does not fit its names go above their figures, and no figure goes.
    @Test func noFigureIsLeftOutOfTheText() {
        for width in [92, 100, 120] {
            let heads = text(ComparisonText(width: width), SampleComparison.everything).split(separator: "\n").filter {
                $0.contains("candidate  ") && $0.contains("verdict")
            }
            #expect(heads.count == SampleComparison.everything.groups.count)
            for head in heads {
                #expect(
                    head.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ").plainSpaces
                        == "base candidate change % 95 % interval p verdict")
            }
        }
    }

    @Test func aNameOfAnyLengthIsCut() {
        var comparison = SampleComparison.quiet
        let long = RunComparison.ModelName(provider: "p", model: String(repeating: "long", count: 500))
        (comparison.groups[0].baseModel, comparison.groups[0].candidateModel) = (long, long)
        let title = "p/" + String(repeating: "long", count: 24) + "l…"
        #expect(text(ComparisonText(), comparison).split(separator: "\n").contains { $0 == title })
        #expect(text(ComparisonMarkdown(), comparison).contains("#### \(title)\n"))
        comparison.groups[0].candidateModel?.model = "short"
        #expect(text(ComparisonText(), comparison).contains("p/short"))
    }

    @Test func theHeadlineSaysWhatChangedOrThatNothingDid() {
        #expect(
            SampleComparison.everything.headline.plainSpaces
                == "4 figures got worse; one figure got better: latency with failures p50 of yi rose from 1.00 s to longer than any answer. The candidate has only 71 % of the requests of the base."
        )
        #expect(SampleComparison.quiet.headline == "Nothing got worse: one figure is the same.")
        var nothing = SampleComparison.quiet
        nothing.groups = []
        #expect(nothing.headline == "Nothing could be judged: the runs have no model in common.")
    }

    private func quiet(_ rows: [RunComparison.Row]) -> RunComparison {
        var comparison = SampleComparison.quiet
        comparison.groups[0].rows = rows
        return comparison
    }

    /// The word for all is what is said of most figures, where none is better or worse.
    @Test func oneSameFigureAmongManyUnclearOnesMakesNotAllTheSame() {
        let same = SampleComparison.quiet.rows[0]
        let unclear = SampleComparison.row(
            .latency, .mean, SampleComparison.effect(1, 1.1, 0.3, .welch, 0.5), .unclear, p: 1, needed: 900)
        let lost = SampleComparison.row(
            .cost, .mean, SampleComparison.effect(1, 0.5, 0.1, .welch, 1e-9), .notComparable,
            .survivors(baseLost: 0, candidateLost: 0.5))
        let different = SampleComparison.row(
            .outputTokens, .rankedMean, SampleComparison.effect(50, 97, 2, .mannWhitney, 1e-9), .different, p: 1e-9)
        let unclears = Array(repeating: unclear, count: 3)
        #expect(quiet([same] + unclears).overallVerdict == .unclear)
        #expect(
            quiet([same] + unclears).headline
                == "Little can be told: one figure is the same; of 3 there are too few requests to tell.")
        #expect(quiet([same, lost, lost]).overallVerdict == .notComparable)
        #expect(
            quiet([same, lost, lost]).headline == "Little can be told: one figure is the same; 2 are not comparable.")
        #expect(quiet([same, same, unclear]).overallVerdict == .same)
        #expect(quiet([same, same, different]).overallVerdict == .different)
        #expect(
            quiet([same, same, different]).headline.plainSpaces
                == "Nothing got worse or better, one figure is different: output tokens mean rose by 94.0 %, from 50.0 to 97.0."
        )
    }

    @Test func runsThatDifferTooMuchFromEachOtherAreWhyNothingCouldBeJudged() {
        let scattered = SampleComparison.row(
            .latency, .mean, SampleComparison.effect(1, 1.1, 0.3, .prediction, 0.5), .unclear, .scatter, p: 1)
        #expect(
            quiet([scattered]).headline
                == "Nothing could be judged: the runs before differ from each other too much to tell.")
        var few = scattered
        few.reason = nil
        #expect(quiet([few]).headline == "Nothing could be judged: too little was measured.")
    }

    @Test func aLogWithSkippedLinesIsNotCalledDamaged() {
        var comparison = SampleComparison.quiet
        comparison.candidate.summary.log.skippedLines = ["wrong_type": 2]
        let notices = ComparisonNotices(comparison).sentences.map { $0.replacing("\u{A0}", with: " ") }
        #expect(notices == ["2 lines of the candidate's log are not in the figures: 2 wrong_type."])
    }

    @Test func runsThatFailedAltogetherCouldNotBeJudged() {
        var comparison = quiet([
            SampleComparison.row(
                .errorRate, nil, SampleComparison.effect(1, 1, 0.005, .fisher, 1, isShare: true), .same)
        ])
        comparison.groups[0].base.counts.failed = 10
        comparison.groups[0].candidate.counts.failed = 10
        #expect(comparison.overallVerdict == .notComparable)
        #expect(comparison.headline == "Nothing could be judged: no request of either run got an answer.")
    }

    @Test func aModelThatIsNewIsToldAsOne() {
        var comparison = SampleComparison.quiet
        comparison.groups[0].baseModel = nil
        comparison.groups[0].candidateModel = .init(provider: "acme", model: "n")
        comparison.groups[0].rows = [
            SampleComparison.row(
                .errorRate, nil, SampleComparison.effect(0, 1, 0.005, .fisher, 0, isShare: true), .worse, p: 0)
        ]
        comparison.groups.append(SampleComparison.quiet.groups[0])
        #expect(
            comparison.headline.plainSpaces
                == "One figure got worse: error rate of n, which is new, rose from 0 % to 100 %.")
        #expect(text(ComparisonText(), comparison).contains("acme/n, against all models of the base"))
    }

    /// What is certain is called smaller than what matters only where its whole interval is.
    @Test func aCertainChangeThatMayMatterIsNotCalledSmaller() {
        var comparison = SampleComparison.quiet
        comparison.groups[0].rows = [
            SampleComparison.row(
                .latency, .mean, SampleComparison.effect(1, 1.041, 0.015, .welch, 1e-9), .unclear, p: 1e-8,
                needed: 5_000),
            SampleComparison.row(
                .latency, .median, SampleComparison.effect(1, 1.02, 0.01, .mannWhitney, 1e-9), .same, p: 1e-8),
            SampleComparison.row(
                .passRate(metric: "exact"), nil,
                SampleComparison.effect(0.5, 0.8, 0.31, .fisher, 0.03, isShare: true), .unclear, p: 0.4, needed: 64),
        ]
        let words = ComparisonWords(comparison)
        #expect(
            words.deck.map(\.plainSpaces) == [
                "Certain, but smaller than what matters: latency p50 +2.0 %.",
                "Certain, but perhaps smaller than what matters: latency mean +4.1 %.",
            ])
        #expect(
            ComparisonWords.remarks(comparison.groups[0]).map(\.plainSpaces) == [
                "latency mean: unclear; about 5,000 requests a side would decide it, were it as it seems.",
                "exact pass rate: unclear; about 64 scores a side would decide it, were it as it seems.",
            ])
    }

    @Test func namesAreOnlyShown() {
        let page = text(ComparisonPage(), SampleComparison.everything)
        #expect(!page.contains("<b>|faith"))
        #expect(page.contains("&lt;b&gt;|faith"))
        let markdown = text(ComparisonMarkdown(), SampleComparison.everything)
        #expect(markdown.contains(#"&lt;b&gt;\|faith\_fulness"#))
        var hostile = SampleComparison.quiet
        hostile.base.summary.log.files[0].name = "\u{1B}[31m"
        #expect(!text(ComparisonText(), hostile).contains("\u{1B}"))
    }

    /// Where a run lost requests, the charts say so as the words do.
    @Test func chartsShowLatencyWithFailuresAndWhatIsNotComparable() {
        let page = text(ComparisonPage(), SampleComparison.everything)
        #expect(page.contains("latency with failures p50 to longer than any answer, worse"))
        #expect(page.contains(">comparable</text>") && !page.contains("no verdict"))
        let curves = page.split(separator: "id=\"percentiles\"").last ?? ""
        #expect(
            String(curves).plainSpaces.contains("p99.9: base 19.6 s, candidate 9.80 s.<br>Not comparable, since 0 %"))
    }

    @Test func aPageWithoutACommonModelHasNoLinksToSectionsThatAreNotThere() {
        var none = SampleComparison.everything
        none.groups = []
        let page = text(ComparisonPage(), none)
        #expect(page.contains("The runs have no model in common."))
        #expect(!page.contains("<nav") && !page.contains("#changes"))
    }

    /// The curve of a run of few requests ends before that of one of many, and so does its dot.
    @Test func curvesAreComparedAsFarAsBothReach() {
        var comparison = SampleComparison.everything
        comparison.groups[0].candidate.latencyCurve.removeLast()
        let page = text(ComparisonPage(), comparison)
        let curves = String(page.split(separator: "id=\"percentiles\"").last ?? "").plainSpaces
        #expect(curves.contains("p99: base 16.7 s, candidate 23.3 s."))
        let end = PercentileCurves.x(0.99) * 100
        #expect(curves.contains(#"<circle cx="\#(Int(end))"#))
        #expect(curves.contains(#"<circle cx="100%""#))
    }

    @Test func aPageOfManyModelsIsBounded() {
        var many = SampleComparison.everything
        many.groups = Array(repeating: many.groups[0], count: 256)
        #expect(ComparisonPage().bytes(of: many).count <= PageLimits.maximumBytes)
        #expect(ComparisonMarkdown().bytes(of: many).count <= 65_536)
    }
}

extension String {
    fileprivate var plainSpaces: String { replacing("\u{A0}", with: " ") }
}
