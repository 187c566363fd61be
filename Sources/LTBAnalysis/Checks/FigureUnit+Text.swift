// Owns limits as users write them.

import LTBEvents

extension FigureUnit {
    /// A limit in this unit; nil if the text is none.
    func value(_ text: String) -> Double? {
        switch self {
        case .seconds: LTBAnalysis.nanoseconds(fromText: text).map { Double($0) / 1e9 }
        case .share: Self.share(text)
        case .dollars: Self.dollars(text)
        case .perSecond: Self.signed(text.hasSuffix("/s") ? String(text.dropLast(2)) : text)
        case .number: Self.signed(text)
        }
    }

    /// What a limit in this unit may look like.
    var example: String {
        switch self {
        case .seconds: "5s, 500ms or 2min"
        case .share: "1% or 0.01"
        case .dollars: "5USD or $0.50"
        case .perSecond: "10 or 10/s"
        case .number: "a number such as 100 or 0.9"
        }
    }

    /// A factor such as `1.1` or `110%`.
    static func factor(_ text: String) -> Double? {
        let factor = text.hasSuffix("%") ? decimal(trimmed(text.dropLast())).map { $0 / 100 } : decimal(text)
        guard let factor, factor > 0, factor.isFinite else { return nil }
        return factor
    }

    /// One who writes 1 may mean 1 % or all.
    private static func share(_ text: String) -> Double? {
        if text.hasSuffix("%") {
            return decimal(trimmed(text.dropLast())).map { $0 / 100 }.flatMap { (0...1).contains($0) ? $0 : nil }
        }
        return decimal(text).flatMap { (0..<1).contains($0) ? $0 : nil }
    }

    private static func dollars(_ text: String) -> Double? {
        var amount = text[...]
        if amount.hasPrefix("$") {
            amount = amount.dropFirst()
        } else if amount.uppercased().hasSuffix("USD") {
            amount = amount.dropLast(3)
        }
        return decimal(trimmed(amount)).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func signed(_ text: String) -> Double? {
        let number = text.hasPrefix("-") ? decimal(String(text.dropFirst())).map { -$0 } : decimal(text)
        return number.flatMap { $0.isFinite ? $0 : nil }
    }
}
