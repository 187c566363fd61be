// Owns the course of a simulated run: what happens next, and what follows from it.

import LTBEvents

/// A run as it goes on: a simulation of discrete events.
struct SimulatedRun: Sendable {
    /// What will happen.
    private enum Occurrence: Sendable {
        case start
        case arrival
        case retry(Attempt)
        case end(Attempt)
        case evaluationEnd(Evaluation)
        case outageStep
        case sample
    }

    /// The time of what happened last.
    private(set) var time: Microseconds = 0
    private let configuration: SimulationConfiguration
    private let runPayloads: RunPayloads
    private let requestPayloads: RequestPayloads
    private let wave: Wave
    private var random: Xoshiro256
    private var queue = PendingQueue<Occurrence>()
    private var outage: Outage
    private var hasOutageBegun = false
    private var benchmarks: [BenchmarkRun]
    private var sampler: MetricSampler
    private var providers = Fleet.providers.map { _ in ProviderLoad() }
    /// Requests, and attempts at them.
    private var arrivedRequests: Int64 = 0
    private var startedAttempts = 0
    private var sampledAttempts = 0
    private var startedEvaluations: Int64 = 0
    /// The number of the request that will be the next not to end.
    private var nextUnfinished: Int64
    private let unfinishedStride: Int64

    init(_ configuration: SimulationConfiguration) {
        self.configuration = configuration
        random = Xoshiro256(seed: configuration.seed)
        runPayloads = RunPayloads(configuration)
        wave = Wave(plannedLength: configuration.plannedLength)
        outage = Outage(provider: Int(random.below(Fleet.remoteProviders)), configuration)
        benchmarks = BenchmarkRun.all(requests: configuration.requests)
        requestPayloads = RequestPayloads(start: configuration.start, benchmarkIDs: benchmarks.map(\.id))
        sampler = MetricSampler(plannedLength: configuration.plannedLength)
        // A few even in a small run, one in 500 in a large one.
        unfinishedStride = max(40, min(500, Int64(configuration.requests / 5)))
        nextUnfinished = unfinishedStride / 2
        queue.add(.start, at: 0)
    }

    var pendingCount: Int { queue.count }
}

/// What is known of a provider's requests at one time.
private struct ProviderLoad: Sendable {
    var active: Int64 = 0
    var answered: Int64 = 0
    var latency: Microseconds = 0

    /// In seconds, rounded to milliseconds; nil before the first answer.
    var averageLatency: Double? {
        answered == 0 ? nil : Double(latency / answered / 1_000) / 1_000
    }
}

// MARK: - The course

extension SimulatedRun {
    /// Lets the next thing happen and adds what is recorded of it; false if the run is over.
    mutating func advance(_ output: inout [Payload]) -> Bool {
        guard let (time, occurrence) = queue.removeNext() else { return false }
        self.time = time
        switch occurrence {
        case .start: start(&output)
        case .arrival: arrive(&output)
        case .retry(let attempt): retry(attempt, &output)
        case .end(let attempt): end(attempt, &output)
        case .evaluationEnd(let evaluation):
            output.append(evaluation.completed(benchmarkID: benchmarkID(evaluation.attempt)))
        case .outageStep: takeOutageStep(&output)
        case .sample: sample(&output)
        }
        completeIfOver(after: occurrence, &output)
        return true
    }

    private mutating func start(_ output: inout [Payload]) {
        output.append(runPayloads.started)
        for provider in providers.indices { output.append(status(of: provider, "healthy")) }
        output.append(runPayloads.health(at: time, failing: nil))
        guard configuration.requests > 0 else { return }
        queue.add(.sample, at: sampler.interval)
        planArrival()
    }

