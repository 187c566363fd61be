// Owns the claims about requests that a client sends without waiting for their answers.

import NIOCore
import NIOEmbedded
import NIOHTTP1
@testable import LTBServer
import Testing

struct RequestQueueTests {
    /// Counts how often the connection is to be read.
    private final class Reads: ChannelOutboundHandler {
        typealias OutboundIn = Never
        var count = 0
        func read(context: ChannelHandlerContext) { count += 1 }
    }

    /// Remembers whether the client has said its last.
    private final class EndOfInput: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        var hasCome = false
        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed = event { hasCome = true }
        }
    }

    private let channel = EmbeddedChannel()
    private let reads = Reads()
    private let endOfInput = EndOfInput()

    private func connect() throws {
        try channel.pipeline.syncOperations.addHandlers([reads, RequestQueue(), endOfInput])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        reads.count = 0
    }

    private func send(_ part: HTTPServerRequestPart) throws { try channel.writeInbound(part) }

    private func ask(_ path: String) throws {
        try send(.head(HTTPRequestHead(version: .http1_1, method: .GET, uri: path)))
        try send(.end(nil))
    }

    private func write(_ part: HTTPServerResponsePart) { channel.write(part, promise: nil) }

    private func answer() {
        write(.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        write(.end(nil))
        channel.flush()
    }

    /// The paths of the requests that were passed on.
    private func passed() throws -> [String] {
        var paths: [String] = []
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            if case .head(let head) = part { paths.append(head.uri) }
        }
        return paths
    }

    @Test func requestsAreAnsweredOneAfterTheOther() throws {
        try connect()
        for path in ["/1", "/2", "/3"] { try ask(path) }
        #expect(try passed() == ["/1"])
        answer()
        #expect(try passed() == ["/2"])
        answer()
        #expect(try passed() == ["/3"])
    }

    @Test func anAnswerThatIsNotReadHoldsUpTheNext() throws {
        try connect()
        for path in ["/1", "/2"] { try ask(path) }
        #expect(try passed() == ["/1"])
        write(.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        write(.end(nil))
        #expect(try passed() == [])
        channel.flush()
        #expect(try passed() == ["/2"])
    }

    @Test func nothingIsReadUntilARequestIsAnswered() throws {
        try connect()
        try ask("/1")
        channel.read()
        #expect(reads.count == 0)
        answer()
        #expect(reads.count == 1)
    }

    @Test func aBodyIsReadBeforeItsRequestIsAnswered() throws {
        try connect()
        try send(.head(HTTPRequestHead(version: .http1_1, method: .POST, uri: "/1")))
        channel.read()
        #expect(reads.count == 1)
        try send(.body(ByteBuffer(string: "{}")))
        try send(.end(nil))
        #expect(try passed() == ["/1"])
        answer()
        try ask("/2")
        #expect(try passed() == ["/2"])
    }

    @Test func anAnswerMayComeBeforeTheEndOfItsRequest() throws {
        try connect()
        try send(.head(HTTPRequestHead(version: .http1_1, method: .POST, uri: "/1")))
        answer()
        try send(.end(nil))
        try ask("/2")
        #expect(try passed() == ["/1", "/2"])
    }

    @Test func whoHasSaidAllIsStillAnswered() throws {
        try connect()
        for path in ["/1", "/2"] { try ask(path) }
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(!endOfInput.hasCome)
        answer()
        #expect(!endOfInput.hasCome)
        answer()
        #expect(endOfInput.hasCome)
        #expect(try passed() == ["/1", "/2"])
    }

    @Test func whoAsksTooMuchAtOnceIsLetGoAfterWhatWaited() throws {
        try connect()
        for number in 0..<100 { try ask("/\(number)") }
        var all: [String] = []
        while case let paths = try passed(), !paths.isEmpty {
            all += paths
            answer()
        }
        #expect(all == (0...RequestQueue.mostWaiting / 2).map { "/\($0)" })
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }
}
