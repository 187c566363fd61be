// Owns the rules of the configuration service.

import LTBEvents

extension RuleFamily {
    /// Family 2: the configuration service, its cache, its permissions, its storage and its secrets.
    package static let configurationService = RuleFamily(
        name: "configuration", title: "Configuration service",
        recordings: [
            RecordingRule("service:http_requests:rate5m", Query.rate("http_requests_total")),
            RecordingRule("tier:cache_hits:ratio_rate5m", hitRate),
            RecordingRule(
                "path:http_request_duration_seconds:p95_5m",
                Query.quantile(0.95, "http_request_duration_seconds", by: "path")),
        ],
        alerts: operation + capacity + security + objectives)

    private static let hitRate = Query.hitRate(
        Query.rate("cache_hits_total", by: "tier"), Query.rate("cache_misses_total", by: "tier"))

    private static func errorRate(
        _ name: String, _ threshold: String, _ limit: Double, for duration: String, _ severity: SystemAlert.Severity
    ) -> AlertRule {
        AlertRule(
            name, threshold, for: duration, severity,
            Query.rate("config_errors_total") + " / " + Query.rate("config_operations_total") + " > \(limit)",
            summary: "Operations on configurations fail",
            details: "{{ $value | humanizePercentage }} of the operations of 5 minutes failed.",
            runbook: "Look at errors by type; storage errors come with StorageFailure, bad requests with a new client.")
    }

    private static let operation: [AlertRule] = [
        AlertRule(
            "ServiceDown", "no scrape succeeds", for: "1m", .critical, #"up{job="configuration"} == 0"#,
            summary: "The configuration service {{ $labels.instance }} is down",
            details: "Prometheus cannot scrape it.",
            runbook: "See whether its process runs and whether its port can be reached; then its log."),
        errorRate("CriticalErrorRate", "over 10 % of operations", 0.1, for: "2m", .critical),
        AlertRule(
            "StorageFailure", "any error in 5 minutes", for: "1m", .critical,
            Query.growth("storage_errors_total") + " > 0", summary: "The storage fails",
            details: "{{ $value | humanize }} storage operations of 5 minutes ended in an error.",
            runbook: "See whether the disk is full or the database is away; writes are not safe until this ends."),
        errorRate("HighErrorRate", "over 5 % of operations", 0.05, for: "5m", .warning),
        AlertRule(
            "HighLatency", "p95 of a path over 100 ms", for: "5m", .warning,
            Query.quantile(0.95, "http_request_duration_seconds", by: "path") + " > 0.1",
            summary: "{{ $labels.path }} is slow",
            details: "95 % of its requests take up to {{ $value | humanizeDuration }}.",
            runbook: "Compare with the hit rate of the cache, and with storage and crypto operations."),
        AlertRule(
            "LowCacheHitRate", "under 70 % in a tier", for: "10m", .warning, hitRate + " < 0.7",
            summary: "The cache {{ $labels.tier }} misses often",
            details: "It answers {{ $value | humanizePercentage }} of look-ups.",
            runbook: "See whether it was emptied, or is too small for what is asked: look at evictions."),
        AlertRule(
            "SlowConfigOperations", "p95 of an operation over 500 ms", for: "5m", .warning,
            Query.quantile(0.95, "config_operation_duration_seconds", by: "operation") + " > 0.5",
            summary: "{{ $labels.operation }} is slow",
            details: "95 % of these operations take up to {{ $value | humanizeDuration }}.",
            runbook: "Look at the duration of storage operations, then at large configurations."),
        AlertRule(
            "HighCacheEvictionRate", "over 100/s in a tier", for: "5m", .warning,
            Query.rate("cache_evictions_total", by: "tier") + " > 100",
            summary: "The cache {{ $labels.tier }} gives up entries",
            details: "It evicts {{ $value | humanize }} entries a second.",
            runbook: "Give the tier more room, or shorten what it keeps."),
        AlertRule(
            "SlowCryptoOperations", "p95 of an operation over 10 ms", for: "5m", .warning,
            Query.quantile(0.95, "crypto_operation_duration_seconds", by: "operation") + " > 0.01",
            summary: "{{ $labels.operation }} is slow",
            details: "95 % of these operations take up to {{ $value | humanizeDuration }}.",
            runbook: "See whether the key service is far away or the processor is busy."),
    ]

