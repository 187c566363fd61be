// Owns making one aggregator of two.

import LTBStatistics

extension RunAggregator {
    /// Takes in everything that another aggregator has gathered.
    package mutating func merge(_ other: consuming RunAggregator) {
        settle()
        other.settle()
        settled.merge(other.settled)
        if settled.areTooMany || !other.isConcurrencyExact { approximateConcurrency() }
        if !isConcurrencyExact { other.approximateConcurrency() }
        // Merging may give places to other keys.
        modelCache.removeAll()
        benchmarkCache.removeAll()
        evaluationCache.removeAll()
        counts.merge(other.counts)
        span.merge(other.span)
        let widening = timeline.mergeReportingWidening(other.timeline)
        if let own = widening.own { widenRowsByKey(own) }
        if let theirs = widening.other { other.widenRowsByKey(theirs) }
        runs.merge(other.runs)
        mergeOverall(other)
        models.merge(other.models)
        benchmarks.merge(other.benchmarks)
        groups.merge(other.groups)
        evaluations.merge(other.evaluations)
        metrics.merge(other.metrics)
        alerts.merge(other.alerts)
        health.merge(other.health)
        slowest.merge(other.slowest)
        costsOverTime.merge(other.costsOverTime)
        tokenLatency.merge(other.tokenLatency)
        if let samples = other.sampler { sampler?.merge(samples) }
        spans.merge(other.spans)
    }

    /// The distributions of all requests together, of models that have all the room that they need.
    func distributions(of models: BoundedTable<ModelAccumulator>) -> RequestDistributions {
        models.values.reduce(into: RequestDistributions(bounds: DistributionBounds(plan))) {
            $0.merge($1.requests.distributions)
        }
    }

    /// Takes in those of another aggregator, before the models of both have to make do with less room.
    private mutating func mergeOverall(_ other: borrowing RunAggregator) {
        let areFew = models.keys.count + other.models.keys.count <= KeyRoom.fewKeys
        if areFew, overall == nil, other.overall == nil { return }
        var all = overall ?? distributions(of: models)
        all.merge(other.overall ?? distributions(of: other.models))
        overall = all
    }
}
