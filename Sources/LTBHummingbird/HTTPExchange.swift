// Owns the measurement of one HTTP request, from its head to the last byte of its answer.

import Hummingbird
import LTBRecorder
import Synchronization

/// A request that is being answered.
struct HTTPExchange: Sendable {
    private let recorder: Recorder
    private let method: String
    private let weight: Double
    private let startedAt: Int64

    /// - Parameter weight: how many requests it stands for.
    init(_ recorder: Recorder, _ method: HTTPRequest.Method, weight: Double) {
        self.recorder = recorder
        self.method = Self.methods.contains(method) ? method.rawValue : "_OTHER"
        self.weight = weight
        startedAt = recorder.elapsedNanoseconds
    }

    /// The answer, whose last byte is still to come.
    func answered(_ status: HTTPResponse.Status, _ context: some Hummingbird.RequestContext) -> HTTPAnswer {
        HTTPAnswer(self, status: status.code, route: context.endpointPath ?? "unknown")
    }

    fileprivate func record(status: Int, route: String, isInterrupted: Bool) {
        recorder.metrics.http.request(
            method: method, path: route, status: status,
            took: .nanoseconds(recorder.elapsedNanoseconds - startedAt), weight: weight)
        guard isInterrupted else { return }
        recorder.recordMetric(
            "http_responses_interrupted_total", .counter, weight, labels: ["method": method, "path": route],
            description: "HTTP responses that broke off before their end")
    }

    /// Those of RFC 9110 and RFC 5789: others would make as many series as clients can think of.
    private static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .delete, .connect, .options, .trace, .patch,
    ]
}

/// The answer to a request, which is recorded once: at its end, or when nobody wants it any more, as with the body for a
/// `HEAD` that is answered like a `GET`.
final class HTTPAnswer: Sendable {
    private let exchange: HTTPExchange
    private let status: Int
    private let route: String
    private let hasEnded = Atomic<Bool>(false)

    init(_ exchange: HTTPExchange, status: Int, route: String) {
        self.exchange = exchange
        self.status = status
        self.route = route
    }

    deinit { end() }

    /// Records the request; what comes later is ignored.
    func end(isInterrupted: Bool = false) {
        guard !hasEnded.exchange(true, ordering: .relaxed) else { return }
        exchange.record(status: status, route: route, isInterrupted: isInterrupted)
    }
}

extension ResponseBody {
    /// The same body, which tells an answer when it was written, and is written within a trace.
    func followed(by answer: HTTPAnswer?, in trace: TraceContext?) -> ResponseBody {
        ResponseBody(contentLength: contentLength) { writer in
            do {
                try await trace.whileCurrent { try await write(writer) }
            } catch {
                answer?.end(isInterrupted: true)
                throw error
            }
            answer?.end()
        }
    }
}