    private static let capacity: [AlertRule] = [
        AlertRule(
            "StorageNearCapacity", "over 80 GB", for: "5m", .warning, "max(storage_size_bytes) > 80e9",
            summary: "The storage fills up", details: "It holds {{ $value | humanize }}B.",
            runbook: "Remove old versions, or make room before it is full."),
        AlertRule(
            "AuditQueueBackup", "over 10,000 events wait", for: "5m", .warning, "max(audit_queue_size) > 10000",
            summary: "Audit events pile up", details: "{{ $value | humanize }} events wait to be written.",
            runbook: "See whether what takes the audit log is away; events in the queue are lost with the process."),
        AlertRule(
            "HighMemoryUsage", "over 8 GB", for: "5m", .warning, "max(system_memory_usage_bytes) > 8e9",
            summary: "The service needs much memory", details: "It uses {{ $value | humanize }}B.",
            runbook: "Compare with the size of the cache; a steady growth is a leak."),
        AlertRule(
            "HighStorageGrowthRate", "over 10 GB a day", for: "30m", .warning,
            "max(deriv(storage_size_bytes[1h])) * 86400 > 10e9", summary: "The storage grows fast",
            details: "At the rate of the last hour it grows {{ $value | humanize }}B a day.",
            runbook: "Find who writes: operations by type and environment."),
        AlertRule(
            "HighConfigurationGrowth", "over 50 % in a day, and over 10", for: "30m", .warning,
            "sum(config_active_total) - sum(config_active_total offset 1d) > 10 "
                + "and sum(config_active_total) > 1.5 * sum(config_active_total offset 1d)",
            summary: "There are many new configurations",
            details: "There are {{ $value | humanize }} more of them than a day ago, over half as many again.",
            runbook: "See whether something creates configurations in a loop."),
    ]

    private static let security: [AlertRule] = [
        AlertRule(
            "HighPermissionDenialRate", "over 20 % of checks", for: "5m", .warning,
            Query.rate("rbac_permission_denials_total") + " / " + Query.rate("rbac_permission_checks_total") + " > 0.2",
            summary: "Many permissions are denied",
            details: "{{ $value | humanizePercentage }} of the checks of 5 minutes denied.",
            runbook: "One user: someone tries doors. All users: a role was changed."),
        AlertRule(
            "EncryptionFailures", "any error in 5 minutes", for: "1m", .critical,
            Query.growth("crypto_encryption_errors_total") + " > 0", summary: "Encryption fails",
            details: "{{ $value | humanize }} errors in 5 minutes.",
            runbook: "See whether the key was rotated or withdrawn; nothing secret can be stored until this ends."),
        AlertRule(
            "UnusualAccessPattern", "3 times the hour before, and over 0.1/s", for: "5m", .warning,
            // 3 times nothing is exceeded by a user who comes back from lunch.
            Query.rate("audit_events_by_user_total", by: "user") + " > 3 * "
                + "sum by (user) (rate(audit_events_by_user_total[1h] offset 10m)) > 0.1",
            summary: "{{ $labels.user }} does much more than usual",
            details: "{{ $value | humanize }} audited actions a second, over 3 times those of the hour before.",
            runbook: "Ask the user; withdraw the credentials if nobody knows of it."),
        AlertRule(
            "ExcessiveSecretAccess", "over 10/s in an environment", for: "5m", .warning,
            Query.rate("secret_access_total", by: "environment") + " > 10",
            summary: "Secrets of {{ $labels.environment }} are read often",
            details: "{{ $value | humanize }} accesses a second.",
            runbook: "Find the reader in the audit log; a client that does not cache reads in a loop."),
    ]

    private static let objectives: [AlertRule] = [
        AlertRule(
            "SLAAvailability", "under 99.9 % in an hour", for: "5m", .critical,
            "1 - " + Query.rate("http_requests_total", #"status=~"5..""#, over: "1h") + " / "
                + Query.rate("http_requests_total", over: "1h") + " < 0.999",
            summary: "The availability is below what was promised",
            details: "{{ $value | humanizePercentage }} of the requests of an hour were answered.",
            runbook: "Look at errors by path; the objective is missed until an hour has passed."),
        AlertRule(
            "SLALatency", "p99 over 500 ms in an hour", for: "5m", .warning,
            Query.quantile(0.99, "http_request_duration_seconds", over: "1h") + " > 0.5",
            summary: "The latency is above what was promised",
            details: "99 % of the requests of an hour take up to {{ $value | humanizeDuration }}.",
            runbook: "Look at the latency by path, as for HighLatency."),
    ]
}
