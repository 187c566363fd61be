// Owns the claims about how connections begin.

import Logging
import NIOCore
import NIOEmbedded
@testable import LTBServer
import Testing

struct UpgradableChannelTests {
    private let limit = ConnectionLimit(1)

    private func setUp(_ channel: EmbeddedChannel) -> EventLoopFuture<UpgradableChannel.Value> {
        let connections = UpgradableChannel(
            responder: { _, _, _ in }, configuration: LogServerConfiguration(), hub: EventHub(), limit: limit,
            isWebSocket: { _ in false })
        return connections.setup(channel: channel, logger: Logger(label: "ltb") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func whoIsOneTooManyIsLetGo() throws {
        let (first, second, third) = (EmbeddedChannel(), EmbeddedChannel(), EmbeddedChannel())
        _ = try setUp(first).wait()
        try second.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        #expect(throws: ChannelError.ioOnClosedChannel) { _ = try setUp(second).wait() }
        #expect(!second.isActive)
        _ = try first.finish(acceptAlreadyClosed: true)
        _ = try setUp(third).wait()
    }
}
