// Owns the tests of which model has which colour.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct SeriesColorsTests {
    private func model(_ provider: String, _ name: String, _ requests: Int64) -> ModelFigures {
        var figures = RequestFigures()
        figures.totalRequests = requests
        return ModelFigures(provider: provider, model: name, requests: figures)
    }

    @Test func coloursFollowProviderAndName() {
        let models = [model("a", "x", 1), model("a", "y", 9), model("b", "x", 5)]
        let colors = SeriesColors(models)
        #expect(models.map(colors.paint) == Array(Paint.series.prefix(3)))
    }

    @Test func theEightLargestHaveColours() {
        let models = (0..<12).map { model("p", "m\(10 + $0)", Int64($0)) }
        let colors = SeriesColors(models)
        #expect(models.map(colors.isNamed) == (0..<12).map { $0 >= 4 })
        #expect(colors.paint(models[0]) == .other)
        #expect(colors.paint(models[4]) == Paint.series[0])
    }

    @Test func modelsWithScoresOnlyTakeTheColoursThatAreLeft() {
        let evaluations = ["s1", "m1", "s2", "s1"].map {
            EvaluationFigures(metric: "exact", provider: "p", model: $0, benchmarkID: nil)
        }
        let few = SeriesColors([model("p", "m1", 1)], evaluations: evaluations)
        let paints = ["m1", "s1", "s2"].map { few.paint(provider: "p", model: $0) }
        #expect(paints == Array(Paint.series.prefix(3)))
        let many = SeriesColors((0..<7).map { model("p", "m\($0)", 1) }, evaluations: evaluations)
        #expect(many.paint(provider: "p", model: "s1") == Paint.series[7])
        #expect(many.paint(provider: "p", model: "s2") == .other)
    }

    @Test func aNameOfTwoProvidersIsToldApart() {
        let colors = SeriesColors([model("a", "x", 1), model("b", "x", 1), model("b", "y", 1)])
        #expect(colors.label(provider: "a", model: "x") == "x · a")
        #expect(colors.label(provider: "b", model: "y") == "y")
        #expect(colors.label(provider: nil, model: nil) == "no model")
        #expect(colors.label(provider: "a", model: " ") == "(blank)")
    }
}
