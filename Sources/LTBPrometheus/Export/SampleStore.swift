// Owns bringing samples from the order of time into the order of series, in bounded memory.

import LTBAnalysis
import LTBLog

/// Takes the samples of all series as time goes by, and gives them series by series.
///
/// Samples wait in memory by series. Once there are too many, those of each series go to a temporary file as one chunk
/// that knows where the series' chunk before it is, so that memory depends on the number of series only.
///
///     chunk  = previous length *(record)            ; 8 bytes each: the offset of the previous chunk or -1, of records
///     record = time count *(value)                  ; 8 bytes each, as the processor has them
final class SampleStore {
    private let file: TemporaryFile
    private let limit: Int
    /// By series.
    private var waiting: [[Int64]] = []
    private var lastChunks: [Int64] = []
    private var waitingWords = 0
    private var end: Int64 = 0

    /// A store that keeps so many bytes in memory, and others on the disk of a folder.
    init(temporaryFolder folder: String, memoryBytes: Int = 16 << 20) throws(LogError) {
        file = try TemporaryFile(in: folder)
        limit = memoryBytes / 8
    }

    /// Takes a sample of a series that is later than its last one.
    func append(series: Int, milliseconds: Int64, _ value: MetricFamily.Value) throws(LogError) {
        while waiting.count <= series {
            waiting.append([])
            lastChunks.append(-1)
        }
        let before = waiting[series].count
        waiting[series] += [milliseconds, 0]
        value.append(to: &waiting[series])
        let count = waiting[series].count - before
        waiting[series][before + 1] = Int64(count - 2)
        waitingWords += count
        if waitingWords > limit { try spill() }
    }

    /// Gives the samples of a series by time.
    func forEachSample(
        ofSeries series: Int, _ body: (_ milliseconds: Int64, _ value: MetricFamily.Value) throws -> Void
    ) throws {
        var chunks: [Int64] = []
        var offset = lastChunks[series]
        while offset >= 0 {
            chunks.append(offset)
            offset = try words(2, at: offset)[0]
        }
        for chunk in chunks.reversed() {
            let length = try words(2, at: chunk)[1]
            try Self.forEachRecord(words(Int(length), at: chunk + 16), body)
        }
        try Self.forEachRecord(waiting[series], body)
    }

    private func words(_ count: Int, at offset: Int64) throws(LogError) -> [Int64] {
        var words = [Int64](repeating: 0, count: count)
        let result: Result<Void, LogError> = words.withUnsafeMutableBytes { bytes in
            do throws(LogError) { return .success(try file.read(into: bytes, at: offset)) } catch {
                return .failure(error)
            }
        }
        try result.get()
        return words
    }

    private static func forEachRecord(
        _ words: [Int64], _ body: (_ milliseconds: Int64, _ value: MetricFamily.Value) throws -> Void
    ) throws {
        var position = 0
        while position < words.count {
            let next = position + 2 + Int(words[position + 1])
            try body(words[position], MetricFamily.Value(words[(position + 2)..<next]))
            position = next
        }
    }

    private func spill() throws(LogError) {
        var chunk: [Int64] = []
        for series in waiting.indices where !waiting[series].isEmpty {
            chunk.removeAll(keepingCapacity: true)
            chunk += [lastChunks[series], Int64(waiting[series].count)]
            chunk += waiting[series]
            let result: Result<Void, LogError> = chunk.withUnsafeBytes { bytes in
                do throws(LogError) { return .success(try file.append(bytes)) } catch { return .failure(error) }
            }
            try result.get()
            lastChunks[series] = end
            end += Int64(8 * chunk.count)
            waiting[series] = []
        }
        waitingWords = 0
    }
}

/// A value in 8-byte words: its kind, then what it has.
extension MetricFamily.Value {
    private static let numberTag: Int64 = 0
    private static let histogramTag: Int64 = 1
    private static let summaryTag: Int64 = 2

    fileprivate func append(to words: inout [Int64]) {
        switch self {
        case .number(let value): words += [Self.numberTag, Self.word(value)]
        case .histogram(let bounds, let counts, let count, let sum):
            words += [Self.histogramTag, count, Self.word(sum)]
            for (bound, count) in zip(bounds, counts) { words += [Self.word(bound), count] }
        case .summary(let quantiles, let count, let sum):
            words += [Self.summaryTag, count, Self.word(sum)]
            for point in quantiles { words += [Self.word(point.quantile), Self.word(point.value)] }
        }
    }

    fileprivate init(_ words: ArraySlice<Int64>) {
        let words = Array(words)
        let pairs = stride(from: 3, to: words.count, by: 2)
        switch words[0] {
        case Self.numberTag: self = .number(Self.double(words[1]))
        case Self.histogramTag:
            self = .histogram(
                bounds: pairs.map { Self.double(words[$0]) }, cumulativeCounts: pairs.map { words[$0 + 1] },
                count: words[1], sum: Self.double(words[2]))
        default:
            self = .summary(
                quantiles: pairs.map { .init(quantile: Self.double(words[$0]), value: Self.double(words[$0 + 1])) },
                count: words[1], sum: Self.double(words[2]))
        }
    }

    private static func word(_ value: Double) -> Int64 { Int64(bitPattern: value.bitPattern) }
    private static func double(_ word: Int64) -> Double { Double(bitPattern: UInt64(bitPattern: word)) }
}
