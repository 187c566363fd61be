// Owns the tests of rules for names, regular expressions among them.

import LTBPricing
import LTBTestSupport
import Testing

@Suite struct NameMatchTests {
    @Test func eachRuleMatchesWhatItSays() {
        #expect(NameMatch.startsWith("gpt-4").matches("gpt-4o") && !NameMatch.startsWith("gpt-4").matches("gpt"))
        #expect(NameMatch.endsWith("mini").matches("gpt-mini") && !NameMatch.endsWith("mini").matches("minis"))
        #expect(NameMatch.contains("4o").matches("gpt-4o-x") && !NameMatch.contains("4o").matches("gpt-4"))
        #expect(NameMatch.contains("").matches("") && NameMatch.startsWith("").matches("a"))
        #expect(NameMatch.all([.startsWith("a"), .endsWith("b")]).matches("ab"))
        #expect(!NameMatch.all([.startsWith("a"), .endsWith("b")]).matches("a"))
        #expect(NameMatch.any([.equals("a"), .equals("b")]).matches("b") && !NameMatch.any([]).matches("b"))
    }

    @Test(arguments: [
        ("gpt-4o-2*", "gpt-4o-2024-08-06", true), ("gpt-4o-2*", "gpt-4o-mini", false), ("*", "", true),
        ("*a*b", "xaxbxb", true), ("*a*b", "xaxbxc", false), ("a**c", "abbc", true), ("GPT-4O", "gpt-4o", true),
    ])
    func anAsteriskIsAnyText(rule: String, name: String, isMatch: Bool) {
        #expect(NameMatch(name: rule).matches(name) == isMatch)
    }

    @Test(arguments: [
        ("^o[134]", "o3-mini", true), ("^o[134]", "o2", false), ("a|b$", "xb", true), ("a|b$", "bx", false),
        (#"^gpt-5\.4-\d{4}-\d{2}-\d{2}$"#, "gpt-5.4-2026-01-02", true),
        (#"^gpt-5\.4-\d{4}-\d{2}-\d{2}$"#, "gpt-5x4-2026-01-02", false),
        ("^(?!.*-[tT][tT][sS](?:$|-))", "gpt-4o-tts", false), ("^(?!.*-[tT][tT][sS](?:$|-))", "gpt-4o-ttsx", true),
        ("^(?![^/]+/)(?:labs-)?(?:(?:mi|code)stral|open-(?:mistral|mixtral))", "codestral-latest", true),
        ("^(?![^/]+/)(?:labs-)?(?:(?:mi|code)stral|open-(?:mistral|mixtral))", "x/codestral", false),
        (#"^composer-2\.5\[fast=true\]$"#, "composer-2.5[fast=true]", true), ("a+?b{2,}c*", "xaabb", true),
        ("[^a-c]", "abc", false), ("[]x-]", "-", true), ("(?=b)b", "ab", true), ("é", "é", true), ("a{0}b", "b", true),
    ])
    func regularExpressionsAreFound(pattern: String, name: String, isFound: Bool) throws {
        #expect(try #require(NamePattern(pattern)).isFound(in: name) == isFound)
    }

    @Test(arguments: ["(", ")", "a)", "[a", "*a", "a{2", "a{3,2}", "a{999}", #"\"#, #"\b"#, #"\1"#, "(?<n>a)", "[b-a]"])
    func whatIsNoneOfTheSyntaxIsRefused(_ pattern: String) {
        #expect(NamePattern(pattern) == nil)
    }

    @Test(arguments: ["(a+)+$", "((a?){256}){256}b", "(a|aa)*c", "(((((a*)*)*)*)*)*b"])
    func noExpressionTakesForEver(_ pattern: String) throws {
        let name = String(repeating: "a", count: 256) + "!"
        #expect(try !#require(NamePattern(pattern)).isFound(in: name))
    }

    @Test func anyTextIsAnExpressionOrNot() {
        var generator = SplitMix64(seed: 3)
        let letters = Array(#"ab(|)[]{},?*+^$\.d1-:!="#)
        for _ in 0..<5_000 {
            let count = Int.random(in: 0..<16, using: &generator)
            let text = String((0..<count).compactMap { _ in letters.randomElement(using: &generator) })
            _ = NamePattern(text)?.isFound(in: "abab1d-b")
        }
    }
}
