// Owns invented requests, and the summary of them that an aggregator would make.

import Glibc
import LTBAnalysis
import LTBEvents

/// A small generator of numbers, the same on every machine (SplitMix64).
struct SampleNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number from 0 to 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// A number from a normal distribution around 0, by twelve uniform ones.
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + unit() } }
}

/// An invented run.
struct SampleRun {
    struct Model {
        var provider: String
        var model: String
        var weight: Double
        /// The typical latency in seconds.
        var latency: Double
        /// Dollars a request; nil is unpriced.
        var price: Double?
        var errorRate = 0.006
    }

    struct Outage {
        var provider: String
        var from: Double
        var to: Double
        var share: Double
        var errorType: String
    }

    private struct Request {
        var model: Int
        var end: Double
        var latency: Double
        var firstToken: Double
        var perToken: Double
        var input: Int64
        var cached: Int64
        var output: Int64
        var cost: Double?
        var error: String?
    }

    static let sixModels = [
        Model(provider: "cobalt", model: "cobalt-flash", weight: 24, latency: 1.2, price: 0.00026),
        Model(provider: "cobalt", model: "cobalt-pro", weight: 19, latency: 3.4, price: 0.0046),
        Model(provider: "lumen", model: "lumen-70b", weight: 14, latency: 7.3, price: 0.00086, errorRate: 0.025),
        Model(provider: "lumen", model: "lumen-8b", weight: 12, latency: 1.8, price: nil),
        Model(provider: "northstar", model: "north-large", weight: 22, latency: 4.4, price: 0.0052),
        Model(provider: "northstar", model: "north-mini", weight: 28, latency: 1.7, price: 0.00041),
    ]

    let start: Timestamp
    let seconds: Double
    let models: [Model]
    var outage: Outage?
    var hasLatencies = true
    private var numbers: SampleNumbers
    private var requests: [Request] = []

    init(seed: UInt64, start: Timestamp, seconds: Double, models: [Model]) {
        self.start = start
        self.seconds = seconds
        self.models = models
        numbers = SampleNumbers(seed: seed)
    }

    mutating func generate(_ count: Int) {
        let total = models.reduce(0) { $0 + $1.weight }
        for _ in 0..<count {
            var rest = numbers.unit() * total
            let index = models.firstIndex { model in
                rest -= model.weight
                return rest <= 0
            }
            requests.append(request(of: index ?? 0))
        }
        requests.sort { ($0.end, $0.latency) < ($1.end, $1.latency) }
    }

    private mutating func request(of index: Int) -> Request {
        let model = models[index]
        let latency = model.latency * exp(0.55 * numbers.normal())
        let output = Int64(max(2, 220 * exp(0.7 * numbers.normal())))
        let firstToken = latency * (0.08 + 0.1 * numbers.unit())
        let input = Int64(max(8, 900 * exp(0.6 * numbers.normal())))
        let end = min(latency, seconds * 0.9) + numbers.unit() * max(seconds - latency, seconds * 0.1)
        var request = Request(
            model: index, end: end, latency: latency, firstToken: firstToken,
            perToken: (latency - firstToken) / Double(output - 1), input: input,
            cached: numbers.unit() < 0.3 ? input * 4 / 5 : 0, output: output,
            cost: model.price.map { $0 * (0.5 + numbers.unit()) }, error: nil)
        let isOut = outage.map { $0.provider == model.provider && end >= $0.from && end < $0.to } ?? false
        if isOut, let outage, numbers.unit() < outage.share {
            request.error = outage.errorType
        } else if numbers.unit() < model.errorRate {
            request.error = ["server_error", "timeout", "connection"][Int(numbers.next() % 3)]
        }
        if request.error != nil { (request.cost, request.output, request.input, request.cached) = (nil, 0, 0, 0) }
        return request
    }
}

