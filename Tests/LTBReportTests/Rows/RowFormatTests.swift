// Owns the tests of the formats that rows of a query are written in.

import Testing

@testable import LTBReport

@Suite struct RowFormatTests {
    private static let columns = ["name", "n", "value"]
    private static let rows: [[RowValue]] = [
        [.text("a, \"b\""), .integer(1), .number(0.1 + 0.2)], [.text("=cmd()"), .null, .number(1e300)],
        [.text("\u{1B}[31m|"), .integer(-20), .number(.infinity)],
    ]

    private func text(_ name: RowFormatName, width: Int? = nil, isSeen: Bool = false) -> String {
        var format = name.format(width: width, isSeen: isSeen)
        var bytes: [UInt8] = []
        format.begin(Self.columns, to: &bytes)
        for row in Self.rows { format.add(row, to: &bytes) }
        format.end(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func aTableIsAlignedAndActsOnNoTerminal() {
        #expect(
            text(.table) == """
                name      n   value
                ──────  ───  ──────
                a, "b"    1     0.3
                =cmd()    –  1e+300
                ␛[31m|  -20     inf

                """)
    }

    @Test func aTableOfTooManyColumnsGivesEachValueALine() {
        #expect(
            text(.table, width: 12) == """
                ── row 1
                name   a, "b"
                n      1
                value  0.3

                ── row 2
                name   =cmd()
                n      –
                value  1e+300

                ── row 3
                name   ␛[31m|
                n      -20
                value  inf

                """)
    }

    @Test func csvIsWhatSpreadsheetsReadAndDoNotCompute() {
        #expect(
            text(.csv)
                == "name,n,value\r\n\"a, \"\"b\"\"\",1,0.30000000000000004\r\n'=cmd(),,1e+300\r\n\u{1B}[31m|,-20,\r\n")
        #expect(text(.csv, isSeen: true).hasSuffix("␛[31m|,-20,\r\n"))
    }

    @Test func jsonIsAnArrayOfObjects() {
        #expect(
            text(.json) == #"""
                [
                {"name":"a, \"b\"","n":1,"value":0.30000000000000004},
                {"name":"=cmd()","n":null,"value":1e+300},
                {"name":"\u001b[31m|","n":-20,"value":null}
                ]

                """#)
    }

    @Test func columnsOfOneNameAreToldApartInJSON() {
        let bytes = RowFormatName.json.bytes(["x", "x"], [[.integer(1), .integer(2)]])
        #expect(String(decoding: bytes, as: UTF8.self) == "[\n{\"x\":1,\"x_2\":2}\n]\n")
    }

    @Test func markdownHasNoMarkupOfOthers() {
        #expect(
            text(.markdown) == #"""
                | name | n | value |
                | :-- | --: | --: |
                | a, "b" | 1 | 0.3 |
                | =cmd() | – | 1e+300 |
                | ␛\[31m\| | -20 | inf |

                """#)
    }

    @Test(arguments: [
        (RowFormatName.table, "x\n─\n"), (.csv, "x\r\n"), (.json, "[]\n"), (.markdown, "| x |\n| :-- |\n"),
    ])
    func withoutRowsTheColumnsAreLeft(format: RowFormatName, text: String) {
        #expect(String(decoding: format.bytes(["x"], []), as: UTF8.self) == text)
    }
}
