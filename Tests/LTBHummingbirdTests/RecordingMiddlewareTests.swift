// Owns the claims about recording HTTP requests.

import Hummingbird
import HummingbirdTesting
import LTBEvents
@testable import LTBHummingbird
import LTBRecorder
import LTBTestSupport
import Synchronization
import Testing

struct RecordingMiddlewareTests {
    private struct Broken: Error {}

    private let service: RecordedService
    private let router = Router(options: .autoGenerateHeadEndpoints)

    init() throws {
        service = try RecordedService()
    }

    /// An application whose routes are recorded.
    private func application(
        _ middleware: RecordingMiddleware<BasicRequestContext>? = nil
    ) -> some ApplicationProtocol {
        router.add(middleware: middleware ?? RecordingMiddleware(service.recorder))
        router.get("users/{id}") { [service] _, context in
            service.advance(milliseconds: 20)
            return context.parameters.get("id") ?? ""
        }
        router.post("refuse") { _, _ -> String in throw HTTPError(.tooManyRequests) }
        router.post("break") { [service] _, _ -> String in
            service.advance(milliseconds: 5)
            throw Broken()
        }
        router.get("stream") { [service] _, _ in
            service.advance(milliseconds: 100)
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    for piece in ["a", "b"] {
                        service.advance(milliseconds: 50)
                        try await writer.write(ByteBuffer(string: piece))
                    }
                    try await writer.finish(nil)
                })
        }
        router.get("torn") { _, _ in Response(status: .ok, body: ResponseBody { _ in throw Broken() }) }
        return Application(router: router, logger: .silent)
    }

    @Test func requestsAreRecordedByMethodRouteAndStatus() async throws {
        try await application().test(.router) { client in
            let answer = try await client.execute(uri: "/users/7?secret=1", method: .get)
            #expect(String(buffer: answer.body) == "7")
            #expect(answer.headers[.contentLength] == "1")
            let statuses = [
                try await ask(client, .get, "/users/8/").status, try await ask(client, .post, "/refuse").status,
                try await ask(client, .get, "/absent/9").status,
            ]
            #expect(statuses == [200, 429, 404])
        }
        #expect(
            try service.metrics()
                == (lines("GET", "/users/{id}", 200, seconds: 0.02) + lines("GET", "/users/{id}", 200, seconds: 0.02)
                + lines("POST", "/refuse", 429) + lines("GET", "NotFound", 404)).sorted())
    }

    @Test func whatTheHandlerThrowsIsRecordedAndThrownOn() async throws {
        let status = try await application().test(.router) { try await ask($0, .post, "/break").status }
        #expect(status == 500)
        #expect(try service.metrics() == lines("POST", "/break", 500, seconds: 0.005))
    }

    @Test func aStreamedAnswerIsMeasuredToItsLastByte() async throws {
        let body = try await application().test(.router) { try await ask($0, .get, "/stream").body }
        #expect(body == "ab")
        #expect(try service.metrics() == lines("GET", "/stream", 200, seconds: 0.2))
    }

    @Test func anAnswerThatBreaksOffIsCountedAsSuch() async throws {
        await #expect(throws: Broken.self) {
            try await application().test(.router) { _ = try await ask($0, .get, "/torn") }
        }
        #expect(
            try service.metrics() == lines("GET", "/torn", 200)
                + ["http_responses_interrupted_total{method=GET,path=/torn} 1.0 counter"])
    }

    @Test func anAnswerWhoseBodyNobodyWantsIsRecordedOnce() async throws {
        let body = try await application().test(.router) { try await ask($0, .head, "/stream").body }
        #expect(body == "")
        #expect(try service.metrics() == lines("HEAD", "/stream", 200, seconds: 0.1))
    }

    @Test func excludedPathsAndRoutesAreNotRecorded() async throws {
        let middleware = RecordingMiddleware<BasicRequestContext>(
            service.recorder, excludedPaths: ["/users/{id}", "/elsewhere", "/break"])
        try await application(middleware).test(.router) { client in
            for path in ["/users/1", "/users/2", "/elsewhere", "/stream"] {
                try await ask(client, .get, path)
            }
            try await ask(client, .post, "/break")
        }
        #expect(try service.metrics() == lines("GET", "/stream", 200, seconds: 0.2))
    }

    @Test func thePathsOfTheRecordersOwnRoutesAreExcludedUnlessToldOtherwise() async throws {
        let application = application()
        router.addRecorderRoutes(service.recorder)
        try await application.test(.router) { client in
            for path in ["/health", "/status", "/metrics"] { try await ask(client, .get, path) }
        }
        #expect(try service.metrics() == [])
    }

    @Test func sampledRequestsCountForTheOthers() async throws {
        let draws = Atomic<Int>(0)
        let middleware = try RecordingMiddleware<BasicRequestContext>(
            service.recorder, samplingRate: 0.25, excludedPaths: []
        ) { Double(draws.add(1, ordering: .relaxed).oldValue % 8) / 8 }
        try await application(middleware).test(.router) { client in
            for number in 0..<16 { try await ask(client, .get, "/users/\(number)") }
        }
        let sampled = lines("GET", "/users/{id}", 200, seconds: 0.02, weight: 4)
        #expect(
            try service.metrics()
                == (["http_request_sampling_rate{} 0.25 gauge"] + sampled + sampled + sampled + sampled).sorted())
    }

    @Test(arguments: [(0.0, 0), (1.0, 50)])
    func theEndsOfTheScaleAreNothingAndEverything(_ rate: Double, _ expected: Int) async throws {
        let middleware = try RecordingMiddleware<BasicRequestContext>(service.recorder, samplingRate: rate)
        try await application(middleware).test(.router) { client in
            for _ in 0..<50 { try await ask(client, .get, "/users/1") }
        }
        #expect(try service.metrics().count { $0.hasPrefix("http_requests_total") } == expected)
    }

    @Test(arguments: [(-0.1, "-0.1"), (1.01, "1.01"), (.nan, "nan"), (.infinity, "inf")] as [(Double, String)])
    func aRateThatIsNoShareIsRefused(_ rate: Double, _ shown: String) {
        let expected = RecorderError(
            .invalidConfiguration, "samplingRate is \(shown): give a number from 0 to 1")
        #expect(throws: expected) {
            try RecordingMiddleware<BasicRequestContext>(service.recorder, samplingRate: rate)
        }
    }

    @Test func aServiceIsServedAlsoWhereNothingIsRecorded() async throws {
        let closed = try RecordedService()
        closed.recorder.close()
        for recorder in [Recorder.disabled, closed.recorder] {
            let router = Router()
            router.add(middleware: RecordingMiddleware(recorder))
            router.get("a") { _, _ in "b" }
            let application = Application(router: router, logger: .silent)
            let body = try await application.test(.router) { try await ask($0, .get, "/a").body }
            #expect(body == "b")
        }
        #expect(try closed.metrics() == [])
    }
}
