// Owns the tests of reading and comparing any JSON value.

import LTBEvents
import Testing

@Suite struct JSONValueTests {
    private func read(_ text: String) -> JSONValue? {
        Array(text.utf8).withUnsafeBytes { JSONValue(json: $0) }
    }

    @Test func everyKindIsReadAndNumbersKeepTheirText() {
        let text = #" {"a":[1.50,-0,1E2,true,false,null],"b\n":{"c":"\u00e9\ud83d\ude00"},"":[]} "#
        let expected: JSONObject = [
            "a": .array([.number("1.50"), .number("-0"), .number("1E2"), .bool(true), .bool(false), .null]),
            "b\n": .object(["c": .string("é😀")]),
            "": .array([]),
        ]
        #expect(read(text) == .object(expected))
    }

    @Test(arguments: ["", "[", "{\"a\":}", "[1,]", "1 1", "nul"])
    func illegalTextIsNone(_ text: String) {
        #expect(read(text) == nil)
    }

    @Test func bytesThatAreNotUTF8AreNone() {
        let text: [UInt8] = [0x22, 0xFF, 0x22]
        #expect(text.withUnsafeBytes { JSONValue(json: $0) } == nil)
    }

    @Test func deepestLegalTextIsReadAndWritten() {
        let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        var writer = JSONWriter()
        writer.value(read(text) ?? .null)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        #expect(read("[" + text + "]") == nil)
    }

    @Test func lastOfEqualNamesWins() {
        #expect(read(#"{"a":1,"b":2,"a":3}"#) == .object(["a": .number("3"), "b": .number("2")]))
        let many = (0..<1000).map { #""k\#($0 % 20)":\#($0)"# }.joined(separator: ",")
        guard case .object(let object) = read("{" + many + "}") else {
            Issue.record("not an object")
            return
        }
        #expect(object.members.map(\.name) == (0..<20).map { "k\($0)" })
        #expect(object["k7"] == .number("987"))
    }

    @Test func orderOfMembersDoesNotMatterToEquality() {
        let one: JSONObject = ["a": .number("1"), "b": .null]
        let other: JSONObject = ["b": .null, "a": .number("1")]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["a": .number("1"), "c": .null])
        #expect(one != ["a": .number("1")])
    }

    @Test func membersAreFoundSetAndRemovedByName() {
        var object: JSONObject = ["a": .null]
        object["b"] = .bool(true)
        object["a"] = .string("x")
        object["none"] = nil
        #expect(object.members == [.init(name: "a", value: .string("x")), .init(name: "b", value: .bool(true))])
        #expect(object["none"] == nil)
        object["a"] = nil
        object["b"] = nil
        #expect(object.isEmpty)
    }
}
