// Owns the tests of a figure over runs, in each of its formats.

import LTBEvents
import LTBStatistics
import Testing

@testable import LTBReport

@Suite struct TrendTests {
    private static func trend(_ values: [Double?], branch: String = "main") -> Trend {
        let points = values.enumerated().map { index, value in
            let day = 1_767_225_600 + Int64(index) * 86_400
            return Trend.Point(
                number: Int64(index + 1), runID: "run_\(index + 1)",
                time: Timestamp(nanosecondsSince1970: day * 1_000_000_000), branch: branch,
                commit: "c0ffee\(index + 1)",
                value: value)
        }
        return Trend(figure: "p95(latency)", scope: "branch \(branch)", unit: .seconds, points: points)
    }

    private static let step = trend([1, 1.01, nil, 1.02, 1, 0.99, 1.5, 1.51, 1.49, 1.5, 1.52])

    @Test func aChangeIsOfTheRunThatHasIt() {
        #expect(Self.step.changes.map(\.index) == [6])
        #expect(
            Self.step.headline.replacing("\u{A0}", with: " ")
                == "p95(latency) changed from 1.00 s to 1.50 s, +50 %, with run 7 of 7 January 2026 (commit c0ffee7).")
    }

    @Test func withoutAChangeTheMedianIsTold() {
        let trend = Self.trend([1, 2, 3])
        #expect(
            trend.headline.replacing("\u{A0}", with: " ")
                == "p95(latency) has not changed: its median is 2.00 s, the last 3.00 s.")
        #expect(Self.trend([nil]).headline == "No run has p95(latency).")
    }

    @Test func theTextHasTheChangesAndTheLastRuns() {
        var bytes: [UInt8] = []
        TrendText(Self.step).write(to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(
                """
                p95(latency) · branch main · 11 runs from 1 January 2026 to 11 January 2026
                p95(latency) changed from 1.00 s to 1.50 s, +50 %, with run 7 of 7 January 2026 (commit c0ffee7).

                ▁▁ ▁▁▁█████
                      ▲    
                lowest 990 ms, highest 1.52 s, last 1.52 s

                CHANGES
                run  time                 commit   before   after  change
                """))
        #expect(text.contains("\n  3  2026-01-03 00:00:00  main    c0ffee3   not measured\n"))
    }

    @Test func csvHasAllDigits() {
        let text = String(decoding: Self.trend([0.1 + 0.2, nil]).csv, as: UTF8.self)
        #expect(
            text == "run,run_id,time,branch,commit,value,changed\r\n"
                + "1,run_1,2026-01-01T00:00:00.000000Z,main,c0ffee1,0.30000000000000004,0\r\n"
                + "2,run_2,2026-01-02T00:00:00.000000Z,main,c0ffee2,,0\r\n")
    }

    @Test func jsonHasTheChangesAndTheMethod() {
        let text = String(decoding: Self.step.json, as: UTF8.self)
        #expect(text.hasPrefix("{\n  \"schema\": \"ltb.trend/1\",\n  \"figure\": \"p95(latency)\",\n"))
        #expect(
            text.contains("\"changes\": [\n    {\n      \"run\": 7,\n      \"before\": 1.0,\n      \"after\": 1.5,\n"))
    }

    @Test func markdownBeginsWithWhatChanged() {
        let text = String(decoding: Self.step.markdown, as: UTF8.self).replacing("\u{A0}", with: " ")
        #expect(text.hasPrefix("### p95(latency) changed from 1.00 s to 1.50 s, +50 %, with run 7"))
        #expect(text.contains("| 7 | 2026-01-07 | c0ffee7 | 1.00 s | 1.50 s | +50 % |\n"))
    }

    @Test func thePageMarksTheChangeAndKeepsNamesAsText() {
        let page = String(decoding: TrendPage(Self.step).bytes, as: UTF8.self)
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.contains("stroke-dasharray=\"2 3\""))
        #expect(page.contains("<h2 id=\"h-changes\">Changes</h2>"))
        let hostile = Self.trend([1, 2], branch: "<script>alert(1)</script>\u{1B}[31m")
        let hostilePage = String(decoding: TrendPage(hostile, title: "<b>").bytes, as: UTF8.self)
        #expect(!hostilePage.contains("<script>alert"))
        #expect(!hostilePage.contains("<b>"))
        #expect(!hostilePage.contains("\u{1B}"))
    }

    @Test func aPageOfAnyNumberOfRunsIsBounded() {
        let values = (0..<3_000).map { Double(($0 * 7_919) % 1_000) / 100 + 1 }
        var trend = Self.trend(values.map { $0 })
        #expect(TrendPage(trend).bytes.count < 512_000)
        trend = Self.trend([])
        #expect(String(decoding: TrendPage(trend).bytes, as: UTF8.self).contains("No run."))
    }
}
