// Owns the claims about options and the environment.

@testable import LTBRecorder
import LTBTestSupport
import Testing

struct RecorderConfigurationTests {
    /// What can be compared of a configuration.
    private func described(_ options: RecorderConfiguration) -> [String] {
        [
            "\(options.isEnabled) \(options.logPath) \(options.recordsDetails) \(options.capturesContent)",
            "\(options.bufferBytes) \(options.overflow) \(options.flushInterval) \(options.synchronizesFlushes)",
            "\(options.rotation?.bytes ?? -1) \(options.retentionPeriod)",
            "\(options.prometheus.isEnabled) \(options.prometheus.port)",
            "\(options.webSocket.isEnabled) \(options.webSocket.port)",
            "\(options.dashboard.isEnabled) \(options.dashboard.port)",
        ]
    }

    private static let defaults = [
        "true run.jsonl.zst false false", "67108864 dropNewest 1.0 seconds false", "-1 3600.0 seconds", "true 9090",
        "true 8080", "true 3000",
    ]

    @Test func theDefaultsAreThoseOfTheTable() throws {
        #expect(described(RecorderConfiguration()) == Self.defaults)
        #expect(described(.production) == Self.defaults)
        #expect(described(try RecorderConfiguration().overridden(by: ProcessEnvironment([:]))) == Self.defaults)
    }

    @Test func developmentRecordsDetailsSoon() {
        var expected = Self.defaults
        expected[0] = "true run.jsonl.zst true false"
        expected[1] = "67108864 dropNewest 0.1 seconds false"
        #expect(described(.development) == expected)
    }

    @Test func everyOptionCanBeSetInAChain() {
        let options = RecorderConfiguration().withEnabled(false).withLogPath("a.jsonl.zst").withDetails()
            .withContentCapture().withBuffer(bytes: 5, overflow: .block)
            .withFlushInterval(.seconds(2), synchronizes: true).withRotation(.init(bytes: 7)).withRetentionPeriod(7_200)
            .withPrometheus(false).withPrometheusPort(9_091).withWebSocket(false).withWebSocketPort(8_081)
            .withDashboard(false).withDashboardPort(3_001)
        #expect(
            described(options) == [
                "false a.jsonl.zst true true", "5 block 2.0 seconds true", "7 7200.0 seconds", "false 9091",
                "false 8081", "false 3001",
            ])
    }

    @Test func everyVariableOverridesItsOption() throws {
        let environment = ProcessEnvironment([
            "LTB_ENABLED": "false", "LTB_LOG_PATH": "b.jsonl.zst", "LTB_DETAILED_METRICS": "TRUE",
            "LTB_CAPTURE_CONTENT": "1", "LTB_RETENTION_PERIOD": "60", "LTB_PROMETHEUS_ENABLED": "no",
            "LTB_PROMETHEUS_PORT": "1", "LTB_WEBSOCKET_ENABLED": "off", "LTB_WEBSOCKET_PORT": "65535",
            "LTB_DASHBOARD_ENABLED": "0", "LTB_DASHBOARD_PORT": "3001",
        ])
        #expect(
            described(try RecorderConfiguration().overridden(by: environment)) == [
                "false b.jsonl.zst true true", "67108864 dropNewest 1.0 seconds false", "-1 60.0 seconds", "false 1",
                "false 65535", "false 3001",
            ])
    }

    @Test func theServersAddressAndTokenAreOptionsToo() throws {
        let chained = RecorderConfiguration().withBind("0.0.0.0").withToken("s3cret")
        #expect((chained.bindAddress, chained.token) == ("0.0.0.0", "s3cret"))
        let environment = ProcessEnvironment(["LTB_BIND": "::1", "LTB_TOKEN": "other"])
        let overridden = try chained.overridden(by: environment)
        #expect((overridden.bindAddress, overridden.token) == ("::1", "other"))
        #expect(chained.withToken(nil).token == nil)
    }

    @Test(arguments: [
        ("LTB_ENABLED", "maybe", "true or false"), ("LTB_DETAILED_METRICS", "2", "true or false"),
        ("LTB_CAPTURE_CONTENT", "y\u{1B}[31m", "true or false"),
        ("LTB_RETENTION_PERIOD", "0", "a number of seconds from 1 to 1000000000"),
        ("LTB_PROMETHEUS_PORT", "65536", "a port from 1 to 65535"),
        ("LTB_WEBSOCKET_PORT", "-1", "a port from 1 to 65535"),
        ("LTB_DASHBOARD_PORT", "http", "a port from 1 to 65535"), ("LTB_DASHBOARD_ENABLED", "?", "true or false"),
    ])
    func aVariableWithoutMeaningIsNamed(_ name: String, _ value: String, _ expected: String) {
        let error = #expect(throws: RecorderError.self) {
            try RecorderConfiguration().overridden(by: ProcessEnvironment([name: value]))
        }
        let shown = value.replacing("\u{1B}", with: "?")
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message == "The environment variable \(name) is \"\(shown)\"; set it to \(expected)")
    }

    @Test(arguments: [
        (RecorderConfiguration().withToken(""), "The token is empty and protects nothing; use none, or a real one"),
        (RecorderConfiguration().withBind(""), "The address to listen at is empty; use one such as 127.0.0.1"),
        (RecorderConfiguration().withPrometheusPort(0), "The Prometheus port is 0; use one from 1 to 65535"),
        (RecorderConfiguration().withWebSocketPort(70_000), "The WebSocket port is 70000; use one from 1 to 65535"),
        (RecorderConfiguration().withDashboardPort(-1), "The dashboard port is -1; use one from 1 to 65535"),
        (
            RecorderConfiguration().withRetentionPeriod(0),
            "The retention period is 0.0 seconds; use a positive one"
        ),
        (RecorderConfiguration().withBuffer(bytes: 0), "The buffer has 0 bytes; use a positive number"),
        (RecorderConfiguration().withFlushInterval(.zero), "The flush interval is 0.0 seconds; use a positive one"),
        (
            RecorderConfiguration().withRotation(.init(bytes: 0)),
            "The rotation has a size or an age of nothing; use positive ones, or none"
        ),
        (RecorderConfiguration().withLogPath(""), "The log path is empty; name a file, such as run.jsonl.zst"),
    ])
    func anOptionWithoutMeaningIsToldBeforeAnythingIsOpened(
        _ configuration: RecorderConfiguration, _ message: String
    ) throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: RecorderError.self) {
            try Recorder(to: folder["run.jsonl.zst"], configuration: configuration)
        }
        #expect(error == RecorderError(.invalidConfiguration, message))
        #expect(!folder.has("run.jsonl.zst"))
    }
}
