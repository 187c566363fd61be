// Owns the values of one metric and its labels, between two times of writing.

import CoreMetrics
import LTBEvents
import LTBLog
import LTBRecorder
import Synchronization

/// Which series of which metric.
struct SeriesKey: Hashable, Comparable, Sendable {
    enum Kind: Int, Sendable {
        case counter, fractionalCounter, meter, gauge, histogram, timer
    }

    let kind: Kind
    let name: String
    let labels: [String: String]
    private let order: [String]

    init(_ kind: Kind, _ name: String, _ dimensions: [(String, String)]) {
        self.kind = kind
        self.name = name
        labels = Dictionary(dimensions) { _, last in last }
        order = labels.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    }

    static func < (first: SeriesKey, second: SeriesKey) -> Bool {
        if first.name != second.name { return first.name < second.name }
        if first.order != second.order { return first.order.lexicographicallyPrecedes(second.order) }
        return first.kind.rawValue < second.kind.rawValue
    }
}

/// Values that are gathered by any thread and written by one.
protocol Series: AnyObject, Sendable {
    var key: SeriesKey { get }

    /// Records what has been gathered since the last time, if anything has.
    func write(to recorder: LTBRecorder.Recorder)
}

/// A sum of whole increments.
final class CounterSeries: Series, CounterHandler {
    let key: SeriesKey
    private let sum = Atomic<Int64>(0)

    init(_ key: SeriesKey) { self.key = key }

    func increment(by amount: Int64) {
        // A counter only grows.
        if amount > 0 { sum.wrappingAdd(amount, ordering: .relaxed) }
    }

    /// The log holds increments, which stay true.
    func reset() {}

    func write(to recorder: LTBRecorder.Recorder) {
        let increment = sum.exchange(0, ordering: .relaxed)
        if increment != 0 { recorder.recordMetric(key.name, .counter, Double(increment), labels: key.labels) }
    }
}

/// A sum of increments.
final class FractionalCounterSeries: Series, FloatingPointCounterHandler {
    let key: SeriesKey
    private let sum = Monitor(0.0)

    init(_ key: SeriesKey) { self.key = key }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        sum.withLock { $0 += amount }
    }

    /// The log holds increments, which stay true.
    func reset() {}

    func write(to recorder: LTBRecorder.Recorder) {
        let increment = sum.withLock { sum in
            defer { sum = 0 }
            return sum
        }
        if increment != 0 { recorder.recordMetric(key.name, .counter, increment, labels: key.labels) }
    }
}

/// A value that goes up and down.
final class MeterSeries: Series, MeterHandler {
    private struct State {
        var value = 0.0
        var isNews = false
    }

    let key: SeriesKey
    private let state = Monitor(State())

    init(_ key: SeriesKey) { self.key = key }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) {
        guard value.isFinite else { return }
        state.withLock { $0 = State(value: value, isNews: true) }
    }

    func increment(by amount: Double) {
        guard amount.isFinite else { return }
        state.withLock { $0 = State(value: $0.value + amount, isNews: true) }
    }

    func decrement(by amount: Double) { increment(by: -amount) }

    func write(to recorder: LTBRecorder.Recorder) {
        let value: Double? = state.withLock { state in
            guard state.isNews else { return nil }
            state.isNews = false
            return state.value
        }
        if let value { recorder.recordMetric(key.name, .gauge, value, labels: key.labels) }
    }
}

/// A recorder whose last value counts.
final class GaugeSeries: Series, RecorderHandler {
    let key: SeriesKey
    private let meter: MeterSeries

    init(_ key: SeriesKey) {
        self.key = key
        meter = MeterSeries(key)
    }

    func record(_ value: Int64) { meter.set(value) }

    func record(_ value: Double) { meter.set(value) }

    func write(to recorder: LTBRecorder.Recorder) { meter.write(to: recorder) }
}

/// A recorder whose values are counted in buckets.
final class HistogramSeries: Series, RecorderHandler {
    let key: SeriesKey
    private let buckets: Buckets

    init(_ key: SeriesKey) {
        self.key = key
        buckets = Buckets(metric: key.name)
    }

    func record(_ value: Int64) { buckets.add(Double(value)) }

    func record(_ value: Double) { buckets.add(value) }

    func write(to recorder: LTBRecorder.Recorder) { buckets.write(to: recorder, key, unit: nil) }
}

/// Durations, in seconds.
final class TimerSeries: Series, TimerHandler {
    let key: SeriesKey
    private let buckets: Buckets

    init(_ key: SeriesKey) {
        self.key = key
        buckets = Buckets(metric: key.name)
    }

    func recordNanoseconds(_ duration: Int64) { buckets.add(Double(duration) / 1e9) }

    func write(to recorder: LTBRecorder.Recorder) { buckets.write(to: recorder, key, unit: "seconds") }
}
