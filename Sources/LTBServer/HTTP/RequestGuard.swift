// Owns for what a connection is lost: requests that are none, and those that take too long.

import NIOCore
import NIOHTTP1

/// Answers what is no request, and closes a connection whose request is not there whole, or whose answer is not taken, in
/// time: however little by little a client sends, it holds nothing for long.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let timeout: TimeAmount
    private var deadline: Scheduled<Void>?
    /// Requests that have begun and are not answered yet.
    private var requests = 0
    private var isAnswering = false
    private var isRefusing = false
    /// Whether the connection's first request asks to become a WebSocket, until it is refused.
    private var isUpgrading = false
    /// Whether it has become one.
    private var isUpgraded = false
    private var isFirst = true

    /// - Parameter timeout: for a request and its answer together.
    init(timeout: TimeAmount) { self.timeout = timeout }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    // MARK: What comes

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Behind a request that asks for a WebSocket come bytes of its frames, and no parts of requests.
        guard !isUpgrading else { return context.fireChannelRead(data) }
        guard !isRefusing else { return }
        if case .head(let head) = unwrapInboundIn(data) {
            guard head.version != .http1_1 || head.headers["Host"].count == 1 else {
                return refuse(.badRequest, context)
            }
            isUpgrading = isFirst && head.headers.contains(name: "Upgrade")
            isFirst = false
            requests += 1
            if requests == 1 { startDeadline(context) }
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isRefusing else { return }
        guard !isUpgrading, let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        refuse(error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest, context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isRefusing, case ChannelEvent.inputClosed = event { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    private func startDeadline(_ context: ChannelHandlerContext) {
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
    }

    /// The answer is to be read even by a client that is sending still, for which it has a second.
    private func refuse(_ status: HTTPResponseStatus, _ context: ChannelHandlerContext) {
        isRefusing = true
        let channel = context.channel
        if !isAnswering {
            let head = HTTPResponseHead(
                version: .http1_1, status: status, headers: ["Connection": "close", "Content-Length": "0"])
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.flush()
        context.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }

    // MARK: What is answered

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isRefusing else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        guard !isUpgraded else { return context.write(data, promise: promise) }
        guard case .end = unwrapOutboundIn(data) else {
            if case .head(let head) = unwrapOutboundIn(data) { begin(head) }
            return context.write(data, promise: promise)
        }
        isAnswering = false
        let promise = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        promise.futureResult.whenSuccess { _ in bound.value.0.finish(bound.value.1) }
        context.write(data, promise: promise)
    }

    private func begin(_ head: HTTPResponseHead) {
        isAnswering = true
        isUpgrading = isUpgrading && head.status == .switchingProtocols
        guard isUpgrading else { return }
        isUpgraded = true
        deadline?.cancel()
    }

    /// An answer has gone.
    private func finish(_ context: ChannelHandlerContext) {
        requests = max(0, requests - 1)
        deadline?.cancel()
        deadline = nil
        if requests > 0 { startDeadline(context) }
    }
}
