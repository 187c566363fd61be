// Owns how the result of a check is said.

import LTBAnalysis

/// The words for a result.
struct CheckWords {
    private let result: CheckResult

    init(_ result: CheckResult) { self.result = result }

    var verdict: String {
        switch result.outcome {
        case .passed: "passed"
        case .failed: result.check.severity == .error ? "FAILED" : "warning"
        case .noData: "no data"
        }
    }

    var tone: ReportTable.Tone {
        switch result.outcome {
        case .passed: .plain
        case .failed: result.check.severity == .error ? .bad : .warn
        case .noData: .warn
        }
    }

    /// `openai/gpt-4o`, `metric=faithfulness model=gpt-4o`
    var subject: String {
        let subject = result.reading.subject
        let names = Dictionary(subject.map { ($0.label, $0.pattern) }) { first, _ in first }
        if let provider = names["provider"], let model = names["model"], subject.count == 2 {
            return "\(provider)/\(model)"
        }
        return subject.map { "\($0.label)=\($0.pattern)" }.joined(separator: " ")
    }

    var figure: String {
        let text = result.reading.value.map(value) ?? NumberFormat.dash
        return result.reading.isPartial ? "≥ \(text)" : text
    }

    var limit: String {
        guard let limit = result.limit else { return NumberFormat.dash }
        return "\(result.check.expectation.comparison.rawValue) \(value(limit))"
    }

    /// How far the figure is from the limit, of shares in points, and how much of the limit that is.
    var margin: String {
        guard let margin = result.margin, let limit = result.limit else { return NumberFormat.dash }
        let isShare = result.check.expectation.query.unit == .share
        let text =
            isShare
            ? ComparisonNumbers.difference(margin, .share) : margin > 0 ? "+" + value(margin) : value(margin)
        guard limit != 0, margin != 0 else { return text }
        return "\(text) (\(NumberFormat.share(abs(margin / limit))))"
    }

    var count: String { result.reading.count.map(NumberFormat.count) ?? NumberFormat.dash }

    /// What it found, in a sentence.
    var sentence: String {
        let what = result.check.expectation.query.text
        let subject = subject.isEmpty ? "" : " of \(subject)"
        switch result.outcome {
        case .noData(let reason): return "\(what)\(subject) could not be judged: \(reason)."
        case .passed, .failed:
            guard let figure = result.reading.value, let limit = result.limit else { return what }
            let verb = result.outcome == .passed && !result.isExcused ? "is" : "is not"
            let comparison = result.check.expectation.comparison.rawValue
            let excuse = result.isExcused ? ", but by no more than chance makes" : ""
            return
                "\(what)\(subject) is \(value(figure)), which \(verb) \(comparison) \(value(limit))\(excuse)\(baseline)."
        }
    }

    /// The sentence, with what the check says of itself.
    var explanation: String {
        let check = result.check
        let name = check.name == check.expectation.text ? "" : "\(check.name): "
        let message = check.message.map { " \($0)" } ?? ""
        return "\(name)\(sentence)\(message)" + (check.owner.map { " Owner: \($0)." } ?? "")
    }

    private var baseline: String {
        guard let baseline = result.baseline, let value = baseline.value else { return "" }
        let chance = baseline.pValue.map { ", \(Self.chance($0))" } ?? ""
        return " (\(baseline.name): \(self.value(value))\(chance))"
    }

    /// `p = 0.0039`, `p < 0.0001`.
    private static func chance(_ pValue: Double) -> String {
        pValue < 0.0001 ? "p < 0.0001" : "p = \(NumberFormat.significant(pValue, figures: 2))"
    }

    private func value(_ value: Double) -> String {
        let size = abs(value)
        let text =
            switch result.check.expectation.query.unit {
            case .seconds: NumberFormat.duration(seconds: size)
            case .share: NumberFormat.share(size)
            case .dollars: NumberFormat.cost(size)
            case .perSecond: NumberFormat.quantity(size) + "/s"
            case .number:
                size == size.rounded() && size < 1e15
                    ? NumberFormat.fixed(size, places: 0) : NumberFormat.trimmed(size, places: 4)
            }
        return value < 0 ? "−\(text)" : text
    }
}
