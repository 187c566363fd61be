// Owns the tests of the names of pages.

import LTBReport
import Testing

@Suite struct PageFileNamesTests {
    @Test func aPageIsNamedAfterItsLog() {
        #expect(
            PageFileNames.unique(for: ["run.jsonl.zst", "b_2.jsonl", "c.d"]) == ["run.html", "b_2.html", "c.d.html"])
    }

    @Test func noTwoPagesHaveOneName() {
        let names = PageFileNames.unique(for: ["run.jsonl", "run.jsonl.zst", "RUN.jsonl", "run-2.jsonl", "index.jsonl"])
        #expect(names == ["run.html", "run-2.html", "RUN-3.html", "run-2-2.html", "index-2.html"])
    }

    @Test func whatIsNotSafeInALinkBecomesAHyphen() {
        let logs = ["a b&\"<c>.jsonl", "../../etc/passwd", "-", ".hidden.jsonl", "模型.jsonl.zst", "a%2f#?x.jsonl", ""]
        #expect(
            PageFileNames.unique(for: logs)
                == [
                    "a-b-c-.html", "etc-passwd.html", "run.html", "hidden.html", "run-2.html", "a-2f-x.html",
                    "run-3.html",
                ])
    }

    @Test func longNamesAreCut() {
        let names = PageFileNames.unique(for: [String](repeating: String(repeating: "n", count: 10_000), count: 2))
        #expect(names.map(\.utf8.count) == [85, 87])
    }
}
