// Owns a run over time as requests of remote write.

import LTBAnalysis

/// Makes requests of a run's samples, in the order of time, each compressed and ready to be sent.
package struct RemoteWriteExport: ~Copyable {
    /// Takes the body of a request, and how many samples it has.
    package typealias Output = (_ body: [UInt8], _ samples: Int) throws -> Void

    /// A request of Prometheus itself has as many.
    private static let samplesPerRequest = 2_000

    private var run: SteppedRun
    private var request = WriteRequest()

    /// An export in steps of so many milliseconds; `filter` says to what it is restricted.
    package init(stepMilliseconds: Int64, filter: String? = nil) {
        run = SteppedRun(stepMilliseconds: stepMilliseconds, filter: filter)
    }

    /// Names of metrics that were left out, since their samples would have had the names of another's.
    package var clashingMetrics: Set<String> { run.clashingMetrics }

    /// Takes in the line of an event of the step that ends then.
    package mutating func add(_ line: UnsafeRawBufferPointer, stepEnd: Int64, to output: Output) throws {
        var samples: [Sample] = []
        try run.add(line, stepEnd: stepEnd) { samples.append(Sample(series: $0, milliseconds: $1, value: $2)) }
        try send(samples, to: output)
    }

    /// Gives the last requests.
    package mutating func finish(damagedBytes: Int64, to output: Output) throws {
        var samples: [Sample] = []
        try run.finish(damagedBytes: damagedBytes) {
            samples.append(Sample(series: $0, milliseconds: $1, value: $2))
        }
        try send(samples, to: output)
        try flush(to: output)
    }

    private struct Sample {
        var series: Int
        var milliseconds: Int64
        var value: MetricFamily.Value
    }

    private mutating func send(_ samples: [Sample], to output: Output) throws {
        for sample in samples {
            let entry = run.table.entries[sample.series]
            let family = run.table.families[entry.family]
            sample.value.forEachSample(of: family) { name, key, value in
                let added = [MetricFamily.Label(name: "__name__", value: name)] + (key.map { [$0] } ?? [])
                request.append(added + entry.labels, value: value, milliseconds: sample.milliseconds)
            }
            if request.samples >= Self.samplesPerRequest { try flush(to: output) }
        }
    }

    private mutating func flush(to output: Output) throws {
        guard request.samples > 0 else { return }
        let (body, samples) = (SnappyBlock.compress(request.bytes), request.samples)
        request = WriteRequest()
        try output(body, samples)
    }
}

extension MetricFamily.Value {
    /// Gives the samples of a series as Prometheus stores them: names, the label that is added, and values.
    fileprivate func forEachSample(
        of family: MetricFamily, _ body: (_ name: String, _ key: MetricFamily.Label?, _ value: Double) -> Void
    ) {
        let name = family.name
        func key(_ label: String, _ value: Double) -> MetricFamily.Label {
            .init(name: label, value: Exposition.key(value, .openMetrics))
        }
        switch self {
        case .number(let value): body(family.kind == .counter ? name + "_total" : name, nil, value)
        case .histogram(let bounds, let counts, let count, let sum):
            for (bound, count) in zip(bounds, counts) { body(name + "_bucket", key("le", bound), Double(count)) }
            body(name + "_bucket", .init(name: "le", value: "+Inf"), Double(count))
            body(name + "_sum", nil, sum)
            body(name + "_count", nil, Double(count))
        case .summary(let quantiles, let count, let sum):
            for point in quantiles { body(name, key("quantile", point.quantile), point.value) }
            body(name + "_sum", nil, sum)
            body(name + "_count", nil, Double(count))
        }
    }
}
