// Owns the tests of documents whose values know their lines.

import LTBEvents
import Testing

@Suite struct DocumentNodeTests {
    private func read(_ text: String) throws(DocumentError) -> DocumentNode {
        try read(Array(text.utf8))
    }

    private func read(_ bytes: [UInt8]) throws(DocumentError) -> DocumentNode {
        try bytes.withUnsafeBytes { bytes in Result { () throws(DocumentError) in try DocumentNode(json: bytes) } }
            .get()
    }

    @Test func everyValueKnowsItsLine() throws {
        let node = try read("\n{\"a\": 1.50,\n \"b\": [true,\n\nnull], \"\\u0063\":\n\"x\"}")
        #expect(
            node
                == DocumentNode(
                    .map([
                        .init(name: "a", line: 2, value: .init(.number("1.50"), line: 2)),
                        .init(
                            name: "b", line: 3,
                            value: .init(.list([.init(.bool(true), line: 3), .init(.null, line: 5)]), line: 3)),
                        .init(name: "c", line: 5, value: .init(.string("x"), line: 6)),
                    ]), line: 2))
        #expect(node["b"]?.elements?.count == 2)
        #expect(node["c"]?.text == "x")
        #expect(node["d"] == nil)
    }

    @Test(arguments: [
        ("[1,\n\n,2]", 3, "this is no JSON value"), ("", 1, "this is no JSON value"),
        ("{\"a\":1}\n x", 2, "there is more after the end of the document"),
        ("{\"a\"\n1}", 2, "this is no member of an object"),
        ("[1\n2]", 2, "this is no element of an array"),
    ])
    func whatIsWrongIsToldWithItsLine(text: String, line: Int, problem: String) {
        #expect(throws: DocumentError(line: line, problem: problem)) { try read(text) }
    }

    @Test(arguments: [
        ("{\"a\":1,\n\"b\":3,\n\"a\":2}", ["a"], 1, 3), ("{\"a\":1,\n\"\\u0061\":2}", ["a"], 1, 2),
        ("{\"a\":{\"x\":1},\n\"b\":[1,{\n\"c\":1,\n\"c\":{}}]}", ["b", "c"], 3, 4),
    ])
    func aNameThatIsThereTwiceIsToldWithBothLines(text: String, path: [String], first: Int, second: Int) {
        let error = DocumentError(
            line: second, path: path, problem: "this name is there twice, first in line \(first)")
        #expect(throws: error) { try read(text) }
    }

    @Test func theSameNameInDifferentObjectsIsNoneTwice() throws {
        #expect(try read(#"[{"a":{"a":1}},{"a":2}]"#).elements?[0]["a"]?["a"]?.value == .number("1"))
    }

    @Test func manyNamesAreEachFoundAgain() throws {
        let names = (0..<5_000).map { "name \($0) of them" }
        let text = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        #expect(try read(text).members?.map(\.name) == names)
        let twice = text.dropLast() + ",\"name 7 of them\":2}"
        #expect(throws: DocumentError.duplicate(at: ["name 7 of them"], line: 1, firstLine: 1)) {
            try read(String(twice))
        }
    }

    @Test func nestingAndEncodingAreBounded() throws {
        let deep =
            String(repeating: "[", count: DocumentLimits.depth) + String(repeating: "]", count: DocumentLimits.depth)
        _ = try read(deep)
        #expect(throws: DocumentError(line: 1, problem: "the document is nested more than 64 levels deep")) {
            try read("[" + deep + "]")
        }
        #expect(throws: DocumentError(line: 1, problem: "the document is not UTF-8")) { try read([0x22, 0xFF, 0x22]) }
    }
}
