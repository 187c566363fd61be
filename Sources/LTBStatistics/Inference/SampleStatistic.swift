// Owns what of a sample is compared, and the test that decides about it.

/// A figure of a sample.
package enum SampleStatistic: Sendable, Hashable {
    /// The mean, tested as one: by Welch's t, or Student's of pairs.
    case mean
    /// The mean of values of which only the order means much, such as scores: tested by ranks.
    case rankedMean
    /// The median, tested by ranks: Mann-Whitney, or Wilcoxon's of pairs.
    case median
    /// Another quantile, tested by how many values lie above that of both samples together: Fisher's test, or McNemar's.
    case tail(Double)

    /// The quantile that it is; nil for a mean.
    package var quantile: Double? {
        switch self {
        case .mean, .rankedMean: nil
        case .median: 0.5
        case .tail(let q): q
        }
    }

    /// So many values are needed for the figure to be one of more than the largest few.
    package var leastValues: Int {
        switch self {
        case .mean, .rankedMean, .median: 5
        case .tail(let q): Int((1 / (1 - q)).rounded())
        }
    }
}

/// How a p-value was found.
package enum SignificanceTest: String, Sendable, CaseIterable {
    case mannWhitney = "mann-whitney"
    case wilcoxon
    case welch
    case pairedT = "paired-t"
    case fisher
    case mcNemar = "mcnemar"
    /// By how far runs lie from each other.
    case prediction
}
