// Owns what a request must hold to ask for a WebSocket.

import NIOHTTP1

/// The client's part of the opening handshake of RFC 6455, section 4.2.1.
enum WebSocketHandshake {
    /// Whether a request asks to become a WebSocket of version 13.
    static func isAsked(by head: HTTPRequestHead) -> Bool {
        let headers = head.headers
        guard head.method == .GET, head.version == .http1_1, headers["Sec-WebSocket-Version"] == ["13"],
            names("websocket", in: headers, "Upgrade"), names("upgrade", in: headers, "Connection")
        else { return false }
        let keys = headers[canonicalForm: "Sec-WebSocket-Key"]
        return keys.count == 1 && isKey(keys[0])
    }

    private static func names(_ token: String, in headers: HTTPHeaders, _ name: String) -> Bool {
        headers[canonicalForm: name].contains { $0.lowercased() == token }
    }

    /// Whether a text is 16 bytes in Base64.
    private static func isKey(_ text: Substring) -> Bool {
        let (digits, padding) = (text.utf8.prefix(22), text.utf8.dropFirst(22))
        return digits.count == 22 && padding.elementsEqual("==".utf8) && digits.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"): true
        default: false
        }
    }
}
