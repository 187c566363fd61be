// Owns the checks of the warnings.

import LTBAnalysis
import LTBEvents
@testable import LTBReport
import Testing

struct NoticesTests {
    /// A history does not keep in how many frames bytes were lost.
    @Test func framesThatAreNotKnownAreNotCounted() {
        var summary = RunSummary()
        summary.log.damagedBytes = 2_253
        #expect(Notice.all(for: summary).first?.text.spaced == "2.2 KiB could not be read.")
    }

    @Test func everyWarningIsToldMostSeriousFirst() {
        let notices = Notice.all(for: FormatSummaries.everything).map { "\($0.label): \($0.text)".spaced }
        #expect(
            notices == [
                "Damaged log: 18 KiB of 2.7 MiB (0.7 %) in 1 frame could not be read. It ends in the middle of a frame "
                    + "or line.",
                "Skipped lines: 3 lines are not in the figures: 2 invalid_json, 1 missing_timestamp.",
                "Dropped events: 5 events did not reach the log: the recorder had to drop them.",
                "Unfinished: 9 requests.",
                "Unpriced: 1,198 requests to cobalt-flash, lumen-8b.",
                "Folded: There are too many different names to keep all of: benchmark, metric. The rest is summed under "
                    + "_other_.",
                "Spans left out: Of 2 spans of 164 the own time is not known, as there are too many to keep all; "
                    + "operations count them, paths and traces do not.",
                "Unknown types: 43 events of a type that this version does not know: 43 Custom.",
                "Filtered: Only requests from 2026-11-20 02:00:00, before 2026-11-20 02:26:40, after a warm-up of 10 s, "
                    + "before a cool-down of 5.5 s, of provider cobalt or lumen, of model cobalt-flash or lumen-8b, "
                    + "of benchmark bench_1, with team=search.",
            ])
    }

    @Test func aCleanRunHasNoWarnings() {
        #expect(Notice.all(for: RunSummary()).isEmpty)
    }

    @Test func skippedLinesBringTheirExamples() {
        let notice = Notice.all(for: FormatSummaries.everything).first { $0.label == "Skipped lines" }
        #expect(notice?.examples == ["run.jsonl.zst, frame 3, line 812: invalid_json"])
    }

    @Test func aTornTailAloneLosesNoBytes() {
        var summary = RunSummary()
        summary.log.tornTail = true
        let notices = Notice.all(for: summary)
        #expect(notices == [Notice(label: "Damaged log", text: "It ends in the middle of a frame or line.")])
    }

    @Test func aRunWithoutAnyCostSaysSo() {
        var summary = RunSummary()
        summary.totals.totalRequests = 5
        summary.totals.unpricedRequests = 5
        #expect(Notice.all(for: summary) == [Notice(label: "Unpriced", text: "No request has a cost.")])
    }

    @Test func manyKindsAreCountedAfterTheFirstFive() {
        var summary = RunSummary()
        summary.log.unknownTypes = ["a": 1, "b": 1, "c": 9, "d": 1, "e": 1, "f": 1, "g": 1]
        let text = Notice.all(for: summary).first?.text.spaced
        #expect(
            text == "15 events of a type that this version does not know: 9 c, 1 a, 1 b, 1 d, 1 e, 2 more kinds.")
    }

    @Test func thatFewerModelsAreShownIsToldBesideOtherKinds() {
        func text(_ kinds: String...) -> String? {
            var summary = RunSummary()
            summary.folded = kinds
            return Notice.all(for: summary).first?.text
        }
        let many = "There are too many different names to keep all of: "
        let shown = "Only the models with most requests are shown; the rest is summed under _other_."
        #expect(text("models shown") == shown)
        #expect(text("models", "models shown") == many + "models. The rest is summed under _other_.")
        #expect(
            text("benchmarks", "models shown")
                == many + "benchmarks. Only the models with most requests are shown. The rest is summed under _other_.")
    }

    @Test func aNameOfNothingIsSaidToBeNone() {
        var summary = FormatSummaries.everything
        summary.cost = nil
        for index in summary.models.indices { summary.models[index].model = "" }
        summary.filters = FilterDescription()
        summary.filters.provider = [""]
        let texts = Notice.all(for: summary).filter { ["Unpriced", "Filtered"].contains($0.label) }.map(\.text.spaced)
        #expect(
            texts == [
                "1,198 requests to (no name), (no name).", "Only requests of provider (no name).",
            ])
    }

    @Test func twoRunsFarApartAreToldAsOneWithAPause() {
        let start = Timestamp(nanosecondsSince1970: 0)
        func texts(_ requests: [Int64], active: [Int64] = [], unfinished: Int64? = nil) -> [String] {
            var summary = RunSummary()
            summary.totals.unfinishedRequests = unfinished
            let nanoseconds = Int64(requests.count) * 600 * 1_000_000_000
            summary.window = Window(start: start, end: Timestamp(nanosecondsSince1970: nanoseconds))
            var timeline = Timeline(
                start: start, bucketSeconds: 600, by: TimelineByKey(start: start, bucketSeconds: 600))
            timeline.requests = requests
            timeline.active = active
            summary.timeline = timeline
            return Notice.all(for: summary).filter { $0.label == "Pause" }.map(\.text.spaced)
        }
        let pause = [Int64](repeating: 0, count: 144)
        #expect(
            texts([9, 9, 9] + pause + [9, 9, 9]) == [
                "No request was in flight for 24 h of the 25 h, which count in all rates; --from and --to show a part by "
                    + "itself."
            ])
        #expect(texts([Int64](repeating: 9, count: 150)).isEmpty)
        // What is before the first request or after the last one parts nothing.
        #expect(texts(pause + [9, 9, 9]).isEmpty && texts([9] + pause).isEmpty)
        // A request that never ended hides no pause, but one that took all of it and ended does.
        let active = [2, 2, 1] + [Int64](repeating: 1, count: 144) + [2, 3, 2]
        #expect(
            texts([9, 9, 9] + pause + [9, 9, 9], active: active, unfinished: 1) == [
                "No request ended for 24 h of the 25 h, which count in all rates; --from and --to show a part by itself."
            ])
        #expect(texts([9, 9, 9] + pause + [9, 9, 9], active: active, unfinished: 0).isEmpty)
    }

    @Test func aLogOverAMonthPointsToItsParts() {
        var summary = RunSummary()
        let start = Timestamp(nanosecondsSince1970: 0)
        summary.window = Window(start: start, end: Timestamp(nanosecondsSince1970: 40 * 86_400 * 1_000_000_000))
        summary.timeline = Timeline(
            start: start, bucketSeconds: 10_800, by: TimelineByKey(start: start, bucketSeconds: 43_200))
        #expect(
            Notice.all(for: summary).map(\.text.spaced) == [
                "The log spans 40 d and is shown in steps of 3 h; --from and --to show a part of it more finely."
            ])
    }
}
