// Owns the samples of a run at the ends of steps: of each series at most one a step.

import LTBAnalysis

/// Makes samples of the lines of a run's events, which come in the order of their steps.
///
/// A counter or histogram has a sample of 0 one step before its first, so that `increase` and `rate` see all of it.
struct SteppedRun: ~Copyable {
    /// A value of a series, by the number of the series, at a time in milliseconds since 1970.
    typealias Sink = (_ series: Int, _ milliseconds: Int64, _ value: MetricFamily.Value) throws -> Void

    private var counts: CountsOverTime
    private let milliseconds: Int64
    private let filter: String?
    private(set) var table = SeriesTable()
    /// Metrics that were left out, since their samples would have had the names of another's.
    private(set) var clashingMetrics: Set<String> = []

    /// Samples at the ends of steps of so many milliseconds, which say what the run was restricted to, if it was.
    init(stepMilliseconds: Int64, filter: String?) {
        milliseconds = stepMilliseconds
        self.filter = filter
        counts = CountsOverTime(stepMilliseconds: stepMilliseconds)
    }

    /// Takes in the line of an event of the step that ends then.
    mutating func add(_ line: UnsafeRawBufferPointer, stepEnd: Int64, to sink: Sink) throws {
        var told: (ends: [Int64], counts: RunCounts)?
        try counts.add(line, stepEnd: stepEnd) { told = ($0, $1) }
        if let told { try sample(told.counts, told.ends, to: sink) }
    }

    /// Makes the last samples.
    mutating func finish(damagedBytes: Int64, to sink: Sink) throws {
        var told: (ends: [Int64], counts: RunCounts)?
        try counts.finish(damagedBytes: damagedBytes) { told = ($0, $1) }
        if let told { try sample(told.counts, told.ends, to: sink) }
    }

    private mutating func sample(_ counts: RunCounts, _ ends: [Int64], to sink: Sink) throws {
        for family in MetricFamily.all(of: counts, filter: filter) {
            guard let number = table.number(of: family) else {
                clashingMetrics.insert(family.name)
                continue
            }
            for series in family.series {
                let value = series.value
                let (series, isNew) = table.number(of: series, family: number)
                if isNew, let zero = value.zero(family.kind) { try sink(series, ends[0] - milliseconds, zero) }
                for end in ends { try sink(series, end, value) }
            }
        }
    }
}

extension MetricFamily.Value {
    /// What a series of a kind began with; nil where nobody knows.
    fileprivate func zero(_ kind: MetricFamily.Kind) -> Self? {
        switch self {
        case .number: kind == .counter ? .number(0) : nil
        case .histogram(let bounds, let counts, _, _):
            .histogram(bounds: bounds, cumulativeCounts: counts.map { _ in 0 }, count: 0, sum: 0)
        case .summary: nil
        }
    }
}
