// Owns series under which each alert fires, and later does not.

/// A trial of one alert: series as `promtool test rules` reads them, one value a step from 0 on.
struct AlertTrial: Sendable {
    var family: String
    var alert: String
    var series: [(name: String, values: String)]
    /// Minutes at which it fires, and at which it does not any more; nil if it never does.
    var fires: Int?
    var ends: Int
    /// A minute at which it does not fire yet.
    var waits: Int?
    /// What a step is.
    var step = "1m"

    private init(_ family: String, _ alert: String, fires: Int = 15, ends: Int = 150, _ series: [String: String]) {
        (self.family, self.alert, self.fires, self.ends) = (family, alert, fires, ends)
        self.series = series.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Series under which an alert stays silent, as far as one looks.
    private static func never(_ family: String, _ alert: String, at end: Int, _ series: [String: String]) -> AlertTrial
    {
        var trial = AlertTrial(family, alert, ends: end, series)
        trial.fires = nil
        return trial
    }

    /// So many a minute for 20 minutes, then none; and so many always. A series of bursts appears with the first.
    private static func burst(_ perMinute: Int) -> String { "_ \(perMinute)+\(perMinute)x19 \(20 * perMinute)x300" }
    private static func always(_ perMinute: Int) -> String { "0+\(perMinute)x320" }

    /// Durations between two bounds for 20 minutes, then none over the lower one.
    private static func slow(
        _ metric: String, _ labels: String, over lower: String, upTo upper: String
    ) -> [String: String] {
        let labels = labels.isEmpty ? "" : labels + ","
        return [
            "\(metric)_bucket{\(labels)le=\"\(lower)\"}": "0x20 0+60x300",
            "\(metric)_bucket{\(labels)le=\"\(upper)\"}": always(60),
            "\(metric)_bucket{\(labels)le=\"+Inf\"}": always(60),
        ]
    }

    /// A series that appears with so many, and stays so.
    private static func appearing(with count: Int) -> String { "_x9 \(count)x300" }

    private func waiting(until minute: Int) -> AlertTrial {
        var trial = self
        trial.waits = minute
        return trial
    }

    private func stepping(_ step: String) -> AlertTrial {
        var trial = self
        trial.step = step
        return trial
    }

    static let all: [AlertTrial] = llm + configuration + pipeline + router

    private static let model = #"provider="p",model="m""#
    private static let llm = [
        AlertTrial("llm", "LTBDown", [#"up{job="ltb",instance="a"}"#: "0x20 1x300"]),
        AlertTrial(
            "llm", "HighErrorRate",
            [
                #"llm_requests_total{\#(model),status="error"}"#: burst(60),
                #"llm_requests_total{\#(model),status="success"}"#: always(600),
            ]),
        AlertTrial(
            "llm", "HighCostRate", fires: 30, ends: 250, ["llm_cost_usd_total{\(model)}": "0+600000x120 72000000x300"]),
        AlertTrial(
            "llm", "BudgetBurn", fires: 480, ends: 2_400, ["llm_cost_usd_total{\(model)}": "0+50000000x10 500000000x60"]
        ).stepping("1h"),
        AlertTrial(
            "llm", "SlowTimeToFirstToken", slow("llm_time_to_first_token_seconds", model, over: "1.0", upTo: "5.0")),
        AlertTrial(
            "llm", "BenchmarkStalled", fires: 27, ends: 70,
            [#"llm_benchmark_progress{benchmark_id="b",name="n"}"#: "_x5 40x40 41+1x50 100x100"]
        ).waiting(until: 24),
        AlertTrial(
            "llm", "ProviderUnavailable", [#"llm_provider_status{provider="p",status="unavailable"}"#: "1x20 0x300"]),
        AlertTrial("llm", "RecorderDropsEvents", ["ltb_recorder_dropped_events_total": burst(1)]),
        AlertTrial(
            "llm", "RecorderDropsEvents", fires: 12, ends: 18,
            ["ltb_recorder_dropped_events_total": appearing(with: 50)]),
    ]

    private static let operations = #"config_operations_total{operation="get",environment="prod"}"#
    private static let configuration = [
        AlertTrial("configuration", "ServiceDown", [#"up{job="configuration",instance="a"}"#: "0x20 1x300"]),
        AlertTrial(
            "configuration", "CriticalErrorRate",
            [#"config_errors_total{error_type="x"}"#: burst(120), operations: always(600)]),
        AlertTrial("configuration", "StorageFailure", [#"storage_errors_total{error_type="x"}"#: burst(1)]),
        AlertTrial(
            "configuration", "StorageFailure", fires: 12, ends: 18,
            [
                #"storage_errors_total{error_type="x"}"#: appearing(with: 1),
                #"storage_errors_total{error_type="y"}"#: "7x300",
            ]
        ).waiting(until: 9),
        AlertTrial(
            "configuration", "HighErrorRate",
            [#"config_errors_total{error_type="x"}"#: burst(48), operations: always(600)]
        ),
        AlertTrial(
            "configuration", "HighLatency",
            slow("http_request_duration_seconds", #"method="GET",path="/a""#, over: "0.1", upTo: "0.25")),
        AlertTrial(
            "configuration", "LowCacheHitRate", fires: 30, ends: 120,
            [
                #"cache_hits_total{tier="l1"}"#: "0+60x40 2400+600x200",
                #"cache_misses_total{tier="l1"}"#: always(60),
            ]),
        AlertTrial(
            "configuration", "SlowConfigOperations",
            slow("config_operation_duration_seconds", #"operation="get""#, over: "0.5", upTo: "1.0")),
        AlertTrial("configuration", "HighCacheEvictionRate", [#"cache_evictions_total{tier="l1"}"#: burst(12_000)]),
        AlertTrial(
            "configuration", "SlowCryptoOperations",
            slow("crypto_operation_duration_seconds", #"operation="encrypt""#, over: "0.01", upTo: "0.025")),
        AlertTrial("configuration", "StorageNearCapacity", ["storage_size_bytes": "90000000000x20 70000000000x300"]),
        AlertTrial("configuration", "AuditQueueBackup", ["audit_queue_size": "10001x20 10000x300"]),
        AlertTrial("configuration", "HighMemoryUsage", ["system_memory_usage_bytes": "8100000000x20 8000000000x300"]),
        AlertTrial(
            "configuration", "HighStorageGrowthRate", fires: 95, ends: 250,
            ["storage_size_bytes": "0+10000000x100 1000000000x300"]),
        AlertTrial(
            "configuration", "HighConfigurationGrowth", fires: 1_500, ends: 3_000,
            [#"config_active_total{environment="prod"}"#: "100x288 200x400"]
        ).stepping("5m"),
        AlertTrial(
            "configuration", "HighPermissionDenialRate",
            [
                #"rbac_permission_checks_total{resource="r",action="a"}"#: always(600),
                #"rbac_permission_denials_total{resource="r",action="a"}"#: burst(240),
            ]),
        AlertTrial.never(
            "configuration", "HighConfigurationGrowth", at: 1_500,
            [#"config_active_total{environment="prod"}"#: "0x288 1x400"]
        ).stepping("5m"),
        AlertTrial("configuration", "EncryptionFailures", ["crypto_encryption_errors_total": burst(1)]),
        AlertTrial(
            "configuration", "EncryptionFailures", fires: 12, ends: 18,
            ["crypto_encryption_errors_total": appearing(with: 1)]),
        AlertTrial.never(
            "configuration", "UnusualAccessPattern", at: 110,
            [#"audit_events_by_user_total{user="u"}"#: "1x102 2x2 3x200"]),
        AlertTrial(
            "configuration", "UnusualAccessPattern", fires: 112, ends: 200,
            [#"audit_events_by_user_total{user="u"}"#: "0+6x100 600+120x20 3000+6x200"]),
        AlertTrial(
            "configuration", "ExcessiveSecretAccess", [#"secret_access_total{environment="prod"}"#: burst(1_200)]),
        AlertTrial(
            "configuration", "SLAAvailability",
            [
                #"http_requests_total{method="GET",path="/",status="500"}"#: burst(60),
                #"http_requests_total{method="GET",path="/",status="200"}"#: always(600),
            ]),
        AlertTrial(
            "configuration", "SLALatency",
            slow("http_request_duration_seconds", #"method="GET",path="/a""#, over: "0.5", upTo: "1.0")),
    ]

    private static let requests = #"orchestrator_requests_total{stage="rag"}"#
    private static let errors = #"orchestrator_errors_total{stage="rag",error_type="x"}"#
    private static let pipeline = [
        AlertTrial("pipeline", "OrchestratorDown", [#"up{job="pipeline",instance="a"}"#: "0x20 1x300"]),
        AlertTrial("pipeline", "CriticalErrorRate", [errors: burst(120), requests: always(600)]),
        AlertTrial("pipeline", "HighErrorRate", [errors: burst(48), requests: always(600)]),
        AlertTrial(
            "pipeline", "HighLatency",
            slow("orchestrator_stage_duration_seconds", #"stage="rag""#, over: "5.0", upTo: "10.0")),
        AlertTrial(
            "pipeline", "HighBackpressure",
            [#"orchestrator_requests_shed_total{stage="rag"}"#: burst(120), requests: always(600)]),
        AlertTrial("pipeline", "QueueDepthHigh", [#"orchestrator_queue_depth{stage="rag"}"#: "901x20 900x300"]),
    ]

    private static let inference = #"model_id="m",model_type="t",engine="e""#
    private static let router = [
        AlertTrial("router", "RouterDown", [#"up{job="router",instance="a"}"#: "0x20 1x300"]),
        AlertTrial(
            "router", "SystemHealthDegraded", [#"ltb_health_status{component="db",status="degraded"}"#: "1x20 0x300"]),
        AlertTrial(
            "router", "ModelInferenceFailures",
            [
                #"llm_router_model_inference_total{\#(inference),status="error"}"#: burst(120),
                #"llm_router_model_inference_total{\#(inference),status="success"}"#: always(600),
            ]),
        AlertTrial(
            "router", "PerformanceDegradation",
            slow("llm_router_model_inference_duration_seconds", inference, over: "5.0", upTo: "10.0")),
        AlertTrial(
            "router", "HighErrorRate",
            [
                #"llm_router_http_requests_total{method="GET",route="/",status_code="500"}"#: burst(60),
                #"llm_router_http_requests_total{method="GET",route="/",status_code="200"}"#: always(600),
            ]),
    ]

    /// The trial in a file of `promtool test rules`.
    var yaml: String {
        let checks = [(waits, "[]"), (fires, "[{value: 1}]"), (ends, "[]")].compactMap { minute, samples in
            minute.map { check(at: $0, samples) }
        }
        let inputs = series.map { "      - series: '\($0.name)'\n        values: '\($0.values)'\n" }.joined()
        return "  - interval: \(step)\n    input_series:\n\(inputs)    promql_expr_test:\n\(checks.joined())"
    }

    private func check(at minute: Int, _ samples: String) -> String {
        let expression = #"count(ALERTS{alertname="\#(alert)",family="\#(family)",alertstate="firing"})"#
        return """
                  - expr: '\(expression)'
                    eval_time: \(minute)m
                    exp_samples: \(samples)

            """
    }
}
