// Owns observations that are counted in buckets until they are written.

import LTBEvents
import LTBLog
import LTBRecorder

/// A histogram since the last time of writing.
final class Buckets: Sendable {
    private struct State {
        /// By bucket, the one without bound last.
        var counts: [Int64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Monitor<State>

    init(metric name: String) {
        bounds = MetricCatalogue.bounds(forMetricNamed: name)
        state = Monitor(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func add(_ value: Double) {
        guard value.isFinite else { return }
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    func write(to recorder: LTBRecorder.Recorder, _ key: SeriesKey, unit: String?) {
        let empty = State(counts: Array(repeating: 0, count: bounds.count + 1))
        let taken = state.withLock { state in
            defer { state = empty }
            return state
        }
        var sum: Int64 = 0
        let buckets = zip(bounds + [.infinity], taken.counts).map { bound, count in
            sum += count
            return MetricValue.HistogramValue.Bucket(upperBound: bound, cumulativeCount: sum)
        }
        guard sum > 0 else { return }
        let value = MetricValue.HistogramValue(buckets: buckets, count: sum, sum: taken.sum)
        recorder.record(
            .metricRecorded(
                MetricRecorded(
                    name: key.name, type: "histogram", value: .histogram(value), labels: key.labels, unit: unit)))
    }
}
