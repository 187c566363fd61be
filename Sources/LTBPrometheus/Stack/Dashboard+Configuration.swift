// Owns the dashboard of the configuration service.

extension Dashboard {
    /// The configuration service: its requests, its cache, its permissions and its storage.
    package static let configurationService = Dashboard(
        uid: "ltb-configuration", title: "Configuration service",
        details: "Requests, cache, permissions, audit and storage of the configuration service.", variables: [],
        rows: [status, traffic, cache, security, storage])

    private static let errors = #"status=~"5..""#

    private static let status = Row(
        "Status",
        [
            .stat(
                // What is down tells nothing.
                "System status", "short", "(count(system_uptime_seconds > 0) or vector(0)) > bool 0",
                details: "Whether an instance tells how long it has been up."
            ).good(from: 1).words((1, "up", "green"), (0, "down", "red")),
            .stat("Uptime", "s", "min(system_uptime_seconds)", details: "Of the instance that was started last."),
            .stat(
                "Request rate", "reqps", Query.rate("http_requests_total", over: window), details: "Requests a second."),
            .stat(
                "Error rate", "percentunit",
                Query.share(
                    Query.rate("http_requests_total", errors, over: window),
                    of: Query.rate("http_requests_total", over: window)),
                details: "Answers with 5xx of all answers."
            ).warning(0.05, critical: 0.1),
        ])

    private static let traffic = Row(
        "Requests",
        [
            .lines(
                "Requests by method", "reqps",
                (Query.rate("http_requests_total", by: "method", over: window), "{{method}}"),
                details: "Requests a second, by method."),
            .lines(
                "p95 by endpoint", "s",
                (
                    Query.quantile(0.95, "http_request_duration_seconds", by: "method, path", over: window),
                    "{{method}} {{path}}"
                ), details: "95 % of the requests are at most that long."
            ).warning(0.05, critical: 0.1),
            .stat(
                "Active configurations", "short", "sum(config_active_total)",
                details: "Configurations of all environments that are active."),
            .stat(
                "Errors of operations", "ops",
                Query.counted(
                    Query.rate("config_errors_total", over: window),
                    besides: Query.rate("config_operations_total", over: window)),
                details: "Operations on configurations that fail, a second."),
            .pie(
                "Operations", "short", "sum by (operation) (config_operations_total)", "{{operation}}",
                details: "Shares of all operations on configurations."),
        ])

    private static func hitRate(_ tier: String) -> String {
        let matchers = #"tier="\#(tier)""#
        return Query.hitRate(
            Query.rate("cache_hits_total", matchers, over: window),
            Query.rate("cache_misses_total", matchers, over: window))
    }

    private static let cache = Row(
        "Cache",
        [
            .stat(
                "Hit rate L1", "percentunit", hitRate("l1"), details: "Look-ups that the first tier answers."
            ).good(from: 0.9, yellowFrom: 0.7),
            .stat(
                "Hit rate L2", "percentunit", hitRate("l2"), details: "Look-ups that the second tier answers."
            ).good(from: 0.9, yellowFrom: 0.7),
            .lines(
                "Evictions", "ops", (Query.rate("cache_evictions_total", by: "tier", over: window), "{{tier}}"),
                details: "Entries that a tier gives up, a second."
            ).warning(50, critical: 100),
        ])

    private static let security = Row(
        "Permissions and audit",
        [
            .lines(
                "Permission checks", "ops",
                (Query.rate("rbac_permission_checks_total", by: "resource", over: window), "{{resource}}"),
                details: "Checks a second, by resource."),
            .stat(
                "Denial rate", "percentunit",
                Query.share(
                    Query.rate("rbac_permission_denials_total", over: window),
                    of: Query.rate("rbac_permission_checks_total", over: window)),
                details: "Checks that denied."
            ).warning(0.1, critical: 0.2),
            .stat(
                "Audit queue", "short", "max(audit_queue_size)", details: "Audit events that wait to be written."
            ).warning(1_000, critical: 10_000),
            .lines(
                "Audit events", "ops",
                (Query.rate("audit_events_total", by: "event_type", over: window), "{{event_type}}"),
                details: "Audit events a second, by type."),
            .lines(
                "Secrets and crypto", "ops",
                (Query.rate("secret_access_total", by: "environment", over: window), "secrets {{environment}}"),
                (Query.rate("crypto_operations_total", by: "operation", over: window), "{{operation}}"),
                details: "Accesses to secrets and cryptographic operations, a second."),
        ])

    private static let storage = Row(
        "Resources",
        [
            .stat(
                "Storage size", "decbytes", "max(storage_size_bytes)", details: "What the storage holds."
            ).warning(60e9, critical: 80e9),
            .stat(
                "Memory", "decbytes", "max(system_memory_usage_bytes)", details: "What the service uses."
            ).warning(6e9, critical: 8e9),
            .lines(
                "Storage and memory", "decbytes", ("max(storage_size_bytes)", "storage"),
                ("max(system_memory_usage_bytes)", "memory"), details: "The same over time."),
        ])
}
