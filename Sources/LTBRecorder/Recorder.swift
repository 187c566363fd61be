// Owns recording: events from any thread into a log.

public import LTBEvents
import LTBLog
import Synchronization

/// Records what a program does, as events, into a log that `ltb-analyze` reads.
///
///     let recorder = try Recorder(to: "run.jsonl.zst", run: RunMetadata(name: "nightly"))
///     let answer = try await recorder.measure(provider: "openai", model: "gpt-4o") { request in
///         let answer = try await client.complete(prompt)
///         request.complete(tokens: TokenUsage(inputTokens: answer.promptTokens, outputTokens: answer.completionTokens))
///         return answer
///     }
///     recorder.close()
///
/// Recording never waits for the disk and never throws: an event costs the caller its JSON, in a buffer, or even less; a thread of the
/// recorder's own compresses and writes it within a second. What goes wrong there is told once (`RecorderConfiguration.onError`) and tried again.
/// A process that is killed loses at most the last second.
///
/// All methods may be called from any thread, but not from signal handlers. In a forked child a recorder does nothing.
public final class Recorder: Sendable {
    /// Those who see events as they happen.
    public let events: EventBus
    /// The name of the run in the log.
    public let runID: String
    /// Whether anything is recorded.
    public let isEnabled: Bool
    /// The log, as it was named when it was opened.
    public let logPath: String
    /// How it records.
    public let configuration: RecorderConfiguration

    let clock: RecorderClock
    private let writer: EventWriter?
    private let startedAt: Int64
    let spanSource = SpanSource()
    let activeRequests = ActiveRequestsOfProviders()
    private let closingHooks = Monitor<[@Sendable () -> Void]>([])

    /// Opens a log, or makes it, and records the start of a run.
    ///
    /// - Parameters:
    ///   - path: the log to append to; nil: the configuration's.
    ///   - run: what the run says of itself.
    ///   - configuration: how to record; nil: the defaults, as the environment overrides them. A configuration that is given is
    ///     taken as it is, but `LTB_ENABLED=false` always switches recording off.
    /// - Throws: what cannot be opened, another process that records into the same file, an option or a variable without meaning.
    public convenience init(
        to path: String? = nil, run: RunMetadata = RunMetadata(), configuration: RecorderConfiguration? = nil
    ) throws(RecorderError) {
        let overridden = try (configuration ?? RecorderConfiguration()).overriddenByEnvironment()
        let chosen = configuration.map { $0.withEnabled($0.isEnabled && overridden.isEnabled) } ?? overridden
        try self.init(to: path, run: run, configuration: chosen, environment: .process, clock: .system)
    }

    init(
        to path: String?, run: RunMetadata, configuration: RecorderConfiguration, environment: ProcessEnvironment,
        clock: RecorderClock
    ) throws(RecorderError) {
        try configuration.validate()
        let identifiers = Identifiers()
        let now = clock.now()
        self.configuration = configuration
        self.clock = clock
        runID = run.id ?? identifiers.run(at: now)
        logPath = path ?? configuration.logPath
        startedAt = clock.elapsed()
        isEnabled = configuration.isEnabled
        guard configuration.isEnabled else {
            writer = nil
            events = EventBus()
            return
        }
        let writer = try EventWriter(logPath, configuration, identifiers, clock)
        self.writer = writer
        events = EventBus { writer.write($0) }
        record(.runStarted(start(of: run, at: now, environment)), at: now)
    }

    /// A recorder that records nothing, at no cost.
    public static let disabled = Recorder()

    private init() {
        var configuration = RecorderConfiguration()
        configuration.isEnabled = false
        self.configuration = configuration
        isEnabled = false
        clock = .system
        runID = "disabled"
        logPath = configuration.logPath
        startedAt = clock.elapsed()
        writer = nil
        events = EventBus()
    }

    deinit {
        // Nobody has said how the run went, so its end is not recorded.
        writer?.close()
        events.finish()
    }

    /// Events that were dropped until now, since they came faster than they could be written or after closing.
    public var droppedEvents: Int64 { writer?.droppedEvents ?? 0 }

    /// Events that were recorded until now, without those that were dropped.
    public var recordedEvents: Int64 { writer?.recordedEvents ?? 0 }

    /// How long the run has lasted, by a clock that only goes forward.
    package var elapsedNanoseconds: Int64 { clock.elapsed() - startedAt }

    /// Makes the name of a request, unique in the run.
    func nextRequestID() -> String { writer?.identifiers.nextRequest() ?? "" }

    /// Makes the name of an evaluation, unique in the run.
    func nextEvaluationID() -> String { writer?.identifiers.nextEvaluation() ?? "" }

    /// Makes the name of a benchmark, unique in the run.
    func nextBenchmarkID() -> String { writer?.identifiers.nextBenchmark() ?? "" }
}

// MARK: - Recording

extension Recorder {
    /// Records that something happened, now or at a time; of what took time, that is the time of its end.
    @inline(__always)
    public func record(_ payload: Payload, at time: Timestamp? = nil) {
        guard let writer else { return }
        guard events.hasSubscribers else { return writer.write(payload, at: time ?? clock.now()) }
        let event = Event(timestamp: time ?? clock.now(), id: writer.nextEventID(), payload: payload)
        events.publish(event)
    }

