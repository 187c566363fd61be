// Owns which hosts are this machine, as it reaches itself only.

import Glibc

/// Names and addresses of this machine, in any spelling: `localhost`, `127.1`, `0:0:0:0:0:0:0:1`, `::ffff:127.0.0.1`.
enum Loopback {
    /// Whether who listens at a host is reached by this machine only; a name is looked up, as it is to listen there.
    static func isReached(by host: String) -> Bool { isLoopback(host, flags: 0) }

    /// Whether a host is this machine by how it is written, in small letters. No name is looked up: where it points is up to
    /// its owner.
    static func isNamed(by host: String) -> Bool {
        if ["localhost", "localhost."].contains(host) || host.hasSuffix(".localhost") { return true }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        return isLoopback(isBracketed ? String(host.dropFirst().dropLast()) : host, flags: AI_NUMERICHOST)
    }

    private static func isLoopback(_ host: String, flags: Int32) -> Bool {
        var hints = addrinfo()
        hints.ai_flags = flags
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &found) == 0, let found else { return false }
        defer { freeaddrinfo(found) }
        guard let address = UnsafeRawPointer(found.pointee.ai_addr) else { return false }
        switch found.pointee.ai_family {
        case AF_INET: return withUnsafeBytes(of: address.load(as: sockaddr_in.self).sin_addr) { $0[0] == 127 }
        case AF_INET6: return withUnsafeBytes(of: address.load(as: sockaddr_in6.self).sin6_addr) { isLoopback($0) }
        default: return false
        }
    }

    /// `::1`, or an address 127.… of IPv4 as one of IPv6.
    private static func isLoopback(_ address: UnsafeRawBufferPointer) -> Bool {
        guard address.prefix(10).allSatisfy({ $0 == 0 }) else { return false }
        let rest = Array(address.dropFirst(10))
        return rest == [0, 0, 0, 0, 0, 1] || rest.starts(with: [0xFF, 0xFF, 127])
    }
}
