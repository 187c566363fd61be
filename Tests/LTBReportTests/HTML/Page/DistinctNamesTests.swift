// Owns the tests of names that are cut.

import Testing

@testable import LTBReport

@Suite struct DistinctNamesTests {
    private static let families = [
        ["gpt-4o-2024-05-13", "gpt-4o-2024-08-06", "gpt-4o-2024-11-20", "gpt-4o-mini-2024-07-18"],
        [
            "meta-llama/Llama-3.1-8B-Instruct", "meta-llama/Llama-3.1-70B-Instruct",
            "meta-llama/Llama-3.1-405B-Instruct",
        ],
        [
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0",
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-haiku-20241022-v1:0",
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-sonnet-20241022-v2:0",
            "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-3-5-sonnet-20241022-v2:0",
        ],
        (0..<200).map { "provider-model-with-a-long-name-\($0 + 1000)-and-a-long-tail-that-all-of-them-share" },
    ]

    @Test(arguments: families, [10, 13, 24, 40])
    func namesThatDifferAreCutDifferently(names: [String], limit: Int) {
        let distinct = DistinctNames(names)
        let cut = names.map { distinct.cut($0, to: limit) }
        #expect(Set(cut).count == names.count)
        #expect(cut.allSatisfy { $0.count <= limit })
    }

    @Test func whatAllNamesBeginWithIsLeftOut() {
        let distinct = DistinctNames(Self.families[1])
        #expect(distinct.cut("meta-llama/Llama-3.1-8B-Instruct", to: 13) == "…8B-Instruct")
        #expect(DistinctNames(Self.families[0]).cut("gpt-4o-2024-08-06", to: 13) == "…2024-08-06")
    }

    @Test func aNameWithoutSiblingsKeepsItsBeginningAndEnd() {
        let distinct = DistinctNames([])
        #expect(distinct.cut("short", to: 13) == "short")
        #expect(distinct.cut("a-very-long-name-of-something", to: 13) == "a-ve…omething")
        #expect(distinct.cut(" ", to: 13) == "(blank)")
    }

    @Test(arguments: FormatSummaries.hostileNames)
    func hostileNamesKeepToTheLimit(_ name: String) {
        let distinct = DistinctNames(FormatSummaries.hostileNames + [name + "1", name + "2"])
        for text in [name, name + "1", name + "other"] {
            #expect(distinct.cut(text, to: 13).unicodeScalars.count <= 13)
        }
    }

    @Test func theEndsOfLinesAreLabelledByWhatTellsModelsApart() {
        let names = DistinctNames(Self.families[0])
        let labels = Self.families[0].map { LabelText.fit($0, width: LabelText.rowCharacters, among: names) }
        #expect(Set(labels).count == labels.count)
    }
}
