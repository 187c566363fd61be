// Owns telling GitHub Actions what did not pass, so that it is shown at the run.

import LTBAnalysis

extension CheckReport {
    /// One workflow command for each result that did not pass, at most as many as GitHub shows of a step.
    package var gitHubAnnotations: String {
        let commands = results.filter { $0.outcome != .passed }.map { result in
            let kind = result.check.severity == .error ? "error" : "warning"
            let title = Self.property(result.check.name)
            return "::\(kind) title=\(title)::\(Self.data(CheckWords(result).explanation))\n"
        }
        let (errors, others) = (
            commands.filter { $0.hasPrefix("::error") }, commands.filter { $0.hasPrefix("::warning") }
        )
        return (errors.prefix(10) + others.prefix(10)).joined()
    }

    /// Nothing in a name may end the command or begin another.
    private static func data(_ text: String) -> String {
        var data = ""
        for character in ShownText.of(text).unicodeScalars {
            switch character {
            case "%": data += "%25"
            case "\r": data += "%0D"
            case "\n": data += "%0A"
            default: data.unicodeScalars.append(character)
            }
        }
        return data
    }

    private static func property(_ text: String) -> String {
        var property = ""
        for character in data(text).unicodeScalars {
            switch character {
            case ":": property += "%3A"
            case ",": property += "%2C"
            default: property.unicodeScalars.append(character)
            }
        }
        return property
    }
}
