// Tests of which model is compared with which.

import Testing

@testable import LTBAnalysis

@Suite struct ModelMatchingTests {
    private func models(_ names: [String]) -> [RunSamples.Model] {
        names.map { name in
            let parts = name.split(separator: "/").map(String.init)
            return RunSamples.Model(
                provider: parts[0], model: parts[1], hash: 0, requests: .init(rows: [], count: 1, failed: 0))
        }
    }

    private func matches(_ base: [String], _ candidate: [String], _ renames: [(String, String)] = []) -> [[String]] {
        let renames = renames.map { old, new in
            ModelMatching.Rename(.init(provider: "", model: old), to: .init(provider: "", model: new))
        }
        return ModelMatching.matches(models(base), models(candidate), renames).map {
            [base[$0.base], candidate[$0.candidate]]
        }
    }

    @Test func equalNamesAreMatched() {
        #expect(matches(["a/m", "b/m", "b/n"], ["b/n", "b/m"]) == [["b/m", "b/m"], ["b/n", "b/n"]])
    }

    @Test func aModelThatMovedToAnotherProviderIsMatched() {
        #expect(matches(["a/m", "a/n"], ["b/m", "c/o"]) == [["a/m", "b/m"]])
        #expect(matches(["a/m", "b/m"], ["c/m"]) == [])
    }

    @Test func oneModelIsMatchedWithOneOther() {
        #expect(matches(["a/m"], ["b/n"]) == [["a/m", "b/n"]])
        #expect(matches(["a/m"], ["b/n", "b/o"]) == [])
    }

    @Test func theUserHasTheFirstWord() {
        #expect(matches(["a/m", "a/n"], ["a/m", "a/n"], [("m", "n")]) == [["a/m", "a/n"]])
        #expect(matches(["a/m", "a/n"], ["a/o", "a/n"], [("M", "o")]) == [["a/m", "a/o"], ["a/n", "a/n"]])
    }

    @Test func unknownNamesAreTold() {
        let samples = RunSamples(
            models: models(["a/m"]), all: .init(rows: [], count: 0, failed: 0), scores: [], isFolding: false)
        let rename = ModelMatching.Rename(.init(provider: "", model: "x"), to: .init(provider: "a", model: "m"))
        let unknown = ModelMatching.unknownNames([rename], base: samples, candidate: samples)
        #expect(unknown.count == 1 && unknown[0].side == .base && unknown[0].name.model == "x")
    }
}
