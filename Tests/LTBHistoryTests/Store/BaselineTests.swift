// Owns the tests of the words that choose a baseline.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBHistory

@Suite struct BaselineTests {
    @Test func wordsChooseTheLastRuns() throws {
        var choice = RunChoice()
        choice.last = 1
        #expect(try Baseline("last") == .last(choice))
        choice.last = 10
        choice.branch = "main"
        #expect(try Baseline("last 10 on main") == .last(choice))
        choice.status = "passed"
        choice.labels = ["ci_job": "nightly", "team": "a=b"]
        #expect(try Baseline("last 10  passed on main with ci_job=nightly with team=a=b") == .last(choice))
        #expect(try Baseline("run 17") == .run("17"))
    }

    @Test(arguments: [
        "", "10 on main", "last 0", "last ten", "last 10 on", "last 10 on a on b", "last 10 with x", "last 10 with =x",
        "run", "run 1 2", "last passed passed",
    ])
    func otherWordsAreRefused(words: String) {
        #expect(throws: Baseline.WordsError(words: words)) { try Baseline(words) }
    }

    @Test func theRefusalSaysWhatToWrite() {
        #expect(
            Baseline.WordsError(words: "x").description
                == "'x' is no baseline; write 'last 10 on main', 'last 5 passed with ci_job=nightly' or 'run 17'.")
    }

    @Test func aCandidateIsNoBaselineOfItself() throws {
        let sample = try SampleHistory()
        let history = try sample.open()
        for day in 1...3 {
            _ = try history.add(
                SampleHistory.summary("run_\(day)", day: day), logs: [SampleHistory.log("log \(day)")],
                at: SampleHistory.day(20))
        }
        let runs = try history.runs(of: try Baseline("last 2 on main"), excluding: ["run_3"])
        #expect(runs.map(\.identity.runID) == ["run_1", "run_2"])
        #expect(runs.map { $0.summary.models.count } == [2, 2])
        #expect(try history.runs(of: try Baseline("run run_3")).map(\.number) == [3])
    }
}
