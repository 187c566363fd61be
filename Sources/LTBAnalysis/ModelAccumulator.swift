// Owns what is gathered for one model of one provider.

/// A model's requests, in all and over time.
struct ModelAccumulator: Accumulator {
    var requests: RequestAccumulator
    var timeline = TimelineRow(empty: ModelCell())

    init(bounds: DistributionBounds) {
        requests = RequestAccumulator(bounds: bounds)
    }

    mutating func merge(_ other: Self) {
        requests.merge(other.requests)
        timeline.merge(other.timeline)
    }
}
