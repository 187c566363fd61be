// Owns the first moments of a connection: whether a request comes at all, and whether it may become a WebSocket.

import NIOCore
import NIOExtras
import NIOHTTP1

/// Passes a connection's first request on, and closes a connection that does not send one in time.
///
/// The handler that upgrades a connection loses the request when it does not: so `Upgrade` is taken from every head that is
/// not to be one, be it of another protocol, for another path, or of a client that may not connect. Such a request is then
/// answered as any other.
final class RequestGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let timeout: TimeAmount
    private let isWebSocket: (HTTPRequestHead) -> Bool
    private var deadline: Scheduled<Void>?
    private var hasHead = false

    init(timeout: TimeAmount, isWebSocket: @escaping (HTTPRequestHead) -> Bool) {
        self.timeout = timeout
        self.isWebSocket = isWebSocket
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasHead, case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        hasHead = true
        deadline?.cancel()
        if head.headers.contains(name: "Upgrade"), !isWebSocket(head) { head.headers.remove(name: "Upgrade") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent, !hasHead else {
            return context.fireUserInboundEventTriggered(event)
        }
        context.close(promise: nil)
    }
}
