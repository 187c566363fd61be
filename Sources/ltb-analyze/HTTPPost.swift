// Owns one POST over HTTP/1.1, on a connection of its own and without TLS.

import Glibc

/// A server to which bytes are posted.
struct HTTPPost {
    /// What a server answered.
    struct Answer {
        var status: Int
        /// By lower-case name.
        var headers: [String: String]
        var body: String
    }

    /// Why there is no answer; the end of a sentence.
    struct NoAnswer: Error {
        var reason: String
    }

    private static let timeoutSeconds = 60
    /// Of an answer nobody reads more than the first sentence.
    private static let answerBytes = 1 << 16

    private let host: String
    private let port: String
    private let target: String

    /// A server by its URL, `http://HOST[:PORT][/PATH]`; nil if that is none. Without a path, it is `defaultPath`.
    init?(url: String, defaultPath: String) {
        guard url.hasPrefix("http://"), !url.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) else { return nil }
        let rest = url.dropFirst("http://".count)
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<end]
        let path = rest[end...]
        target = path.isEmpty || path == "/" ? defaultPath : String(path)
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        let colon = authority[bracket...].lastIndex(of: ":")
        port = colon.map { String(authority[authority.index(after: $0)...]) } ?? "80"
        host = authority[..<(colon ?? authority.endIndex)].filter { $0 != "[" && $0 != "]" }
        guard !host.isEmpty, !authority.contains("@"), UInt16(port) != nil else { return nil }
    }

    /// The URL with its path.
    var url: String { "http://\(authority)\(target)" }

    private var authority: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Posts bytes, and waits for the answer.
    func send(_ body: [UInt8], headers: [(name: String, value: String)]) throws(NoAnswer) -> Answer {
        let descriptor = try connected()
        defer { close(descriptor) }
        var lines = "POST \(target) HTTP/1.1\r\nHost: \(authority)\r\nConnection: close\r\n"
        for header in headers { lines += "\(header.name): \(header.value)\r\n" }
        lines += "Content-Length: \(body.count)\r\n\r\n"
        // A server that refuses may answer before it has read all.
        let isSent = Self.write(Array(lines.utf8) + body, to: descriptor)
        let code = errno
        if let answer = Self.answer(in: Self.read(from: descriptor)) { return answer }
        throw NoAnswer(reason: isSent ? "it gave no answer" : Self.text(of: code))
    }

    private func connected() throws(NoAnswer) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, port, &hints, &list)
        guard code == 0 else { throw NoAnswer(reason: String(cString: gai_strerror(code)).lowercased()) }
        defer { freeaddrinfo(list) }
        var (next, problem) = (list, ECONNREFUSED)
        while let address = next?.pointee {
            let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
            var timeout = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(descriptor, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
            }
            if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
            problem = errno
            close(descriptor)
            next = address.ai_next
        }
        throw NoAnswer(reason: Self.text(of: problem))
    }

    private static func text(of code: Int32) -> String { String(cString: strerror(code)).lowercased() }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.send(
                    descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, Int32(MSG_NOSIGNAL))
                if count > 0 { done += count } else if errno != EINTR { return false }
            }
            return true
        }
    }

    private static func read(from descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 12)
        while bytes.count < answerBytes {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count > 0 { bytes += piece[..<count] } else if count == 0 || errno != EINTR { break }
        }
        return bytes
    }

    /// Takes an answer apart; nil if it is none of HTTP.
    static func answer(in bytes: [UInt8]) -> Answer? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        var lines = text[..<end.lowerBound].split(separator: "\r\n")
        let words = lines.isEmpty ? [] : lines.removeFirst().split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else { return nil }
        let headers = lines.reduce(into: [String: String]()) { headers, line in
            guard let colon = line.firstIndex(of: ":") else { return }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        return Answer(status: status, headers: headers, body: String(text[end.upperBound...]))
    }
}
