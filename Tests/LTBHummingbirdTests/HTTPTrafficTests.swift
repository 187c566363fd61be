// Owns the claims about many requests, and about those that mean no good.

import Glibc
import Hummingbird
import HummingbirdTesting
import LTBHummingbird
import LTBTestSupport
import Testing

struct HTTPTrafficTests {
    private let service: RecordedService
    private let application: Application<RouterResponder<BasicRequestContext>>

    init() throws {
        service = try RecordedService()
        let router = Router()
        router.add(middleware: RecordingMiddleware(service.recorder))
        router.get("items/{id}") { _, context in context.parameters.get("id") ?? "" }
        router.on("items/{id}", method: .init("BREW")!) { _, _ in HTTPResponse.Status(code: 418) }
        router.post("echo") { request, _ in Response(status: .ok, body: ResponseBody(asyncSequence: request.body)) }
        router.get("endless") { _, _ in
            let piece = ByteBuffer(repeating: 0x78, count: 65_536)
            return Response(status: .ok, body: ResponseBody { writer in while true { try await writer.write(piece) } })
        }
        application = Application(router: router, logger: .silent)
    }

    private func counts(_ expected: [String: Int]) -> [String] {
        expected.flatMap { labels, count in
            Array(repeating: "http_requests_total{\(labels)} 1.0 counter", count: count)
        }.sorted()
    }

    private func recordedCounts() throws -> [String] {
        try service.metrics().filter { $0.hasPrefix("http_requests_total") }
    }

    @Test func clientsCannotMakeSeries() async throws {
        var generator = SplitMix64(seed: 5)
        let paths = (0..<200).map { _ in randomPath(&generator) }
        try await application.test(.router) { client in
            for (number, path) in paths.enumerated() {
                try await ask(client, .init("M\(number)")!, path)
                try await ask(client, .get, path)
            }
            try await ask(client, .init("BREW")!, "/items/1")
            try await ask(client, .get, "/" + String(repeating: "x/", count: 50_000))
            try await ask(client, .get, "/items/" + String(repeating: "x", count: 100_000))
        }
        let found = paths.count { $0.hasPrefix("/items/") }
        #expect(
            try recordedCounts()
                == counts([
                    "method=GET,path=/items/{id},status=200": found + 1,
                    "method=GET,path=NotFound,status=404": 201 - found,
                    "method=_OTHER,path=NotFound,status=404": 200, "method=_OTHER,path=/items/{id},status=418": 1,
                ]))
    }

    /// A path of odd characters, which one route in two fits.
    private func randomPath(_ generator: inout SplitMix64) -> String {
        let characters = Array("aZ0%.{}:*~\"\\'é\u{1F600}&=+;,")
        let length = Int.random(in: 1...30, using: &generator)
        let text = String((0..<length).map { _ in characters[Int.random(in: 0..<characters.count, using: &generator)] })
        return (Bool.random(using: &generator) ? "/items/" : "/absent/") + text
    }

    @Test func everyOneOfManyRequestsAtATimeIsRecorded() async throws {
        // Through no socket: the deadlines of a client are missed while other tests hold the threads.
        try await application.test(.router) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<16 {
                    group.addTask {
                        for number in 0..<25 {
                            let (_, body) = try await ask(client, .get, "/items/\(task)-\(number)")
                            #expect(body == "\(task)-\(number)")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(try recordedCounts() == counts(["method=GET,path=/items/{id},status=200": 400]))
    }

    @Test func aLiveServerGetsThroughWhatItWasSent() async throws {
        try await application.test(.live) { client in
            let body = String(repeating: "x", count: 300_000)
            let answers = [
                try await ask(client, .post, "/echo", body: ByteBuffer(string: body)),
                try await ask(client, .post, "/echo"), try await ask(client, .options, "/items/1"),
                try await ask(client, .get, "/items/2"),
            ]
            #expect(answers.map(\.status) == [200, 200, 404, 200])
            #expect(answers.map(\.body) == [body, "", "", "2"])
        }
        #expect(
            try recordedCounts()
                == counts([
                    "method=POST,path=/echo,status=200": 2, "method=OPTIONS,path=NotFound,status=404": 1,
                    "method=GET,path=/items/{id},status=200": 1,
                ]))
    }

    @Test func aClientThatGoesAwayHasBrokenOffItsAnswer() async throws {
        try await application.test(.live) { client in
            let port = try #require(client.port)
            try readBeginning(of: "/endless", port: port)
            #expect(try await ask(client, .get, "/items/1").body == "1")
        }
        #expect(
            try service.metrics().filter { !$0.hasPrefix("http_request_duration") } == [
                "http_requests_total{method=GET,path=/endless,status=200} 1.0 counter",
                "http_requests_total{method=GET,path=/items/{id},status=200} 1.0 counter",
                "http_responses_interrupted_total{method=GET,path=/endless} 1.0 counter",
            ])
    }

    /// Asks for a path, reads a part of the answer, and hangs up.
    private func readBeginning(of path: String, port: Int) throws {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(connection >= 0)
        defer { close(connection) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        try #require(isConnected)
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
        try #require(send(connection, request, request.count, 0) == request.count)
        var bytes = [UInt8](repeating: 0, count: 100_000)
        try #require(recv(connection, &bytes, bytes.count, Int32(MSG_WAITALL)) == bytes.count)
        #expect(bytes.starts(with: "HTTP/1.1 200 OK\r\n".utf8))
    }
}
