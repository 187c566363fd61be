// Owns the checks of CSV syntax: quotes, formulas, empty fields.

import LTBEvents
import Testing

@testable import LTBReport

struct CSVFieldTests {
    private func line(_ row: [CSVField]) -> String {
        var output: [UInt8] = []
        CSVField.write(row, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(arguments: [
        ("plain", "plain"), ("", "\"\""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("a\r\nb", "\"a\r\nb\""), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("\rx", "\"'\rx\""), ("=\"a\"", "\"'=\"\"a\"\"\""), (" =1", " =1"),
    ])
    func textIsQuotedWhereNeededAndNeverAFormula(_ text: String, csv: String) {
        #expect(line([.text(text)]) == csv + "\r\n")
    }

    @Test func figuresHaveTheirFullPrecisionAndNothingIsEmpty() {
        let row: [CSVField] = [
            .integer(-5), .integer(nil), .number(-0.1), .number(1e300), .number(.nan), .number(nil), .flag(true),
            .flag(nil), .time(Timestamp(nanosecondsSince1970: 0)), .time(nil), .text(nil),
        ]
        #expect(line(row) == "-5,,-0.1,1e+300,,,true,,1970-01-01T00:00:00.000000Z,,\r\n")
    }
}
