// Owns the checks of the headline and the sentences under it.

import LTBAnalysis
import LTBEvents
import LTBReport
import Testing

struct HeadlineTests {
    @Test func saysSizeAndSuccessThenWhoIsToBlameAndHowFastAndDearItWas() {
        var summary = FormatSummaries.everything
        summary.objectives = []
        let headline = Headline(summary)
        #expect(headline.title.spaced == "12,000 requests to 2 models in 25 min 4 s; 93 % succeeded.")
        #expect(
            headline.titleWithCause.spaced
                == "12,000 requests to 2 models in 25 min 4 s; 93 % succeeded: cobalt rate-limited 91 % of its requests "
                + "for 3 min 40 s.")
        #expect(
            headline.deckText.spaced
                == "92.8 % of the requests to 2 providers succeeded. Without cobalt from "
                + "02:11:10 to 02:14:50 it would be 98.9 %. Half of all answers took at most 2.50 s, one in twenty "
                + "more than 9.38 s; the priced requests cost $23.44 by the "
                + "given prices.")
        #expect(headline.deck.filter(\.isStrong).map(\.text.spaced) == ["92.8 % of the requests"])
    }

    @Test func objectivesComeFirstAndThenWhatWasRun() {
        var summary = FormatSummaries.everything
        summary.totals.errorRate = 0.05
        let headline = Headline(summary)
        #expect(headline.title == "One of two objectives was missed.")
        // Failures are not judged by a latency: they are no reason to miss one.
        #expect(
            headline.titleWithCause.spaced
                == "One of two objectives was missed: Latency within 5 s: 93.8 % of the requests reached it, 95.0 % are "
                + "needed.")
        for index in summary.objectives.indices where summary.objectives[index].objective.hasPrefix("error_rate") {
            summary.objectives[index].isMet = false
        }
        #expect(
            Headline(summary).titleWithCause.spaced
                == "Two of two objectives were missed: latency within 5 s (93.8 % of the requests reached it, 95.0 % are "
                + "needed) and the error rate, as cobalt rate-limited 91 % of its requests for 3 min 40 s.")
        #expect(headline.deckText.spaced.hasPrefix("12,000 requests to 2 models in 25 min 4 s. 92.8 % of the requests"))
    }

    @Test func manyFailuresComeBeforeObjectivesThatDoNotJudgeThem() {
        var summary = FormatSummaries.everything
        #expect(
            Headline(summary).titleWithCause.spaced
                == "867 of 12,000 requests failed: cobalt rate-limited 91 % of its requests for 3 min 40 s; one of two "
                + "objectives was missed.")
        for index in summary.objectives.indices { summary.objectives[index].isMet = true }
        summary.incidents = []
        summary.providers = []
        #expect(
            Headline(summary).titleWithCause.spaced
                == "867 of 12,000 requests failed; both objectives were met.")
    }

    @Test func whereMostFailedThatIsSaidFirst() {
        var summary = failing(130, of: 145)
        #expect(
            Headline(summary).titleWithCause.spaced
                == "130 of 145 requests to 1 model failed in 20.0 s: lepton timed out on 90 % of its requests.")
        summary.objectives = [Self.objective("latency<=5s", isMet: true)]
        #expect(
            Headline(summary).titleWithCause.spaced
                == "130 of 145 requests failed: lepton timed out on 90 % of its requests; the objective was met.")
        summary.objectives = [Self.objective("error_rate<=1%", isMet: false)]
        #expect(
            Headline(summary).titleWithCause.spaced
                == "130 of 145 requests failed: lepton timed out on 90 % of its requests; the objective was missed.")
        #expect(Headline(failing(3, of: 3)).title.spaced == "All 3 requests to 1 model failed in 20.0 s.")
        #expect(Headline(failing(1, of: 1)).title.spaced == "The only request to 1 model failed in 20.0 s.")
    }

    private func failing(_ failed: Int64, of total: Int64) -> RunSummary {
        var summary = RunSummary()
        (summary.totals.totalRequests, summary.totals.failedRequests) = (total, failed)
        summary.totals.successfulRequests = total - failed
        summary.totals.errorRate = Double(failed) / Double(total)
        summary.totals.errors = ["timeout": failed]
        summary.window = Window(
            start: Timestamp(nanosecondsSince1970: 0), end: Timestamp(nanosecondsSince1970: 20_000_000_000))
        summary.providers = [ProviderFigures(provider: "lepton", requests: summary.totals)]
        summary.models = [ModelFigures(provider: "lepton", model: "lepton-1", requests: summary.totals)]
        return summary
    }

    private static func objective(_ name: String, isMet: Bool) -> ObjectiveFigures {
        var objective = FormatSummaries.everything.overallObjectives[0]
        (objective.objective, objective.isMet) = (name, isMet)
        return objective
    }

    @Test func anOutageIsTheReasonForTheErrorRateAloneAndTheOtherObjectivesAreNamed() {
        var summary = FormatSummaries.everything
        summary.objectives = ["ttft<=1s", "error_rate<=1%", "latency<=5s", "tpot<=50ms", "latency<=9s"].map {
            Self.objective($0, isMet: false)
        }
        let cause = "the error rate, as cobalt rate-limited 91 % of its requests for 3 min 40 s."
        #expect(
            Headline(summary).titleWithCause.spaced
                == "Five of five objectives were missed: first token within 1 s (93.8 % of the requests reached it, 95.0 % "
                + "are needed), latency within 5 s, time per output token within 50 ms, 1 other and \(cause)")
        summary.objectives = [Self.objective("error_rate<=1%", isMet: false)]
        #expect(
            Headline(summary).titleWithCause.spaced
                == "The objective was missed: cobalt rate-limited 91 % of its requests for 3 min 40 s.")
    }

    @Test func aRunThatEndedBadlySaysSoBeforeAllElse() {
        var summary = failing(0, of: 100)
        let size = "100 requests to 1 model in 20.0 s; 100 % succeeded."
        summary.runs = [RunIdentity()]
        summary.runs[0].status = "aborted"
        #expect(Headline(summary).titleWithCause.spaced == "The run was aborted. \(size)")
        summary.alerts = [AlertFigures(name: "BudgetExceeded", severity: "critical", state: "firing")]
        #expect(
            Headline(summary).titleWithCause.spaced
                == "The run was aborted, and the critical alert BudgetExceeded is still firing. \(size)")
        summary.runs[0].status = "passed"
        #expect(
            Headline(summary).titleWithCause.spaced == "The critical alert BudgetExceeded is still firing. \(size)")
        summary.alerts[0].state = "resolved"
        #expect(Headline(summary).titleWithCause.spaced == size)
    }

    @Test func whereNothingPassesTheFiltersTheLogIsNotSaidToBeWithoutRequests() {
        var summary = RunSummary()
        summary.log.events = 6_596
        summary.filters.provider = ["nobody"]
        #expect(Headline(summary).titleWithCause == "No request passes the filters.")
        #expect(Headline(summary).deckText.spaced == "The log holds 6,596 events.")
    }

    @Test func aRunWithoutEndedRequestsSaysWhatItHolds() {
        var summary = RunSummary()
        #expect(Headline(summary).title == "No request ended.")
        #expect(Headline(summary).titleWithCause == "No request ended.")
        #expect(Headline(summary).deckText == "The log holds no events.")
        summary.log.events = 2
        #expect(Headline(summary).deckText.spaced == "The log holds 2 events, and none of them ends a request.")
    }

    @Test func oneRequestIsSingularAndAllMeansAll() {
        var summary = RunSummary()
        (summary.totals.totalRequests, summary.totals.successfulRequests) = (1, 1)
        summary.totals.totalCost = 0.5
        summary.providers = [ProviderFigures(provider: "a", requests: summary.totals)]
        summary.models = [ModelFigures(provider: "a", model: "b", requests: summary.totals)]
        #expect(Headline(summary).title.spaced == "1 request to 1 model; 100 % succeeded.")
        #expect(
            Headline(summary).deckText.spaced
                == "The run cost $0.50.")
        summary.totals.latency = FormatSummaries.requests(1, failed: 0, scale: 1).latency
        #expect(Headline(summary).deckText.spaced.hasSuffix("The answer took 2.50 s; the run cost $0.50."))
        // Where neither latency nor cost is known, what is known is told.
        (summary.totals.latency, summary.totals.totalCost) = (nil, nil)
        #expect(Headline(summary).deckText.spaced == "100 % of the requests to 1 provider succeeded.")
        (summary.totals.totalInputTokens, summary.totals.totalOutputTokens) = (12_000, 7)
        #expect(Headline(summary).deckText.spaced == "The request read 12,000 tokens and wrote 7 tokens.")
    }

    @Test(arguments: [(Int64(9_999), "99.99"), (9_960, "99.6"), (9_700, "97"), (10_000, "100")])
    func theTitleNeverRoundsToAllOrNothing(_ successful: Int64, share: String) {
        var summary = RunSummary()
        (summary.totals.totalRequests, summary.totals.successfulRequests) = (10_000, successful)
        let expected = share == "99.99" ? ">99.9" : share
        #expect(Headline(summary).title.spaced == "10,000 requests to 0 models; \(expected) % succeeded.")
    }

    @Test func fewAnswersHaveNoOneInTwenty() {
        var summary = RunSummary()
        summary.totals = FormatSummaries.requests(19, failed: 0, scale: 1)
        #expect(Headline(summary).deckText.spaced.contains("Half of all answers took at most 2.50 s; "))
    }

    @Test(arguments: ["", " ", "\u{A0}\n"])
    func aNameOfNothingIsSaidToBeNone(_ name: String) {
        #expect(Headline.short(name) == (name.isEmpty ? "(no name)" : "(blank)"))
    }

    @Test(arguments: FormatSummaries.hostileNames.filter { !$0.allSatisfy(\.isWhitespace) })
    func shortNamesHaveAtMost40CharactersAnd160Bytes(_ name: String) {
        let short = Headline.short(name)
        #expect(short.count <= 40 && short.utf8.count <= 160)
        #expect(name == short || short.hasSuffix("…") && name.hasPrefix(short.dropLast()))
    }
}

extension String {
    /// With plain spaces, to be read in tests.
    var spaced: String { String(map { $0 == "\u{A0}" ? " " : $0 }) }
}
