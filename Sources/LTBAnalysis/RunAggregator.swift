// Owns the incremental aggregation of events: lines in, a `RunSummary` out at any time.

package import LTBEvents
import LTBStatistics

/// Gathers everything the summary tells, one line at a time.
///
/// Nothing in it depends on the order of lines: aggregators over any split of a log, merged in any order, hold the same
/// as one over the whole. Memory depends on the number of distinct names (bounded), never on the number of events,
/// but for the starts and ends of up to a million requests.
package struct RunAggregator: Sendable {
    var counts = EventCounts()
    var runs = BoundedTable(empty: RunAccumulator())
    var models: BoundedTable<ModelAccumulator>
    /// Of all requests together; nil while each model has all the room that it needs, so that theirs say it all.
    var overall: RequestDistributions?
    var benchmarks: BoundedTable<BenchmarkAccumulator>
    var evaluations = BoundedTable(empty: EvaluationAccumulator())
    var metrics = BoundedTable(empty: MetricAccumulator())
    var alerts = BoundedTable(empty: AlertAccumulator())
    /// The last health report, as the canonical line of its event.
    var health = Latest<ByteString>()
    var slowest = SlowestRequests()
    var spans = SpanAccumulator()
    var timeline = TimelineAccumulator()
    /// Of all events.
    var span = TimeSpan()
    /// Requests that were counted.
    package internal(set) var settled = RequestTotals()
    var isConcurrencyExact = true
    /// Of requests that are not counted yet.
    private var pending = PendingRequests()
    /// For those that are being counted.
    private var memory = EndRows.Memory()
    private var key = KeyBuffer()
    /// By `Request.modelRun`, by benchmark, and by `Evaluation.run`.
    var modelCache = KeyCache()
    var benchmarkCache = KeyCache()
    var evaluationCache = KeyCache()
    let unknown = Array(RunSummary.unknownName.utf8)
    private(set) var pricer: RequestPricer
    var costsOverTime = CostsOverTime()
    /// Successful requests by output tokens and latency.
    var tokenLatency = JointHistogram()
    /// By what the plan's label says.
    var groups: GroupedRequests
    /// Single values, where the plan asks for them.
    var sampler: RunSampler?
    let plan: AnalysisPlan
    let choice: EventChoice?

    /// An aggregator that has seen nothing; only those of one plan can be merged.
    package init(_ plan: AnalysisPlan = AnalysisPlan()) {
        self.plan = plan
        choice = EventChoice(plan)
        pricer = RequestPricer(plan.pricing)
        sampler = plan.gathersSamples ? RunSampler(objectives: plan.judgedObjectives) : nil
        let bounds = DistributionBounds(plan)
        groups = GroupedRequests(bounds: bounds, objectives: plan.judgedObjectives)
        models = BoundedTable(empty: ModelAccumulator(bounds: bounds, objectives: plan.judgedObjectives))
        benchmarks = BoundedTable(empty: BenchmarkAccumulator(bounds: bounds, objectives: plan.judgedObjectives))
    }

    /// Takes in one line, without its newline; `position` tells where it was, should it have to be skipped, or nothing.
    ///
    /// Behind the line must be what `LineBatch` promises: bytes that may be loaded, of which the first ends the line.
    package mutating func add(
        line: UnsafeRawBufferPointer, scanner: inout EventScanner, position: SkippedLine.Position?
    ) {
        if choice != nil {
            addChosen(line: line, scanner: &scanner, position: position)
        } else if scanner.scanCanonical(line) {
            add(scanner.event)
        } else {
            add(unusualLine: line, scanner: &scanner, position: position)
        }
    }

    /// Takes in a line that `scanCanonical` left.
    @inline(never)
    mutating func add(
        unusualLine line: UnsafeRawBufferPointer, scanner: inout EventScanner, position: SkippedLine.Position?
    ) {
        if scanner.scanSpaced(line) || scanner.scanGeneral(line) {
            add(scanner.event)
        } else {
            decode(line, position)
        }
    }

    mutating func decode(_ line: UnsafeRawBufferPointer, _ position: SkippedLine.Position?) {
        do throws(SkipReason) {
            let event = try Event(json: line)
            if choice != nil { addChosen(event) } else { add(event) }
        } catch {
            counts.skip(error, count: 1, position.map { [$0] } ?? [])
        }
    }

    /// Takes in a line that could not be read as one.
    package mutating func skip(_ reason: SkipReason, count: Int64, at positions: [SkippedLine.Position]) {
        counts.skip(reason, count: count, positions)
    }

    /// Tells the places of the skipped lines anew, in the same order, as is needed before lines counted apart are merged.
    package mutating func placeSkippedLines(_ place: (SkippedLine.Position) -> SkippedLine.Position) {
        counts.placeSkippedLines(place)
    }

    mutating func add(_ event: borrowing ScannedEvent) {
        counts.record(event.kind)
        record(event)
    }

    /// Takes in what an event says, but for its kind.
    @inline(__always)
    mutating func record(_ event: borrowing ScannedEvent) {
        span.include(event.timestamp)
        switch event.kind {
        case .requestStarted: recordStart(event)
        case .requestCompleted, .requestFailed: recordEnd(event)
        case .evaluationCompleted: recordEvaluation(event)
        case .spanEnded: spans.record(event)
        case .evaluationStarted: break
        }
    }

    /// Makes room for a time in all rows.
    @inline(__always)
    mutating func include(_ time: Int64) {
        guard let widening = timeline.include(time) else { return }
        widenRowsByKey(widening)
    }

    mutating func widenRowsByKey(_ widening: TimeAxis.Widening) {
        for index in models.values.indices { models.values[index].timeline.widen(widening, on: timeline.keyAxis) }
        for index in benchmarks.values.indices {
            benchmarks.values[index].progress.widen(widening, on: timeline.keyAxis)
        }
    }

    @inline(__always)
    private mutating func recordStart(_ event: borrowing ScannedEvent) {
        include(event.timestamp)
        let model = Int(place(of: event).model)
        switch pending.modelStarts.append(event.timestamp, at: model) {
        case .any: break
        case .otherKeys: settleModelStarts(model)
        case .thisKey: settle()
        }
        let benchmark = Int(benchmarkPlace(of: event))
        guard benchmark >= 0 else { return }
        switch pending.benchmarkStarts.append(event.timestamp, at: benchmark) {
        case .any: break
        case .otherKeys: settleBenchmarkStarts(benchmark)
        case .thisKey: settle()
        }
    }

    @inline(__always)
    private mutating func recordEnd(_ event: borrowing ScannedEvent) {
        include(event.timestamp)
        // Looking up the one key may settle what waits; it never moves the other.
        let (place, benchmark) = (place(of: event), Int(benchmarkPlace(of: event)))
        let model = Int(place.model)
        let end = end(event, at: place)
        switch pending.modelEnds.append(end, at: model) {
        case .any: break
        case .otherKeys: settleModelEnds(model)
        case .thisKey: settle()
        }
        if benchmark >= 0 {
            switch pending.benchmarkEnds.append(end, at: benchmark) {
            case .any: break
            case .otherKeys: settleBenchmarkEnds(benchmark)
            case .thisKey: settle()
            }
        }
        if let gaps = event.request.chunkGaps { record(gaps, model, benchmark) }
        if event.measures.isFailure {
            recordError(event, model, benchmark)
        } else if event.measures.latency >= 0, slowest.admits(latency: event.measures.latency) {
            slowest.record(slowRequest(event, pricer.priced(end)))
        }
    }

    @inline(__always)
    private func end(_ event: borrowing ScannedEvent, at place: Place) -> PendingRequests.End {
        PendingRequests.End(
            measures: event.measures, provider: place.provider, price: place.price,
            tier: pricer.tier(of: event))
    }

    /// What waits of a request's end, for those who count it too.
    mutating func end(of event: borrowing ScannedEvent) -> PendingRequests.End { end(event, at: place(of: event)) }

    private mutating func record(_ gaps: UnsafeBufferPointer<Int64>, _ model: Int, _ benchmark: Int) {
        models.values[model].requests.distributions.chunkGap.record(gaps)
        overall?.chunkGap.record(gaps)
        if benchmark >= 0 { benchmarks.values[benchmark].requests.distributions.chunkGap.record(gaps) }
    }

    private mutating func recordError(_ event: borrowing ScannedEvent, _ model: Int, _ benchmark: Int) {
        models.values[model].requests.recordError(event)
        if benchmark >= 0 { benchmarks.values[benchmark].requests.recordError(event) }
        unknown.withUnsafeBytes { unknown in
            timeline.recordError(event, provider: event.request.provider ?? unknown, scratch: &key)
        }
    }

    private func slowRequest(
        _ event: borrowing ScannedEvent, _ measures: RequestMeasures
    ) -> SlowestRequests.Entry {
        SlowestRequests.Entry(
            latency: measures.latency, order: event.order,
            requestID: event.request.requestID.map { kept($0) },
            provider: event.request.provider.map { kept($0) } ?? ByteString(unknown),
            model: event.request.model.map { kept($0) } ?? ByteString(unknown),
            timeToFirstToken: measures.timeToFirstToken.ifMeasured,
            timePerOutputToken: measures.timePerOutputToken.ifMeasured, inputTokens: measures.inputTokens.ifMeasured,
            outputTokens: measures.outputTokens.ifMeasured, cost: measures.cost.ifMeasured)
    }

    private func kept(_ name: UnsafeRawBufferPointer) -> ByteString {
        KeptText.withKept(name, atMost: KeptText.longestName) { ByteString($0) }
    }

    @inline(__always)
    private mutating func recordEvaluation(_ event: borrowing ScannedEvent) {
        evaluations.values[evaluationPlace(of: event)].record(event)
    }

    // MARK: Places

    /// The places of a request's model, of its provider, and of its price.
    private typealias Place = (model: Int32, provider: Int32, price: Int32)

    @inline(__always)
    private mutating func place(of event: borrowing ScannedEvent) -> Place {
        if let run = event.request.modelRun, let found = modelCache.find(run) {
            return (found.index, found.provider, found.price)
        }
        return findPlace(of: event)
    }

    @inline(never)
    private mutating func findPlace(of event: borrowing ScannedEvent) -> Place {
        let names = (provider: event.request.provider, model: event.request.model)
        let slots = unknown.withUnsafeBytes { unknown in
            (
                key.compose(names.provider ?? unknown, names.model, missing: self.unknown) { key in
                    (models.slot(for: key), price: pricer.number(of: key))
                },
                KeptText.withKept(names.provider ?? unknown, atMost: KeptText.longestName) {
                    timeline.providerSlot(for: $0)
                }
            )
        }
        let ((model, known), provider) = slots
        if model.evictsPrevious || provider.evictsPrevious || known == nil {
            settle()
            modelCache.removeAll()
        }
        let price = known ?? priceNumberAnew(of: event)
        if models.keys.count > KeyRoom.fewKeys, overall == nil { overall = distributions(of: models) }
        models.prepare(model)
        timeline.prepareProvider(provider)
        if let run = event.request.modelRun {
            modelCache.remember(run, index: model.index, provider: provider.index, price: price)
        }
        return (Int32(model.index), Int32(provider.index), Int32(price))
    }

    /// The number of a model's price where there is no room for more: all others are forgotten.
    private mutating func priceNumberAnew(of event: borrowing ScannedEvent) -> Int {
        pricer.forgetAll()
        return unknown.withUnsafeBytes { unknown in
            key.compose(event.request.provider ?? unknown, event.request.model, missing: self.unknown) { key in
                pricer.number(of: key) ?? 0
            }
        }
    }

    /// The place of a request's benchmark; negative if it names none.
    @inline(__always)
    private mutating func benchmarkPlace(of event: borrowing ScannedEvent) -> Int32 {
        guard let benchmark = event.request.benchmarkID else { return -1 }
        if let found = benchmarkCache.find(benchmark) { return found.index }
        let index = benchmarkIndex(benchmark)
        benchmarkCache.remember(benchmark, index: index)
        return Int32(index)
    }

    mutating func benchmarkIndex(_ id: UnsafeRawBufferPointer) -> Int {
        let slot = KeptText.withKept(id, atMost: KeptText.longestName) { benchmarks.slot(for: $0) }
        if slot.evictsPrevious {
            settle()
            benchmarkCache.removeAll()
        }
        benchmarks.prepare(slot)
        return slot.index
    }

    @inline(__always)
    private mutating func evaluationPlace(of event: borrowing ScannedEvent) -> Int {
        if let run = event.evaluation.run, let found = evaluationCache.find(run) { return Int(found.index) }
        return findEvaluation(event)
    }

    private mutating func findEvaluation(_ event: borrowing ScannedEvent) -> Int {
        let parts = [
            event.evaluation.metric, event.evaluation.provider, event.evaluation.model, event.evaluation.benchmarkID,
        ]
        let slot = key.compose(parts) { evaluations.slot(for: $0) }
        if slot.evictsPrevious { evaluationCache.removeAll() }
        evaluations.prepare(slot)
        if let run = event.evaluation.run { evaluationCache.remember(run, index: slot.index) }
        return slot.index
    }

    // MARK: Pending requests

    /// Counts all requests that wait for it.
    package mutating func settle() {
        for model in pending.modelStarts.keys { settleModelStarts(model) }
        for benchmark in pending.benchmarkStarts.keys { settleBenchmarkStarts(benchmark) }
        for model in pending.modelEnds.keys { settleModelEnds(model) }
        for benchmark in pending.benchmarkEnds.keys { settleBenchmarkEnds(benchmark) }
        groups.settle(pricedBy: pricer)
    }

    /// Tells concurrency by upper bounds from now on, and no longer keeps when requests started and ended.
    package mutating func approximateConcurrency() {
        guard isConcurrencyExact else { return }
        isConcurrencyExact = false
        models.changeAll { $0.requests.concurrency.approximate() }
        benchmarks.changeAll { $0.requests.concurrency.approximate() }
        groups.approximateConcurrency()
    }

    @inline(never)
    private mutating func settleModelStarts(_ model: Int) {
        pending.modelStarts.take(model) { times in
            settled.add(starts: times.count, ends: 0)
            models.values[model].requests.record(starts: UnsafeBufferPointer(times))
        }
        if settled.areTooMany { approximateConcurrency() }
    }

    @inline(never)
    private mutating func settleBenchmarkStarts(_ benchmark: Int) {
        pending.benchmarkStarts.take(benchmark) { times in
            benchmarks.values[benchmark].requests.record(starts: UnsafeBufferPointer(times))
        }
    }

    @inline(never)
    private mutating func settleModelEnds(_ model: Int) {
        pending.modelEnds.take(model) { rows in
            settled.add(starts: 0, ends: rows.count)
            EndRows.with(rows, pricedBy: pricer, &memory) { rows in
                timeline.record(rows)
                costsOverTime.record(rows)
                tokenLatency.record(rows)
                models.values[model].record(rows, on: timeline.keyAxis)
                overall?.record(rows)
            }
        }
        if settled.areTooMany { approximateConcurrency() }
    }

    @inline(never)
    private mutating func settleBenchmarkEnds(_ benchmark: Int) {
        pending.benchmarkEnds.take(benchmark) { rows in
            EndRows.with(rows, pricedBy: pricer, &memory) { benchmarks.values[benchmark].requests.record($0) }
        }
    }
}
