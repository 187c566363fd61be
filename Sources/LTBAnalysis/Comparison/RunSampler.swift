// Owns gathering the samples of a run: requests by model and in all, and scores by metric and model.

import LTBEvents

/// Gathers rows, one event at a time; the result does not depend on their order.
struct RunSampler: Accumulator {
    /// As many requests, or scores, are kept of all and of each of a few models; of many models fewer.
    static let rowLimit = 16_384
    static let keyLimit = 256

    /// The rows of one key, and how many requests failed, kept or not.
    struct Rows<Row: SampledRow>: Accumulator {
        var sample = KeptSample<Row>(limit: rowLimit)
        var failed: Int64 = 0

        mutating func merge(_ other: Self) {
            sample.merge(other.sample)
            failed += other.failed
        }

        mutating func fit(_ room: KeyRoom) { sample.lower(limit: min(rowLimit, 8 * rowLimit / room.keyCount)) }
    }

    private var models = BoundedTable(limit: keyLimit, empty: Rows<RequestSample>())
    private var all = Rows<RequestSample>()
    private var scores = BoundedTable(limit: keyLimit, empty: Rows<ScoreSample>())
    private var key = KeyBuffer()
    private let objectives: [Objective]
    private let example = EventText("example_id")
    private static let unknown = Array(RunSummary.unknownName.utf8)

    init(objectives: [Objective]) { self.objectives = objectives }

    /// Takes in the end of a request, or of an evaluation; `line` is where it was read, and `cost` what it was priced at.
    mutating func record(_ event: borrowing ScannedEvent, _ line: UnsafeRawBufferPointer, cost: RequestCost) {
        guard event.kind.endsRequest || event.kind == .evaluationCompleted else { return }
        switch example.find(in: line, of: event) {
        case .absent: record(event, example: nil, cost: cost)
        case .text(let text), .number(let text): record(event, example: text, cost: cost)
        case .unusual:
            guard let decoded = try? Event(json: line) else { return }
            let text = EventData(decoded).text(of: example).map { Array($0.utf8) }
            record(event, text, cost: cost)
        }
    }

    /// The same of an event that was decoded whole.
    mutating func record(_ event: Event, cost: RequestCost) {
        let text = EventData(event).text(of: example).map { Array($0.utf8) }
        _ = ScannedEvent.with(event) { scanned in
            guard scanned.kind.endsRequest || scanned.kind == .evaluationCompleted else { return }
            record(scanned, text, cost: cost)
        }
    }

    private mutating func record(_ event: borrowing ScannedEvent, _ example: [UInt8]?, cost: RequestCost) {
        guard let example else { return record(event, example: nil, cost: cost) }
        example.withUnsafeBytes { record(event, example: $0, cost: cost) }
    }

    private mutating func record(
        _ event: borrowing ScannedEvent, example: UnsafeRawBufferPointer?, cost: RequestCost
    ) {
        if event.kind.endsRequest {
            recordRequest(event, example, cost)
        } else {
            recordScore(event, example)
        }
    }

    private mutating func recordRequest(
        _ event: borrowing ScannedEvent, _ example: UnsafeRawBufferPointer?, _ cost: RequestCost
    ) {
        let (request, measures) = (event.request, event.measures)
        let (index, model) = Self.unknown.withUnsafeBytes { unknown in
            key.compose(request.provider ?? unknown, request.model, missing: Self.unknown) { key in
                (models.index(for: key), KeyTable.hash(key))
            }
        }
        let pair = SampleHash.pair(benchmark: request.benchmarkID, example: example)
        let tie = Self.identity(event, request.requestID, UInt64(bitPattern: measures.latency))
        let row = RequestSample(
            rank: pair == 0 ? tie : SampleHash.mix(pair, 1), tie: tie, pair: pair, model: model,
            latency: Self.ofSuccess(measures, measures.latency),
            timeToFirstToken: Self.ofSuccess(measures, measures.timeToFirstToken),
            timePerOutputToken: Self.ofSuccess(measures, measures.timePerOutputToken),
            outputTokens: Self.ofSuccess(measures, measures.outputTokens),
            cost: cost.computed == RequestCost.notAsked ? measures.cost : max(RequestMeasures.missing, cost.computed),
            isFailure: measures.isFailure, isGood: isGood(measures))
        models.values[index].sample.record(row)
        all.sample.record(row)
        guard measures.isFailure else { return }
        models.values[index].failed += 1
        all.failed += 1
    }

    private mutating func recordScore(_ event: borrowing ScannedEvent, _ example: UnsafeRawBufferPointer?) {
        let evaluation = event.evaluation
        guard evaluation.score != nil || evaluation.passed != nil else { return }
        let index = key.compose([evaluation.metric, evaluation.provider, evaluation.model]) { scores.index(for: $0) }
        let pair = SampleHash.pair(benchmark: evaluation.benchmarkID, example: example)
        let tie = Self.identity(event, nil, UInt64(bitPattern: evaluation.score ?? 0))
        scores.values[index].sample.record(
            ScoreSample(
                rank: pair == 0 ? tie : SampleHash.mix(pair, 1), tie: tie, pair: pair, score: evaluation.score,
                passed: evaluation.passed))
    }

    /// What tells an event from all others, as far as it can be told.
    private static func identity(
        _ event: borrowing ScannedEvent, _ id: UnsafeRawBufferPointer?, _ number: UInt64
    ) -> UInt64 {
        let time = UInt64(bitPattern: event.timestamp)
        return SampleHash.mix(SampleHash.mix(SampleHash.of(id ?? event.id), time), number)
    }

    private static func ofSuccess(_ measures: RequestMeasures, _ value: Int64) -> Int64 {
        measures.isFailure ? RequestMeasures.missing : value
    }

    private func isGood(_ measures: RequestMeasures) -> Bool? {
        guard !objectives.isEmpty else { return nil }
        return !measures.isFailure && objectives.allSatisfy { $0.isReached(by: measures) ?? true }
    }

    mutating func merge(_ other: Self) {
        models.merge(other.models)
        all.merge(other.all)
        scores.merge(other.scores)
    }

    /// What was gathered.
    var samples: RunSamples {
        RunSamples(
            models: models.sorted.map { entry in
                let names = KeyBuffer.parts(of: entry.key)
                return RunSamples.Model(
                    provider: (names.first ?? nil) ?? RunSummary.unknownName,
                    model: (names.last ?? nil) ?? RunSummary.unknownName,
                    hash: entry.key.withUnsafeBytes { KeyTable.hash($0) }, requests: Self.requests(entry.value))
            },
            all: Self.requests(all),
            scores: scores.sorted.map { entry in
                let names = KeyBuffer.parts(of: entry.key)
                return RunSamples.Scores(
                    metric: names[0] ?? RunSummary.unknownName, provider: names[1], model: names[2],
                    rows: entry.value.sample.kept, count: entry.value.sample.offered)
            },
            isFolding: models.isFolding || scores.isFolding)
    }

    private static func requests(_ rows: Rows<RequestSample>) -> RunSamples.Requests {
        RunSamples.Requests(rows: rows.sample.kept, count: rows.sample.offered, failed: rows.failed)
    }
}
