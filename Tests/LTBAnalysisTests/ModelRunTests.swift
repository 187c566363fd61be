// Tests of the run of provider and model: equal runs are equal names.

import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct ModelRunTests {
    private func composed(_ provider: String, _ model: String) -> String? {
        let run = ModelRun()
        return Array(provider.utf8).withUnsafeBytes { provider in
            Array(model.utf8).withUnsafeBytes { model in
                run.compose(provider, model).map { String(decoding: $0, as: UTF8.self) }
            }
        }
    }

    @Test func theRunIsThatOfTheWritersLines() {
        #expect(composed("openai", "gpt-4") == "openai\",\"model\":\"gpt-4")
        #expect(composed("p", "\"") == "p\",\"model\":\"\"")
    }

    @Test func noRunIsMadeOfNamesThatAreLongOrHaveQuotes() {
        #expect(composed("a\",\"model\":\"b", "c") == nil)
        #expect(composed("p", String(repeating: "m", count: 100)) == nil)
    }

    @Test func namesThatLookLikeARunAreNotTakenForOthers() {
        // Each pair would make the same run.
        let names = [(#"a\",\"model\":\"b"#, "c"), ("a", #"b\",\"model\":\"c"#)]
        let lines = (names + names).map { request("Completed", at: 1, "\"provider\":\"\($0)\", \"model\":\"\($1)\"") }
        #expect(summary(of: lines).models.map(\.requests.totalRequests) == [2, 2])
    }

    @Test func aModelIsTheSameInAnySpelling() {
        let lines = [
            request("Completed", at: 1, #""provider":"openai","model":"gpt""#),
            request("Completed", at: 2, #""provider": "openai", "model": "gpt""#),
            request("Completed", at: 3, #""model":"\u0067pt","provider":"open\u0061i""#),
        ]
        #expect(summary(of: lines + lines).models.map(\.requests.totalRequests) == [6])
    }
}
