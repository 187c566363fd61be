// Owns making the metrics of swift-metrics, and writing their values to the log every so often.

public import CoreMetrics
import LTBEvents
import LTBLog
public import LTBRecorder

/// Records what a program and its libraries measure with swift-metrics.
///
///     let metrics = RecorderMetricsFactory(recorder)
///     MetricsSystem.bootstrap(metrics)
///     …
///     metrics.flush()
///     recorder.close()
///
/// Values are gathered and written once per interval, however often they change: a counter as the increment since then, a
/// meter as its last value, a timer (in seconds) or a recorder as a histogram with the catalogue's buckets. Labels and
/// dimensions are written as they are.
public final class RecorderMetricsFactory: MetricsFactory {
    private let recorder: LTBRecorder.Recorder
    private let series = Monitor<[SeriesKey: any Series]>([:])
    private let task: Task<Void, Never>

    /// Starts writing values.
    ///
    /// - Parameter interval: how often.
    public init(_ recorder: LTBRecorder.Recorder, interval: Duration = .seconds(1)) {
        self.recorder = recorder
        let series = series
        task = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                series.writeAll(to: recorder)
            }
        }
    }

    deinit {
        task.cancel()
        flush()
    }

    /// Writes what has not been written yet; to be called before the recorder is closed.
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
            if let known = series[key] as? Found { return known }
            let made = make(key)
            series[key] = made
            return made
        }
    }

    private func remove(_ handler: AnyObject) {
        guard let gone = handler as? any Series else { return }
        series.withLock { $0[gone.key] = nil }
        gone.write(to: recorder)
    }
}

extension Monitor<[SeriesKey: any Series]> {
    /// Writes the values of all series, in the order of their names.
    fileprivate func writeAll(to recorder: LTBRecorder.Recorder) {
        for series in withLock({ $0.values.sorted { $0.key < $1.key } }) { series.write(to: recorder) }
    }
}
