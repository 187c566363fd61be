// Owns `--what-if`: which models are priced as which others.

import ArgumentParser
import LTBAnalysis
import LTBPricing

/// `openai/gpt-4o-mini=anthropic/claude-haiku-4.5` as typed.
struct WhatIfOption {
    let text: String
    let whatIf: RequestPricing.WhatIf

    init(_ text: String) throws {
        let models = try ModelArgument.pair(text, example: "openai/gpt-4o-mini=anthropic/claude-haiku-4.5")
        self.text = text
        whatIf = RequestPricing.WhatIf(models.0, pricedAs: models.1)
    }

    /// Finds out whether two of them price the same requests, of which only one could count.
    static func check(_ options: [WhatIfOption]) throws {
        for (number, option) in options.enumerated() {
            let model = option.whatIf.model
            guard let earlier = options[..<number].first(where: { $0.whatIf.model.overlaps(model) }) else { continue }
            throw ValidationError(
                "--what-if \(earlier.text) and --what-if \(option.text) price the same requests; give each model once.")
        }
    }

    /// Finds out whether there are prices for the other model.
    func check(in table: PriceTable) throws(Failure) {
        let other = whatIf.other
        guard table.price(provider: other.provider, model: other.model) == nil else { return }
        let similar = table.suggestions(provider: other.provider, model: other.model)
        throw Failure(
            message: "--what-if \(text): no price table has '\(other.text)'.\(ModelArgument.advice(similar))",
            status: .usage)
    }

    /// Finds out whether any request was to the model.
    func check(in summary: RunSummary) throws(Failure) {
        guard let cost = summary.cost, !summary.folded.contains("models") else { return }
        let rows = cost.rows.filter { $0.dimension == .model }
        let names = rows.map { RequestPricing.ModelName(provider: $0.provider ?? "", model: $0.model ?? "") }
        guard !names.contains(where: { whatIf.model.matches(provider: $0.provider, model: $0.model) }) else { return }
        var list = PriceList(source: "")
        for name in names { list.append(PricedModel(provider: name.provider, name: name.model, line: 0)) }
        let similar = PriceTable([list]).suggestions(provider: whatIf.model.provider, model: whatIf.model.model)
        let known = ModelArgument.list(names).map { " The log has requests to \($0)." } ?? ""
        let advice = similar.isEmpty ? known : ModelArgument.advice(similar)
        throw Failure(
            message: "--what-if \(text): no request was to '\(whatIf.model.text)'.\(advice)", status: .usage)
    }
}

/// A model as users write it: `openai/gpt-4o`, or `gpt-4o` of any provider.
enum ModelArgument {
    static func name(_ text: String) -> RequestPricing.ModelName {
        guard let slash = text.firstIndex(of: "/") else { return .init(provider: "", model: text) }
        return .init(provider: String(text[..<slash]), model: String(text[text.index(after: slash)...]))
    }

    /// `a, b, c and 2 more models`; nil of none.
    static func list(_ names: [RequestPricing.ModelName]) -> String? {
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(3).map(\.text)
        let rest = names.count - shown.count
        let more = rest > 0 ? " and \(rest) more model\(rest == 1 ? "" : "s")" : ""
        return shown.joined(separator: ", ") + more
    }

    /// Two models with an equals sign between them.
    static func pair(
        _ text: String, example: String
    ) throws -> (RequestPricing.ModelName, RequestPricing.ModelName) {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2, !sides.contains(""), !sides.contains(where: { $0.hasSuffix("/") }) else {
            throw ValidationError("write two models, such as \(example).")
        }
        return (name(sides[0]), name(sides[1]))
    }

    /// ` Did you mean …?`, or how to find names.
    static func advice(_ names: [String]) -> String {
        guard let last = names.last else { return " ltb-analyze prices list shows the names." }
        let rest = names.dropLast().joined(separator: ", ")
        return " Did you mean \(rest.isEmpty ? last : "\(rest) or \(last)")?"
    }
}
