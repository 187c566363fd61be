// Owns the words and signs of which an expectation is written.

/// A piece of an expectation.
enum ExpectationToken: Equatable {
    /// A name: `p95`, `latency`, `error_rate`.
    case name(String)
    /// A number and what follows it without a space: `5s`, `1%`, `0.9`, `$5`.
    case amount(String)
    /// A quoted text, without its quotes.
    case text(String)
    /// A sign: `(`, `{`, `<=`, `*`.
    case sign(String)

    /// What messages call it.
    var shown: String {
        switch self {
        case .name(let text), .amount(let text), .sign(let text): text
        case .text(let text): "\"\(text)\""
        }
    }

    /// The pieces of a text.
    static func tokens(of text: String) throws(ExpectationError) -> [ExpectationToken] {
        var rest = text.unicodeScalars[...]
        var tokens: [ExpectationToken] = []
        while let first = rest.first {
            if first == " " || first == "\t" || first == "\u{A0}" {
                rest.removeFirst()
            } else if first == "\"" || first == "'" {
                tokens.append(.text(try quoted(&rest, in: text)))
            } else if isDigit(first) || first == "$" || first == "." || first == "-" {
                tokens.append(
                    .amount(run(&rest) { isDigit($0) || isLetter($0) || ".%$/-".unicodeScalars.contains($0) }))
            } else if isLetter(first) {
                tokens.append(.name(run(&rest) { isLetter($0) || isDigit($0) || $0 == "." }))
            } else {
                tokens.append(.sign(try sign(&rest, in: text)))
            }
        }
        return tokens
    }

    private static func run(
        _ rest: inout String.UnicodeScalarView.SubSequence, while belongs: (Unicode.Scalar) -> Bool
    ) -> String {
        let taken = rest.prefix(while: belongs)
        rest = rest[taken.endIndex...]
        return String(taken)
    }

    private static func quoted(
        _ rest: inout String.UnicodeScalarView.SubSequence, in text: String
    ) throws(ExpectationError) -> String {
        let quote = rest.removeFirst()
        var content = String.UnicodeScalarView()
        while let next = rest.popFirst() {
            if next == quote { return String(content) }
            guard next == "\\" else {
                content.append(next)
                continue
            }
            guard let escaped = rest.popFirst() else { break }
            content.append(escaped)
        }
        throw ExpectationError("'\(text)' has a quote that does not end; write model=\"gpt-4o\".")
    }

    private static func sign(
        _ rest: inout String.UnicodeScalarView.SubSequence, in text: String
    ) throws(ExpectationError) -> String {
        let two = String(rest.prefix(2))
        if Expectation.Comparison(rawValue: two) != nil {
            rest = rest.dropFirst(2)
            return two
        }
        let one = rest.removeFirst()
        if one == "≤" { return "<=" }
        if one == "≥" { return ">=" }
        guard "(){},=<>*%".unicodeScalars.contains(one) else {
            throw ExpectationError(
                "'\(one)' in '\(text)' means nothing in an expectation; write it like p95(latency) < 5s.")
        }
        return String(one)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "µ"
    }
}
