// Owns taking prices, texts and dates out of the nodes of a price file, with errors that tell where.

import LTBEvents

/// The nodes of one model, with what an error about them says.
struct PriceFields {
    let file: String
    /// The model, with its provider; nil outside of one.
    var model: String?

    func failure(_ problem: String, key: String? = nil, line: Int?) -> PriceFileError {
        // Texts of a file can be of any length.
        PriceFileError(
            file: file, line: line, model: model.map(Self.shown), key: key.map(Self.shown), problem: problem)
    }

    static func shown(_ text: String) -> String {
        text.count <= 80 ? text : text.prefix(80) + "…"
    }

    /// A price; null is none.
    func price(
        _ node: DocumentNode, key: String, scale: Price.Scale, isComputed: Bool = false
    ) throws(PriceFileError) -> Price? {
        let text: String
        switch node.value {
        case .null: return nil
        case .number(let number): text = number
        case .string(let string): text = string
        default: throw failure("a price is a number of US dollars", key: key, line: node.line)
        }
        do throws(Price.TextError) {
            return try Price(text, for: scale, roundingFinerOnes: isComputed)
        } catch {
            throw failure(Self.problem(error, text), key: key, line: node.line)
        }
    }

    private static func problem(_ error: Price.TextError, _ text: String) -> String {
        switch error {
        case .notANumber:
            "'\(shown(text))' is no price; write a decimal number of US dollars such as 1.25, or 0 if free"
        case .tooPrecise: "\(shown(text)) is finer than a billionth of a US dollar for a million tokens; round it"
        case .tooLarge: "\(shown(text)) is over the largest price, 9,223 US dollars a token; check the unit"
        }
    }

    func text(_ node: DocumentNode, key: String) throws(PriceFileError) -> String {
        guard case .string(let text) = node.value else {
            throw failure("a text is due here", key: key, line: node.line)
        }
        return text
    }

    func flag(_ node: DocumentNode, key: String) throws(PriceFileError) -> Bool {
        guard case .bool(let flag) = node.value else {
            throw failure("true or false is due here, without quotes", key: key, line: node.line)
        }
        return flag
    }

    /// A text, or a list of them.
    func texts(_ node: DocumentNode, key: String) throws(PriceFileError) -> [String] {
        guard let elements = node.elements else { return [try text(node, key: key)] }
        var texts: [String] = []
        for element in elements { texts.append(try text(element, key: key)) }
        return texts
    }

    func members(_ node: DocumentNode, key: String?) throws(PriceFileError) -> [DocumentNode.Member] {
        guard let members = node.members else {
            throw failure("names with values are due here", key: key, line: node.line)
        }
        return members
    }

    func elements(_ node: DocumentNode, key: String?) throws(PriceFileError) -> [DocumentNode] {
        guard let elements = node.elements else { throw failure("a list is due here", key: key, line: node.line) }
        return elements
    }

    /// A number of tokens; fractions of 0 are allowed, as programs write `256000.0`.
    func count(_ node: DocumentNode, key: String) throws(PriceFileError) -> Int64 {
        guard case .number(let text) = node.value, let value = Double(text), value >= 0, value < 1e15,
            Double(Int64(value)) == value
        else { throw failure("a whole number of tokens is due here, such as 200000", key: key, line: node.line) }
        return Int64(value)
    }

    /// A day (`2026-01-31`) or an instant, in nanoseconds since 1970.
    func time(_ node: DocumentNode, key: String) throws(PriceFileError) -> Int64 {
        let text = try text(node, key: key)
        let full = text.utf8.count == 10 ? text + "T00:00:00Z" : text
        guard let time = Array(full.utf8).withUnsafeBytes({ Timestamp(rfc3339: $0) }) else {
            throw failure(
                "'\(Self.shown(text))' is no date; write one such as 2026-01-31 or 2026-01-31T12:00:00Z", key: key,
                line: node.line)
        }
        return time.nanosecondsSince1970
    }

    /// A time of day (`16:30`, `16:30:00Z`) in seconds.
    func secondOfDay(_ text: some StringProtocol, key: String, line: Int) throws(PriceFileError) -> Int64 {
        var text = String(text.filter { $0 != " " })
        if text.hasSuffix("Z") { text.removeLast() }
        if text.hasSuffix("+00:00") { text.removeLast(6) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map {
            $0.count == 2 ? Int64(String($0)) : nil
        }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0...23).contains(hour),
            (0...59).contains(minute), let second = parts.count == 3 ? parts[2] : 0, (0...59).contains(second)
        else {
            throw failure(
                "'\(Self.shown(text))' is no time of day in UTC; write one such as 16:30", key: key, line: line)
        }
        return hour * 3_600 + minute * 60 + second
    }
}
