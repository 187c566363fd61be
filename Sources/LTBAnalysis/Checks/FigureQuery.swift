// Owns one figure that is asked of a run: `p95(latency{model="gpt-4o"})`.

/// One figure, or one for each name that a pattern matches.
package struct FigureQuery: Sendable, Hashable {
    /// What must be so of a label: equal to a text, in which each `*` stands for any characters, unless it is a name as
    /// recorded.
    package struct Condition: Sendable, Hashable {
        package let label: String
        package let pattern: String
        /// Whether more than one value may match.
        let isPattern: Bool

        /// What people ask for.
        package init(label: String, pattern: String) {
            (self.label, self.pattern) = (label, pattern)
            isPattern = pattern.utf8.contains(UInt8(ascii: "*"))
        }

        /// A label with this very value, also where that has a `*`.
        package init(label: String, name: String) {
            (self.label, pattern, isPattern) = (label, name, false)
        }

        /// Whether a value matches.
        func matches(_ value: String) -> Bool {
            isPattern ? Self.matches(Array(pattern.utf8), Array(value.utf8)) : pattern == value
        }

        /// Matches in time of the product of both lengths, whatever the pattern is.
        private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
            var (place, position) = (0, 0)
            var lastStar: (place: Int, position: Int)?
            while position < text.count {
                if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                    lastStar = (place, position)
                    place += 1
                } else if place < pattern.count, pattern[place] == text[position] {
                    (place, position) = (place + 1, position + 1)
                } else if let star = lastStar {
                    lastStar = (star.place, star.position + 1)
                    (place, position) = (star.place + 1, star.position + 1)
                } else {
                    return false
                }
            }
            return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
        }
    }

    /// Nil for what is a figure already.
    package var function: FigureFunction?
    package var quantity: FigureQuantity
    /// By label; all must hold.
    package var conditions: [Condition]

    package init(_ function: FigureFunction?, _ quantity: FigureQuantity, _ conditions: [Condition] = []) {
        (self.function, self.quantity, self.conditions) = (function, quantity, conditions)
    }

    /// The unit of the figure.
    package var unit: FigureUnit { function == .count ? .number : quantity.unit }

    /// The condition on a label.
    func condition(_ label: String) -> Condition? { conditions.first { $0.label == label } }

    /// As it is written: `p95(latency{model="gpt-4o"})`.
    package var text: String {
        let labels = conditions.map { "\($0.label)=\(Self.quoted($0.pattern))" }.joined(separator: ",")
        let inner = quantity.rawValue + (labels.isEmpty ? "" : "{\(labels)}")
        return function.map { "\($0.rawValue)(\(inner))" } ?? inner
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}

/// What a figure is in a run.
package struct FigureReading: Sendable, Equatable {
    /// Of what: the labels that a pattern matched, or that were asked for, and their values.
    package var subject: [FigureQuery.Condition]
    /// Nil where nothing was measured.
    package var value: Double?
    /// Of how many requests, evaluations or samples; nil where that says nothing.
    package var count: Int64?
    /// Why there is no value; a part of a sentence.
    package var reason: String?
    /// Whether the value lacks something, so that it is a lower bound.
    package var isPartial = false

    init(_ subject: [FigureQuery.Condition], _ value: Double?, count: Int64? = nil, reason: String? = nil) {
        (self.subject, self.value, self.count) = (subject, value, count)
        self.reason = value == nil ? reason : nil
    }
}
