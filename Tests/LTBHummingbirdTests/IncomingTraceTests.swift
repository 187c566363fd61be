// Owns the claims about the trace that a request comes with.

import Hummingbird
import HummingbirdTesting
import LTBEvents
import LTBHummingbird
@testable import LTBRecorder
import Testing

struct IncomingTraceTests {
    private static let header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    private let service: RecordedService
    private let application: Application<RouterResponder<BasicRequestContext>>

    init() throws {
        let service = try RecordedService()
        let router = Router()
        router.add(middleware: RecordingMiddleware(service.recorder))
        router.get("ask") { _, _ in
            service.recorder.start(provider: "openai", model: "in the handler").complete()
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    service.recorder.start(provider: "openai", model: "in the answer").complete()
                    try await writer.finish(nil)
                })
        }
        self.service = service
        application = Application(router: router, logger: .silent)
    }

    /// What was recorded as `model trace/span`.
    private func requests() throws -> [String] {
        try service.payloads().compactMap { payload in
            guard case .requestCompleted(let data) = payload else { return nil }
            let context = data.context
            return "\(context.model ?? "?") \(context.traceID ?? "-")/\(context.spanID ?? "-")"
        }
    }

    @Test func requestsOfTheHandlerAndOfItsAnswerBelongToTheTrace() async throws {
        try await application.test(.router) { client in
            _ = try await ask(client, .get, "/ask", headers: [.traceparent: Self.header])
        }
        let trace = "0af7651916cd43dd8448eb211c80319c/b7ad6b7169203331"
        #expect(try requests() == ["in the handler \(trace)", "in the answer \(trace)"])
    }

    @Test(
        arguments: [
            "", "00", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", header + "-00", header + ", " + header,
            "00-é-b7ad6b7169203331-01",
        ])
    func aHeaderThatIsBrokenIsNone(_ header: String) async throws {
        try await application.test(.router) { client in
            let (status, _) = try await ask(client, .get, "/ask", headers: [.traceparent: header])
            #expect(status == 200)
        }
        #expect(try requests() == ["in the handler -/-", "in the answer -/-"])
    }

    @Test func aHeaderOfThatManyPartsIsNone() async throws {
        try await application.test(.router) { client in
            _ = try await ask(client, .get, "/ask", headers: [.traceparent: String(repeating: "-", count: 60_000)])
        }
        #expect(try requests() == ["in the handler -/-", "in the answer -/-"])
    }

    @Test func twoHeadersAreNone() async throws {
        var headers: HTTPFields = [.traceparent: Self.header]
        headers.append(HTTPFields.Element(name: .traceparent, value: Self.header))
        try await application.test(.router) { [headers] client in
            _ = try await ask(client, .get, "/ask", headers: headers)
        }
        #expect(try requests() == ["in the handler -/-", "in the answer -/-"])
    }

    @Test func theSpanOfTheProgramsOwnTracerIsNearer() async throws {
        let span = TraceContext(traceID: "11111111111111111111111111111111", spanID: "2222222222222222")
        service.recorder.takeSpans { span }
        try await application.test(.router) { client in
            _ = try await ask(client, .get, "/ask", headers: [.traceparent: Self.header])
        }
        let trace = "\(span.traceID)/\(span.spanID)"
        #expect(try requests() == ["in the handler \(trace)", "in the answer \(trace)"])
    }
}

extension HTTPFields.Element.Name {
    fileprivate static let traceparent = HTTPFields.Element.Name("traceparent")!
}
