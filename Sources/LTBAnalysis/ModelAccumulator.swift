// Owns what is gathered for one model of one provider.

/// A model's requests, in all and over time.
struct ModelAccumulator: Accumulator {
    var requests: RequestAccumulator
    var timeline = TimelineRow(empty: ModelCell())
    private var keepsLatencyOverTime = true

    init(bounds: DistributionBounds, objectives: [Objective]) {
        requests = RequestAccumulator(bounds: bounds, objectives: objectives)
    }

    /// Counts ended requests; their times must have been included in the axis.
    mutating func record(_ rows: EndRows, on axis: TimeAxis) {
        requests.record(rows)
        rows.forEachRun(on: axis) { cell, run in timeline.update(cell, on: axis) { $0.record(run) } }
    }

    mutating func fit(_ room: KeyRoom) {
        requests.fit(room)
        if !room.keepsLatencyOverTime { dropLatencyOverTime() }
    }

    private mutating func dropLatencyOverTime() {
        keepsLatencyOverTime = false
        timeline.changeAll { $0.dropLatency() }
    }

    mutating func merge(_ other: Self) {
        requests.merge(other.requests)
        timeline.merge(other.timeline)
        if !keepsLatencyOverTime || !other.keepsLatencyOverTime { dropLatencyOverTime() }
    }
}
