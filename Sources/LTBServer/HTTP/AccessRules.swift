// Owns who may ask: by a token, and from which pages.

/// Decides on requests by their headers, the same for HTTP and WebSocket.
struct AccessRules: Sendable {
    private let token: [UInt8]?
    private let allowedOrigins: Set<String>
    /// By what name only this machine is served, and anyone on it; nil where others are, or a token is asked for.
    private let localName: String?

    init(_ configuration: LogServerConfiguration) {
        let isLocal = configuration.token == nil && Loopback.isReached(by: configuration.bind)
        localName = isLocal ? configuration.bind.lowercased() : nil
        token = configuration.token.map { Array($0.utf8) }
        allowedOrigins = Set(configuration.allowedOrigins.map { Self.normalized($0) })
    }

    /// Whether a token is asked for.
    var needsToken: Bool { token != nil }

    /// Whether a client has shown the token: in `Authorization: Bearer`, or where browsers cannot send that, in the query.
    func isAuthorized(authorization: String?, query: String? = nil) -> Bool {
        guard let token else { return true }
        var isRight = false
        if let authorization, let given = Self.bearer(authorization) { isRight = Self.areEqual(given, token) }
        if let query, let given = Self.token(inQuery: query) { isRight = Self.areEqual(given, token) || isRight }
        return isRight
    }

    /// Whether a page of this origin may ask: one of this server, or one that is allowed. Programs send no origin.
    ///
    /// The roles' ports belong together, so only the hosts are compared.
    func isAllowed(origin: String?, host: String?) -> Bool {
        guard let origin else { return true }
        if allowedOrigins.contains(Self.normalized(origin)) { return true }
        guard let host, let scheme = Self.range(of: "://", in: origin) else { return false }
        return Self.hostName(String(origin[scheme.upperBound...])) == Self.hostName(host)
    }

    /// Whether a server for this machine was asked by a name of it, or by one that is allowed. A page of another site
    /// whose name was made to point here is of the same origin as what it asks, and shows itself only by that name.
    func isKnown(host: String?) -> Bool {
        guard let localName, let host else { return true }
        let name = Self.hostName(host)
        return name == localName || Loopback.isNamed(by: name)
            || allowedOrigins.contains { $0.hasSuffix("://\(name)") || $0.contains("://\(name):") }
    }

    /// Whether an answer is for pages of this origin to read.
    func isForeign(origin: String) -> Bool { allowedOrigins.contains(Self.normalized(origin)) }

    private static func bearer(_ authorization: String) -> [UInt8]? {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return Array(parts[1].utf8)
    }

    private static func token(inQuery query: String) -> [UInt8]? {
        query.split(separator: "&").lazy.compactMap { pair -> [UInt8]? in
            pair.hasPrefix("token=") ? percentDecoded(pair.dropFirst("token=".count)) : nil
        }.first
    }

    private static func percentDecoded(_ text: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// Takes as long wherever two texts of one length differ.
    static func areEqual(_ given: [UInt8], _ expected: [UInt8]) -> Bool {
        var difference = given.count ^ expected.count
        for index in expected.indices {
            difference |= Int(expected[index] ^ (index < given.count ? given[index] : ~expected[index]))
        }
        return difference == 0
    }

    private static func normalized(_ origin: String) -> String {
        let lowered = origin.lowercased()
        return lowered.hasSuffix("/") ? String(lowered.dropLast()) : lowered
    }

    /// A host without its port: `[::1]:9090` is `[::1]`.
    private static func hostName(_ host: String) -> String {
        let lowered = host.lowercased()
        if lowered.hasPrefix("["), let end = lowered.firstIndex(of: "]") { return String(lowered[...end]) }
        return String(lowered.prefix { $0 != ":" })
    }

    private static func range(of part: String, in text: String) -> Range<String.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(part) { return start..<text.index(start, offsetBy: part.count) }
            start = text.index(after: start)
        }
        return nil
    }
}
