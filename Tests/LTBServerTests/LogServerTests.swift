// Owns the claims about who is answered what, without a socket that could be waited for.

import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import LTBServer

struct LogServerTests {
    private let hub = EventHub()
    private let server: LogServer

    init() {
        var configuration = LogServerConfiguration()
        configuration.token = "s3cret"
        server = LogServer(ServedRun(run: LiveRun(), hub: hub), configuration)
    }

    private var application: some ApplicationProtocol {
        Application(
            router: server.routes.router(Set(ServerRole.allCases)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static let wrong = [nil, "Bearer s3creT", "Bearer s3cret2", "Bearer ", "Bearer", "s3cret", "Basic s3cret"]

    @Test(arguments: [
        ("/metrics", HTTPResponse.Status.ok), ("/api/summary", .ok), ("/api/events", .ok), ("/status", .ok),
        ("/api/replay", .conflict), ("/ws", .upgradeRequired),
    ])
    func withTheTokenEverythingIsToldAndWithoutItNothing(path: String, expected: HTTPResponse.Status) async throws {
        try await application.test(.router) { client in
            for authorization in Self.wrong {
                let headers = authorization.map { [.authorization: $0] as HTTPFields } ?? [:]
                for method in [HTTPRequest.Method.get, .head, .post] {
                    let answer = try await client.execute(uri: path, method: method, headers: headers)
                    #expect(answer.status == .unauthorized && answer.headers[.wwwAuthenticate] == "Bearer")
                    #expect(
                        method == .head
                            || String(buffer: answer.body)
                                == #"{"error":"Show the token as Authorization: Bearer TOKEN."}"#
                    )
                }
            }
            let answer = try await client.execute(
                uri: path, method: .get, headers: [.authorization: "Bearer s3cret"])
            #expect(answer.status == expected)
        }
    }

    /// Browsers can show it to a WebSocket in no other way; what would be logged elsewhere is not taken there.
    @Test(arguments: [
        ("/ws?token=s3cret", HTTPResponse.Status.upgradeRequired), ("/ws?a=b&token=s3cre%74", .upgradeRequired),
        ("/ws?token=s3creT", .unauthorized), ("/ws?token=", .unauthorized), ("/metrics?token=s3cret", .unauthorized),
        ("/api/summary?token=s3cret", .unauthorized), ("/health", .ok), ("/", .ok), ("/nothing", .unauthorized),
    ])
    func aQueryHasTheTokenOfAWebSocketOnly(uri: String, expected: HTTPResponse.Status) async throws {
        try await application.test(.router) { client in
            let answer = try await client.execute(uri: uri, method: .get)
            #expect(answer.status == expected)
        }
    }

    private func connection() throws -> (channel: EmbeddedChannel, kind: EventLoopFuture<UpgradableChannel.Value>) {
        let channel = EmbeddedChannel()
        let upgradable = UpgradableChannel(
            responder: { _, _, _ in }, configuration: LogServerConfiguration(), hub: hub, limit: ConnectionLimit(1),
            isWebSocket: server.isWebSocket([.webSocket]))
        let value = upgradable.setup(channel: channel, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return (channel, value)
    }

    private static func head(_ uri: String, _ authorization: String?) -> HTTPRequestHead {
        let headers: HTTPHeaders = [
            "Host": "localhost", "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
        ]
        let shown = authorization.map { [("Authorization", $0)] } ?? []
        return HTTPRequestHead(
            version: .http1_1, method: .GET, uri: uri, headers: HTTPHeaders(headers.map { ($0.name, $0.value) } + shown)
        )
    }

    @Test(arguments: [("/ws", "Bearer s3cret"), ("/ws?token=s3cret", nil)] as [(String, String?)])
    func whoShowsTheTokenGetsAWebSocket(uri: String, authorization: String?) throws {
        let (channel, _) = try connection()
        let head = Self.head(uri, authorization)
        let lines = ["GET \(uri) HTTP/1.1"] + head.headers.map { "\($0.name): \($0.value)" } + ["", ""]
        try channel.writeInbound(ByteBuffer(string: lines.joined(separator: "\r\n")))
        channel.embeddedEventLoop.run()
        let answer = try #require(try channel.readOutbound(as: ByteBuffer.self))
        #expect(String(buffer: answer).hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    /// It is answered as any other request then, which the routes turn away.
    @Test(arguments: wrong)
    func whoDoesNotShowItAsksForNoUpgrade(authorization: String?) throws {
        for uri in ["/ws", "/ws?token=s3creT", "/ws?token=", "/metrics"] {
            let channel = EmbeddedChannel()
            let gate = RequestGate(timeout: .seconds(1), isWebSocket: server.isWebSocket([.webSocket]))
            try channel.pipeline.syncOperations.addHandler(gate)
            try channel.writeInbound(HTTPServerRequestPart.head(Self.head(uri, authorization)))
            guard case .head(let head) = try channel.readInbound(as: HTTPServerRequestPart.self) else {
                Issue.record("the request is lost")
                continue
            }
            #expect(!head.headers.contains(name: "Upgrade"))
        }
    }
}