    /// The run is over when nothing is left of the requests: only the next sample, and an outage in a very short run.
    private mutating func completeIfOver(after occurrence: Occurrence, _ output: inout [Payload]) {
        if case .sample = occurrence { return }
        let others = outage.steps.count + (configuration.requests > 0 ? 1 : 0)
        guard queue.count == others else { return }
        queue.removeAll()
        while !outage.steps.isEmpty { takeOutageStep(&output) }
        output += takeSample()
        output.append(runPayloads.health(at: time, failing: nil))
        output.append(runPayloads.completed(at: time))
    }

    private mutating func sample(_ output: inout [Payload]) {
        output += takeSample()
        queue.add(.sample, at: time + sampler.interval)
    }

    private mutating func takeSample() -> [Payload] {
        let requests = Int64(startedAttempts - sampledAttempts)
        sampledAttempts = startedAttempts
        let waiting = Int(providers.reduce(0) { $0 + $1.active })
        return sampler.sample(load: wave.load(at: time), requests: requests, waiting: waiting, &random)
    }

    private mutating func planArrival() {
        let rate = configuration.requestsPerSecond * wave.load(at: time)
        queue.add(.arrival, at: time + max(1, Microseconds(random.exponential() / rate * 1e6)))
    }
}

// MARK: - Requests

extension SimulatedRun {
    private mutating func arrive(_ output: inout [Payload]) {
        guard startedAttempts < configuration.requests else { return }
        arrivedRequests += 1
        var attempt = Attempt(request: arrivedRequests, model: random.model(), start: time)
        if arrivedRequests % 2 == 0 { attempt.example = nextExample() }
        if attempt.example != nil {
            attempt.scheduled = max(0, time - Microseconds(random.lognormal(median: 900, spread: 1.2)))
        } else {
            attempt.labels = Int(random.below(Int64(RequestPayloads.labels.count)))
        }
        begin(attempt, &output)
        if startedAttempts < configuration.requests { planArrival() }
    }

    private mutating func nextExample() -> Attempt.Example? {
        for index in benchmarks.indices {
            if let number = benchmarks[index].nextExample() { return .init(benchmark: index, number: number) }
        }
        return nil
    }

    private mutating func begin(_ attempt: Attempt, _ output: inout [Payload]) {
        var attempt = attempt
        if random.chance(Trace.chance) { attempt.trace = Trace(from: &random, start: time) }
        output.append(requestPayloads.started(attempt))
        startedAttempts += 1
        planByProgress(&output)
        if attempt.request >= nextUnfinished, attempt.example == nil {
            nextUnfinished += unfinishedStride
            return
        }
        providers[attempt.provider].active += 1
        attempt.outcome = random.outcome(of: attempt.profile, conditions(attempt))
        queue.add(.end(attempt), at: time + attempt.latency)
    }

    private func conditions(_ attempt: Attempt) -> Conditions {
        Conditions(
            load: wave.load(at: time), progress: Double(startedAttempts) / Double(configuration.requests),
            isOutage: outage.isFailing && outage.provider == attempt.provider)
    }

    private mutating func retry(_ attempt: Attempt, _ output: inout [Payload]) {
        guard startedAttempts < configuration.requests else { return endExample(attempt, failed: true, &output) }
        var next = attempt
        next.number += 1
        next.start = time
        next.scheduled = nil
        next.trace = nil
        begin(next, &output)
    }

    private mutating func end(_ attempt: Attempt, _ output: inout [Payload]) {
        providers[attempt.provider].active -= 1
        switch attempt.outcome {
        case .answer(let answer): complete(attempt, answer, &output)
        case .failure(let failure): fail(attempt, failure, &output)
        case .none: break
        }
    }

    private mutating func complete(_ attempt: Attempt, _ answer: Answer, _ output: inout [Payload]) {
        providers[attempt.provider].answered += 1
        providers[attempt.provider].latency += answer.latency
        output.append(requestPayloads.completed(attempt, answer, gaps: random.gaps(answer)))
        addSpans(attempt, succeeded: true, &output)
        guard attempt.example != nil else { return }
        evaluate(attempt, &output)
        endExample(attempt, failed: false, &output)
    }

