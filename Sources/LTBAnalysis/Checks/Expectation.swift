// Owns what is expected of a figure: `p95(latency) < 5s`.

/// A figure, how it is compared, and with what.
package struct Expectation: Sendable, Hashable {
    /// How a figure is compared with its limit.
    package enum Comparison: String, CaseIterable, Sendable {
        case atMost = "<="
        case atLeast = ">="
        case less = "<"
        case more = ">"
        case equal = "=="
        case unequal = "!="

        /// Whether a figure is as it should be.
        package func holds(_ figure: Double, _ limit: Double) -> Bool {
            switch self {
            case .atMost: figure <= limit
            case .atLeast: figure >= limit
            case .less: figure < limit
            case .more: figure > limit
            case .equal: figure == limit
            case .unequal: figure != limit
            }
        }

        /// Whether small figures are good.
        var isUpperLimit: Bool { self == .atMost || self == .less }
        /// Whether large figures are good.
        var isLowerLimit: Bool { self == .atLeast || self == .more }
    }

    /// What a figure is compared with.
    package enum Limit: Sendable, Hashable {
        /// A value in the figure's unit: seconds, dollars, a share.
        case value(Double)
        /// The same figure of other runs, times a factor.
        case baseline(factor: Double)
    }

    package var query: FigureQuery
    package var comparison: Comparison
    package var limit: Limit
    /// As it was written.
    package var text: String

    /// Whether other runs are needed.
    package var needsBaseline: Bool {
        if case .baseline = limit { true } else { false }
    }
}

/// Why a text is no expectation; one sentence.
package struct ExpectationError: Error, CustomStringConvertible, Equatable {
    /// The sentence.
    package var description: String

    package init(_ description: String) { self.description = description }
}
