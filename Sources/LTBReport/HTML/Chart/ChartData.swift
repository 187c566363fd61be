// Owns the values behind a chart, as the page's script reads them: a data block that no browser runs or shows.

internal import Glibc

/// The values of a chart's series, bucket by bucket, for whoever points at them.
///
/// Written as `{"edges":[0,500,1000],"series":[{"name":"p95","unit":"s","values":[1.25,null]}]}`: edges in thousandths
/// of the time that all charts share, values with four figures.
struct ChartData {
    /// One line or layer; marks of it have its index in `data-s`.
    struct Series {
        let name: String
        /// `s`, `$`, `/s`, nothing for counts, or the unit's own name.
        let unit: String
        let values: [Double?]
    }

    /// One more than buckets; empty where the chart is not over time.
    var edges: [Double] = []
    var series: [Series]

    /// The attribute of a mark that belongs to a series.
    static func mark(_ index: Int?) -> Markup { index.map { #" data-s="\#($0)""# } ?? .empty }

    /// The data block.
    var markup: Markup {
        let edges = edges.map { Self.number($0, figures: 6) }.joined(separator: ",")
        let series = series.map { series in
            let values = series.values.map { $0.map { Self.number($0, figures: 4) } ?? "null" }.joined(separator: ",")
            let names = #""name":"# + Self.string(series.name) + #","unit":"# + Self.string(series.unit)
            return "{" + names + #","values":["# + values + "]}"
        }
        let source = #"{"edges":["# + edges + #"],"series":["# + series.joined(separator: ",") + "]}"
        return #"<script type="application/json" class="d">\#(Markup(source: source))</script>"#
    }

    /// A JSON string in which nothing can end the block: what means something to HTML is written by its number.
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in ShownText.of(text).unicodeScalars {
            switch scalar {
            case "\"", "\\", "<", ">", "&":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A JSON number rounded to so many figures; null for what is no number.
    static func number(_ value: Double, figures: Int) -> String {
        guard value.isFinite else { return "null" }
        guard value != 0 else { return "0" }
        let places = Double(figures - 1) - floor(log10(abs(value)))
        // Beyond this a factor would not be finite.
        let rounded =
            abs(places) > 300
            ? value
            : places >= 0
                ? (value * pow(10, places)).rounded() / pow(10, places)
                : (value / pow(10, -places)).rounded() * pow(10, -places)
        guard rounded.isFinite else { return "null" }
        let text = rounded.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