    private mutating func fail(_ attempt: Attempt, _ failure: Failure, _ output: inout [Payload]) {
        output.append(requestPayloads.failed(attempt, failure))
        addSpans(attempt, succeeded: false, &output)
        guard failure.kind.isRetried, attempt.number < 3 else {
            return endExample(attempt, failed: true, &output)
        }
        // One second, then two, each with a jitter of half of it.
        let delay = Double(attempt.number) * (0.5 + random.unit())
        queue.add(.retry(attempt), at: time + Microseconds(delay * 1e6))
    }

    private func addSpans(_ attempt: Attempt, succeeded: Bool, _ output: inout [Payload]) {
        guard let trace = attempt.trace else { return }
        output += trace.payloads(
            of: attempt, latency: attempt.latency, succeeded: succeeded, runStart: configuration.start)
    }
}

extension Attempt {
    fileprivate var latency: Microseconds {
        switch outcome {
        case .answer(let answer): answer.latency
        case .failure(let failure): failure.latency
        case .none: 0
        }
    }
}

extension Xoshiro256 {
    /// The place of a model in `Fleet.models`, by their shares.
    fileprivate mutating func model() -> Int {
        var rest = below(100)
        for index in Fleet.models.indices {
            rest -= Fleet.models[index].share
            if rest < 0 { return index }
        }
        return 0
    }
}

// MARK: - Benchmarks and outage

extension SimulatedRun {
    private func benchmarkID(_ attempt: Attempt) -> String? {
        attempt.example.map { benchmarks[$0.benchmark].id }
    }

    private mutating func endExample(_ attempt: Attempt, failed: Bool, _ output: inout [Payload]) {
        guard let example = attempt.example else { return }
        let provider = Fleet.providers[attempt.provider]
        output += benchmarks[example.benchmark].endExample(failed: failed, provider: provider, at: time)
    }

    private mutating func evaluate(_ attempt: Attempt, _ output: inout [Payload]) {
        guard let example = attempt.example else { return }
        for metric in EvaluationMetric.all.indices where random.chance(EvaluationMetric.all[metric].share) {
            startedEvaluations += 1
            let evaluation = random.evaluation(
                number: startedEvaluations, metric: metric, of: attempt,
                difficulty: benchmarks[example.benchmark].difficulty)
            output.append(evaluation.started(benchmarkID: benchmarkID(attempt)))
            queue.add(.evaluationEnd(evaluation), at: time + evaluation.duration)
        }
    }

    /// Begins what is due when a number of requests has been started.
    private mutating func planByProgress(_ output: inout [Payload]) {
        for index in benchmarks.indices {
            if let payload = benchmarks[index].startIfDue(started: startedAttempts, at: time) { output.append(payload) }
        }
        guard !hasOutageBegun, startedAttempts >= outage.beginsAfter else { return }
        hasOutageBegun = true
        for delay in outage.plan() { queue.add(.outageStep, at: time + delay) }
    }

    private mutating func takeOutageStep(_ output: inout [Payload]) {
        let step = outage.takeStep()
        let provider = Fleet.providers[outage.provider]
        if let (status, errorRate, message) = step.status {
            output.append(self.status(of: outage.provider, status, errorRate: errorRate, message: message))
        }
        if let alert = step.alert(provider: provider) { output.append(alert) }
        if step == .unavailable { output.append(runPayloads.health(at: time, failing: provider)) }
        if step == .healthy { output.append(runPayloads.health(at: time, failing: nil)) }
    }

    private func status(
        of provider: Int, _ status: String, errorRate: Double? = nil, message: String? = nil
    ) -> Payload {
        .providerStatus(
            ProviderStatus(
                provider: Fleet.providers[provider], status: status, activeRequests: providers[provider].active,
                averageLatencySeconds: providers[provider].averageLatency, errorRate: errorRate, message: message))
    }
}
