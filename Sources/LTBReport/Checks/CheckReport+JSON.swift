// Owns the results of checks for programs: schema `ltb.checks/1`, and GitLab's code quality report.

import LTBAnalysis
import LTBEvents

extension CheckReport {
    /// The value of `schema`.
    package static let schema = "ltb.checks/1"

    /// All results. Figures, limits and margins are in the unit that `unit` names, as plain numbers.
    var json: [UInt8] {
        var output: [UInt8] = []
        JSONWriter.append(to: &output, .indented) { writer in
            writer.object { writer in
                writer.member("schema", Self.schema)
                writer.member("verdict", verdictWord)
                writer.member("run_id", summary.run?.runID)
                writer.member("checks", Int64(results.count))
                writer.member("passed", Int64(results.count { $0.outcome == .passed }))
                writer.member("failed", Int64(results.count { $0.isFailure }))
                writer.member("warnings", Int64(results.count { $0.isWarning }))
                writer.member("no_data", Int64(results.count { $0.reason != nil }))
                writer.member("damaged", summary.log.isDamaged)
                writer.array("results", results) { $0.value($1) }
            }
        }
        output.append(UInt8(ascii: "\n"))
        return output
    }

    private var verdictWord: String {
        switch CheckVerdict(results) {
        case .passed: "passed"
        case .failed: "failed"
        case .noData: "no_data"
        }
    }

    /// What did not pass, as GitLab reads it; the place is the log, since that is where it was found.
    var codeQuality: [UInt8] {
        var output: [UInt8] = []
        let path = summary.log.files.first?.name ?? "run"
        JSONWriter.append(to: &output, .indented) { writer in
            writer.beginArray()
            for result in results where result.outcome != .passed {
                let words = CheckWords(result)
                writer.object { writer in
                    writer.member("description", ShownText.of(words.explanation))
                    writer.member("check_name", ShownText.of(result.check.name))
                    writer.member("fingerprint", Self.fingerprint(result))
                    writer.member("severity", result.check.severity == .error ? "critical" : "minor")
                    writer.object("location") { writer in
                        writer.member("path", ShownText.of(path))
                        writer.object("lines") { $0.member("begin", Int64(1)) }
                    }
                }
            }
            writer.endArray()
        }
        output.append(UInt8(ascii: "\n"))
        return output
    }

    /// The same for the same check of the same subject, in every run (FNV-1a of 64 bits).
    private static func fingerprint(_ result: CheckResult) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(result.check.group ?? "")\n\(result.check.name)\n\(CheckWords(result).subject)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ result: CheckResult) {
        let (check, reading) = (result.check, result.reading)
        object { writer in
            writer.member("name", check.name)
            writer.member("group", check.group)
            writer.member("expect", check.expectation.text)
            writer.member("severity", check.severity.rawValue)
            writer.member("owner", check.owner)
            writer.member("message", check.message)
            let subject = Dictionary(reading.subject.map { ($0.label, $0.pattern) }) { first, _ in first }
            writer.map("subject", subject) { $0.value($1) }
            writer.member("outcome", Self.word(result.outcome))
            writer.member("figure", reading.value)
            writer.member("limit", result.limit)
            writer.member("margin", result.margin)
            writer.member("unit", Self.word(check.expectation.query.unit))
            writer.member("count", reading.count)
            writer.member("partial", reading.isPartial)
            writer.member("reason", result.reason)
            writer.key("baseline")
            guard let baseline = result.baseline else { return writer.null() }
            writer.object { writer in
                writer.member("name", baseline.name)
                writer.member("figure", baseline.value)
                writer.member("significant", baseline.isSignificant)
                writer.member("p_value", baseline.pValue)
                writer.member("paired_examples", baseline.pairedExamples.map { Int64($0.common) })
            }
        }
    }

    private static func word(_ outcome: CheckResult.Outcome) -> String {
        switch outcome {
        case .passed: "passed"
        case .failed: "failed"
        case .noData: "no_data"
        }
    }

    private static func word(_ unit: FigureUnit) -> String {
        switch unit {
        case .seconds: "seconds"
        case .share: "share"
        case .dollars: "usd"
        case .perSecond: "per_second"
        case .number: "number"
        }
    }
}
