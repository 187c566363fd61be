// Owns the order of a connection's requests: one after the other, however many a client sends at once.

import NIOCore
import NIOHTTP1

/// Passes a request on when the answer to the one before has gone, and reads nothing until then: a client that asks and
/// asks but reads nothing holds one answer.
final class RequestQueue: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Waiting {
        case part(HTTPServerRequestPart)
        case endOfInput
    }

    private struct Request {
        var isWhole = false
        var isAnswered = false
    }

    /// How many parts of requests wait: what was read at once may hold more, and the client is let go after these.
    static let mostWaiting = 64

    private var waiting = CircularBuffer<Waiting>()
    /// The request whose turn it is.
    private var current: Request?
    private var isFull = false
    private var wantsToRead = false

    func channelInactive(context: ChannelHandlerContext) {
        waiting.removeAll()
        context.fireChannelInactive()
    }

    // MARK: What comes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        take(.part(unwrapInboundIn(data)), context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
        take(.endOfInput, context)
    }

    func read(context: ChannelHandlerContext) {
        guard mayRead else {
            wantsToRead = true
            return
        }
        context.read()
    }

    private var mayRead: Bool { waiting.isEmpty && current?.isWhole != true }

    private func take(_ next: Waiting, _ context: ChannelHandlerContext) {
        guard !isFull else { return }
        if waiting.isEmpty, isDue(next) { return pass(next, context) }
        isFull = waiting.count == Self.mostWaiting
        if !isFull { waiting.append(next) }
    }

    private func isDue(_ next: Waiting) -> Bool {
        switch next {
        case .part(.body), .part(.end): true
        case .part(.head), .endOfInput: current == nil
        }
    }

    private func pass(_ next: Waiting, _ context: ChannelHandlerContext) {
        guard case .part(let part) = next else {
            return context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if case .head = part { current = Request() }
        if case .end = part { advance { $0.isWhole = true } }
        context.fireChannelRead(wrapInboundOut(part))
    }

    private func advance(_ change: (inout Request) -> Void) {
        guard var request = current else { return }
        change(&request)
        current = request.isWhole && request.isAnswered ? nil : request
    }

    // MARK: What is answered

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let promise = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        promise.futureResult.whenSuccess { _ in bound.value.0.finish(bound.value.1) }
        context.write(data, promise: promise)
    }

    /// An answer has gone.
    private func finish(_ context: ChannelHandlerContext) {
        advance { $0.isAnswered = true }
        var hasPassed = false
        while let next = waiting.first, isDue(next) {
            waiting.removeFirst()
            pass(next, context)
            hasPassed = true
        }
        if hasPassed { context.fireChannelReadComplete() }
        guard mayRead else { return }
        guard !isFull else { return end(context) }
        guard wantsToRead else { return }
        wantsToRead = false
        context.read()
    }

    /// What did not wait is not answered; what was answered has a second to be read.
    private func end(_ context: ChannelHandlerContext) {
        let channel = context.channel
        context.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
}
