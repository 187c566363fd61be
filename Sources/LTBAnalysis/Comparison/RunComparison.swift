// Owns the result of comparing two runs: the one immutable value that every output renders (schema `ltb.comparison/1`).

package import LTBStatistics

/// What changed from one run to another.
package struct RunComparison: Sendable, Equatable {
    /// What is said of a measure in a word.
    package enum Verdict: String, Sendable, CaseIterable {
        case better, worse
        /// The whole interval lies inside the smallest effect that matters.
        case same
        /// It changed, and neither way is better.
        case different
        /// There are too few requests to tell.
        case unclear
        case notComparable = "not comparable"
    }

    /// One of the two runs.
    package enum Side: String, Sendable {
        case base, candidate
    }

    /// Why a measure is not comparable, or unclear.
    package enum Reason: Sendable, Equatable {
        case notMeasured(Side)
        /// So many values a side are the least that this figure can be told of.
        case fewValues(needed: Int)
        /// The shares of requests that were lost explain the difference: failed, or never ended.
        case survivors(baseLost: Double, candidateLost: Double)
        /// Of both runs so much was lost that the figure is beyond all answers.
        case beyondAnswers
        /// The models took other shares of the requests: the one whose share changed most.
        case mix(model: String, base: Double, candidate: Double)
        /// The candidate has so few of the base's requests that what is missing explains why it looks better.
        case missing(base: Int64, candidate: Int64)
        /// So many runs are the least that tell how much runs differ.
        case fewRuns(needed: Int)
        /// The runs before differ from each other by as much.
        case scatter
        /// The runs before were all equal, so that nobody knows how much runs differ.
        case equalRuns
    }

    /// A figure of a measure in both runs.
    package struct Row: Sendable, Equatable {
        package var measure: ComparedMeasure
        /// Nil of a share.
        package var statistic: SampleStatistic?
        /// The values and their difference; nil where a run has none. What is beyond all answers is infinite.
        package var effect: MeasuredEffect?
        /// The p-value after Holm's correction for all tests of the comparison; nil where nothing was tested.
        package var correctedPValue: Double?
        package var verdict: Verdict
        package var reason: Reason?
        /// Of an unclear measure, how many requests a side (of scores and pass rates scores) would decide it, were the
        /// difference what it seems; nil where no number in reach would.
        package var requestsNeeded: Int?

        /// Why it is not better, should it seem so; nil where that is known.
        var doubt: Reason?

        /// The test's p-value; nil where nothing was tested.
        package var pValue: Double? { correctedPValue == nil ? nil : effect?.pValue }
    }

    /// How many requests a run has.
    package struct Counts: Sendable, Equatable {
        package var ended: Int64 = 0
        package var failed: Int64 = 0
        package var unfinished: Int64 = 0

        /// Requests that were sent, as far as it is known.
        var sent: Int64 { ended + unfinished }
        /// Requests that got no answer.
        var lost: Int64 { failed + unfinished }
        /// The share of those; nil where nothing was sent.
        package var lostShare: Double? { sent > 0 ? Double(lost) / Double(sent) : nil }

        /// What each of so many runs has of them, on average.
        func each(of runs: Int) -> Counts {
            let runs = Int64(max(1, runs))
            return Counts(ended: ended / runs, failed: failed / runs, unfinished: unfinished / runs)
        }
    }

    /// What is known of one run's part of a group.
    package struct Part: Sendable, Equatable {
        package var counts = Counts()
        /// Of so many single values figures are made; fewer than ended where these are too many to keep.
        package var kept = 0
        /// Seconds of successful requests, by percentile, as far as there are values.
        package var latencyCurve: [DistributionFigures.QuantilePoint] = []
        /// Of so many runs the counts are the means; nil of one run.
        package var runs: Int?
    }

    /// Examples that both of two runs have.
    package struct PairedExamples: Sendable, Equatable {
        package var common: Int
        /// Of so many requests of the base that are kept.
        package var base: Int
        /// Of so many requests of the candidate that are kept.
        package var candidate: Int

        package init(common: Int, base: Int, candidate: Int) {
            (self.common, self.base, self.candidate) = (common, base, candidate)
        }
    }

    /// Requests that are compared with each other.
    package struct Group: Sendable, Equatable {
        /// In the base; nil for all models together.
        package var baseModel: ModelName?
        /// In the candidate; nil for all models together.
        package var candidateModel: ModelName?
        package var base: Part
        package var candidate: Part
        /// How many examples both runs have, where examples are compared with themselves.
        package var pairedExamples: Int?
        package var rows: [Row]

        /// Whether it is of all models that both runs have.
        package var isTotal: Bool { candidateModel == nil }
        /// Whether it is of a model that only the candidate has, against all models of the base.
        package var isNew: Bool { baseModel == nil && candidateModel != nil }
        /// Whether no request of either run got an answer.
        package var isLost: Bool { base.counts.lostShare == 1 && candidate.counts.lostShare == 1 }
    }

    /// A model by the names in the log.
    package struct ModelName: Sendable, Equatable {
        package var provider: String
        package var model: String
    }

    /// A run as far as a comparison tells of it.
    package struct Run: Sendable, Equatable {
        package var summary: RunSummary
        /// Of so many runs its requests are.
        package var runs = 1
        /// Models that the other run has no counterpart of.
        package var unmatched: [ModelName] = []
    }

    package var base: Run
    package var candidate: Run
    /// The smallest effect that matters, as a share.
    package var threshold: Double
    /// How many tests the p-values are corrected for.
    package var testCount = 0
    /// Models, by the base's provider and name; after them those that only the candidate has, of which only the share of
    /// failures is compared, with that of all models of the base; last all that both have, where there are several.
    package var groups: [Group]
    /// The runs that the base is made of, where these are of a history.
    package var past: Past?

    /// All figures.
    package var rows: [Row] { groups.flatMap(\.rows) }

    /// Whether anything is worse.
    package var isWorse: Bool { rows.contains { $0.verdict == .worse } }

    /// Whether anything at all could be judged. That two runs failed alike, and completely, says nothing.
    package var isJudged: Bool {
        groups.contains { group in
            group.rows.contains { row in
                switch row.verdict {
                case .worse: true
                case .better, .same, .different: !group.isLost
                case .unclear, .notComparable: false
                }
            }
        }
    }
}
