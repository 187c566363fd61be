// Owns taking up the trace that a request comes with.

import Hummingbird
import LTBRecorder

extension TraceContext {
    /// The trace that the `traceparent` header names; nil if there is none, or not one.
    init?(_ headers: HTTPFields) {
        guard let name = HTTPFields.Element.Name("traceparent") else { return nil }
        self.init(traceparent: headers[name])
    }
}

extension TraceContext? {
    /// Runs the body within the trace, if there is one.
    func whileCurrent<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async rethrows -> Result {
        guard let trace = self else { return try await body() }
        return try await TraceContext.withValue(trace, isolation: isolation, operation: body)
    }
}
