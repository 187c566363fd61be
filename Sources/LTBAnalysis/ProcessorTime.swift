// Owns the processor time of an instrumented process over time.

import LTBEvents

/// What `process_cpu_seconds_total` counted in one bucket of a timeline.
///
/// An increment is the time used since the sample before it. One below zero, as a counter that began anew may give,
/// tells of no time.
struct ProcessorTime: Accumulator {
    /// When it was sampled.
    private var samples = TimeSpan()
    /// Nanoseconds.
    private var used = Count()
    /// What the first sample brought: time used before it.
    private var usedBeforeFirst = Count()

    mutating func record(seconds: Double, at time: Int64) {
        var sample = Self()
        sample.samples.include(time)
        sample.used.add(nanoseconds(fromSeconds: seconds) ?? 0)
        sample.usedBeforeFirst = sample.used
        merge(sample)
    }

    mutating func merge(_ other: Self) {
        if other.samples.first < samples.first {
            usedBeforeFirst = other.usedBeforeFirst
        } else if other.samples.first == samples.first {
            usedBeforeFirst.merge(other.usedBeforeFirst)
        }
        used.merge(other.used)
        samples.merge(other.samples)
    }

    /// How much of one core the process used in each of consecutive buckets since the last sample before, in percent
    /// with two decimals; nil in buckets without a sample, and where there is none before.
    static func percentages(_ buckets: [Self]) -> [Double?] {
        var before: Int64?
        return buckets.map { bucket in
            guard !bucket.samples.isEmpty else { return nil }
            let (begin, used) =
                before.map { ($0, bucket.used.value) }
                ?? (bucket.samples.first, bucket.used.value - bucket.usedBeforeFirst.value)
            before = bucket.samples.last
            let nanoseconds = Int128(bucket.samples.last) - Int128(begin)
            guard nanoseconds > 0 else { return nil }
            return (Double(used) / Double(nanoseconds) * 10_000).rounded() / 100
        }
    }
}

extension MetricSeries {
    /// What a recorder calls the share that a process uses of a core, if it tells it.
    private static let percentName = "process_cpu_percent"

    /// The gauge that follows from a counter of processor time; nil of any other metric.
    init?(followingFrom metric: MetricRecorded) {
        guard metric.name == MetricDefinition.processCPUSecondsTotal.name, metric.type == "counter" else { return nil }
        self.init(name: Self.percentName, type: "gauge", labels: metric.labels)
    }
}
