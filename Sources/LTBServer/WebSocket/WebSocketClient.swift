// Owns one client of `/ws`, from its greeting to its end.

import NIOCore
import NIOWebSocket

/// Sends a client its events and hears what it wants, until it goes, is silent for too long, or the server ends.
///
/// All of it happens on the connection's event loop: a thousand clients are a thousand writes, and no tasks.
final class WebSocketClient: ChannelInboundHandler, EventTurns.Client {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = ByteBuffer

    private let hub: EventHub
    private let pingInterval: TimeAmount
    private var context: ChannelHandlerContext?
    private var subscriber: EventSubscriber?
    private var keepAlive: RepeatedTask?
    /// When it was heard last.
    private var lastHeard = NIODeadline.uptimeNanoseconds(0)
    private var isEnding = false

    /// So many bytes are handed over at once.
    private static let mostBytes = 1 << 18

    init(_ hub: EventHub, pingInterval: Int) {
        self.hub = hub
        self.pingInterval = .seconds(Int64(pingInterval))
    }

    // MARK: Beginning and end

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        lastHeard = context.eventLoop.now
        guard let subscriber = hub.subscribe() else { return end(.unknown(1013), "too many clients") }
        self.subscriber = subscriber
        hub.turns(on: context.eventLoop).add(self, id: subscriber.id)
        write(WebSocketFrames.text(LiveMessage.connected(client: subscriber.id).json))
        let client = NIOLoopBound(self, eventLoop: context.eventLoop)
        keepAlive = context.eventLoop.scheduleRepeatedTask(initialDelay: pingInterval, delay: pingInterval) { _ in
            client.value.ping()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        keepAlive?.cancel()
        guard let subscriber, let context else { return }
        hub.unsubscribe(subscriber)
        hub.turns(on: context.eventLoop).remove(id: subscriber.id)
        self.subscriber = nil
    }

    /// Says good-bye, and closes the connection once the client has, but does not wait for one that reads nothing.
    private func end(_ code: WebSocketErrorCode, _ reason: String = "") {
        guard !isEnding, let context else { return }
        isEnding = true
        leave()
        let channel = context.channel
        channel.writeAndFlush(WebSocketFrames.close(code, reason)).whenComplete { _ in
            channel.close(mode: .output, promise: nil)
        }
        context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: end(.goingAway, "the server ends")
        case ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: What the client says

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastHeard = context.eventLoop.now
        let frame = unwrapInboundIn(data)
        guard !isEnding else {
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        switch frame.opcode {
        case .text: answer(frame.unmaskedData)
        case .ping: write(WebSocketFrames.control(.pong, frame.unmaskedData))
        case .pong: break
        case .connectionClose: end(.normalClosure)
        case .binary: end(.unacceptableData, "messages are text")
        default: end(.protocolError, "there is no frame of this kind")
        }
    }

    private func answer(_ text: ByteBuffer) {
        switch text.withUnsafeReadableBytes({ ClientMessage(json: $0) }) {
        case .subscribe(let types): subscriber?.subscribe(types)
        case .unsubscribe(let types): subscriber?.unsubscribe(types)
        case .ping: write(WebSocketFrames.text(LiveMessage.pong.json))
        case .pong: break
        case .invalid(let sentence): write(WebSocketFrames.text(LiveMessage.error(sentence).json))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: end(.messageTooLarge, "the message is too large")
        case is NIOWebSocketFrameAggregator.Error:
            end(.messageTooLarge, "the message is too large, or its fragments are no message")
        case is NIOWebSocketError: end(.protocolError, "this is no frame")
        case let violation as WebSocketFrameCheck.Violation: end(.protocolError, violation.sentence)
        default: if !isEnding { context.close(promise: nil) }
        }
    }

    // MARK: What it gets

    func send() {
        guard let context, let subscriber else { return }
        while context.channel.isWritable, let (frames, dropped) = subscriber.take(atMost: Self.mostBytes) {
            for frame in frames { context.write(wrapOutboundOut(frame), promise: nil) }
            if dropped > 0 {
                let message = WebSocketFrames.text(LiveMessage.lagged(dropped: dropped).json)
                context.write(wrapOutboundOut(message), promise: nil)
            }
            context.flush()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            // Whoever reads is there, and may have been kept from saying so.
            lastHeard = context.eventLoop.now
            send()
        }
        context.fireChannelWritabilityChanged()
    }

    private func write(_ frame: ByteBuffer) { context?.writeAndFlush(wrapOutboundOut(frame), promise: nil) }

    private func ping() {
        guard let context, context.eventLoop.now - lastHeard <= pingInterval * 2 else {
            return end(.policyViolation, "nothing was heard for too long")
        }
        write(WebSocketFrames.control(.ping))
    }
}