    /// Records that something happened now, without the copies that a `Payload` costs.
    @inline(__always)
    func record<Data: EventData>(data: Data) {
        guard let writer else { return }
        guard events.hasSubscribers else { return writer.write(data: data, at: clock.now()) }
        record(data.payload)
    }

    /// Records that a request was answered just now; one within a span or a benchmark names it.
    ///
    /// Where there is nothing else to tell, only its figures are put into the buffer, and the writing thread makes the line.
    @usableFromInline
    func recordCompletion(
        provider: String, model: String, latency: Duration, timeToFirstToken: Duration?, tokens: TokenUsage?,
        cost: Double?
    ) {
        guard let writer else { return }
        let number = writer.identifiers.nextNumber()
        let isRecorded = recordPlainly(
            provider: provider, model: model, number: number, requestNumber: number, latency: .nanoseconds(latency),
            timeToFirstToken: timeToFirstToken.map { .nanoseconds($0) } ?? -1, tokens: tokens, cost: cost)
        guard !isRecorded else { return }
        var completed = RequestCompleted(
            context: RequestContext(
                provider: provider, model: model, requestID: writer.identifiers.request(number)),
            latencySeconds: .seconds(latency), timeToFirstTokenSeconds: timeToFirstToken.map { .seconds($0) },
            tokens: tokens?.recordable, costUSD: cost?.recordableAmount)
        completed.context.takeIDs(of: currentSpan)
        completed.context.takeIDs(of: BenchmarkContext.current)
        record(data: completed)
    }

    /// Whether there is nothing to tell of a request but its own figures, and nobody to tell but the log.
    @inline(__always)
    private var recordsPlainly: Bool { TaskContext.current == nil && spanSource.isEmpty && !events.hasSubscribers }

    /// Records that a request was sent, by its figures alone; nil if there is more to tell, else its number.
    @inline(__always)
    func recordPlainStart(provider: String, model: String) -> Int64? {
        guard let writer, recordsPlainly else { return nil }
        let request = writer.identifiers.nextNumber()
        let record = RequestRecord(
            startAt: clock.now().nanosecondsSince1970, number: writer.identifiers.nextNumber(), requestNumber: request)
        return writer.write(record, provider: provider, model: model) ? request : nil
    }

    /// Records that a request was answered, by its figures alone; false if there is more to tell.
    ///
    /// - Parameters:
    ///   - number: the event's; nil: the next one.
    ///   - latency: nanoseconds.
    ///   - timeToFirstToken: nanoseconds; less than nothing if there was none.
    @inline(__always)
    func recordPlainly(
        provider: String, model: String, number: Int64?, requestNumber: Int64, latency: Int64,
        timeToFirstToken: Int64, tokens: TokenUsage?, cost: Double?
    ) -> Bool {
        guard let writer, recordsPlainly, tokens?.unknownFields.isEmpty != false else { return false }
        var record = RequestRecord(
            time: clock.now().nanosecondsSince1970, number: number ?? writer.identifiers.nextNumber(),
            requestNumber: requestNumber, latencyNanoseconds: latency, firstTokenNanoseconds: timeToFirstToken,
            costUSD: cost?.recordableAmount ?? -1)
        if let tokens { record.take(tokens) }
        return writer.write(record, provider: provider, model: model)
    }

    /// The name of a request.
    func requestID(_ number: Int64) -> String? { writer?.identifiers.request(number) }

    /// Records an event as it is; one without an id gets one.
    public func record(_ event: Event) {
        guard let writer else { return }
        var event = event
        if event.id == nil { event.id = writer.nextEventID() }
        events.publish(event)
    }

    /// Waits until everything that was recorded before can be read from the log, and if so wished is on the disk; false if it
    /// could not be written, which will be tried again.
    @discardableResult
    public func flush(synchronize: Bool = false) -> Bool { writer?.flush(synchronize: synchronize) ?? true }

    /// Records the end of the run, writes what is left, and gives up the file; false if not all could be written.
    ///
    /// What is recorded later is dropped. Closing again waits until it is closed.
    @discardableResult
    public func close(_ status: RunStatus = .passed) -> Bool {
        guard let writer else { return true }
        // The end of the run is not recorded yet when another thread comes here.
        guard writer.beginClosing() else { return writer.waitUntilClosed() }
        for hook in closingHooks.withLock({ $0 }) { hook() }
        let end = RunCompleted(
            runID: runID, status: status.rawValue,
            durationSeconds: .seconds(nanoseconds: elapsedNanoseconds), droppedEvents: writer.droppedEvents)
        record(.runCompleted(end))
        events.finish()
        return writer.close()
    }

    /// Whether the run has ended.
    package var isClosed: Bool { writer?.isClosing ?? false }

    /// Calls this before the end of the run is recorded, for those who hold values that are not written yet.
    package func beforeClosing(_ hook: @escaping @Sendable () -> Void) {
        closingHooks.withLock { $0.append(hook) }
    }

    private func start(of run: RunMetadata, at now: Timestamp, _ environment: ProcessEnvironment) -> RunStarted {
        RunStarted(
            runID: runID, schemaVersion: 1, startedAt: now, name: run.name, labels: run.allLabels(in: environment),
            host: hostName(), tool: "LTBRecorder", toolVersion: Version.current)
    }
}

/// How a run went.
public enum RunStatus: String, Sendable, CaseIterable {
    /// As it should.
    case passed
    /// Not as it should.
    case failed
    /// It was ended before its time.
    case aborted
}
