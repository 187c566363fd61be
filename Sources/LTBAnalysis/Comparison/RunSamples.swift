// Owns the samples of a run: the single values that tests and intervals need, where a summary has figures only.

/// What is kept of a run's requests and scores.
///
/// Of all requests, and of each of up to 8 models, 16,384 are kept (of more models so many fewer that there are 131,072 in
/// all), and likewise of scores by metric and model: those with the smallest hashes of their benchmark and example or,
/// without an example, of their id. So the sample is the same for any number of threads and any split into files, and two
/// runs over the same examples keep the same ones.
package struct RunSamples: Sendable, Equatable {
    /// Some requests.
    package struct Requests: Sendable, Equatable {
        /// Those that are kept, in an order that says nothing about what was measured.
        package var rows: [RequestSample]
        /// How many ended.
        package var count: Int64
        /// How many of them failed.
        package var failed: Int64

        /// Whether some are not kept.
        package var isSampled: Bool { count > Int64(rows.count) }
    }

    /// The requests to one model.
    package struct Model: Sendable, Equatable {
        package var provider: String
        package var model: String
        /// As `RequestSample.model`.
        package var hash: UInt64
        package var requests: Requests
    }

    /// The scores of one metric for one model.
    package struct Scores: Sendable, Equatable {
        package var metric: String
        /// Nil where the evaluation names none.
        package var provider: String?
        /// Nil where the evaluation names none.
        package var model: String?
        /// Those that are kept.
        package var rows: [ScoreSample]
        /// How many there are.
        package var count: Int64
    }

    /// Sorted by provider and model.
    package var models: [Model]
    /// To all models.
    package var all: Requests
    /// Sorted by metric, provider and model.
    package var scores: [Scores]
    /// Whether there are more than 256 models, or metrics of models: the others are in `all` only, or left out.
    package var isFolding: Bool
}

/// A run that was read to be compared.
package struct SampledRun: Sendable {
    /// Its figures.
    package var summary: RunSummary
    /// Its single values.
    package var samples: RunSamples
    /// Sentences about what was read that no figure tells.
    package var notices: [String]

    /// A run of these figures and values.
    package init(summary: RunSummary, samples: RunSamples, notices: [String] = []) {
        self.summary = summary
        self.samples = samples
        self.notices = notices
    }
}
