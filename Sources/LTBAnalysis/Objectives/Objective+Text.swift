// Owns reading objectives as users write them.

import LTBEvents

extension Objective {
    /// Why a text is no objective; one sentence.
    package struct ParseError: Error, CustomStringConvertible {
        /// The sentence.
        package let description: String
    }

    /// Reads a list such as `latency=5s,ttft=500ms@99%`.
    package static func list(_ text: String) throws(ParseError) -> [Objective] {
        var objectives: [Objective] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            objectives.append(try Objective(String(part)))
        }
        return objectives
    }

    /// Reads one objective.
    package init(_ text: String) throws(ParseError) {
        let sides = Self.halves(text, at: "=")
        guard sides.count == 2, !sides[1].isEmpty else {
            throw ParseError("'\(text)' is no objective; write latency=5s, ttft=500ms@99%, tpot=50ms or error_rate=1%.")
        }
        guard let quantity = Quantity(rawValue: sides[0]) else {
            let names = Quantity.allCases.map(\.rawValue).joined(separator: ", ")
            throw ParseError("'\(sides[0])' in '\(text)' cannot be an objective; there are \(names).")
        }
        let parts = Self.halves(sides[1], at: "@")
        self.quantity = quantity
        limitText = parts[0]
        guard quantity == .errorRate else {
            guard let limit = nanoseconds(fromText: parts[0]) else {
                let fault = durationFault(parts[0], example: "5s, 500ms, 50us or 2min")
                throw ParseError("'\(parts[0])' in '\(text)' \(fault).")
            }
            limitNanoseconds = limit
            billionthsNeeded = parts.count == 2 ? try Self.share(parts[1], in: text) : Self.standardBillionths
            return
        }
        guard parts.count == 1 else {
            throw ParseError("'\(text)': an error rate is a share itself and takes no @; write error_rate=1%.")
        }
        limitNanoseconds = 0
        billionthsNeeded = Self.whole - (try Self.share(parts[0], in: text))
    }

    /// A share such as `99%` or `0.99` in billionths.
    private static func share(_ text: String, in objective: String) throws(ParseError) -> Int64 {
        let isPercent = text.hasSuffix("%")
        guard let number = decimal(isPercent ? trimmed(text.dropLast()) : text),
            let share = scaledBillionths(isPercent ? number / 100 : number), share <= whole
        else { throw ParseError("'\(text)' in '\(objective)' is no share between 0 and 100 %; write 99% or 0.99.") }
        // One who writes 1 may mean 1 % or all.
        guard isPercent || share < whole else {
            throw ParseError("'\(text)' in '\(objective)' could be 1 % or 100 %; write it with a %.")
        }
        return share
    }

    private static func halves(_ text: String, at separator: Character) -> [String] {
        text.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
    }
}

extension Objective.ParseError {
    fileprivate init(_ sentence: String) {
        self.init(description: sentence)
    }
}
