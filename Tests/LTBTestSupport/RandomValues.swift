// Owns random scalars and JSON of the kinds that logs hold, strange ones included.

package import LTBEvents

extension SplitMix64 {
    /// A value half of the time.
    package mutating func maybe<Value>(_ value: (inout SplitMix64) -> Value) -> Value? {
        oneIn(2) ? value(&self) : nil
    }

    /// One of the values.
    package mutating func oneOf<Value>(_ first: Value, _ others: Value...) -> Value {
        others.randomElement(using: &self).map { oneIn(others.count + 1) ? first : $0 } ?? first
    }

    /// A word of lower-case letters and digits, a few characters long.
    package mutating func word() -> String {
        let alphabet = "abcdefghijklmnopqrstuvwxyz0123456789_-"
        return String(
            (0..<Int.random(in: 1...12, using: &self)).map { _ in alphabet.randomElement(using: &self) ?? "a" })
    }

    /// A string: mostly a word, now and then one that JSON must escape, or that is not ASCII, or empty.
    package mutating func text() -> String {
        guard oneIn(4) else { return word() }
        let alphabet: [Character] = ["a", "Z", "\"", "\\", "/", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "東", "😀"]
        return String(
            (0..<Int.random(in: 0...20, using: &self)).map { _ in alphabet.randomElement(using: &self) ?? "a" })
    }

    /// A number of things, from none to the limit of Int64, small ones more often.
    package mutating func count() -> Int64 {
        Int64(next() >> UInt64.random(in: 1..<64, using: &self))
    }

    /// A number that is not negative, from none to a few million, with few or many decimals.
    package mutating func amount() -> Double {
        let whole = Double(next() >> UInt64.random(in: 20..<63, using: &self))
        return switch Int.random(in: 0..<6, using: &self) {
        case 0: 0
        case 1: Double.random(in: 0..<1e-6, using: &self)
        case 2: Double.random(in: 0..<10, using: &self)
        case 3: whole.truncatingRemainder(dividingBy: 1e4) / 100
        case 4: whole.truncatingRemainder(dividingBy: 1e10) / 1e6
        default: whole.truncatingRemainder(dividingBy: 4e6)
        }
    }

    /// An amount that may be negative.
    package mutating func signedAmount() -> Double {
        oneIn(3) ? -amount() : amount()
    }

    /// An instant in whole microseconds, mostly of our time.
    package mutating func timestamp() -> Timestamp {
        let nanoseconds =
            oneIn(10) ? Int64(bitPattern: next()) / 2 : Int64.random(in: 1_700..<1_800, using: &self) << 50
        let whole = nanoseconds + Int64.random(in: 0..<1 << 50, using: &self)
        return Timestamp(nanosecondsSince1970: whole / 1000 * 1000)
    }

    /// A few labels.
    package mutating func labels() -> [String: String] {
        var labels: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...3, using: &self) { labels[text()] = text() }
        return labels
    }

    /// Any JSON value of at most `depth` levels.
    package mutating func json(depth: Int = 3) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
        case 0: return .null
        case 1: return .bool(oneIn(2))
        case 2: return .number(oneOf("0", "-0", "1.50", "1E+2", "-12345678901234567890", "5e-07"))
        case 3, 4: return .string(text())
        case 5: return .array((0..<Int.random(in: 0...3, using: &self)).map { _ in json(depth: depth - 1) })
        default: return .object(object(depth: depth - 1))
        }
    }

    /// Any JSON object of at most `depth` levels below it.
    package mutating func object(depth: Int = 2) -> JSONObject {
        JSONObject(
            (0..<Int.random(in: 0...3, using: &self)).map { _ in .init(name: text(), value: json(depth: depth)) })
    }

    /// Fields with names that no version of the format has; mostly none.
    package mutating func unknownFields() -> JSONObject {
        guard oneIn(4) else { return [:] }
        return JSONObject(
            (0...Int.random(in: 0...2, using: &self)).map { .init(name: "x_\($0)_" + text(), value: json()) })
    }
}
