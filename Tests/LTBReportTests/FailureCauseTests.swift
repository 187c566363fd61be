// Owns the checks of who is to blame, and in which words.

import LTBAnalysis
import LTBEvents
import LTBReport
import Testing

struct FailureCauseTests {
    private func summary(_ failures: [String: Int64], of total: Int64, others: Int64 = 0) -> RunSummary {
        var figures = RequestFigures()
        figures.totalRequests = total
        figures.failedRequests = failures.values.reduce(0, +)
        figures.errorRate = Double(figures.failedRequests) / Double(total)
        figures.errors = failures
        var summary = RunSummary()
        summary.providers = [ProviderFigures(provider: "lepton", requests: figures)]
        summary.totals.failedRequests = figures.failedRequests + others
        return summary
    }

    @Test(arguments: [
        ("rate_limit", "rate-limited 50 % of its requests"), ("timeout", "timed out on 50 % of its requests"),
        ("authentication", "did not authenticate 50 % of its requests"),
        ("invalid_request", "refused 50 % of its requests as invalid"),
        ("context_length", "refused 50 % of its requests as too long"),
        ("content_filter", "filtered 50 % of its requests"),
        ("server_error", "answered 50 % of its requests with a server error"),
        ("connection", "lost the connection of 50 % of its requests"),
        ("cancelled", "had 50 % of its requests cancelled"), ("_OTHER", "failed 50 % of its requests"),
        ("quota", "failed 50 % of its requests (quota)"),
    ])
    func eachErrorTypeHasItsVerb(_ type: String, words: String) {
        #expect(FailureCause(summary([type: 50], of: 100))?.sentence.spaced == "lepton \(words)")
    }

    @Test func severalTypesAreFailures() {
        let cause = FailureCause(summary(["timeout": 30, "rate_limit": 30], of: 100))
        #expect(cause?.sentence.spaced == "lepton failed 60 % of its requests")
    }

    @Test func aProviderIsNotToBlameForFewErrorsOrForHalfOfAllFailures() {
        #expect(FailureCause(summary(["timeout": 5], of: 100)) == nil)
        #expect(FailureCause(summary(["timeout": 50], of: 100, others: 50)) == nil)
        #expect(FailureCause(RunSummary()) == nil)
    }

    @Test func theOutageWithMostFailuresIsTheCauseAndTheFirstOfEquals() {
        var summary = RunSummary()
        summary.totals.failedRequests = 2_600
        summary.incidents = [
            incident("short", seconds: 59, failed: 900), incident("mild", seconds: 600, failed: 500),
            incident("first", seconds: 60, failed: 600), incident("second", seconds: 60, failed: 600),
        ]
        let cause = FailureCause(summary)
        #expect(cause?.sentence.spaced == "first timed out on 60 % of its requests for 1 min")
        #expect(cause?.withoutIt == nil)
    }

    @Test func lessThanAMinuteIsAnOutageIfMostFailuresWereInIt() {
        var summary = RunSummary()
        summary.totals.failedRequests = 1_000
        summary.incidents = [incident("short", seconds: 9, failed: 600)]
        #expect(FailureCause(summary)?.sentence.spaced == "short timed out on 60 % of its requests for 9.00 s")
        summary.totals.failedRequests = 1_200
        #expect(FailureCause(summary) == nil)
        // Nor is it what the run cuts to less.
        summary.incidents = [incident("short", seconds: 60, failed: 600)]
        #expect(FailureCause(summary) != nil)
        summary.window = Window(
            start: Timestamp(nanosecondsSince1970: 0), end: Timestamp(nanosecondsSince1970: 59_000_000_000))
        #expect(FailureCause(summary) == nil)
    }

    @Test func allOfTheRequestsAreNoShareOfThem() {
        var figures = RequestFigures()
        (figures.totalRequests, figures.failedRequests, figures.errorRate) = (1, 1, 1)
        figures.errors = ["authentication": 1]
        var summary = RunSummary()
        (summary.totals, summary.providers) = (figures, [ProviderFigures(provider: "a", requests: figures)])
        #expect(FailureCause(summary)?.sentence == "a did not authenticate its only request")
        (figures.totalRequests, figures.failedRequests, figures.errors) = (2, 2, ["timeout": 2])
        (summary.totals, summary.providers) = (figures, [ProviderFigures(provider: "a", requests: figures)])
        #expect(FailureCause(summary)?.sentence == "a timed out on all of its requests")
    }

    @Test func anOutageOfSeveralErrorTypesIsToldByTheShareOfItsOwnTypeOrAsFailures() {
        var summary = RunSummary()
        summary.totals.failedRequests = 600
        summary.incidents = [incident("first", seconds: 60, failed: 600)]
        summary.incidents[0].failedWithErrorType = 420
        #expect(FailureCause(summary)?.sentence.spaced == "first timed out on 42 % of its requests for 1 min")
        summary.incidents[0].failedWithErrorType = 300
        #expect(FailureCause(summary)?.sentence.spaced == "first failed 60 % of its requests for 1 min")
    }

    @Test func anOutageIsNoLongerThanTheRun() {
        var summary = RunSummary()
        summary.totals.failedRequests = 600
        summary.incidents = [incident("first", seconds: 79, failed: 600)]
        summary.incidents[0].successRateWithout = 0.5
        summary.window = Window(
            start: Timestamp(nanosecondsSince1970: 500_000_000), end: Timestamp(nanosecondsSince1970: 78_500_000_000))
        let cause = FailureCause(summary)
        #expect(cause?.sentence.spaced == "first timed out on 60 % of its requests for 1 min 18 s")
        #expect(cause?.withoutIt?.spaced == "Without first from 00:00:00 to 00:01:18 it would be 50.0 %")
    }

    @Test func inALongRunTheTimesHaveDates() {
        var summary = FormatSummaries.everything
        summary.window?.end.nanosecondsSince1970 += 86_400_000_000_000
        #expect(
            FailureCause(summary)?.withoutIt?.spaced
                == "Without cobalt from 20 Nov 02:11 to 20 Nov 02:14 it would be 98.9 %")
    }

    @Test func theOnlyProviderIsNotThoughtAway() {
        var summary = FormatSummaries.everything
        summary.providers.removeAll { $0.provider != "cobalt" }
        #expect(FailureCause(summary)?.withoutIt?.spaced == "Outside 02:11:10 to 02:14:50 it was 98.9 %")
    }

    @Test func whatWouldBeTheSameWithoutAnOutageIsNotTold() {
        var summary = FormatSummaries.everything
        summary.totals.successfulRequests = 0
        summary.totals.failedRequests = summary.totals.totalRequests
        summary.incidents[0].successRateWithout = 0
        #expect(FailureCause(summary)?.sentence != nil)
        #expect(FailureCause(summary)?.withoutIt == nil)
    }

    private func incident(_ provider: String, seconds: Int64, failed: Int64) -> Incident {
        Incident(
            provider: provider, start: Timestamp(nanosecondsSince1970: 0),
            end: Timestamp(nanosecondsSince1970: seconds * 1_000_000_000), requests: 1000, failed: failed,
            errorType: "timeout", failedWithErrorType: failed, successRateWithout: nil)
    }
}
