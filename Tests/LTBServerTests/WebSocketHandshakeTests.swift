// Owns the claims about which requests ask for a WebSocket.

import NIOHTTP1
@testable import LTBServer
import Testing

struct WebSocketHandshakeTests {
    private func isAsked(
        _ changes: [String: String?], version: HTTPVersion = .http1_1, method: HTTPMethod = .GET
    ) -> Bool {
        var fields: [String: String] = [
            "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        ]
        for (name, value) in changes { fields[name] = value }
        let headers = HTTPHeaders(fields.map { ($0.key, $0.value) })
        return WebSocketHandshake.isAsked(
            by: HTTPRequestHead(version: version, method: method, uri: "/ws", headers: headers))
    }

    @Test func theHandshakeOfTheStandardIsOne() { #expect(isAsked([:])) }

    @Test(arguments: [
        ["Connection": "keep-alive, Upgrade"], ["Upgrade": "WebSocket"],
        ["Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAA+/w=="],
    ])
    func soAreOtherSpellings(changes: [String: String]) { #expect(isAsked(changes)) }

    @Test(
        arguments: [
            ["Connection": "close"], ["Connection": nil], ["Upgrade": "h2c"], ["Upgrade": nil],
            ["Sec-WebSocket-Version": "8"], ["Sec-WebSocket-Key": nil], ["Sec-WebSocket-Key": "x"],
            ["Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ="], ["Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZ!=="],
            ["Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZTE="],
            ["Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ=="],
        ] as [[String: String?]])
    func aRequestThatLacksSomethingIsNone(changes: [String: String?]) { #expect(!isAsked(changes)) }

    @Test func norIsOneOfHTTP10OrAnotherMethod() {
        #expect(!isAsked([:], version: .http1_0))
        #expect(!isAsked([:], method: .POST))
    }
}
