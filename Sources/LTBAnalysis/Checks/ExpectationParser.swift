// Owns reading expectations and figures as users write them.

import LTBPricing

extension Expectation {
    /// Reads `p95(latency{model="gpt-4o"}) < 5s`.
    package init(_ text: String) throws(ExpectationError) {
        var parser = try ExpectationParser(text)
        let query = try parser.query()
        let comparison = try parser.comparison()
        let limit = try parser.limit(of: query)
        try parser.end()
        self.init(query: query, comparison: comparison, limit: limit, text: trimmed(text[...]))
    }
}

extension FigureQuery {
    /// Reads `p95(latency{model="gpt-4o"})`.
    package init(_ text: String) throws(ExpectationError) {
        var parser = try ExpectationParser(text)
        self = try parser.query()
        try parser.end()
    }
}

/// Reads one text from its start to its end.
private struct ExpectationParser {
    private let text: String
    private var tokens: ArraySlice<ExpectationToken>

    /// An expectation is a line that people write.
    private static let longest = 4_096

    init(_ text: String) throws(ExpectationError) {
        guard text.utf8.count <= Self.longest else {
            throw ExpectationError(
                "An expectation has at most \(Self.longest) bytes; this one begins with '\(text.prefix(40))'.")
        }
        self.text = text
        tokens = try ExpectationToken.tokens(of: text)[...]
        guard !tokens.isEmpty else { throw ExpectationError("An expectation is empty; write p95(latency) < 5s.") }
    }

    /// What is wrong in the text, and what to do about it.
    private func problem(_ words: String, _ advice: String = "") -> ExpectationError {
        let end = advice.hasSuffix("?") ? "" : "."
        return ExpectationError("\(words) in '\(text)'\(advice.isEmpty ? "" : "; ")\(advice)\(end)")
    }

