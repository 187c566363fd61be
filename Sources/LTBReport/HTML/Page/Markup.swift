// Owns the difference between markup and text: whatever is interpolated as a string is escaped.

/// A piece of the page.
///
/// Literals are markup; an interpolated `String` is text and is escaped, whatever stands around it, so that no name
/// from a log can become markup. Only another `Markup` is taken as it is.
struct Markup: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The source text.
    private(set) var source: String

    init(stringLiteral value: String) {
        source = value
    }

    init(stringInterpolation: Interpolation) {
        source = stringInterpolation.source
    }

    /// Text, escaped.
    init(text: String) {
        source = ""
        VisibleText.escape(text, into: &source)
    }

    /// Source text that was made safe elsewhere.
    init(source: String) {
        self.source = source
    }

    /// Nothing.
    static let empty: Markup = ""

    var isEmpty: Bool { source.isEmpty }

    static func += (left: inout Markup, right: Markup) {
        left.source += right.source
    }

    static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum += right
        return sum
    }

    struct Interpolation: StringInterpolationProtocol {
        var source = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) { source += literal }
        mutating func appendInterpolation(_ text: String) { VisibleText.escape(text, into: &source) }
        mutating func appendInterpolation(_ markup: Markup) { source += markup.source }
        mutating func appendInterpolation(_ number: Int) { source += String(number) }
        /// A coordinate in pixels or view box units.
        mutating func appendInterpolation(_ coordinate: Double) { source += Coordinate.text(coordinate) }
        /// A fraction of the plot's width, in percent.
        mutating func appendInterpolation(percent fraction: Double) { source += Coordinate.percent(fraction) }
    }
}

extension Sequence<Markup> {
    /// The pieces in one, with a separator between them.
    func joined(separator: Markup = .empty) -> Markup {
        var whole = Markup.empty
        for (index, piece) in enumerated() {
            if index > 0 { whole += separator }
            whole += piece
        }
        return whole
    }
}