// What an aggregator would make of the requests.
extension SampleRun {
    func summary(bucketSeconds: Double, byBucketSeconds: Double) -> RunSummary {
        var summary = RunSummary()
        let end = start.advanced(bySeconds: requests.last?.end ?? 0)
        summary.window = Window(start: start, end: end)
        summary.totals = figures(requests, duration: requests.last?.end ?? 0)
        summary.log.files = [.init(name: "run.jsonl.zst", bytes: Int64(requests.count) * 236, frames: 9)]
        summary.log.events = Int64(requests.count * 2)
        summary.log.eventsByType = ["RequestStarted": Int64(requests.count), "RequestCompleted": Int64(requests.count)]
        for provider in Set(models.map(\.provider)).sorted() {
            let own = requests.filter { models[$0.model].provider == provider }
            summary.providers.append(
                ProviderFigures(provider: provider, requests: figures(own, duration: requests.last?.end ?? 0)))
        }
        for (index, model) in models.enumerated() {
            let own = requests.filter { $0.model == index }
            let requests = figures(own, duration: requests.last?.end ?? 0)
            summary.models.append(ModelFigures(provider: model.provider, model: model.model, requests: requests))
        }
        summary.models.sort { ($0.provider, $0.model) < ($1.provider, $1.model) }
        summary.timeline = timeline(bucketSeconds, byBucketSeconds)
        if hasLatencies { summary.totals.peakConcurrency = summary.timeline?.active.max() }
        summary.tokenLatency = tokenLatency
        summary.incidents = incidents(summary.totals)
        summary.slowest = hasLatencies ? slowest : []
        return summary
    }

    private func figures(_ requests: [Request], duration: Double) -> RequestFigures {
        var figures = RequestFigures()
        let succeeded = requests.filter { $0.error == nil }
        figures.totalRequests = Int64(requests.count)
        figures.successfulRequests = Int64(succeeded.count)
        figures.failedRequests = figures.totalRequests - figures.successfulRequests
        figures.errorRate = requests.isEmpty ? nil : Double(figures.failedRequests) / Double(requests.count)
        figures.totalInputTokens = requests.reduce(0) { $0 + $1.input }
        figures.totalOutputTokens = requests.reduce(0) { $0 + $1.output }
        figures.totalCachedInputTokens = requests.reduce(0) { $0 + $1.cached }
        let costs = requests.compactMap(\.cost)
        figures.totalCost = costs.isEmpty ? nil : costs.reduce(0, +)
        figures.pricedRequests = Int64(costs.count)
        figures.unpricedRequests = Int64(succeeded.filter { $0.cost == nil }.count)
        figures.requestsPerSecond = duration > 0 ? Double(requests.count) / duration : nil
        figures.outputTokensPerSecond = duration > 0 ? Double(figures.totalOutputTokens) / duration : nil
        for request in requests {
            guard let error = request.error else { continue }
            figures.errors[error, default: 0] += 1
            figures.errorExamples[error] = error == "rate_limit" ? "429 Too Many Requests: slow down" : nil
        }
        if hasLatencies {
            figures.peakConcurrency = Int64(min(requests.count, 49))
            figures.latency = .sample(succeeded.map(\.latency))
            figures.failedLatency = .sample(requests.filter { $0.error != nil }.map { $0.latency / 10 })
            figures.timeToFirstToken = .sample(succeeded.map(\.firstToken))
            figures.timePerOutputToken = .sample(succeeded.map(\.perToken))
        }
        return figures
    }

    private var slowest: [SlowRequest] {
        requests.enumerated().filter { $0.element.error == nil }
            .sorted { ($1.element.latency, $0.offset) < ($0.element.latency, $1.offset) }.prefix(20)
            .map { offset, request in
                let model = models[request.model]
                var slow = SlowRequest(
                    provider: model.provider, model: model.model, latency: request.latency,
                    at: start.advanced(bySeconds: request.end))
                slow.requestID = "req_" + String(0x10_000 + offset, radix: 16)
                slow.timeToFirstToken = request.firstToken
                slow.timePerOutputToken = request.perToken
                (slow.inputTokens, slow.outputTokens, slow.cost) = (request.input, request.output, request.cost)
                return slow
            }
    }

