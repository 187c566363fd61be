// Owns where `serve` listens and who may ask.

import ArgumentParser
import Glibc
import LTBLog
import LTBPrometheus
import LTBServer

struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The port for everything; 0 takes one that is free.", valueName: "port"))
    var port = 9090

    @Option(name: .customLong("prometheus-port"), help: ArgumentHelp("Another port for /metrics.", valueName: "port"))
    var prometheusPort: Int?

    @Option(name: .customLong("websocket-port"), help: ArgumentHelp("Another port for /ws.", valueName: "port"))
    var webSocketPort: Int?

    @Option(
        name: .customLong("dashboard-port"),
        help: ArgumentHelp("Another port for the dashboard, /status and /api/.", valueName: "port"))
    var dashboardPort: Int?

    @Option(help: ArgumentHelp("The address to listen at; 0.0.0.0 for every machine.", valueName: "address"))
    var bind = "127.0.0.1"

    @Option(
        help: ArgumentHelp(
            "What clients must show as Authorization: Bearer; also read from LTB_TOKEN.", valueName: "token"))
    var token: String?

    @Option(name: .customLong("tls-cert"), help: ArgumentHelp("Certificate chain as PEM.", valueName: "file"))
    var certificate: String?

    @Option(name: .customLong("tls-key"), help: ArgumentHelp("Private key as PEM.", valueName: "file"))
    var key: String?

    @Option(
        name: .customLong("allow-origin"),
        help: ArgumentHelp(
            "Pages from there may connect and read: https://example.org. The server may be asked by that name, too.",
            valueName: "origin"))
    var allowedOrigins: [String] = []

    @Option(help: ArgumentHelp("Names of request metrics: llm, or OpenTelemetry's with otel.", valueName: "names"))
    var naming = MetricNaming.llm

    @Option(
        name: .customLong("max-clients"),
        help: ArgumentHelp("How many WebSocket clients there may be.", valueName: "count"))
    var maxClients = 1_000

    func validate() throws {
        for port in [port, prometheusPort, webSocketPort, dashboardPort] {
            guard let port, !(0...65_535).contains(port) else { continue }
            throw ValidationError("A port is a number from 0 to 65,535.")
        }
        guard (certificate == nil) == (key == nil) else {
            throw ValidationError("TLS needs both --tls-cert and --tls-key.")
        }
        guard (1...100_000).contains(maxClients) else {
            throw ValidationError("--max-clients takes a number from 1 to 100,000.")
        }
        for origin in allowedOrigins where !LogServerConfiguration.isOrigin(origin) {
            throw ValidationError("--allow-origin takes an origin, as https://example.org; \(origin) is none.")
        }
        guard token?.isEmpty != true else { throw ValidationError("An empty --token protects nothing; leave it out.") }
    }

    private var configuration: LogServerConfiguration {
        var configuration = LogServerConfiguration()
        (configuration.bind, configuration.port) = (bind, port)
        configuration.ports[.prometheus] = prometheusPort
        configuration.ports[.webSocket] = webSocketPort
        configuration.ports[.dashboard] = dashboardPort
        configuration.token = token ?? environmentVariable("LTB_TOKEN")
        configuration.allowedOrigins = allowedOrigins
        if let certificate, let key { configuration.tls = (certificate, key) }
        return configuration
    }

    /// Serves until a signal comes, and says where.
    func serve(_ served: ServedRun) throws(Failure) {
        raiseLimitOfOpenFiles()
        let server = LogServer(served, configuration)
        let result = Monitor<Result<Void, LogServerError>?>(nil)
        // The command's own thread waits, so that no other command has anything to do with tasks.
        Task {
            let end: Result<Void, LogServerError>
            do throws(LogServerError) {
                try await server.run { addresses in Self.announce(addresses) }
                end = .success(())
            } catch {
                end = .failure(error)
            }
            result.withLock { $0 = end }
            result.notify()
        }
        do throws(LogServerError) {
            try (result.wait { $0 } ?? .success(())).get()
        } catch {
            throw Failure(message: error.description)
        }
    }

    private static func announce(_ addresses: [LogServer.Address]) {
        var output = LineOutput()
        for address in addresses {
            let secure = address.isSecure ? "s" : ""
            let line =
                switch address.role {
                case .prometheus: "http\(secure)://\(address.authority)/metrics for Prometheus"
                case .webSocket: "ws\(secure)://\(address.authority)/ws for events"
                case .dashboard: "http\(secure)://\(address.authority)/ for the dashboard"
                }
            Array(line.utf8).withUnsafeBytes { try? output.append($0) }
        }
        try? output.flush()
    }

    /// Each client is an open file.
    private func raiseLimitOfOpenFiles() {
        var limit = rlimit()
        // RLIMIT_NOFILE, which Swift does not take over as the type that getrlimit asks for.
        guard getrlimit(__rlimit_resource_t(7), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(7), &limit)
    }
}

extension MetricNaming: ExpressibleByArgument {}

/// A variable of the environment, unless it is empty.
func environmentVariable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}
