// Owns the server: its ports, and how it begins and ends.

import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import LTBEvents
import LTBLog
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceLifecycle
package import UnixSignals

/// Why a server cannot serve: one sentence.
package struct LogServerError: Error, CustomStringConvertible {
    package let description: String
}

/// Serves a run until it is asked to end.
package struct LogServer: Sendable {
    /// Where a role is served.
    package struct Address: Sendable {
        /// What is served there.
        package var role: ServerRole
        /// Host and port, as in a URL.
        package var authority: String
        /// Whether it is by TLS.
        package var isSecure: Bool
    }

    private let served: ServedRun
    private let configuration: LogServerConfiguration
    private let rules: AccessRules
    private let answers: RunAnswers
    private let limit: ConnectionLimit
    private let ports = Monitor<[ServerRole: Int]>([:])
    private let running = Monitor<ServiceGroup?>(nil)

    /// A server of a run.
    package init(_ served: ServedRun, _ configuration: LogServerConfiguration) {
        self.served = served
        self.configuration = configuration
        rules = AccessRules(configuration)
        answers = RunAnswers(served.run)
        limit = ConnectionLimit(served.hub.limit + configuration.mostConnections)
    }

    /// Listens, calls the body once all ports are open, and serves until a signal comes or the task is cancelled.
    ///
    /// - Parameter signals: those that end it.
    package func run(
        endingOn signals: [UnixSignal] = [.sigterm, .sigint],
        onListening: @escaping @Sendable ([Address]) -> Void = { _ in }
    ) async throws(LogServerError) {
        do {
            var services: [any Service] = []
            for listener in configuration.listeners {
                services.append(try application(listener.port, listener.roles, onListening))
            }
            var group = ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: signals, logger: Self.logger)
            // Whoever holds a connection does not hold up the end.
            group.maximumGracefulShutdownDuration = .seconds(5)
            group.maximumCancellationDuration = .seconds(5)
            let running = ServiceGroup(configuration: group)
            self.running.withLock { $0 = running }
            try await running.run()
        } catch let error as LogServerError {
            throw error
        } catch let error as IOError {
            // Which of several ports it is, nobody tells.
            let ports = configuration.listeners.map { "\($0.port)" }.joined(separator: " or ")
            throw LogServerError(
                description: "cannot listen on \(configuration.bind), port \(ports): \(Self.reason(error)); choose "
                    + "another --port or --bind")
        } catch is SocketAddressError.UnknownHost, is SocketAddressError {
            throw LogServerError(
                description: "cannot listen on \(configuration.bind): there is no such address; choose another --bind")
        } catch is CancellationError {
            // As asked for.
        } catch {
            throw LogServerError(description: "the server ended: \(error)")
        }
    }

    /// Ends it as a signal does.
    package func end() async { await running.withLock { $0 }?.triggerGracefulShutdown() }

    private static func reason(_ error: IOError) -> String { String(cString: strerror(error.errnoCode)) }

    private static var logger: Logger { Logger(label: "ltb") { _ in SwiftLogNoOpLogHandler() } }

    private func application(
        _ port: Int, _ roles: Set<ServerRole>, _ onListening: @escaping @Sendable ([Address]) -> Void
    ) throws -> any Service {
        Application(
            router: routes.router(roles), server: try server(roles),
            configuration: ApplicationConfiguration(address: .hostname(configuration.bind, port: port)),
            onServerRunning: { channel in isListening(channel.localAddress?.port ?? port, roles, onListening) },
            logger: Self.logger)
    }

    /// What is answered to whom, at whichever port.
    var routes: ServerRoutes {
        ServerRoutes(
            served: served, rules: rules, answers: answers,
            webSocketPort: { [ports] in ports.withLock { $0[.webSocket] } })
    }

    private func server(_ roles: Set<ServerRole>) throws -> HTTPServerBuilder {
        let isWebSocket = isWebSocket(roles)
        let base = HTTPServerBuilder { [configuration, limit, hub = served.hub] responder in
            UpgradableChannel(
                responder: responder, configuration: configuration, hub: hub, limit: limit,
                isWebSocket: isWebSocket)
        }
        guard let tls = configuration.tls else { return base }
        return try .tls(base, tlsConfiguration: try Self.tls(tls.certificates, tls.key))
    }

    private static func tls(_ certificates: String, _ key: String) throws(LogServerError) -> TLSConfiguration {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificates)
            let key = try NIOSSLPrivateKey(file: key, format: .pem)
            return .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        } catch {
            throw LogServerError(
                description: "\(certificates) and \(key) are no certificate and key in PEM format that can be read")
        }
    }

    /// Whether a request may become a WebSocket where there are such roles.
    func isWebSocket(_ roles: Set<ServerRole>) -> @Sendable (HTTPRequestHead) -> Bool {
        { [rules, hub = served.hub] head in
            let uri = head.uri.split(separator: "?", maxSplits: 1)
            let headers = head.headers
            guard roles.contains(.webSocket), uri.first == "/ws", hub.hasRoom, WebSocketHandshake.isAsked(by: head),
                rules.isKnown(host: headers.first(name: "Host")),
                rules.isAllowed(origin: headers.first(name: "Origin"), host: headers.first(name: "Host"))
            else { return false }
            return rules.isAuthorized(
                authorization: headers.first(name: "Authorization"), query: uri.count > 1 ? String(uri[1]) : nil)
        }
    }

    private func isListening(_ port: Int, _ roles: Set<ServerRole>, _ body: ([Address]) -> Void) {
        let all = ports.withLock { ports in
            for role in roles { ports[role] = port }
            return ports
        }
        guard all.count == configuration.roles.count else { return }
        let host = configuration.bind.contains(":") ? "[\(configuration.bind)]" : configuration.bind
        body(
            ServerRole.allCases.compactMap { role in
                all[role].map {
                    Address(role: role, authority: "\(host):\($0)", isSecure: configuration.tls != nil)
                }
            })
    }
}