    /// Two columns and two rows an octave.
    private var tokenLatency: TokenLatencyMap? {
        let cells = requests.filter { hasLatencies && $0.error == nil }.map { request in
            (column: Int(log2(Double(request.output)) * 2), row: Int((log2(request.latency * 1e9) * 2).rounded(.down)))
        }
        guard let left = cells.map(\.column).min(), let right = cells.map(\.column).max(),
            let low = cells.map(\.row).min(), let high = cells.map(\.row).max()
        else { return nil }
        var counts = [[Int64]](repeating: [Int64](repeating: 0, count: high - low + 1), count: right - left + 1)
        for cell in cells { counts[cell.column - left][cell.row - low] += 1 }
        let edge = { (index: Int) in pow(2, Double(index) / 2) }
        return TokenLatencyMap(
            tokenEdges: (left...right + 1).map { Int64(edge($0).rounded(.up)) },
            latencyEdges: (low...high + 1).map { edge($0) / 1e9 }, counts: counts)
    }

    private func incidents(_ totals: RequestFigures) -> [Incident] {
        guard let outage else { return [] }
        let span = requests.filter {
            models[$0.model].provider == outage.provider && $0.end >= outage.from && $0.end < outage.to
        }
        let failed = Int64(span.filter { $0.error != nil }.count)
        let ofType = Int64(span.filter { $0.error == outage.errorType }.count)
        let rest = totals.totalRequests - Int64(span.count)
        let succeeded = totals.successfulRequests - (Int64(span.count) - failed)
        return [
            Incident(
                provider: outage.provider, start: start.advanced(bySeconds: outage.from),
                end: start.advanced(bySeconds: outage.to), requests: Int64(span.count), failed: failed,
                errorType: outage.errorType, failedWithErrorType: ofType,
                successRateWithout: rest > 0 ? Double(succeeded) / Double(rest) : nil)
        ]
    }

    private func timeline(_ width: Double, _ byWidth: Double) -> Timeline {
        let byCount = Int(seconds / byWidth) + 1
        var by = TimelineByKey(start: start, bucketSeconds: byWidth)
        for (index, model) in models.enumerated() {
            let own = requests.filter { $0.model == index }
            by.model[model.provider + "/" + model.model] = series(own, byWidth, byCount)
        }
        for provider in Set(models.map(\.provider)) {
            by.provider[provider] = series(
                requests.filter { models[$0.model].provider == provider }, byWidth, byCount)
        }
        let count = Int(seconds / width) + 1
        var timeline = Timeline(start: start, bucketSeconds: width, by: by)
        let cells = buckets(requests, width, count)
        timeline.requests = cells.map { Int64($0.count) }
        timeline.errors = cells.map { Int64($0.filter { $0.error != nil }.count) }
        for error in Set(requests.compactMap(\.error)) {
            timeline.errorsByType[error] = cells.map { Int64($0.filter { $0.error == error }.count) }
        }
        timeline.active = active(width, count)
        timeline.inputTokens = cells.map { $0.reduce(0) { $0 + $1.input } }
        timeline.outputTokens = cells.map { $0.reduce(0) { $0 + $1.output } }
        timeline.cachedInputTokens = cells.map { $0.reduce(0) { $0 + $1.cached } }
        timeline.cost = cells.map { .some($0.reduce(0) { $0 + ($1.cost ?? 0) }) }
        let latencies = cells.map { cell in hasLatencies ? cell.filter { $0.error == nil }.map(\.latency) : [] }
        timeline.latencyCount = latencies.map { Int64($0.count) }
        timeline.latencyP50 = latencies.map { DistributionFigures.sample($0)?.p50 }
        timeline.latencyP95 = latencies.map { DistributionFigures.sample($0)?.p95 }
        timeline.latencyP99 = latencies.map { DistributionFigures.sample($0)?.p99 }
        timeline.latencyHeatmap = heatmap(latencies)
        return timeline
    }

