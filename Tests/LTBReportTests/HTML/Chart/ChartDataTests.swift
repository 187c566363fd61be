// Owns the tests of the data blocks beside charts.

import Testing

@testable import LTBReport

@Suite struct ChartDataTests {
    @Test func valuesHaveFourFiguresAndGapsAreNull() {
        let data = ChartData(
            edges: [0, 333.33333333, 1000],
            series: [
                .init(name: "p95", unit: "s", values: [1.23456, nil]), .init(name: "n", unit: "", values: [0, 7]),
            ])
        let json =
            #"{"edges":[0,333.333,1000],"series":[{"name":"p95","unit":"s","values":[1.235,null]},"#
            + #"{"name":"n","unit":"","values":[0,7]}]}"#
        #expect(data.markup.source == #"<script type="application/json" class="d">\#(json)</script>"#)
    }

    @Test func noNameEndsTheBlock() {
        #expect(
            ChartData.string("</script>\"\\&\u{202E}\n")
                == #""\u003c/script\u003e\u0022\u005c\u0026\u003cU+202E\u003e␊""#)
    }

    @Test(arguments: [
        (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"), (-0.00012345, "-0.0001235"), (123_456, "123500"),
        (0.1 + 0.2, "0.3"),
        (.nan, "null"), (.infinity, "null"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ])
    func numbersAreLegalJSON(value: Double, text: String) {
        #expect(ChartData.number(value, figures: 4) == text)
    }
}
