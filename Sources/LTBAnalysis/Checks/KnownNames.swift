// Owns telling a mistyped name from one that happens not to be in a run.

import LTBEvents
import LTBPricing

extension FigureQuery {
    /// What the figure is in a run that is judged: as `readings(in:)`, but a count of what is mistyped is an error, and never
    /// the 0 that it would be.
    func judgedReadings(in summary: RunSummary) throws(ExpectationError) -> [FigureReading] {
        for condition in conditions {
            guard let names = knownNames(of: condition.label, in: summary),
                !names.all.contains(where: condition.matches)
            else { continue }
            if let meant = names.isClosed || !condition.isPattern ? names.meant(by: condition.pattern) : nil {
                throw ExpectationError(
                    "'\(text)' names no \(condition.label) that there is: did you mean '\(meant)'?")
            }
            switch names.kind {
            case .closed:
                throw ExpectationError(
                    "'\(text)' names no \(condition.label) that there is; there are "
                        + "\(names.all.prefix(16).joined(separator: ", ")).")
            case .ofFailures where !condition.isPattern:
                return [FigureReading(conditions, nil, reason: Self.unknownType(condition.pattern))]
            case .ofRun: return [FigureReading(conditions, nil, reason: "nothing in the log has the name")]
            case .ofFailures, .free: continue
            }
        }
        return try readings(in: summary)
    }

    private static func unknownType(_ type: String) -> String {
        "no failure has the type '\(type)', which is no standard one; a type of your own that may be missing is "
            + "written '\(type)*'"
    }

    /// The names that a label of what is counted can have; nil of labels whose names the figures themselves tell.
    private func knownNames(of label: String, in summary: RunSummary) -> KnownNames? {
        switch (quantity, label) {
        case (.errors, "type"):
            KnownNames(.ofFailures, StandardErrorType.allCases.map(\.rawValue) + summary.totals.errors.keys.sorted())
        case (.events, "type"):
            KnownNames(.closed, EventType.allCases.map(\.rawValue) + summary.log.eventsByType.keys.sorted())
        case (.skippedLines, "reason"):
            KnownNames(.closed, SkipReason.allCases.map(\.rawValue) + summary.log.skippedLines.keys.sorted())
        case (.alerts, "severity"):
            KnownNames(.closed, SystemAlert.Severity.allCases.map(\.rawValue) + summary.alerts.map(\.severity))
        case (.alerts, "state"):
            KnownNames(.closed, SystemAlert.State.allCases.map(\.rawValue) + summary.alerts.map(\.state))
        case (.alerts, "name"): KnownNames(.free, summary.alerts.map(\.name))
        case (.incidents, "provider"): KnownNames(.ofRun, summary.providers.map(\.provider))
        default: nil
        }
    }
}

/// The names that something can have.
private struct KnownNames {
    enum Kind {
        /// There are no others.
        case closed
        /// The standard ones, and those of the program's own.
        case ofFailures
        /// All that can be counted are in the run.
        case ofRun
        /// What did not happen has no name in the run.
        case free
    }

    let kind: Kind
    let all: [String]

    init(_ kind: Kind, _ all: [String]) {
        self.kind = kind
        // In their order, each once.
        self.all = all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    var isClosed: Bool { kind == .closed }

    /// The name that is only spelled otherwise. Of names that anyone may give, one letter is all that may differ, and no
    /// digit: `p95_high` and `p99_high` are two alerts.
    func meant(by name: String) -> String? {
        if isClosed { return nearestName(to: name, in: all) }
        let letters = Self.letters(name)
        return all.first { known in
            let others = Self.letters(known)
            return letters == others
                || min(letters.count, others.count) >= 4 && Self.digits(name) == Self.digits(known)
                    && editDistance(letters, others, limit: 1) != nil
        }
    }

    /// Letters and digits, in lower case.
    private static func letters(_ name: String) -> [UInt8] {
        name.lowercased().utf8.filter {
            $0 >= 0x80 || isDigit($0) || ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z"))
        }
    }

    private static func digits(_ name: String) -> [UInt8] { name.utf8.filter(isDigit) }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
