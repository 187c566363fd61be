// Owns the measurement of one request, from its start to its end.

public import LTBEvents
import LTBLog
import Synchronization

/// A request under way: tells its recorder what becomes of it.
///
///     let request = recorder.start(provider: "openai", model: "gpt-4o")
///     for try await chunk in stream { request.chunk() }
///     request.complete(tokens: TokenUsage(inputTokens: 150, outputTokens: 75))
///
/// It ends once: what comes after the first `complete` or `fail` is ignored. One that is let go of without an end is recorded as failed
/// with `abandoned`, or `cancelled` if that happens in a cancelled task. Times are taken from a clock that only goes
/// forward. All methods may be called from any thread.
public final class MeasuredRequest: Sendable {
    private let recorder: Recorder
    private let identity: Identity
    private let startedAt: Int64
    private let hasEnded = Atomic<Bool>(false)
    /// When the first chunk came, after the start; -1: none has.
    private let firstChunk = Atomic<Int64>(-1)
    /// Where details are recorded.
    private let details: Monitor<Details>?
    private let onEnd: (@Sendable () -> Void)?

    /// What is known of which request it is.
    private enum Identity {
        /// Only that; its name is made when somebody asks for it.
        case plain(provider: String, model: String, number: Int64)
        case full(RequestContext)
    }

    /// What is only recorded on demand.
    fileprivate struct Details {
        var lastChunk: Int64?
        var gaps: [Double] = []
        var content: [(name: String, text: String)] = []
        var isTruncated = false
    }

    /// Gaps of a single request that are kept; more would make lines that nobody reads.
    private static let gapLimit = 65_536
    /// Bytes of a prompt or a completion.
    private static let contentLimit = 256 << 10

    /// A request that is not recorded.
    static let unrecorded = MeasuredRequest(.disabled, RequestContext())

    /// Begins a request of which nothing else is known.
    convenience init(_ recorder: Recorder, provider: String, model: String) {
        let startedAt = recorder.clock.elapsed()
        guard let number = recorder.recordPlainStart(provider: provider, model: model) else {
            self.init(recorder, RequestContext(provider: provider, model: model))
            return
        }
        self.init(recorder, .plain(provider: provider, model: model, number: number), startedAt, onEnd: nil)
    }

    /// - Parameter onEnd: called once, when the request ends; where nothing is recorded, when it is let go of.
    convenience init(_ recorder: Recorder, _ context: RequestContext, onEnd: (@Sendable () -> Void)? = nil) {
        guard recorder.isEnabled else {
            self.init(recorder, .full(context), 0, onEnd: onEnd)
            return
        }
        var context = context
        context.requestID = context.requestID ?? recorder.nextRequestID()
        if !recorder.configuration.recordsDetails { context.labels = [:] }
        context.takeIDs(of: recorder.currentSpan)
        context.takeIDs(of: BenchmarkContext.current)
        self.init(recorder, .full(context), recorder.clock.elapsed(), onEnd: onEnd)
        recorder.record(data: RequestStarted(context: context))
    }

    private init(_ recorder: Recorder, _ identity: Identity, _ startedAt: Int64, onEnd: (@Sendable () -> Void)?) {
        self.recorder = recorder
        self.identity = identity
        self.startedAt = startedAt
        self.onEnd = onEnd
        let configuration = recorder.configuration
        let hasDetails = recorder.isEnabled && (configuration.recordsDetails || configuration.capturesContent)
        details = hasDetails ? Monitor(Details()) : nil
    }

    /// Which request it is; the same in its start and its end.
    public var context: RequestContext {
        switch identity {
        case .plain(let provider, let model, let number):
            RequestContext(provider: provider, model: model, requestID: recorder.requestID(number))
        case .full(let context): context
        }
    }

    deinit {
        guard recorder.isEnabled else {
            onEnd?()
            return
        }
        guard !hasEnded.load(ordering: .acquiring) else { return }
        abandon()
    }

    /// Tells that nobody wants the answer any more.
    func abandon(tokens: TokenUsage? = nil) {
        let isCancelled = withUnsafeCurrentTask { $0?.isCancelled ?? false }
        fail(isCancelled ? .cancelled : Failure(.abandoned, "nobody waited for its end"), tokens: tokens)
    }

    /// Tells that the first content has come.
    public func firstToken() { chunk() }

    /// Tells that a piece of content has come; the first one is the first token.
    public func chunk() {
        guard recorder.isEnabled else { return }
        let elapsed = recorder.clock.elapsed() - startedAt
        if firstChunk.load(ordering: .relaxed) < 0 {
            _ = firstChunk.compareExchange(expected: -1, desired: elapsed, ordering: .relaxed)
        }
        guard recorder.configuration.recordsDetails else { return }
        details?.withLock { details in
            if let last = details.lastChunk, details.gaps.count < Self.gapLimit {
                details.gaps.append(.seconds(nanoseconds: max(0, elapsed - last)))
            }
            details.lastChunk = elapsed
        }
    }

