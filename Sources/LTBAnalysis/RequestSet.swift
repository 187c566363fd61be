// Owns requests of several models put together, and their figures.

import LTBStatistics

/// Requests of several models put together.
struct RequestSet {
    private(set) var requests: RequestAccumulator
    /// The sum of the models' own: one that has no start events must not hide what another left unfinished.
    private(set) var unfinished: Int64?
    private(set) var span = TimeSpan()
    /// Each model's own, from its start events or from its latencies: ends without a start would be taken from others.
    private(set) var sweep: ConcurrencySweep?

    init(_ plan: AnalysisPlan) {
        requests = RequestAccumulator(bounds: DistributionBounds(plan), objectives: plan.judgedObjectives)
    }

    mutating func add(_ model: RequestAccumulator) {
        requests.merge(model)
        span.merge(model.span)
        if let added = model.concurrency.sweep {
            var merged = sweep ?? ConcurrencySweep()
            merged.merge(added)
            sweep = merged
        }
        guard model.started > 0 else { return }
        unfinished = (unfinished ?? 0) + max(0, model.started - model.successful - model.failed)
    }

    /// Takes distributions of the same requests that were given more room.
    mutating func take(_ distributions: RequestDistributions) { requests.distributions = distributions }
}

extension RequestFigures {
    /// The figures of gathered requests over a window of so many seconds.
    init(_ set: RequestSet, windowSeconds: Double) {
        let requests = set.requests
        totalRequests = requests.successful + requests.failed
        successfulRequests = requests.successful
        failedRequests = requests.failed
        unfinishedRequests = set.unfinished
        retriedRequests = requests.retried
        errorRate = totalRequests > 0 ? Double(requests.failed) / Double(totalRequests) : nil
        totalInputTokens = Int64(clamping: requests.inputTokens)
        totalOutputTokens = Int64(clamping: requests.outputTokens)
        totalCachedInputTokens = Int64(clamping: requests.cachedInputTokens)
        totalCacheWriteTokens = Int64(clamping: requests.cacheWriteTokens)
        totalReasoningTokens = Int64(clamping: requests.reasoningTokens)
        totalCost = requests.priced > 0 ? Double(requests.cost) / 1e9 : nil
        pricedRequests = requests.priced
        unpricedRequests = requests.unpriced
        if windowSeconds > 0 {
            requestsPerSecond = Double(totalRequests) / windowSeconds
            outputTokensPerSecond = Double(requests.outputTokens) / windowSeconds
        }
        if let peak = set.sweep?.peak {
            peakConcurrency = peak.value
            peakConcurrencyExact = peak.isExact
        }
        goodput = requests.objectives.goodput(windowSeconds: windowSeconds, cost: totalCost)
        fill(requests.distributions)
        fillErrors(requests.errors)
    }

    private mutating func fill(_ distributions: RequestDistributions) {
        latency = DistributionFigures(distributions.latency, unit: 1e-9)
        failedLatency = DistributionFigures(distributions.failedLatency, unit: 1e-9)
        timeToFirstToken = DistributionFigures(distributions.timeToFirstToken, unit: 1e-9)
        timePerOutputToken = DistributionFigures(distributions.timePerOutputToken, unit: 1e-12)
        chunkGap = DistributionFigures(distributions.chunkGap, unit: 1e-9)
        scheduledLatency = DistributionFigures(distributions.scheduledLatency, unit: 1e-9)
        outputTokens = DistributionFigures(distributions.outputTokens, unit: 1)
        inputTokens = DistributionFigures(distributions.inputTokens, unit: 1)
    }

    private mutating func fillErrors(_ table: BoundedTable<ErrorAccumulator>) {
        var all = table.sorted.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
        if table.isFolding { all.append((RunSummary.otherName, table.values[0])) }
        for (type, error) in all {
            errors[type, default: 0] += error.count
            if errorExamples[type] == nil { errorExamples[type] = error.example.value?.text }
        }
    }
}
