// Owns the checks of what is said of objectives.

import LTBAnalysis
import Testing

@testable import LTBReport

struct ObjectiveWordsTests {
    private func objective(_ text: String, _ attainment: Double?, needed: Double = 0.95) -> ObjectiveFigures {
        var figures = ObjectiveFigures(objective: text, shareNeeded: needed, provider: nil, model: nil)
        figures.attainment = attainment
        figures.isMet = attainment.map { $0 >= needed }
        return figures
    }

    private func verdict(_ objectives: [ObjectiveFigures]) -> ObjectiveVerdict? {
        var summary = RunSummary()
        summary.objectives = objectives
        return ObjectiveVerdict(summary)
    }

    @Test func theVerdictCountsWhatWasMissedAndNamesTheWorst() {
        #expect(verdict([]) == nil)
        #expect(verdict([objective("latency<=5s", 1)])?.sentence == "The objective was met")
        #expect(verdict([objective("latency<=5s", nil)])?.sentence == "The objective was not measured")
        #expect(verdict([objective("latency<=5s", nil)])?.unmeasured == ["latency<=5s"])
        #expect(verdict([objective("a", 1), objective("b", 1)])?.sentence == "Both objectives were met")
        #expect(
            verdict([objective("a", 1), objective("b", nil)])?.sentence == "One of two objectives was not measured")
        let missed = verdict([objective("ttft<=1s", 0.9), objective("latency<=5s", 0.5), objective("tpot<=1s", nil)])
        #expect(missed?.sentence == "Two of three objectives were missed")
        #expect(
            missed?.worst?.spaced == "Latency within 5 s: 50.0 % of the requests reached it, 95.0 % are needed")
    }

    @Test func objectivesHaveNames() {
        let names = ["latency<=5s", "ttft<=500ms", "tpot<=50ms", "error_rate<=1%", "other"].map {
            objective($0, 1).title.spaced
        }
        #expect(
            names == [
                "Latency within 5 s", "First token within 500 ms", "Time per output token within 50 ms", "No error",
                "other",
            ])
    }

    @Test func goodputThatWasNotMeasuredSaysByWhat() {
        var summary = RunSummary()
        #expect(summary.goodputSentence == "")
        summary.objectives = ["latency<=5s", "ttft<=1s"].map {
            ObjectiveFigures(objective: $0, shareNeeded: 0.95, provider: nil, model: nil)
        }
        summary.objectives[0].judged = 1
        #expect(
            summary.goodputSentence == "Goodput: not measured, since no request could be judged by ttft<=1s.")
    }

    @Test func goodputIsToldInOneSentence() {
        let sentence = FormatSummaries.everything.goodput?.sentence.spaced
        #expect(
            sentence
                == "Goodput: 92.8 % of all requests met every objective (75.0 % to 100 %), 6.75 a second, 481 a dollar."
        )
        #expect(GoodputFigures().sentence == "No request ended that could meet an objective.")
    }

    @Test func modelsThatMissedAreNamedUpToThree() {
        var summary = RunSummary()
        summary.objectives = ["a", "b", "c", "d", "e"].map { name in
            var figures = objective("latency<=5s", 0.5)
            (figures.provider, figures.model) = ("p", name)
            return figures
        }
        #expect(summary.modelsMissing(objective("latency<=5s", 0.5)) == "a, b, c, 2 more")
        #expect(summary.modelsMissing(objective("latency<=5s", 0.5, needed: 0.99)) == "–")
    }
}

struct ObjectiveShareTests {
    private func figures(needed: Double, reached: Double?, isMet: Bool?) -> ObjectiveFigures {
        var figures = ObjectiveFigures(objective: "latency<=5s", shareNeeded: needed, provider: nil, model: nil)
        figures.attainment = reached
        figures.isMet = isMet
        return figures
    }

    @Test func aShareThatIsNotReachedNeverReadsLikeTheOneThatIsNeeded() {
        let missed = figures(needed: 0.95, reached: 0.9496, isMet: false)
        #expect(missed.neededText.spaced == "95.0 %")
        #expect(missed.reachedText?.spaced == "94.96 %")
        #expect(figures(needed: 0.95, reached: 0.938, isMet: false).reachedText?.spaced == "93.8 %")
        #expect(figures(needed: 0.9996, reached: 0.9995, isMet: false).neededText.spaced == "99.96 %")
        #expect(figures(needed: 0.99, reached: nil, isMet: nil).reachedText == nil)
        #expect(figures(needed: 0.5, reached: 0.5, isMet: true).reachedText?.spaced == "50.0 %")
    }

    @Test func ofTooManyModelsTheHeadlineSaysSo() {
        var summary = FormatSummaries.everything
        summary.objectives = []
        summary.models.append(
            ModelFigures(
                provider: RunSummary.otherName, model: RunSummary.otherName, requests: summary.models[0].requests))
        #expect(Headline(summary).title.spaced.hasPrefix("12,000 requests to 3 models in 25 min 4 s"))
        summary.folded = ["models"]
        #expect(Headline(summary).title.spaced.hasPrefix("12,000 requests to more than 2 models in 25 min 4 s"))
    }
}
