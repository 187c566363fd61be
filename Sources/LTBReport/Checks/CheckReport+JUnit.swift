// Owns the results of checks as JUnit XML, which every CI server shows.

import LTBAnalysis
import LTBEvents

extension CheckReport {
    /// One suite a group, one case a result. What could not be judged is an error, a warning is a case that was skipped.
    ///
    /// It has all that the schemas of Ant and of Jenkins ask for; the time is that of the run, so that the same run gives
    /// the same bytes.
    var junit: String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        for (index, group) in groups.enumerated() { text += suite(group.name, group.results, id: index) }
        return text + "</testsuites>\n"
    }

    private func suite(_ name: String, _ results: [CheckResult], id: Int) -> String {
        let failures = results.count { $0.isFailure }
        let errors = results.count { $0.reason != nil && $0.check.severity == .error }
        let skipped = results.count { $0.outcome != .passed && $0.check.severity == .warning }
        let suite = name.isEmpty ? "checks" : name
        var text = "  <testsuite name=\(Self.quoted(suite)) package=\"ltb\" id=\"\(id)\" timestamp=\"\(time)\""
        text += " hostname=\"localhost\" tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
        text += " skipped=\"\(skipped)\" time=\"0\">\n    <properties/>\n"
        for result in results { text += testCase(result, suite) }
        return text + "    <system-out/>\n    <system-err/>\n  </testsuite>\n"
    }

    private func testCase(_ result: CheckResult, _ suite: String) -> String {
        let words = CheckWords(result)
        let name = [result.check.name, words.subject].filter { !$0.isEmpty }.joined(separator: " · ")
        let start = "    <testcase name=\(Self.quoted(name)) classname=\(Self.quoted("ltb.\(suite)")) time=\"0\""
        guard result.outcome != .passed else { return start + "/>\n" }
        let message = Self.quoted(words.explanation)
        let element =
            if result.check.severity == .warning {
                "<skipped message=\(message)/>"
            } else if result.reason != nil {
                "<error type=\"no data\" message=\(message)/>"
            } else {
                "<failure type=\"expectation\" message=\(message)/>"
            }
        return "\(start)>\n      \(element)\n    </testcase>\n"
    }

    /// When the run ended, as XML has times without a zone.
    private var time: String {
        let end = summary.window?.end ?? Timestamp(nanosecondsSince1970: 0)
        return String(end.description.prefix(19))
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in ShownText.of(text).unicodeScalars {
            switch scalar {
            case "&": quoted += "&amp;"
            case "<": quoted += "&lt;"
            case ">": quoted += "&gt;"
            case "\"": quoted += "&quot;"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
