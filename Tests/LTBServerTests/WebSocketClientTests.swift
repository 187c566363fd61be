// Owns the claims about one client of `/ws`: what it gets, and for what it is let go.

import NIOCore
import NIOEmbedded
import NIOWebSocket
@testable import LTBServer
import Testing

struct WebSocketClientTests {
    private let hub = EventHub()
    private let channel = EmbeddedChannel()

    /// A client that has connected and read its greeting.
    private func connect(pingInterval: Int = 30) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(WebSocketFrameCheck())
        try pipeline.addHandler(WebSocketClient(hub, pingInterval: pingInterval))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let greeting = WebSocketFrames.text(LiveMessage.connected(client: 1).json)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == greeting)
    }

    private func say(_ text: String, isMasked: Bool = true, rsv1: Bool = false) throws {
        var data = ByteBuffer(string: text)
        let key: WebSocketMaskingKey = [1, 2, 3, 4]
        if isMasked { data.webSocketMask(key) }
        let frame = WebSocketFrame(
            fin: true, rsv1: rsv1, opcode: .text, maskKey: isMasked ? key : nil, data: data)
        try channel.writeInbound(frame)
    }

    private func publish(_ seconds: Range<Int>) {
        var lines = RunLines()
        for second in seconds {
            let line = #"{"event_type":"Own","timestamp":"2026-01-15T10:30:\#(10 + second)Z"}"#
            Array(line.utf8).withUnsafeBytes { lines.append($0) }
        }
        hub.publish(&lines)
    }

    private func outbound() throws -> [ByteBuffer] {
        var all: [ByteBuffer] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { all.append(buffer) }
        return all
    }

    @Test func eventsComeInTheirOrder() throws {
        try connect()
        publish(0..<2)
        publish(2..<3)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        let text = try outbound().map { String(buffer: $0) }.joined()
        #expect(text.split(separator: "10:30:").dropFirst().map { $0.prefix(2) } == ["10", "11", "12"])
    }

    @Test func aPingIsAnsweredAtOnce() throws {
        try connect()
        try say(#"{"type":"Ping"}"#)
        #expect(try outbound() == [WebSocketFrames.text(LiveMessage.pong.json)])
    }

    @Test(arguments: [
        (false, false, "frames of a client are masked"), (true, true, "no extension was agreed on"),
    ])
    func framesThatAreNoneOfAClientEndTheConnection(isMasked: Bool, rsv1: Bool, reason: String) throws {
        try connect()
        try say(#"{"type":"Ping"}"#, isMasked: isMasked, rsv1: rsv1)
        #expect(try outbound() == [WebSocketFrames.close(.protocolError, reason)])
        #expect(hub.clients == 0)
    }

    @Test func whoSaysNothingIsPingedAndThenLetGo() throws {
        try connect(pingInterval: 30)
        channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(try outbound() == [WebSocketFrames.control(.ping), WebSocketFrames.control(.ping)])
        channel.embeddedEventLoop.advanceTime(by: .seconds(30))
        #expect(try outbound() == [WebSocketFrames.close(.policyViolation, "nothing was heard for too long")])
        #expect(hub.clients == 0)
    }

    @Test func aClientThatReadsNothingGetsNothingMore() throws {
        try connect()
        channel.isWritable = false
        publish(0..<5)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(try outbound() == [])
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        #expect(try outbound().count == 1)
    }

    @Test func aServerThatEndsSaysSo() throws {
        try connect()
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(try outbound() == [WebSocketFrames.close(.goingAway, "the server ends")])
    }
}
