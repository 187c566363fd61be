// Owns a run over time as one OpenMetrics text, series by series.

package import LTBLog

/// Writes a run as OpenMetrics, with the times at which things happened: for `promtool tsdb create-blocks-from`.
///
/// The text is sorted by family, series and time. Times of a series ascend, and no two are in one millisecond: of such
/// promtool would drop one without a word.
package struct OpenMetricsExport: ~Copyable {
    private static let pieceBytes = 1 << 16

    private var run: SteppedRun
    private let store: SampleStore

    /// An export in steps of so many milliseconds that puts what it cannot hold on the disk of a folder; `filter` says to
    /// what it is restricted.
    package init(stepMilliseconds: Int64, filter: String? = nil, temporaryFolder: String) throws(LogError) {
        run = SteppedRun(stepMilliseconds: stepMilliseconds, filter: filter)
        store = try SampleStore(temporaryFolder: temporaryFolder)
    }

    /// Names of metrics that were left out, since their samples would have had the names of another's.
    package var clashingMetrics: Set<String> { run.clashingMetrics }

    /// Takes in the line of an event of the step that ends then.
    package mutating func add(_ line: UnsafeRawBufferPointer, stepEnd: Int64) throws {
        try run.add(line, stepEnd: stepEnd) { [store] in try store.append(series: $0, milliseconds: $1, $2) }
    }

    /// Writes everything, piece by piece.
    package mutating func write(damagedBytes: Int64, to output: ([UInt8]) throws -> Void) throws {
        try run.finish(damagedBytes: damagedBytes) { [store] in try store.append(series: $0, milliseconds: $1, $2) }
        var exposition = Exposition(.openMetrics)
        var last = -1
        for number in run.table.sorted {
            let entry = run.table.entries[number]
            let family = run.table.families[entry.family]
            if entry.family != last { exposition.writeHead(of: family) }
            last = entry.family
            try store.forEachSample(ofSeries: number) { time, value in
                exposition.write(.init(labels: entry.labels, value: value), of: family, at: time)
                if exposition.count > Self.pieceBytes { try output(exposition.take()) }
            }
        }
        exposition.end()
        try output(exposition.take())
    }
}
