// Owns the frames that go to clients, as RFC 6455 has them; those of a server are not masked, and so the same for all.

import NIOCore
import NIOWebSocket

/// Writes whole messages as frames.
enum WebSocketFrames {
    /// Appends a text of a known length, which the body writes.
    static func appendText(to buffer: inout ByteBuffer, length: Int, _ body: (inout ByteBuffer) -> Void) {
        append(.text, to: &buffer, length: length)
        body(&buffer)
    }

    /// A text.
    static func text(_ bytes: [UInt8]) -> ByteBuffer { frame(.text, bytes) }

    /// A ping or pong.
    static func control(_ opcode: WebSocketOpcode, _ data: ByteBuffer = ByteBuffer()) -> ByteBuffer {
        frame(opcode, Array(data.readableBytesView.prefix(125)))
    }

    /// The end of a connection, and why.
    static func close(_ code: WebSocketErrorCode, _ reason: String = "") -> ByteBuffer {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: code)
        data.writeString(reason)
        return control(.connectionClose, data)
    }

    private static func frame(_ opcode: WebSocketOpcode, _ bytes: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        append(opcode, to: &buffer, length: bytes.count)
        buffer.writeBytes(bytes)
        return buffer
    }

    /// What comes before the data of a frame that is a whole message.
    private static func append(_ opcode: WebSocketOpcode, to buffer: inout ByteBuffer, length: Int) {
        buffer.writeInteger(0x80 | UInt8(webSocketOpcode: opcode))
        switch length {
        case ..<126: buffer.writeInteger(UInt8(length))
        case ..<65_536:
            buffer.writeInteger(126 as UInt8)
            buffer.writeInteger(UInt16(length))
        default:
            buffer.writeInteger(127 as UInt8)
            buffer.writeInteger(UInt64(length))
        }
    }
}
