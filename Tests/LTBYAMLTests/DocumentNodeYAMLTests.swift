// Owns the tests of YAML documents: the same nodes as of JSON, their lines, and what a hostile one costs.

import LTBEvents
import LTBPricing
import LTBTestSupport
import LTBYAML
import Testing

@Suite struct DocumentNodeYAMLTests {
    private func read(_ text: String) throws(DocumentError) -> DocumentNode {
        try DocumentNode(yaml: Array(text.utf8))
    }

    @Test func scalarsAreWhatJSONHasAndElseText() throws {
        let node = try read(
            "[1.50, -2e3, true, ~, '1', 2026-01-31, 16:30-00:30, 1_000, .5, 0x10, +1, null, text, \"\"]")
        let values: [DocumentNode.Value] = [
            .number("1.50"), .number("-2e3"), .bool(true), .null, .string("1"), .string("2026-01-31"),
            .string("16:30-00:30"), .string("1_000"), .string(".5"), .string("0x10"), .string("+1"), .null,
            .string("text"), .string(""),
        ]
        #expect(node.elements?.map(\.value) == values)
    }

    @Test func linesAreThoseOfTheText() throws {
        let node = try read("# a comment\na: 1\n\nb:\n  - x\n  - {c: 2}\n")
        #expect(node.members?.map(\.line) == [2, 4])
        #expect(node["b"]?.elements?.map(\.line) == [5, 6])
    }

    @Test func aYAMLPriceFileIsTheSameAsItsJSON() throws {
        let yaml = """
            format: ltb.prices/1
            date: 2026-11-21
            prices:
              openai:
                gpt-4o:
                  match: gpt-4o-2*
                  input: 2.50
                  cached_input: 1.25
                  output: 10
                  batch: {input: 1.25, output: 5}
              google:
                gemini-2.5-pro:
                  input: 1.25
                  output: 10
                  tiers:
                    - above: 200000
                      input: 2.50
                      output: 15
            """
        let list = try PriceList(try DocumentNode(document: Array(yaml.utf8)), file: "prices.yaml")
        #expect(list.date == "2026-11-21")
        let table = PriceTable([list])
        let price = try #require(table.price(provider: "openai", model: "gpt-4o-2024-08-06"))
        #expect(price.origin.description == "prices.yaml:5")
        #expect(price.nanoDollars(input: 1_000, output: 100, cachedInput: 400, at: 0) == 3_000_000)
        #expect(price.nanoDollars(input: 1_000, output: 100, at: 0, tier: .batch) == 1_750_000)
        let tiered = try #require(table.price(provider: "google", model: "gemini-2.5-pro"))
        #expect(tiered.nanoDollars(input: 200_001, output: 0, at: 0) == 500_002_500)
    }

    @Test func aWrongPriceNamesItsLine() throws {
        let yaml = "format: ltb.prices/1\nprices:\n  openai:\n    gpt-4o:\n      input: 2,50\n"
        let document = try read(yaml)
        #expect {
            try PriceList(document, file: "prices.yaml")
        } throws: { error in
            "\(error)"
                == "prices.yaml:5: openai/gpt-4o: input: '2,50' is no price; write a decimal number of US dollars such as "
                + "1.25, or 0 if free."
        }
    }

    @Test(arguments: [
        ("a: [1\nb: 2", 2, "this is no YAML"),
        ("", 1, "the document is empty"),
        ("a: *x\n", 1, "this is no YAML: found undefined alias"), ("a: 1\n? [b]\n: 2\n", 2, "a name is a text"),
    ])
    func whatIsWrongIsToldWithItsLine(text: String, line: Int, problem: String) {
        #expect {
            try read(text)
        } throws: { error in
            guard let error = error as? DocumentError else { return false }
            return error.line == line && error.problem.hasPrefix(problem)
        }
    }

    @Test(arguments: [
        ("a: 1\na: 2\n", ["a"], 1, 2), ("p:\n  'm':\n    x: 1\n  m:\n    x: 2\n", ["p", "m"], 2, 4),
        ("p: {m: {x: 1, y: 2,\n\"x\": 3}}\n", ["p", "m", "x"], 1, 2), ("- a: 1\r\n  ä: 1\r\n  ä: 2\r\n", ["ä"], 2, 3),
        ("a: &x\n  b: 1\n  c: 1\n  c: 1\n  c: 1\n  b: 2\n", ["a", "b"], 2, 6),
    ])
    func aNameThatIsThereTwiceIsToldWithBothLines(text: String, path: [String], first: Int, second: Int) {
        #expect(throws: DocumentError.duplicate(at: path, line: second, firstLine: first)) { try read(text) }
    }

    @Test func aNameTwiceInAPriceFileIsToldWithItsModel() throws {
        let yaml =
            "format: ltb.prices/1\nprices:\n  openai:\n    gpt-4o:\n      input: 2\n      output: 5\n      input: 3\n"
        let error = #expect(throws: DocumentError.self) { try read(yaml) }
        #expect(
            error.map { PriceFileError($0, file: "prices.yaml").description }
                == "prices.yaml:7: openai/gpt-4o: input: this name is there twice, first in line 5; leave one of them out."
        )
        let hidden = #expect(throws: DocumentError.self) { try read("\u{E000}: 1\na: 1\na: 2\n") }
        #expect(hidden == DocumentError(line: 2, problem: "a name is there twice"))
    }

    @Test func aByteOrderMarkIsNoPartOfADocument() throws {
        #expect(try read("\u{FEFF}a: 1\n")["a"] == DocumentNode(.number("1"), line: 1))
        for text in ["\u{FEFF}a: 1\n", "\u{FEFF}{\"a\": 1}"] {
            #expect(try DocumentNode(document: Array(text.utf8))["a"] == DocumentNode(.number("1"), line: 1))
        }
    }

    @Test func aliasesRepeatValuesAndBombsAreRefused() throws {
        #expect(try read("a: &x {p: 1}\nb: *x\n")["b"]?["p"]?.value == .number("1"))
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(throws: DocumentError(line: 1, problem: "the document has more than 32 aliases")) { try read(bomb) }
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(throws: DocumentError(line: 1, problem: "the document is nested more than 64 levels deep")) {
            try read(deep)
        }
    }

    @Test func anyTextIsADocumentOrNot() {
        var generator = SplitMix64(seed: 5)
        let pieces = [
            "a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ", ", "'", "\"", "&x ", "*x", "? ", "|", ">", "#", "1",
            "~", "!!int ", "%", "\t", "---\n",
        ]
        for _ in 0..<2_000 {
            let count = Int.random(in: 0..<20, using: &generator)
            let text = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
            _ = try? read(text)
        }
    }
}
