// Owns the claims about recording what is measured with swift-metrics.

import LTBEvents
import LTBInstrumentation
import LTBLog
import LTBRecorder
import LTBTestSupport
import Metrics
import Testing

struct RecorderMetricsFactoryTests {
    let folder: TemporaryFolder
    let recorder: LTBRecorder.Recorder
    let factory: RecorderMetricsFactory

    init() throws {
        folder = try TemporaryFolder()
        recorder = try Recorder(to: folder["run.jsonl.zst"], configuration: RecorderConfiguration())
        // It writes when it is told to.
        factory = RecorderMetricsFactory(recorder, interval: .seconds(3_600))
    }

    /// What was recorded of metrics.
    private func recorded() throws -> [MetricRecorded] {
        recorder.close()
        return try readEvents(folder["run.jsonl.zst"]).compactMap { event in
            guard case .metricRecorded(let metric) = event.payload else { return nil }
            return metric
        }
    }

    private func histogram(_ bounds: [Double], _ values: [Double]) -> MetricValue {
        let buckets = (bounds + [.infinity]).map { bound in
            MetricValue.HistogramValue.Bucket(
                upperBound: bound, cumulativeCount: Int64(values.count { $0 <= bound }))
        }
        return .histogram(
            MetricValue.HistogramValue(buckets: buckets, count: Int64(values.count), sum: values.reduce(0, +)))
    }

    @Test func eachKindIsWrittenOnceForAllItsValues() throws {
        let labels = [("tier", "l1")]
        let counter = Counter(label: "hits", dimensions: labels, factory: factory)
        let fractions = FloatingPointCounter(label: "kwh", factory: factory)
        let meter = Meter(label: "depth", factory: factory)
        let gauge = Gauge(label: "load", factory: factory)
        let sizes = Metrics.Recorder(label: "body_bytes", factory: factory)
        let timer = Metrics.Timer(label: "took", factory: factory)
        for _ in 0..<1_000 { counter.increment(by: 2) }
        fractions.increment(by: 0.5)
        fractions.increment(by: 0.25)
        meter.set(3)
        meter.increment(by: 2)
        gauge.record(1)
        gauge.record(0.75)
        for size in [100, 256, 5_000] { sizes.record(size) }
        timer.recordMilliseconds(3)
        timer.recordSeconds(20)
        factory.flush()
        // Nothing is news any more.
        factory.flush()
        #expect(
            try recorded() == [
                MetricRecorded(
                    name: "body_bytes", type: "histogram",
                    value: histogram(
                        [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216],
                        [100, 256, 5_000])),
                MetricRecorded(name: "depth", type: "gauge", value: .number(5)),
                MetricRecorded(name: "hits", type: "counter", value: .number(2_000), labels: ["tier": "l1"]),
                MetricRecorded(name: "kwh", type: "counter", value: .number(0.75)),
                MetricRecorded(name: "load", type: "gauge", value: .number(0.75)),
                MetricRecorded(
                    name: "took", type: "histogram",
                    value: histogram(
                        [
                            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
                            10,
                        ],
                        [0.003, 20]), unit: "seconds"),
            ])
    }

    @Test func countersAreIncrementsSinceTheLastTime() throws {
        let counter = Counter(label: "hits", factory: factory)
        for amount in [1, 5, 0, 7] {
            counter.increment(by: amount)
            factory.flush()
        }
        #expect(try recorded().map(\.value) == [.number(1), .number(5), .number(7)])
    }

    @Test func oneNameAndItsLabelsAreOneSeriesInWhateverOrder() throws {
        for dimensions in [[("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")], [("a", "1")]] {
            Counter(label: "hits", dimensions: dimensions, factory: factory).increment()
        }
        factory.flush()
        #expect(
            try recorded().map { "\($0.labels.count) \($0.value == .number(1) ? 1 : 2)" } == ["1 1", "2 2"])
    }

    @Test func whatIsDestroyedIsWrittenBefore() throws {
        let counter = Counter(label: "hits", factory: factory)
        counter.increment(by: 3)
        counter.destroy()
        factory.flush()
        #expect(try recorded().map(\.value) == [.number(3)])
    }

    @Test func closingTheRecorderWritesWhatIsLeft() throws {
        Counter(label: "hits", factory: factory).increment(by: 3)
        #expect(try recorded().map(\.value) == [.number(3)])
    }

    @Test func aSeriesThatOthersHoldOutlivesOneOfThem() throws {
        let first = Counter(label: "hits", factory: factory)
        let second = Counter(label: "hits", factory: factory)
        first.destroy()
        second.increment(by: 2)
        factory.flush()
        #expect(try recorded().map(\.value) == [.number(2)])
    }

    @Test func whatNoCounterOrGaugeCanBeIsIgnored() throws {
        let counter = FloatingPointCounter(label: "kwh", factory: factory)
        let meter = Meter(label: "depth", factory: factory)
        for value in [0.5, .nan, -1, .infinity, 0.25] { counter.increment(by: value) }
        meter.set(Double.nan)
        meter.increment(by: 2)
        counter.reset()
        factory.flush()
        #expect(try recorded().map(\.value) == [.number(2), .number(0.75)])
    }

    @Test func nothingIsLostWithManyThreads() async throws {
        let counter = Counter(label: "hits", factory: factory)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<1_000 { counter.increment() } }
                group.addTask { for _ in 0..<50 { factory.flush() } }
            }
        }
        factory.flush()
        let sum = try recorded().reduce(into: 0.0) { sum, metric in
            if case .number(let value) = metric.value { sum += value }
        }
        #expect(sum == 8_000)
    }

    @Test func valuesAreWrittenEveryInterval() async throws {
        let frequent = RecorderMetricsFactory(recorder, interval: .milliseconds(5))
        let metrics = recorder.events.subscribe(to: [.metricRecorded])
        Counter(label: "hits", factory: frequent).increment()
        let first = await metrics.first { _ in true }
        guard case .event(let event) = first, case .metricRecorded(let metric) = event.payload else {
            Issue.record("no metric")
            return
        }
        #expect(metric.name == "hits")
        withExtendedLifetime(frequent) {}
        recorder.close()
    }
}
