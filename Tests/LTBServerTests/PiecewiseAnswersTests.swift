// Owns the claims about how large answers go to a client.

import NIOCore
import NIOEmbedded
import NIOHTTP1
@testable import LTBServer
import Testing

struct PiecewiseAnswersTests {
    /// Remembers what comes to the connection, in words.
    private final class Connection: ChannelOutboundHandler {
        typealias OutboundIn = HTTPServerResponsePart
        typealias OutboundOut = HTTPServerResponsePart
        var words: [String] = []

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            switch unwrapOutboundIn(data) {
            case .head: words.append("head")
            case .body(.byteBuffer(let bytes)): words.append("\(bytes.readableBytes)")
            case .body: words.append("file")
            case .end: words.append("end")
            }
            context.write(data, promise: promise)
        }

        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            words.append("close")
            context.close(mode: mode, promise: promise)
        }
    }

    private let channel = EmbeddedChannel()
    private let connection = Connection()

    private func connect() throws {
        try channel.pipeline.syncOperations.addHandlers([connection, PiecewiseAnswers()])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func write(_ part: HTTPServerResponsePart, _ promise: EventLoopPromise<Void>? = nil) {
        channel.write(part, promise: promise)
    }

    private func answer(bytes: Int, _ promise: EventLoopPromise<Void>? = nil) {
        write(.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        write(.body(.byteBuffer(ByteBuffer(repeating: 0x20, count: bytes))))
        write(.end(nil), promise)
    }

    @Test func aPieceFollowsWhenTheOneBeforeHasGone() throws {
        try connect()
        answer(bytes: 2 * PiecewiseAnswers.size + 1)
        #expect(connection.words == ["head", "65536"])
        channel.flush()
        #expect(connection.words == ["head", "65536", "65536", "1", "end"])
    }

    @Test func whatIsSmallGoesAtOnce() throws {
        try connect()
        answer(bytes: 100)
        #expect(connection.words == ["head", "100", "end"])
    }

    @Test func theNextAnswerWaitsForItsTurn() throws {
        try connect()
        answer(bytes: PiecewiseAnswers.size + 1)
        answer(bytes: 2)
        channel.flush()
        #expect(connection.words == ["head", "65536", "1", "end", "head", "2", "end"])
    }

    @Test func whoeverEndsCutsNothingOff() throws {
        try connect()
        answer(bytes: PiecewiseAnswers.size + 1)
        let closed = channel.close(mode: .output)
        #expect(connection.words == ["head", "65536"])
        channel.flush()
        #expect(connection.words == ["head", "65536", "1", "end", "close"])
        try closed.wait()
    }

    @Test func whatWaitsFailsWithItsConnection() throws {
        try connect()
        let ended = channel.eventLoop.makePromise(of: Void.self)
        answer(bytes: PiecewiseAnswers.size + 1, ended)
        _ = try channel.finish(acceptAlreadyClosed: true)
        #expect(throws: ChannelError.self) { try ended.futureResult.wait() }
    }
}
