// Owns how a run is served: where, to whom, and within which limits.

/// What is served: each role can have a port of its own.
package enum ServerRole: Sendable, CaseIterable, Hashable {
    /// `/metrics`.
    case prometheus
    /// `/ws`.
    case webSocket
    /// `/`, and `/api/` and `/status`, by which it works.
    case dashboard
}

/// How a run is served.
package struct LogServerConfiguration: Sendable {
    /// The address to listen at; by default only this machine reaches it.
    package var bind = "127.0.0.1"
    /// The port of all roles that have none of their own; 0 for any that is free.
    package var port = 9090
    /// What is served.
    package var roles = Set(ServerRole.allCases)
    /// The ports of roles that have their own.
    package var ports: [ServerRole: Int] = [:]
    /// What clients must show; nil for nothing.
    package var token: String?
    /// Origins of pages of others that may connect: `https://example.org`.
    package var allowedOrigins: [String] = []
    /// Certificate chain and private key as PEM files; nil for no TLS.
    package var tls: (certificates: String, key: String)?
    /// The largest message of a client, in bytes.
    package var largestMessage = 64 << 10
    /// Seconds after which a client is pinged; one that says nothing for twice as long is gone.
    package var pingInterval = 30
    /// Seconds until a client has sent the head of its first request, and between two requests.
    package var headTimeout = 10
    package var idleTimeout = 75
    /// Seconds for a request as a whole, and for its answer.
    package var requestTimeout = 30
    /// Connections besides those of WebSocket clients.
    package var mostConnections = 2_000
    /// Bytes of a request's head.
    package var largestHead = 16 << 10

    /// As the documentation says.
    package init() {}

    /// Whether a text is an origin, as browsers send it: scheme, host and port, and nothing else.
    package static func isOrigin(_ text: String) -> Bool {
        let text = text.lowercased()
        guard let scheme = ["http://", "https://"].first(where: { text.hasPrefix($0) }) else { return false }
        var host = text.dropFirst(scheme.count)
        if host.hasSuffix("/") { host.removeLast() }
        if let colon = host.lastIndex(of: ":"), host[colon...] != host, !host.hasSuffix("]") {
            guard UInt16(host[host.index(after: colon)...]) != nil else { return false }
            host = host[..<colon]
        }
        let allowed = host.hasPrefix("[") ? "[]:." : ".-_"
        return !host.isEmpty && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || allowed.contains($0)) }
    }

    /// The ports with what is served at each; in the order of the roles.
    var listeners: [(port: Int, roles: Set<ServerRole>)] {
        var listeners: [(port: Int, roles: Set<ServerRole>)] = []
        for role in ServerRole.allCases where roles.contains(role) {
            let port = ports[role] ?? port
            if let index = listeners.firstIndex(where: { $0.port == port }) {
                listeners[index].roles.insert(role)
            } else {
                listeners.append((port, [role]))
            }
        }
        return listeners
    }
}