    private mutating func take(_ sign: String) -> Bool {
        guard tokens.first == .sign(sign) else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func need(_ sign: String, after what: String) throws(ExpectationError) {
        guard take(sign) else { throw problem("A '\(sign)' is missing after \(what)") }
    }

    private mutating func name(_ what: String) throws(ExpectationError) -> String {
        guard case .name(let name) = tokens.first else {
            throw problem("\(what) is missing" + (tokens.first.map { " before '\($0.shown)'" } ?? " at the end"))
        }
        tokens.removeFirst()
        return name
    }

    /// `p95(latency{model="gpt-4o"})`, `error_rate{provider="openai"}`, `cost`
    mutating func query() throws(ExpectationError) -> FigureQuery {
        let first = try name("The name of a figure")
        guard take("(") else {
            let quantity = try quantity(first)
            switch quantity.kind {
            case .figure: return FigureQuery(nil, quantity, try conditions(of: quantity))
            case .distribution: throw problem("'\(first)' has many values", "write p95(\(first)) or mean(\(first))")
            case .countable: throw problem("'\(first)' is counted", "write count(\(first))")
            }
        }
        let quantity = try quantity(try name("What '\(first)' is of"))
        let function = try function(first, of: quantity)
        let query = FigureQuery(function, quantity, try conditions(of: quantity))
        try need(")", after: "'\(quantity.rawValue)'")
        return query
    }

    private func function(_ name: String, of quantity: FigureQuantity) throws(ExpectationError) -> FigureFunction? {
        // A figure may stand in the function that says nothing more.
        if quantity == .metric, name == "value" { return nil }
        guard let function = FigureFunction(name: name) else {
            let known = FigureFunction.allCases.map(\.rawValue)
            throw problem("There is no function '\(name)'", Self.advice(name, known))
        }
        switch quantity.kind {
        case .distribution:
            guard function != .sum || quantity == .inputTokens || quantity == .outputTokens else {
                throw problem(
                    "There is no sum of '\(quantity.rawValue)'", "there is one of input_tokens and output_tokens")
            }
            return function
        case .countable:
            guard function == .count else {
                throw problem("'\(quantity.rawValue)' is counted", "write count(\(quantity.rawValue))")
            }
            return function
        case .figure:
            guard quantity == .cost, function == .sum else {
                throw problem("'\(quantity.rawValue)' takes no function", "write \(quantity.rawValue)")
            }
            return nil
        }
    }

    private func quantity(_ name: String) throws(ExpectationError) -> FigureQuantity {
        if let quantity = FigureQuantity(name: name) { return quantity }
        if FigureFunction(name: name) != nil {
            throw problem("'\(name)' is a function", "write what it is of, as in \(name)(latency)")
        }
        throw problem("There is no figure '\(name)'", Self.advice(name, FigureQuantity.allCases.map(\.rawValue)))
    }

    private mutating func conditions(of quantity: FigureQuantity) throws(ExpectationError) -> [FigureQuery.Condition] {
        guard take("{") else { return [] }
        var conditions: [FigureQuery.Condition] = []
        while !take("}") {
            if !conditions.isEmpty { try need(",", after: "a label") }
            let label = try name("The name of a label")
            guard quantity.labels.contains(label) || quantity.hasFreeLabels else {
                throw problem("'\(quantity.rawValue)' has no label '\(label)'", Self.advice(label, quantity.labels))
            }
            guard !conditions.contains(where: { $0.label == label }) else {
                throw problem("The label '\(label)' is there twice")
            }
            try need("=", after: "the label '\(label)'")
            guard case .text(let pattern) = tokens.first else {
                throw problem("The value of '\(label)' must be quoted", "write \(label)=\"…\"")
            }
            tokens.removeFirst()
            conditions.append(.init(label: label, pattern: pattern))
        }
        return conditions
    }

    mutating func comparison() throws(ExpectationError) -> Expectation.Comparison {
        guard case .sign(let sign) = tokens.first, let comparison = Expectation.Comparison(rawValue: sign) else {
            throw problem("The comparison is missing", "write <, <=, >, >=, == or !=")
        }
        tokens.removeFirst()
        return comparison
    }

    /// `5s`, `1%`, `5 USD`, `1.1 * baseline`, `baseline`
    mutating func limit(of query: FigureQuery) throws(ExpectationError) -> Expectation.Limit {
        if tokens.first == .name("baseline") {
            tokens.removeFirst()
            return .baseline(factor: take("*") ? try factor() : 1)
        }
        guard case .amount(var amount) = tokens.first else {
            throw problem("The limit is missing" + (tokens.first.map { " before '\($0.shown)'" } ?? ""))
        }
        if tokens.dropFirst().first == .sign("*") {
            let factor = try factor()
            _ = take("*")
            guard try name("'baseline'") == "baseline" else { throw problem("Only 'baseline' can be multiplied") }
            return .baseline(factor: factor)
        }
        tokens.removeFirst()
        if case .name(let unit) = tokens.first {
            amount += unit
            tokens.removeFirst()
        } else if take("%") {
            amount += "%"
        }
        guard let value = query.unit.value(amount) else {
            throw problem("'\(amount)' is no limit for \(query.text)", "write \(query.unit.example)")
        }
        return .value(value)
    }

    private mutating func factor() throws(ExpectationError) -> Double {
        guard case .amount(let text) = tokens.first, let factor = FigureUnit.factor(text) else {
            throw problem("The factor of 'baseline' is missing", "write 1.1 * baseline or 110% * baseline")
        }
        tokens.removeFirst()
        return factor
    }

    func end() throws(ExpectationError) {
        guard let rest = tokens.first else { return }
        throw problem("'\(rest.shown)' is too much")
    }

    /// `did you mean …?`, or what there is.
    private static func advice(_ name: String, _ known: [String]) -> String {
        guard let nearest = nearestName(to: name, in: known) else {
            return known.isEmpty ? "it has none" : "there are \(known.joined(separator: ", "))"
        }
        return "did you mean '\(nearest)'?"
    }
}
