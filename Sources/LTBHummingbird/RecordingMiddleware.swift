// Owns recording the HTTP requests to a service, as they pass through its router.

public import Hummingbird
public import LTBRecorder

/// Records each HTTP request to a service as the metrics `http_requests_total` and `http_request_duration_seconds`.
///
///     let router = Router()
///     router.add(middleware: RecordingMiddleware(recorder))
///     router.addRecorderRoutes(recorder, health: health)
///
/// The label `path` is the route, as `/users/{id}`, never the path that was asked for; `NotFound` where no route fits, as
/// Hummingbird says. The label `method` is one that HTTP defines, or `_OTHER`. So clients cannot make series.
///
/// The duration is from the request's head, when the middleware is reached, to the last byte of the answer handed to the connection: it
/// includes reading the request's body, the handler, and all pieces of a streamed answer, but not the way to the client.
/// An error that is thrown is recorded with the status that it stands for, 500 where it does not say, and thrown on. An
/// answer that breaks off is recorded under its status, which the client has got, and counted once more in
/// `http_responses_interrupted_total`.
///
/// Where the sampling rate is below 1, a request is recorded with that probability and counted as `1 / rate` requests. So
/// `http_requests_total` is an estimate of all of them that nobody needs to scale, and durations have the right distribution; the gauge
/// `http_request_sampling_rate` tells that it was so.
///
/// A `traceparent` header is taken up: what the handler and its streamed answer record belongs to that trace, unless a
/// span of the program's own tracer is current. Nothing here can fail a request.
public struct RecordingMiddleware<Context: Hummingbird.RequestContext>: RouterMiddleware {
    private let recorder: Recorder
    private let excludedPaths: Set<String>
    private let samplingRate: Double
    /// A number from 0 to below 1, for deciding which requests are recorded.
    private let draw: @Sendable () -> Double

    /// Records all requests.
    ///
    /// - Parameter excludedPaths: paths or routes of which nothing is recorded.
    public init(_ recorder: Recorder, excludedPaths: Set<String> = ["/health", "/status", "/metrics"]) {
        self.init(recorder, excludedPaths, 1) { 0 }
    }

    /// Records some of the requests.
    ///
    /// - Parameters:
    ///   - samplingRate: the share of requests that is recorded, 0 to 1.
    ///   - excludedPaths: paths or routes of which nothing is recorded.
    /// - Throws: what is no such share.
    public init(
        _ recorder: Recorder, samplingRate: Double, excludedPaths: Set<String> = ["/health", "/status", "/metrics"]
    ) throws(RecorderError) {
        try self.init(recorder, samplingRate: samplingRate, excludedPaths: excludedPaths) { .random(in: 0..<1) }
    }

    init(
        _ recorder: Recorder, samplingRate: Double, excludedPaths: Set<String>, draw: @escaping @Sendable () -> Double
    ) throws(RecorderError) {
        guard (0...1).contains(samplingRate) else {
            throw RecorderError(.invalidConfiguration, "samplingRate is \(samplingRate): give a number from 0 to 1")
        }
        self.init(recorder, excludedPaths, samplingRate, draw)
        guard samplingRate < 1 else { return }
        recorder.recordMetric(
            "http_request_sampling_rate", .gauge, samplingRate,
            description: "Share of HTTP requests that are recorded; http_requests_total is scaled by it")
    }

    private init(
        _ recorder: Recorder, _ excludedPaths: Set<String>, _ samplingRate: Double,
        _ draw: @escaping @Sendable () -> Double
    ) {
        self.recorder = recorder
        self.excludedPaths = excludedPaths
        self.samplingRate = samplingRate
        self.draw = draw
    }

    /// Passes a request on, and records what becomes of it.
    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard recorder.isEnabled else { return try await next(request, context) }
        let trace = recorder.currentSpan == nil ? TraceContext(request.headers) : nil
        let exchange = isRecorded(request, context) ? start(request) : nil
        do {
            var response = try await trace.whileCurrent { try await next(request, context) }
            let answer = exchange.flatMap { isExcluded(request, context) ? nil : $0.answered(response.status, context) }
            if answer != nil || trace != nil { response.body = response.body.followed(by: answer, in: trace) }
            return response
        } catch {
            if let exchange, !isExcluded(request, context) {
                let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
                exchange.answered(status, context).end()
            }
            throw error
        }
    }

    private func start(_ request: Request) -> HTTPExchange {
        HTTPExchange(recorder, request.method, weight: 1 / samplingRate)
    }

    private func isRecorded(_ request: Request, _ context: Context) -> Bool {
        !isExcluded(request, context) && draw() < samplingRate
    }

    /// The route may be known only once the request was answered.
    private func isExcluded(_ request: Request, _ context: Context) -> Bool {
        excludedPaths.contains(request.uri.path) || context.endpointPath.map(excludedPaths.contains) ?? false
    }
}