    private func buckets(_ requests: [Request], _ width: Double, _ count: Int) -> [[Request]] {
        var buckets = [[Request]](repeating: [], count: count)
        for request in requests { buckets[min(Int(request.end / width), count - 1)].append(request) }
        return buckets
    }

    private func series(_ requests: [Request], _ width: Double, _ count: Int) -> TimelineByKey.Series {
        var series = TimelineByKey.Series()
        let cells = buckets(requests, width, count)
        series.requests = cells.map { Int64($0.count) }
        series.errors = cells.map { Int64($0.filter { $0.error != nil }.count) }
        series.cost = cells.map { .some($0.reduce(0) { $0 + ($1.cost ?? 0) }) }
        series.latencyP95 = cells.map { cell in
            hasLatencies ? DistributionFigures.sample(cell.filter { $0.error == nil }.map(\.latency))?.p95 : nil
        }
        return series
    }

    private func active(_ width: Double, _ count: Int) -> [Int64] {
        var active = [Int64](repeating: 0, count: count)
        guard hasLatencies else { return active }
        for request in requests {
            let first = max(0, Int((request.end - request.latency) / width))
            for bucket in first...min(max(Int(request.end / width), first), count - 1) { active[bucket] += 1 }
        }
        return active
    }

    private func heatmap(_ latencies: [[Double]]) -> LatencyHeatmap? {
        let all = latencies.flatMap { $0 }
        guard let smallest = all.min(), let largest = all.max() else { return nil }
        let first = Int((log2(smallest) * 4).rounded(.up))
        let last = max(Int((log2(largest) * 4).rounded(.up)), first)
        let counts = latencies.map { cell in
            var rows = [Int64](repeating: 0, count: last - first + 1)
            for latency in cell { rows[min(max(Int((log2(latency) * 4).rounded(.up)) - first, 0), last - first)] += 1 }
            return rows
        }
        return LatencyHeatmap(upperBounds: (first...last).map { pow(2, Double($0) / 4) }, counts: counts)
    }
}

extension Timestamp {
    func advanced(bySeconds seconds: Double) -> Timestamp {
        Timestamp(nanosecondsSince1970: nanosecondsSince1970 + Int64((seconds * 1e9).rounded()))
    }
}

extension DistributionFigures {
    /// The figures of some values; nil for none.
    static func sample(_ values: [Double]) -> DistributionFigures? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let quantile = { (quantile: Double) -> Double in
            let rank = quantile * Double(sorted.count - 1)
            let low = Int(rank)
            let high = min(low + 1, sorted.count - 1)
            return sorted[low] + (sorted[high] - sorted[low]) * (rank - Double(low))
        }
        var figures = DistributionFigures()
        figures.count = Int64(sorted.count)
        figures.mean = sorted.reduce(0, +) / Double(sorted.count)
        let squares = sorted.reduce(0) { $0 + ($1 - figures.mean) * ($1 - figures.mean) }
        figures.standardDeviation = (squares / Double(sorted.count)).squareRoot()
        (figures.minimum, figures.maximum) = (sorted[0], sorted[sorted.count - 1])
        (figures.p1, figures.p5, figures.p10, figures.p25) = (
            quantile(0.01), quantile(0.05), quantile(0.1), quantile(0.25)
        )
        (figures.p50, figures.p75, figures.p90) = (quantile(0.5), quantile(0.75), quantile(0.9))
        (figures.p95, figures.p99, figures.p999) = (quantile(0.95), quantile(0.99), quantile(0.999))
        figures.curve = (0...60).map { step in
            let tail = pow(10, log10(0.75) + (log10(0.001) - log10(0.75)) * Double(step) / 60)
            return .init(quantile: 1 - tail, value: quantile(1 - tail))
        }
        return figures
    }
}
