// Owns one client of `/ws`, from its greeting to its end.

import LTBLog
import NIOCore
import NIOWebSocket
import ServiceLifecycle

/// Sends a client its events and hears what it wants, until it goes, is silent for too long, or the server ends.
struct WebSocketClient: Sendable {
    private typealias Outbound = NIOAsyncChannelOutboundWriter<ByteBuffer>

    private let channel: NIOAsyncChannel<WebSocketFrame, ByteBuffer>
    private let hub: EventHub
    private let pingInterval: Int
    /// When it was heard last.
    private let lastHeard = Monitor(MonotonicClock.now())

    init(
        _ channel: NIOAsyncChannel<WebSocketFrame, ByteBuffer>, _ hub: EventHub, _ configuration: LogServerConfiguration
    ) {
        self.channel = channel
        self.hub = hub
        pingInterval = configuration.pingInterval
    }

    func run() async {
        try? await channel.executeThenClose { inbound, outbound in
            guard let subscriber = hub.subscribe() else {
                return try await outbound.write(WebSocketFrames.close(.unknown(1013), "too many clients"))
            }
            defer { hub.unsubscribe(subscriber) }
            let end = await serve(subscriber, inbound, outbound)
            await say(end)
        }
    }

    /// Why a connection ends, as RFC 6455 numbers it; nil if there is nobody to tell.
    private typealias End = (code: WebSocketErrorCode, reason: String)?

    private func serve(
        _ subscriber: EventSubscriber, _ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>, _ outbound: Outbound
    ) async -> End {
        await withTaskGroup(of: End.self) { group in
            group.addTask { await hear(inbound, subscriber, outbound) }
            group.addTask { await send(subscriber, outbound) }
            group.addTask { await keepAlive(outbound) }
            let end = await group.next() ?? nil
            group.cancelAll()
            return end
        }
    }

    /// A client that reads nothing gets no farewell: nobody waits for it.
    private func say(_ end: End) async {
        guard let end else { return }
        let promise = channel.channel.eventLoop.makePromise(of: Void.self)
        channel.channel.writeAndFlush(WebSocketFrames.close(end.code, end.reason), promise: promise)
        let patience = TimeAmount.seconds(1)
        channel.channel.eventLoop.scheduleTask(in: patience) { promise.fail(ChannelError.connectTimeout(patience)) }
        try? await promise.futureResult.get()
    }

    // MARK: What the client says

    private func hear(
        _ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>, _ subscriber: EventSubscriber, _ outbound: Outbound
    ) async -> End {
        do {
            for try await frame in inbound.cancelOnGracefulShutdown() {
                lastHeard.withLock { $0 = MonotonicClock.now() }
                if let end = try await answer(frame, subscriber, outbound) { return end }
            }
            return (.goingAway, "the server ends")
        } catch let error as NIOWebSocketError where error == .invalidFrameLength {
            return (.messageTooLarge, "the message is too large")
        } catch is NIOWebSocketFrameAggregator.Error {
            return (.messageTooLarge, "the message is too large, or its fragments are no message")
        } catch is NIOWebSocketError {
            return (.protocolError, "this is no frame")
        } catch {
            return nil
        }
    }

    private func answer(
        _ frame: WebSocketFrame, _ subscriber: EventSubscriber, _ outbound: Outbound
    ) async throws -> End {
        switch frame.opcode {
        case .text:
            try await answer(text: frame.unmaskedData, subscriber, outbound)
            return nil
        case .ping:
            try await outbound.write(WebSocketFrames.control(.pong, frame.unmaskedData))
            return nil
        case .pong: return nil
        case .connectionClose: return (.normalClosure, "")
        case .binary: return (.unacceptableData, "messages are text")
        default: return (.protocolError, "there is no frame of this kind")
        }
    }

    private func answer(text: ByteBuffer, _ subscriber: EventSubscriber, _ outbound: Outbound) async throws {
        switch text.withUnsafeReadableBytes({ ClientMessage(json: $0) }) {
        case .subscribe(let types): subscriber.subscribe(types)
        case .unsubscribe(let types): subscriber.unsubscribe(types)
        case .ping: try await outbound.write(WebSocketFrames.text(LiveMessage.pong.json))
        case .pong: break
        case .invalid(let sentence): try await outbound.write(WebSocketFrames.text(LiveMessage.error(sentence).json))
        }
    }

    // MARK: What it gets

    private func send(_ subscriber: EventSubscriber, _ outbound: Outbound) async -> End {
        do {
            try await outbound.write(WebSocketFrames.text(LiveMessage.connected(client: subscriber.id).json))
            for await _ in subscriber.arrivals {
                while let (frames, dropped) = subscriber.take() {
                    for frame in frames { try await outbound.write(frame) }
                    guard dropped > 0 else { continue }
                    try await outbound.write(WebSocketFrames.text(LiveMessage.lagged(dropped: dropped).json))
                }
            }
        } catch {}
        return nil
    }

    private func keepAlive(_ outbound: Outbound) async -> End {
        let patience = Int64(2 * pingInterval) * 1_000_000_000
        do {
            while true {
                try await Task.sleep(for: .seconds(pingInterval))
                let silence = MonotonicClock.now() - lastHeard.withLock { $0 }
                if silence > patience { return (.policyViolation, "nothing was heard for too long") }
                // Whoever reads nothing must not hold this up.
                channel.channel.writeAndFlush(WebSocketFrames.control(.ping), promise: nil)
            }
        } catch {
            return nil
        }
    }
}
