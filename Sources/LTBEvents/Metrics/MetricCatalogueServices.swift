// Owns families 2 and 3 of the metrics: the configuration service and the prompt pipeline.

extension MetricCatalogue {
    /// Family 2: the configuration service. The two gauges that end in `_total` keep their established names.
    package static let configuration: [MetricDefinition] = [
        .counter("config_operations_total", ["operation", "environment"], "Operations on configurations"),
        .histogram("config_operation_duration_seconds", ["operation"], "Duration of operations on configurations"),
        .gauge("config_active_total", ["environment"], "Active configurations"),
        .counter("config_errors_total", ["error_type"], "Errors of operations on configurations"),
        .counter("cache_hits_total", ["tier"], "Look-ups that the cache answered"),
        .counter("cache_misses_total", ["tier"], "Look-ups that the cache could not answer"),
        .counter("cache_evictions_total", ["tier"], "Entries that the cache gave up"),
        .gauge("cache_size_entries", ["tier"], "Entries of the cache"),
        .histogram("cache_operation_duration_seconds", ["operation", "tier"], "Duration of cache operations"),
        .counter("rbac_permission_checks_total", ["resource", "action"], "Permission checks"),
        .counter("rbac_permission_denials_total", ["resource", "action"], "Permission checks that denied"),
        .histogram("rbac_check_duration_seconds", ["resource"], "Duration of permission checks"),
        .gauge("rbac_active_roles_total", [], "Active roles"),
        .counter("audit_events_total", ["event_type"], "Audit events"),
        .counter("audit_events_by_user_total", ["user"], "Audit events by user"),
        .histogram("audit_event_processing_duration_seconds", ["event_type"], "Duration of processing audit events"),
        .gauge("audit_queue_size", [], "Audit events that wait"),
        .counter("storage_operations_total", ["operation"], "Storage operations"),
        .histogram("storage_operation_duration_seconds", ["operation"], "Duration of storage operations"),
        .gauge("storage_size_bytes", [], "Size of the storage"),
        .counter("storage_errors_total", ["error_type"], "Errors of storage operations"),
        .counter("crypto_operations_total", ["operation"], "Cryptographic operations"),
        .histogram("crypto_operation_duration_seconds", ["operation"], "Duration of cryptographic operations"),
        .counter("crypto_key_rotations_total", [], "Key rotations"),
        .counter("crypto_encryption_errors_total", [], "Errors of encryption"),
        .gauge("system_uptime_seconds", [], "Time since the service started"),
        .gauge("system_memory_usage_bytes", [], "Memory that the service uses"),
        .counter("http_requests_total", ["method", "path", "status"], "HTTP requests"),
        .histogram("http_request_duration_seconds", ["method", "path"], "Duration of HTTP requests"),
        .counter("secret_access_total", ["environment"], "Accesses to secrets"),
        .counter("database_operations_total", ["operation", "table"], "Database operations"),
        .histogram("database_operation_duration_seconds", ["operation", "table"], "Duration of database operations"),
    ]

    /// Family 3: the prompt pipeline, with the stages rag, assemble, inference, post and stream.
    package static let pipeline: [MetricDefinition] = [
        .counter("orchestrator_requests_total", ["stage"], "Requests that reached a stage"),
        .counter("orchestrator_requests_shed_total", ["stage"], "Requests that a stage turned away"),
        .histogram("orchestrator_stage_duration_seconds", ["stage"], "Duration of a stage"),
        .gauge("orchestrator_queue_depth", ["stage"], "Requests that wait for a stage"),
        .counter("orchestrator_errors_total", ["stage", "error_type"], "Errors of a stage"),
        .counter("orchestrator_tokens_generated_total", ["worker_type"], "Tokens that workers generated"),
    ]
}
