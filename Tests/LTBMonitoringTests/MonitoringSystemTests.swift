// Owns the claims about monitoring a program from within.

import Glibc
import LTBAnalysis
import LTBEvents
@testable import LTBMonitoring
import LTBRecorder
import LTBServer
import LTBTestSupport
import Testing

private let needsCurl = ConditionTrait.enabled("curl is not installed") { InstalledPrograms.contain("curl") }

struct MonitoringSystemTests {
    /// Ports that were free a moment ago.
    private static func freePorts() -> [Int] {
        let sockets = (0..<3).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
        defer { for socket in sockets { close(socket) } }
        return sockets.map { socket in
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            return withUnsafeMutableBytes(of: &address) { bytes in
                let address = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
                bind(socket, address, length)
                getsockname(socket, address, &length)
                return Int(UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self)))
            }
        }
    }

    private static func configuration() -> MonitoringConfig {
        let ports = freePorts()
        return MonitoringConfig().withPrometheusPort(ports[0]).withWebSocketPort(ports[1]).withDashboardPort(ports[2])
    }

    private func request(_ provider: String, latency: Double) -> Event {
        let context = RequestContext(provider: provider, model: "m")
        return Event(
            timestamp: Timestamp(nanosecondsSince1970: 1_768_473_000_000_000_000),
            payload: .requestCompleted(RequestCompleted(context: context, latencySeconds: latency)))
    }

    private func waitUntil(_ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while !condition() {
            guard ContinuousClock.now < deadline else { throw TestFailure("it never happened") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test(needsCurl) func whatAProgramPublishesIsCountedAndServed() async throws {
        let configuration = Self.configuration()
        let monitoring = MonitoringSystem(configuration)
        #expect(await monitoring.start())
        #expect(await monitoring.start())
        for latency in [1.0, 2.0, 3.0] { monitoring.events.publish(request("openai", latency: latency)) }
        monitoring.events.publish(request("google", latency: 5))
        try await waitUntil { monitoring.summary.totals.totalRequests == 4 }
        #expect(monitoring.providerStats("openai")?.requests.latency?.p50 == 2)
        #expect(monitoring.providerStats("nobody") == nil)
        #expect(monitoring.allProviderStats().map(\.provider) == ["google", "openai"])
        let text = String(decoding: monitoring.exportMetrics(.prometheus), as: UTF8.self)
        #expect(text.contains(#"llm_requests_total{provider="openai",model="m",status="success"} 3"#))
        #expect(String(decoding: monitoring.exportMetrics(.json), as: UTF8.self).contains("\"ltb.summary/1\""))
        let curl = try CommandRunner(path: "/usr/bin/env").run(
            "curl", "-s", "http://127.0.0.1:\(configuration.prometheus.port)/metrics")
        #expect(curl.output == String(decoding: monitoring.exportMetrics(.prometheus), as: UTF8.self))
        await monitoring.stop()
        #expect(monitoring.summary.totals.totalRequests == 4)
        #expect(monitoring.failure == nil)
    }

    @Test func whoStartsItTwiceAtOnceStartsItOnce() async throws {
        let monitoring = MonitoringSystem(
            MonitoringConfig().withPrometheus(false).withWebSocket(false).withDashboard(false))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<64 { group.addTask { await monitoring.start() } }
        }
        monitoring.events.publish(request("openai", latency: 1))
        try await waitUntil { monitoring.summary.totals.totalRequests > 0 }
        await monitoring.stop()
        #expect(monitoring.summary.totals.totalRequests == 1)
    }

    @Test func whatARecorderRecordsIsCounted() async throws {
        let folder = try TemporaryFolder()
        let recorder = try Recorder(to: folder["run.jsonl.zst"], configuration: MonitoringConfig())
        let configuration = MonitoringConfig().withPrometheus(false).withWebSocket(false).withDashboard(false)
        let monitoring = MonitoringSystem(configuration, recorder: recorder)
        #expect(await monitoring.start())
        recorder.recordRequest(provider: "openai", model: "m", latency: .seconds(1))
        try await waitUntil { monitoring.summary.totals.totalRequests == 1 }
        await monitoring.stop()
        recorder.close()
    }

    @Test func aServerThatCannotStartLeavesTheProgramAlone() async throws {
        let configuration = Self.configuration()
        let first = MonitoringSystem(configuration)
        #expect(await first.start())
        let second = MonitoringSystem(configuration)
        #expect(await second.start() == false)
        #expect(second.failure?.contains("Address already in use") == true, "\(second.failure ?? "")")
        second.events.publish(request("openai", latency: 1))
        try await waitUntil { second.summary.totals.totalRequests == 1 }
        await second.stop()
        await first.stop()
    }

    /// What the server makes of it is claimed of the server.
    @Test func theServerIsToldWhereToListenAndWhomToAnswer() throws {
        let configuration = MonitoringConfig().withBind("0.0.0.0").withToken("s3cret").withPrometheusPort(9191)
        let server = try #require(configuration.withDashboard(false).serverConfiguration)
        #expect(server.bind == "0.0.0.0" && server.token == "s3cret")
        #expect(server.roles == [.prometheus, .webSocket] && server.ports[.prometheus] == 9191)
        #expect(configuration.withToken(nil).serverConfiguration?.token == nil)
    }

    @Test func whatIsSwitchedOffDoesNothing() async {
        let monitoring = MonitoringSystem(MonitoringConfig().withEnabled(false))
        #expect(await monitoring.start() == false)
        monitoring.events.publish(request("openai", latency: 1))
        #expect(monitoring.summary.totals.totalRequests == 0)
        await monitoring.stop()
    }
}
