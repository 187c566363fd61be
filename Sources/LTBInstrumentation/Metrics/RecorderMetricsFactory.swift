// Owns making the metrics of swift-metrics, and writing their values to the log every so often.

public import CoreMetrics
import LTBEvents
import LTBLog
public import LTBRecorder

/// Records what a program and its libraries measure with swift-metrics.
///
///     MetricsSystem.bootstrap(RecorderMetricsFactory(recorder))
///
/// Values are gathered and written once per interval, however often they change: a counter as the increment since then, a
/// meter as its last value, a timer (in seconds) or a recorder as a histogram with the catalogue's buckets. Labels and
/// dimensions are written as they are.
public final class RecorderMetricsFactory: MetricsFactory {
    private let recorder: LTBRecorder.Recorder
    private let series = Monitor<[SeriesKey: HeldSeries]>([:])
    private let task: Task<Void, Never>

    /// Starts writing values.
    ///
    /// - Parameter interval: how often.
    public init(_ recorder: LTBRecorder.Recorder, interval: Duration = .seconds(1)) {
        self.recorder = recorder
        let series = series
        task = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: min(max(interval, .milliseconds(1)), .seconds(86_400)))
                series.writeAll(to: recorder)
            }
        }
        recorder.beforeClosing { [weak recorder] in
            if let recorder { series.writeAll(to: recorder) }
        }
    }

    deinit {
        task.cancel()
        flush()
    }

    /// Writes what has not been written yet. Closing the recorder does this as well.
    public func flush() { series.writeAll(to: recorder) }

    /// Makes a counter.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        find(SeriesKey(.counter, label, dimensions)) { CounterSeries($0) }
    }

    /// Makes a counter of fractions.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        find(SeriesKey(.fractionalCounter, label, dimensions)) { FractionalCounterSeries($0) }
    }

    /// Makes a gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        find(SeriesKey(.meter, label, dimensions)) { MeterSeries($0) }
    }

    /// Makes a gauge, or a histogram if values are to be aggregated.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate
            ? find(SeriesKey(.histogram, label, dimensions)) { HistogramSeries($0) }
            : find(SeriesKey(.gauge, label, dimensions)) { GaugeSeries($0) }
    }

    /// Makes a histogram of durations.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        find(SeriesKey(.timer, label, dimensions)) { TimerSeries($0) }
    }

    /// Writes what a counter still holds, and forgets it.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }

    /// Writes what a counter still holds, and forgets it.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }

    /// Writes what a gauge still holds, and forgets it.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }

    /// Writes what a recorder still holds, and forgets it.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }

    /// Writes what a timer still holds, and forgets it.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    private func find<Found: Series>(_ key: SeriesKey, _ make: (SeriesKey) -> Found) -> Found {
        series.withLock { series in
            if let known = series[key]?.series as? Found {
                series[key]?.holders += 1
                return known
            }
            let made = make(key)
            series[key] = HeldSeries(series: made, holders: 1)
            return made
        }
    }

    private func remove(_ handler: AnyObject) {
        guard let gone = handler as? any Series else { return }
        series.withLock { series in
            guard let held = series[gone.key], held.series === gone else { return }
            series[gone.key]?.holders -= 1
            if held.holders == 1 { series[gone.key] = nil }
        }
        gone.write(to: recorder)
    }
}

/// A series, and how many metrics of the program share it.
private struct HeldSeries: Sendable {
    let series: any Series
    var holders: Int
}

extension Monitor<[SeriesKey: HeldSeries]> {
    /// Writes the values of all series, in the order of their names.
    fileprivate func writeAll(to recorder: LTBRecorder.Recorder) {
        let all = withLock { $0.values.map(\.series) }
        for series in all.sorted(by: { $0.key < $1.key }) { series.write(to: recorder) }
    }
}
