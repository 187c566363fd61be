// Owns the tests of legality: what RFC 8259 allows, and nothing else.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct JSONCursorTests {
    @Test(arguments: [
        ("0", JSONCursor.Kind.number), ("-0", .number), ("-0.0e-0", .number), ("10", .number), ("1.5", .number),
        ("1e9", .number), ("1E+9", .number), ("0.1e-7", .number), ("0e1", .number), ("12345678901234567890", .number),
        ("true", .true), ("false", .false), ("null", .null), (" \t\r\n null \n", .null), (#""""#, .string),
        (#""\"\\\/\b\f\n\r\t\u00e9\uD83D\ude00""#, .string), (#""\uD800""#, .string), ("\"\u{7F}é😀\"", .string),
        ("[]", .array), ("[ ]", .array), ("[1,[2,[]],{}]", .array), ("[ 1 , 2 ]", .array), ("{}", .object),
        ("{ }", .object), (#"{"":0}"#, .object), (#"{ "a" : [ { "b" : null } , "c" ] , "a" : 1 }"#, .object),
        (#"{"a":{"b":{}},"c":[[],{}]}"#, .object),
    ])
    func legalText(_ text: String, kind: JSONCursor.Kind) {
        #expect(JSONText(text).kind == kind)
        #expect(JSONText(text).kindWhenWalked == kind)
    }

    @Test(arguments: [
        "", " ", "01", "-01", "00", "1.", ".5", "-.5", "+1", "-", "--1", "1e", "1e+", "1e-", "1.e5", "1e5.5", "0x1",
        "NaN", "nan", "Infinity", "-Infinity", "1_000", "1,", "1 2", "1a", "-a", "２", "tru", "truee", "True", "nul",
        "nulL", "fals", "falsey", "\"", "\"a", "\"\\\"", "'a'", "a", "\"a\"b", "\"\\a\"", "\"\\U0041\"", "\"\\u\"",
        "\"\\u12\"", "\"\\u12G4\"", "\"\\u 123\"", "\"\\x41\"", "\"\\0\"", "\"\\", "\"\\u123", "\"a\nb\"", "\"\t\"",
        "\"\u{0}\"", "\"\u{1F}\"", "\"1234567\u{1F}\"", "\"12345678\u{1}\"", "[", "]", "[1", "[1,", "[1,]", "[,1]",
        "[,]", "[1 2]", "[1,,2]", "[1}", "{", "}", "{]", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":1,"#, #"{"a":1,}"#,
        #"{,"a":1}"#, #"{"a" 1}"#, #"{"a":}"#, #"{"a":1 "b":2}"#, #"{"a":1,,"b":2}"#, "{1:1}", "{a:1}", "{null:1}",
        #"{"a":1]"#, #"{"a"}"#, "[]]", "{}}", "[] []", "[1]x", "[\"a\":1]", "//c\n1", "/**/1", "1//", "\u{FEFF}1",
        "\u{0}", "1\u{0}", "\u{B}1", "\u{A0}1", "[1]\u{C}", #"{"\a":1}"#, "[tru]", "[nul,1]", "[01]", "[1.]",
    ])
    func illegalText(_ text: String) {
        #expect(JSONText(text).kind == nil)
        #expect(JSONText(text).kindWhenWalked == nil)
    }

    @Test func everyControlCharacterIsIllegalInStringsAtEveryPlace() {
        for control in UInt8(0)..<0x20 {
            for before in 0..<17 {
                let filler = [UInt8](repeating: UInt8(ascii: "x"), count: before)
                #expect(JSONText([0x22] + filler + [control] + filler + [0x22]).kind == nil)
            }
        }
    }

    @Test func stringsEndAtTheirQuoteWhateverTheBytesBefore() {
        for byte in UInt8(0x20)...0xFF where byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") {
            for count in [1, 7, 8, 9, 23] {
                let text = [0x22] + [UInt8](repeating: byte, count: count) + [0x22]
                #expect(JSONText(text).kind == .string)
                #expect(JSONText(text + [0x22]).kind == nil)
            }
        }
    }

    @Test func nestingHas512Levels() {
        func nested(_ levels: Int, _ open: String, _ close: String) -> JSONText {
            JSONText(String(repeating: open, count: levels) + "0" + String(repeating: close, count: levels))
        }
        for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")] {
            let levels = open.hasPrefix("[{") ? 256 : 512
            #expect(nested(levels, open, close).kind != nil)
            #expect(nested(levels, open, close).kindWhenWalked != nil)
            #expect(nested(levels + 1, open, close).kind == nil)
            #expect(nested(levels + 1, open, close).kindWhenWalked == nil)
        }
    }

    @Test func levelsThatWereWalkedCountForWhatIsPassedOver() {
        let text = Array(
            (#"{"a":"# + String(repeating: "[", count: 512) + String(repeating: "]", count: 512) + "}").utf8)
        text.withUnsafeBytes { bytes in
            var cursor = JSONCursor(bytes)
            let began = cursor.beginObject()
            #expect(began)
            guard case .member = cursor.nextMember() else {
                Issue.record("no member")
                return
            }
            #expect(cursor.scanValue() == nil)
        }
    }

    @Test func manyContainersBesideEachOtherAreNotDeep() {
        let text = "[" + Array(repeating: #"{"a":[]}"#, count: 2000).joined(separator: ",") + "]"
        #expect(JSONText(text).kind == .array)
        #expect(JSONText(text).kindWhenWalked == .array)
    }

    @Test func walkingAndPassingOverAgreeOnMutatedTexts() {
        var rng = SplitMix64(seed: 1)
        let text = Array(#"{"a":[1,-2.5e3,{"b":"x\n\u00e9"},[]],"c":{},"d":true,"e":null , "f" : false}"#.utf8)
        let replacements = Array("{}[]\",:\\ 0-.eEtfnu\u{0}\u{1}\u{80}".utf8)
        for _ in 0..<20_000 {
            var mutated = text
            for _ in 0..<Int.random(in: 1...3, using: &rng) {
                mutated[Int.random(in: 0..<mutated.count, using: &rng)] = replacements.randomElement(using: &rng) ?? 0
            }
            #expect(JSONText(mutated).kind == JSONText(mutated).kindWhenWalked)
        }
    }

    @Test func tokensHoldTheirOffsets() {
        let text = Array(#" {"key" : "v\n" , "k":[1] } "#.utf8)
        text.withUnsafeBytes { bytes in
            var cursor = JSONCursor(bytes)
            var seen: [String] = []
            let began = cursor.beginObject()
            #expect(began)
            while case .member(let name) = cursor.nextMember() {
                guard let value = cursor.scanValue() else { break }
                seen.append("\(name.start)-\(name.end) \(value.kind) \(value.start)-\(value.end) \(value.hasEscapes)")
            }
            #expect(seen == ["3-6 string 10-15 true", "19-20 array 22-25 false"])
            let ended = cursor.isAtEnd()
            #expect(ended)
        }
    }
}
