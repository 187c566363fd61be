// Owns which colour a model has, the same in every chart of a page.

internal import LTBAnalysis

/// The colours and chart labels of models.
struct SeriesColors {
    private struct Key: Hashable {
        let provider: String
        let model: String
    }

    private var colors: [Key: Int] = [:]
    private var sharedNames: Set<String> = []

    /// Colours go to the eight models with most requests, in order of provider and name, and then, as far as there are
    /// any left, to those of which there are scores only.
    init(_ models: [ModelFigures], evaluations: [EvaluationFigures] = []) {
        let largest = models.indices.sorted {
            (models[$1].requests.totalRequests, $0) < (models[$0].requests.totalRequests, $1)
        }
        for (color, index) in largest.prefix(8).sorted().enumerated() {
            colors[Key(provider: models[index].provider, model: models[index].model)] = color
        }
        for figures in evaluations {
            guard let model = figures.model, colors.count < 8 else { continue }
            // A score that names no provider may be of a model that has a colour.
            if figures.provider == nil, models.contains(where: { $0.model == model }) { continue }
            let key = Key(provider: figures.provider ?? RunSummary.unknownName, model: model)
            if colors[key] == nil { colors[key] = colors.count }
        }
        var names: Set<String> = []
        for model in models where !names.insert(model.model).inserted { sharedNames.insert(model.model) }
    }

    /// The model's colour; that of `other` if it has none.
    func paint(provider: String?, model: String?) -> Paint {
        color(provider, model).map { Paint.series[$0] } ?? .other
    }

    func paint(_ model: ModelFigures) -> Paint { paint(provider: model.provider, model: model.model) }

    /// Whether the model has a colour, and so a label in line charts.
    func isNamed(_ model: ModelFigures) -> Bool { color(model.provider, model.model) != nil }

    func label(provider: String?, model: String?) -> String {
        guard let model else { return "no model" }
        if let placeholder = ShownText.placeholder(of: model) { return placeholder }
        guard sharedNames.contains(model), let provider else { return model }
        return model + " · " + provider
    }

    private func color(_ provider: String?, _ model: String?) -> Int? {
        guard let model else { return nil }
        return colors[Key(provider: provider ?? RunSummary.unknownName, model: model)]
    }
}