    /// Gives the prompt, which is recorded where the configuration captures content.
    public func prompt(_ text: @autoclosure () -> String) { capture("prompt", text) }

    /// Gives the completion, which is recorded where the configuration captures content.
    public func completion(_ text: @autoclosure () -> String) { capture("completion", text) }

    /// Tells that the request was answered; false if it had ended before.
    ///
    /// - Parameter cost: US dollars.
    @discardableResult
    public func complete(
        tokens: TokenUsage? = nil, cost: Double? = nil, finishReason: String? = nil, serviceTier: String? = nil,
        statusCode: Int? = nil
    ) -> Bool {
        guard let latency = end() else { return false }
        let first = firstChunk.load(ordering: .relaxed)
        let isPlain = details == nil && finishReason == nil && serviceTier == nil && statusCode == nil
        if isPlain, case .plain(let provider, let model, let number) = identity {
            let isRecorded = recorder.recordPlainly(
                provider: provider, model: model, number: nil, requestNumber: number,
                latency: latency.wholeMicroseconds, timeToFirstToken: first < 0 ? -1 : first.wholeMicroseconds,
                tokens: tokens, cost: cost)
            if isRecorded { return true }
        }
        var completed = RequestCompleted(
            context: context, latencySeconds: .seconds(nanoseconds: latency),
            timeToFirstTokenSeconds: first < 0 ? nil : .seconds(nanoseconds: first), tokens: tokens?.recordable,
            costUSD: cost?.recordableAmount, serviceTier: serviceTier, finishReason: finishReason,
            statusCode: statusCode.map(Int64.init))
        details?.withLock { details in
            completed.chunkGapsSeconds = details.gaps
            completed.unknownFields = details.fields
        }
        recorder.record(data: completed)
        return true
    }

    /// Tells that the request failed with an error; false if it had ended before.
    ///
    /// Of a `CategorizedError` the kind is known, of others it is told from their words.
    @discardableResult
    public func fail(_ error: any Error, tokens: TokenUsage? = nil, cost: Double? = nil) -> Bool {
        // Whatever a client throws when its task is cancelled, that is why.
        let isCancelled = withUnsafeCurrentTask { $0?.isCancelled ?? false }
        let failure = isCancelled && !(error is any CategorizedError) ? .cancelled : Failure(error)
        return fail(failure, tokens: tokens, cost: cost)
    }

    /// Tells that the request failed; false if it had ended before.
    @discardableResult
    public func fail(
        _ type: ErrorType, message: String? = nil, statusCode: Int? = nil, tokens: TokenUsage? = nil,
        cost: Double? = nil
    ) -> Bool {
        fail(Failure(type, message, statusCode: statusCode), tokens: tokens, cost: cost)
    }

    @discardableResult
    private func fail(_ failure: Failure, tokens: TokenUsage? = nil, cost: Double? = nil) -> Bool {
        guard let latency = end() else { return false }
        var failed = RequestFailed(
            context: context, errorType: failure.type.rawValue, message: failure.message,
            latencySeconds: .seconds(nanoseconds: latency), statusCode: failure.statusCode.map(Int64.init),
            tokens: tokens?.recordable, costUSD: cost?.recordableAmount)
        details?.withLock { failed.unknownFields = $0.fields }
        recorder.record(data: failed)
        return true
    }

    /// Nanoseconds from start to end for the first who asks; nil for others, and where nothing is recorded.
    private func end() -> Int64? {
        guard recorder.isEnabled, !hasEnded.exchange(true, ordering: .acquiringAndReleasing) else { return nil }
        onEnd?()
        return recorder.clock.elapsed() - startedAt
    }

    private func capture(_ name: String, _ text: () -> String) {
        guard recorder.configuration.capturesContent, let details else { return }
        let (kept, isTruncated) = text().cut(toBytes: Self.contentLimit)
        details.withLock { details in
            details.content.append((name, kept))
            details.isTruncated = details.isTruncated || isTruncated
        }
    }
}

extension Int64 {
    /// Nanoseconds without what is finer than a microsecond, as `Double.seconds(nanoseconds:)` leaves it out.
    fileprivate var wholeMicroseconds: Int64 { Swift.max(0, self) / 1_000 * 1_000 }
}

extension MeasuredRequest.Details {
    /// `content` and `content_truncated`, where there is content.
    fileprivate var fields: JSONObject {
        guard !content.isEmpty else { return [:] }
        var object = JSONObject()
        for (name, text) in content { object[name] = .string(text) }
        var fields: JSONObject = ["content": .object(object)]
        if isTruncated { fields["content_truncated"] = .bool(true) }
        return fields
    }
}

extension String {
    /// The whole characters within the first so many bytes of UTF-8, and whether any are missing.
    fileprivate func cut(toBytes limit: Int) -> (text: String, isCut: Bool) {
        guard utf8.count > limit else { return (self, false) }
        var end = utf8.index(utf8.startIndex, offsetBy: limit)
        while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return (String(self[..<end]), true)
    }
}
