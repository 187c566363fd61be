// Owns making valid names of those that programs have given to metrics and labels.

/// Names as Prometheus takes them.
enum ValidName {
    /// `[a-zA-Z_][a-zA-Z0-9_]*`, each other character as `_`: also colons, which are those of recording rules.
    static func metric(_ name: String) -> String { valid(name) }

    /// `[a-zA-Z_][a-zA-Z0-9_]*`; names that begin with two underscores are Prometheus' own.
    static func label(_ name: String) -> String {
        let name = valid(name)
        return name.hasPrefix("__") ? "label" + name.dropFirst() : name
    }

    private static func valid(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            let isDigit = ("0"..."9").contains(scalar)
            if result.isEmpty, isDigit { result = "_" }
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            let isValid = isDigit || isLetter || scalar == "_"
            result.unicodeScalars.append(isValid ? scalar : "_")
        }
        return result.isEmpty ? "_" : result
    }
}
