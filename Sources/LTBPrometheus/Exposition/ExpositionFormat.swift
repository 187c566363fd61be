// Owns the formats of an exposition, and which of them a client asks for.

/// How metric families are written.
package enum ExpositionFormat: Sendable, CaseIterable {
    /// Prometheus' text format, version 0.0.4.
    case text
    /// OpenMetrics 1.0.
    case openMetrics

    /// The value of the header `Content-Type`.
    package var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// The format that the header `Accept` prefers; text where it does not say.
    package init(accept: String?) {
        let ranges = (accept ?? "").split(separator: ",").compactMap(MediaRange.init)
        let openMetrics = ranges.filter(\.isOpenMetrics).map(\.weight).max() ?? 0
        let text = ranges.filter(\.isText).map(\.weight).max() ?? 0
        self = openMetrics > 0 && openMetrics >= text ? .openMetrics : .text
    }
}

/// One of the alternatives in `Accept`: `application/openmetrics-text;version=1.0.0;q=0.75`.
private struct MediaRange {
    private var type: String
    private var version: String?
    private(set) var weight = 1.0

    init?(_ text: Substring) {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        guard let type = parts.first else { return nil }
        self.type = type
        for parameter in parts.dropFirst() {
            if parameter.hasPrefix("version=") { version = String(parameter.dropFirst("version=".count)) }
            // What is no number from 0 to 1 asks for nothing.
            if parameter.hasPrefix("q=") { weight = Double(parameter.dropFirst(2)).flatMap(Self.inRange) ?? 0 }
        }
    }

    private static func inRange(_ weight: Double) -> Double? { (0...1).contains(weight) ? weight : nil }

    var isOpenMetrics: Bool {
        type == "application/openmetrics-text" && (version == nil || version == "1.0.0" || version == "0.0.1")
    }

    var isText: Bool { type == "text/plain" || type == "text/*" || type == "*/*" }
}
