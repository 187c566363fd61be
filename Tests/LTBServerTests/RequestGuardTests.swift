// Owns the claims about what a connection is lost for.

import NIOCore
import NIOEmbedded
import NIOHTTP1
@testable import LTBServer
import Testing

struct RequestGuardTests {
    private let channel = EmbeddedChannel()

    private func connect() throws {
        try channel.pipeline.syncOperations.addHandler(RequestGuard(timeout: .seconds(30)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func ask(_ version: HTTPVersion = .http1_1, headers: HTTPHeaders = ["Host": "localhost"]) throws {
        let head = HTTPRequestHead(version: version, method: .POST, uri: "/api/replay", headers: headers)
        try channel.writeInbound(HTTPServerRequestPart.head(head))
    }

    private func answer() throws {
        try channel.writeOutbound(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }

    /// The status of the next answer that was sent.
    private func status() throws -> HTTPResponseStatus? {
        while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
            if case .head(let head) = part { return head.status }
        }
        return nil
    }

    @Test func aBodyThatComesByteAfterByteIsCutOff() throws {
        try connect()
        try ask()
        for _ in 0..<58 {
            try channel.writeInbound(HTTPServerRequestPart.body(ByteBuffer(string: " ")))
            channel.embeddedEventLoop.advanceTime(by: .milliseconds(500))
        }
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func whatIsAnsweredInTimeStaysOpen() throws {
        try connect()
        for _ in 0..<3 {
            try ask()
            channel.embeddedEventLoop.advanceTime(by: .seconds(20))
            try answer()
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(40))
        #expect(channel.isActive)
    }

    @Test(arguments: [
        (HTTPParserError.headerOverflow, HTTPResponseStatus.requestHeaderFieldsTooLarge),
        (HTTPParserError.invalidMethod, .badRequest),
    ])
    func whatIsNoRequestIsAnsweredAndLetGo(error: HTTPParserError, expected: HTTPResponseStatus) throws {
        try connect()
        channel.pipeline.fireErrorCaught(error)
        #expect(try status() == expected)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test(
        arguments: [
            (HTTPVersion.http1_1, [], HTTPResponseStatus.badRequest), (.http1_1, ["a", "b"], .badRequest),
            (.http1_0, [], nil),
            (.http1_1, ["a"], nil),
        ] as [(HTTPVersion, [String], HTTPResponseStatus?)])
    func aRequestNamesItsHost(version: HTTPVersion, hosts: [String], expected: HTTPResponseStatus?) throws {
        try connect()
        try ask(version, headers: HTTPHeaders(hosts.map { ("Host", $0) }))
        #expect(try status() == expected)
    }

    @Test func whatFollowsAnUpgradeIsPassedOnAsItIs() throws {
        try connect()
        try ask(headers: ["Host": "localhost", "Upgrade": "websocket"])
        _ = try channel.readInbound(as: HTTPServerRequestPart.self)
        let frame = ByteBuffer(bytes: [0x81, 0x00])
        try channel.writeInbound(frame)
        #expect(try channel.readInbound(as: ByteBuffer.self) == frame)
        let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols)
        try channel.writeOutbound(HTTPServerResponsePart.head(head))
        #expect(try status() == .switchingProtocols)
        try channel.writeOutbound(frame)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == frame)
        channel.embeddedEventLoop.advanceTime(by: .seconds(40))
        #expect(channel.isActive)
    }

    @Test func connectionsAreLimited() throws {
        let limit = ConnectionLimit(1)
        let second = EmbeddedChannel()
        #expect(limit.admit(channel))
        #expect(!limit.admit(second))
        _ = try channel.finish(acceptAlreadyClosed: true)
        #expect(limit.admit(second))
    }
}
