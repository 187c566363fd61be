// Owns a connection that begins as HTTP and may become a WebSocket.

import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// What a connection has become.
enum ConnectionKind: Sendable {
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    case webSocket(any Channel)
}

/// Sets up and handles connections: requests go to the routes, WebSockets to the hub.
struct UpgradableChannel: HTTPChannelHandler {
    /// A connection of which it is not known yet what it becomes.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let kind: EventLoopFuture<ConnectionKind>
    }

    let responder: HTTPChannelHandler.Responder
    let configuration: LogServerConfiguration
    let hub: EventHub
    let limit: ConnectionLimit
    /// Whether a request may become a WebSocket.
    let isWebSocket: @Sendable (HTTPRequestHead) -> Bool

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let value = channel.eventLoop.makeCompletedFuture { try setUp(channel, logger) }
        // Nobody else closes what has not become a connection: it would stay open, even without its client.
        value.whenFailure { _ in channel.close(promise: nil) }
        return value
    }

    private func setUp(_ channel: any Channel, _ logger: Logger) throws -> Value {
        guard limit.admit(channel) else { throw ChannelError.ioOnClosedChannel }
        // What was read before a request holds up the next is bounded, too.
        try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
        try channel.syncOptions?.setOption(
            .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 2_048, maximum: 16_384))
        let pipeline = channel.pipeline.syncOperations
        var setup = NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrades(logger))
        setup.enablePipelining = false
        setup.enableResponseHeaderValidation = false
        setup.enableErrorHandling = false
        setup.decoderConfiguration.maxHeaderFieldSize = configuration.largestHead
        setup.decoderConfiguration.maxHeaderListSize = configuration.largestHead
        setup.decoderConfiguration.maxHeaderFieldCount = 100
        let kind = try pipeline.configureUpgradableHTTPServerPipeline(configuration: setup)
        let upgrader = try pipeline.handler(type: NIOTypedHTTPServerUpgradeHandler<ConnectionKind>.self)
        let gate = RequestGate(timeout: .seconds(Int64(configuration.headTimeout)), isWebSocket: isWebSocket)
        try pipeline.addHandler(gate, position: .before(upgrader))
        // The gate leaves no upgrade that would not be one.
        let limits = RequestGuard(timeout: .seconds(Int64(configuration.requestTimeout)))
        try pipeline.addHandler(limits, position: .before(upgrader))
        return Value(channel: channel, kind: kind)
    }

    private func upgrades(_ logger: Logger) -> NIOTypedHTTPServerUpgradeConfiguration<ConnectionKind> {
        let idle = Duration.seconds(configuration.idleTimeout)
        return NIOTypedHTTPServerUpgradeConfiguration(
            upgraders: [WebSocketUpgrade(hub: hub, configuration: configuration)],
            notUpgradingCompletionHandler: { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandlers([PiecewiseAnswers(), RequestQueue()])
                    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
                    try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: idle, logger: logger))
                    let asyncChannel = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                    return .http(asyncChannel)
                }
            })
    }

    func handle(value: Value, logger: Logger) async {
        // It fails when a connection is closed before it said what it wants to be.
        guard let kind = try? await value.kind.get() else {
            try? await value.channel.close()
            return
        }
        switch kind {
        case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
        case .webSocket(let channel): await Self.waitForEnd(of: channel)
        }
    }

    private static func waitForEnd(of channel: any Channel) async {
        await withTaskCancellationHandler {
            try? await channel.closeFuture.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }
}

/// The upgrade of RFC 6455, after which frames are read as such and written as bytes, by a client of the hub.
private struct WebSocketUpgrade: NIOTypedHTTPServerProtocolUpgrader {
    let supportedProtocol = "websocket"
    let requiredUpgradeHeaders: [String] = []
    let hub: EventHub
    let configuration: LogServerConfiguration
    /// Only what it answers is needed: it would also write all frames itself, one by one for each client.
    private let handshake = NIOTypedWebSocketServerUpgrader<ConnectionKind>(
        shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
        upgradePipelineHandler: { channel, _ in channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported) })

    func buildUpgradeResponse(
        channel: any Channel, upgradeRequest: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        handshake.buildUpgradeResponse(
            channel: channel, upgradeRequest: upgradeRequest, initialResponseHeaders: initialResponseHeaders)
    }

    func upgrade(channel: any Channel, upgradeRequest: HTTPRequestHead) -> EventLoopFuture<ConnectionKind> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            pipeline.removeHandler(try pipeline.handler(type: RequestGuard.self), promise: nil)
            let largestMessage = configuration.largestMessage
            // Whoever does not read what is answered is not heard either.
            try pipeline.addHandler(BackPressureHandler())
            try pipeline.addHandler(ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: largestMessage)))
            try pipeline.addHandler(WebSocketFrameCheck())
            let fragments = NIOWebSocketFrameAggregator(
                minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1_024, maxAccumulatedFrameSize: largestMessage)
            try pipeline.addHandler(fragments)
            try pipeline.addHandler(WebSocketClient(hub, pingInterval: configuration.pingInterval))
            return .webSocket(channel)
        }
    }
}
