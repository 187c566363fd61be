// Owns what RFC 6455 asks of a client's frames besides that they can be decoded.

import NIOCore
import NIOWebSocket

/// Passes frames on that are masked and use no extension, which are all that a server may take.
final class WebSocketFrameCheck: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame

    /// What a frame does that it must not.
    struct Violation: Error {
        let sentence: String
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        if frame.maskKey == nil {
            context.fireErrorCaught(Violation(sentence: "frames of a client are masked"))
        } else if frame.rsv1 || frame.rsv2 || frame.rsv3 {
            context.fireErrorCaught(Violation(sentence: "no extension was agreed on"))
        } else {
            context.fireChannelRead(data)
        }
    }
}
