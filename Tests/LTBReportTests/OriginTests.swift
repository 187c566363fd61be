// Owns the checks of where figures are said to come from.

import LTBAnalysis
import LTBEvents
import LTBReport
import Testing

struct OriginTests {
    @Test func aRunIsNamedWithItsTimeLabelsAndStatus() {
        let origin = Origin(FormatSummaries.everything)
        #expect(
            origin.text
                == "nightly-eval · 20 November 2026, 02:00:00–02:25:04 UTC · branch=main ci_job=8812 git_sha=4f1c9ae · "
                + "the run says: passed")
        #expect(origin.source.spaced == "Made from run.jsonl.zst: 24,052 events.")
    }

    @Test func severalRunsAndFilesAreCounted() {
        var summary = RunSummary()
        summary.runs = [RunIdentity(), RunIdentity()]
        summary.sharedLabels = Dictionary(uniqueKeysWithValues: (1...8).map { ("l\($0)", "v") })
        summary.log.files = (1...5).map { .init(name: "\($0).jsonl", bytes: 1, frames: 0) }
        let origin = Origin(summary)
        #expect(origin.text.spaced == "2 runs · l1=v l2=v l3=v l4=v l5=v l6=v 2 more labels")
        #expect(origin.source.spaced == "Made from 1.jsonl, 2.jsonl, 3.jsonl, 2 more files: 0 events.")
    }

    @Test func aRunThatDidNotEndSaysSoAndWithoutARunTheFileIsTheName() {
        var summary = RunSummary()
        summary.log.files = [.init(name: "night.jsonl.zst", bytes: 1, frames: 1)]
        #expect(Origin(summary).text == "night.jsonl.zst")
        summary.runs = [RunIdentity()]
        summary.runs[0].runID = "run_7"
        #expect(Origin(summary).text == "run_7 · the run did not say how it ended")
    }

    @Test func filtersAreSaidInWords() {
        var filters = FilterDescription()
        #expect(filters.inWords.isEmpty)
        filters.model = (1...10).map { "m\($0)" }
        filters.where = ["team": "search"]
        #expect(
            filters.inWords == [
                "of model m1 or m2 or m3 or m4 or m5 or m6 or m7 or m8 or 2 more", "with team=search",
            ])
    }

    /// A filter is by nanoseconds, so two that differ in one are not told alike.
    @Test(arguments: [
        (0, "2026-11-20 02:00:00", "2026-11-20T02:00:00.000000Z"),
        (900_000_000, "2026-11-20 02:00:00.9", "2026-11-20T02:00:00.900000Z"),
        (20_000, "2026-11-20 02:00:00.00002", "2026-11-20T02:00:00.000020Z"),
        (123_456_780, "2026-11-20 02:00:00.12345678", "2026-11-20T02:00:00.12345678Z"),
        (1, "2026-11-20 02:00:00.000000001", "2026-11-20T02:00:00.000000001Z"),
    ])
    func aTimeOfAFilterHasTheFractionThatItTakes(nanosecond: Int64, inWords: String, inJSON: String) {
        var summary = RunSummary()
        let time = Timestamp(nanosecondsSince1970: FormatSummaries.time(0).nanosecondsSince1970 + nanosecond)
        (summary.filters.from, summary.filters.to) = (time, time)
        #expect(summary.filters.inWords == ["from \(inWords)", "before \(inWords)"])
        var json: [UInt8] = []
        JSONReport().write(summary, to: &json)
        let text = String(decoding: json, as: UTF8.self)
        #expect(text.contains("\"from\": \"\(inJSON)\",\n    \"to\": \"\(inJSON)\""))
    }
}
