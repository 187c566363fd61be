// Owns what a run cost: in all, by what, by which prices, and what it bought.

public import LTBEvents

/// What a run cost.
///
/// The recorded cost is what events say; the computed one is what a table of prices makes of their tokens. Neither replaces
/// the other, and a request without a price is told of, never counted as nothing.
public struct CostSummary: Sendable, Equatable {
    /// All requests together.
    public var total = CostFigures()
    /// Whether there were prices to compute by.
    public var isRepriced = false
    /// By provider, model, benchmark, label, hour and day, in this order; each by name or time.
    public var rows: [Row] = []
    /// Models with requests that have no computed cost, those with most of them first; at most 256.
    public var unpricedModels: [UnpricedModel] = []
    /// How many models have requests without a computed cost; of more than are kept, `_other_` is one.
    public var unpricedModelCount: Int64 = 0
    /// Where prices come from; the later ones win.
    public var sources: [Source] = []
    /// The models in whose stead the prices of others were taken, too.
    public var whatIfs: [WhatIf] = []
    /// The cost of an example that a benchmark completed and did not fail, over the benchmarks that
    /// tell and have no unpriced request; nil without.
    public var perSuccessfulExample: Double?
    /// What a point of each evaluation metric cost: by metric, over all models first.
    public var scores: [Score] = []

    /// In more hours than this nothing is told by the hour, but by days.
    public static let mostHours = 2_048

    /// Whether requests ended in so many hours that they are told by days only.
    public var hasTooManyHours: Bool {
        rows.contains { $0.dimension == .day } && !rows.contains { $0.dimension == .hour }
    }

    /// Nothing.
    public init() {}

    /// What the requests of a row have in common.
    public enum Dimension: String, Sendable, CaseIterable {
        case provider, model, benchmark, label, hour, day
    }

    /// What some of the requests cost.
    public struct Row: Sendable, Equatable {
        /// What they have in common.
        public var dimension: Dimension
        /// Of the dimensions provider and model.
        public var provider: String?
        /// Of the dimension model.
        public var model: String?
        /// Of the dimension benchmark; nil for requests of none.
        public var benchmarkID: String?
        /// Of the dimension label: its name.
        public var label: String?
        /// Of the dimension label: its value; nil for requests that lack it.
        public var value: String?
        /// Of the dimensions hour and day: when it begins.
        public var start: Timestamp?
        /// Of the dimensions hour and day: how long it is, which is more than an hour or a day where the run is long.
        public var hours: Int64?
        /// Of the dimension benchmark: the cost of an example that did not fail.
        public var perSuccessfulExample: Double?
        /// What they cost.
        public var cost: CostFigures

        /// The cost of requests that have something in common.
        public init(_ dimension: Dimension, _ cost: CostFigures) { (self.dimension, self.cost) = (dimension, cost) }
    }

    /// A model with requests that have no computed cost.
    public struct UnpricedModel: Sendable, Equatable {
        /// Its provider.
        public var provider: String
        /// Its name.
        public var model: String
        /// How many, by reason.
        public var requests: [UnpricedCause: Int64]
        /// Names of models like this one that have prices, the most similar first.
        public var suggestions: [String] = []

        /// A model with unpriced requests.
        public init(provider: String, model: String, requests: [UnpricedCause: Int64]) {
            (self.provider, self.model, self.requests) = (provider, model, requests)
        }
    }

    /// A source of prices.
    public struct Source: Sendable, Equatable {
        /// The file's name, or `built-in`.
        public var name: String
        /// The day of which its prices are, where it tells.
        public var date: String?
        /// How many models it has.
        public var models: Int64

        /// A source of prices.
        public init(name: String, date: String?, models: Int64) {
            (self.name, self.date, self.models) = (name, date, models)
        }
    }

    /// Requests to one model that were priced as if they had been to another.
    public struct WhatIf: Sendable, Equatable {
        /// `openai/gpt-4o-mini`
        public var model: String
        /// `anthropic/claude-haiku-4.5`
        public var pricedAs: String

        /// A model, and the one whose prices were taken.
        public init(model: String, pricedAs: String) { (self.model, self.pricedAs) = (model, pricedAs) }
    }

    /// What the points of an evaluation metric cost.
    public struct Score: Sendable, Equatable {
        /// The metric.
        public var metric: String
        /// Nil for all models together.
        public var provider: String?
        /// Nil for all models together.
        public var model: String?
        /// The sum of the scores.
        public var points: Double
        /// The cost of the requests, to that model or in all, for each point; nil if unpriced or without points.
        public var costPerPoint: Double?

        /// The points of a metric.
        public init(metric: String, points: Double) { (self.metric, self.points) = (metric, points) }
    }
}
