// Owns the tests of writing JSON.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct JSONWriterTests {
    private func written(_ layout: JSONWriter.Layout = .compact, _ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(layout)
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func writeSample(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("text")
        writer.value("a\"b")
        writer.key("na\nme" as String)
        writer.beginArray()
        writer.value(Int64.min)
        writer.value(1.5)
        writer.value(true)
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.key("none")
        writer.value(nil as Double?)
        writer.key("at")
        writer.value(Timestamp(nanosecondsSince1970: 0))
        writer.endObject()
    }

    @Test func compactHasNoWhiteSpace() {
        let expected =
            #"{"text":"a\"b","na\nme":[-9223372036854775808,1.5,true,{},[]],"#
            + #""none":null,"at":"1970-01-01T00:00:00.000000Z"}"#
        #expect(written(.compact, writeSample) == expected)
    }

    @Test func indentedHasALineForEachValue() {
        let expected = #"""
            {
              "text": "a\"b",
              "na\nme": [
                -9223372036854775808,
                1.5,
                true,
                {},
                []
              ],
              "none": null,
              "at": "1970-01-01T00:00:00.000000Z"
            }
            """#
        #expect(written(.indented, writeSample) == expected)
    }

    @Test func anArrayOnOneLineStaysOnItWithAllThatItHolds() {
        let write = { (writer: inout JSONWriter) in
            writer.beginArray()
            writer.arrayOnOneLine {
                $0.value(Int64(1))
                $0.arrayOnOneLine { $0.value(Int64(2)) }
                $0.beginObject()
                $0.key("a")
                $0.null()
                $0.endObject()
            }
            writer.arrayOnOneLine { _ in }
            writer.endArray()
        }
        #expect(written(.indented, write) == "[\n  [1, [2], {\"a\": null}],\n  []\n]")
        #expect(written(.compact, write) == #"[[1,[2],{"a":null}],[]]"#)
    }

    @Test func appendingKeepsWhatIsThere() {
        var bytes = Array("x".utf8)
        JSONWriter.append(to: &bytes) { $0.value("y") }
        JSONWriter.append(to: &bytes) { $0.value(Int64(1)) }
        #expect(String(decoding: bytes, as: UTF8.self) == #"x"y"1"#)
    }

    @Test(arguments: [
        ("", #""""#), ("plain é😀\u{2028}\u{7F}/", "\"plain é😀\u{2028}\u{7F}/\""), ("\"\\", #""\"\\""#),
        ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
        ("\u{0}\u{1}\u{B}\u{F}\u{10}\u{1F}", #""\u0000\u0001\u000b\u000f\u0010\u001f""#),
        ("exactly 8 bytes and \"then\" more", #""exactly 8 bytes and \"then\" more""#),
    ])
    func stringsAreEscapedAsLittleAsCanBe(_ text: String, json: String) {
        #expect(written { $0.value(text) } == json)
        #expect(JSONText(json).string == text)
    }

    @Test func anyStringReadsBack() {
        var rng = SplitMix64(seed: 8)
        let alphabet: [Character] = ["a", "\"", "\\", "\n", "\u{0}", "\u{1B}", "é", "😀", "/", "\u{FFFF}", " "]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...40, using: &rng)
            let text = String((0..<count).map { _ in alphabet.randomElement(using: &rng) ?? "a" })
            #expect(JSONText(written { $0.value(text) }).string == text)
        }
    }

    @Test(arguments: [
        (0.0, "0.0"), (-0.0, "-0.0"), (0.31, "0.31"), (1.52, "1.52"), (5e-07, "5e-07"), (0.0001, "0.0001"),
        (0.00009, "9e-05"), (100, "100.0"), (999_999.999_999_999, "999999.999999999"), (1e16, "1e+16"),
        (0.1 + 0.2, "0.30000000000000004"), (45_000_000, "45000000.0"), (-12.000_000_001, "-12.000000001"),
        (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ])
    func doublesAreTheShortestText(_ value: Double, json: String) {
        #expect(written { $0.value(value) } == json)
        #expect(JSONText(json).double?.bitPattern == value.bitPattern)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatIsNotFiniteIsNull(_ value: Double) {
        #expect(written { $0.value(value) } == "null")
    }

    @Test func shortDecimalsAreWrittenAsTheirDescription() {
        var rng = SplitMix64(seed: 9)
        for _ in 0..<20_000 {
            let digits = Double(rng.next() >> UInt64.random(in: 10..<60, using: &rng))
            let power = ([1, 10, 1e2, 1e3, 1e6, 1e9, 1e12] as [Double]).randomElement(using: &rng) ?? 1
            let value = (rng.oneIn(2) ? -1 : 1) * digits / power
            for value in [value, value.nextUp] {
                #expect(written { $0.value(value) } == value.description)
            }
        }
    }

    @Test func integersOfAnyLengthAreWrittenAsTheirDescription() {
        var rng = SplitMix64(seed: 10)
        let edges = (0..<19).flatMap { digits in
            let power = (0..<digits).reduce(1 as Int64) { result, _ in result * 10 }
            return [power - 1, power, power + 1, -power]
        }
        let random = (0..<2_000).map { _ in Int64(bitPattern: rng.next()) >> Int64.random(in: 0..<64, using: &rng) }
        for value in edges + random + [.min, .max] {
            #expect(written { $0.value(value) } == value.description)
        }
    }

    @Test func aTextThatOutgrowsItsPlaceIsWholeAndKeepsWhatIsThere() {
        for count in [0, 500, 1_020, 1_021, 1_022, 1_023, 1_024, 5_000, 70_000] {
            let text = String(repeating: "y", count: count)
            var bytes = Array("x".utf8)
            JSONWriter.append(to: &bytes) { writer in
                writer.beginArray()
                writer.value(text)
                writer.value(Int64(1))
                writer.endArray()
            }
            #expect(String(decoding: bytes, as: UTF8.self) == #"x["\#(text)",1]"#)
        }
    }

    @Test func numbersThatAreNoneAreWrittenAsNull() {
        let value = JSONValue.array(["1", "-1.50e+2", "", "01", "NaN", "1]", "1 "].map { .number($0) })
        #expect(written { $0.value(value) } == "[1,-1.50e+2,null,null,null,null,null]")
    }

    @Test func anyValueReadsBack() {
        let value = JSONValue.object([
            "a\"": .array([.null, .bool(true), .number("1e2"), .string("\n"), .array([]), .object([:])]),
            "b": .object(["c": .null]),
        ])
        for layout in [JSONWriter.Layout.compact, .indented] {
            let text = written(layout) { $0.value(value) }
            #expect(Array(text.utf8).withUnsafeBytes { JSONValue(json: $0) } == value)
        }
    }
}
