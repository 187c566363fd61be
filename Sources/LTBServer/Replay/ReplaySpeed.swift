// Owns how fast a log is replayed.

/// How many seconds of a log go by in a second.
package enum ReplaySpeed: Sendable, Equatable {
    /// As fast as it can be read.
    case max
    /// More than 0.
    case times(Double)

    /// Reads `max`, `1`, `10`, `60x`; nil if it is none.
    package init?(text: String) {
        guard text != "max" else {
            self = .max
            return
        }
        let number = text.hasSuffix("x") ? String(text.dropLast()) : text
        guard let factor = Double(number), factor > 0, factor <= 1e6 else { return nil }
        self = .times(factor)
    }

    /// The text that reads back as the same.
    package var text: String {
        switch self {
        case .max: "max"
        case .times(let factor): factor == Double(Int(factor)) ? "\(Int(factor))" : "\(factor)"
        }
    }
}
