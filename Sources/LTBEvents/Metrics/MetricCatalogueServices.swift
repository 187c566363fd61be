// Owns families 2 and 3 of the metrics: the configuration service and the prompt pipeline.

/// The metrics of families 2 and 3, in the order of the catalogue; what each means is its help.
extension MetricDefinition {
    package static let configOperationsTotal = counter(
        "config_operations_total", ["operation", "environment"], "Operations on configurations")
    package static let configOperationDurationSeconds = histogram(
        "config_operation_duration_seconds", ["operation"], "Duration of operations on configurations")
    package static let configActiveTotal = gauge("config_active_total", ["environment"], "Active configurations")
    package static let configErrorsTotal = counter(
        "config_errors_total", ["error_type"], "Errors of operations on configurations")
    package static let cacheHitsTotal = counter("cache_hits_total", ["tier"], "Look-ups that the cache answered")
    package static let cacheMissesTotal = counter(
        "cache_misses_total", ["tier"], "Look-ups that the cache could not answer")
    package static let cacheEvictionsTotal = counter(
        "cache_evictions_total", ["tier"], "Entries that the cache gave up")
    package static let cacheSizeEntries = gauge("cache_size_entries", ["tier"], "Entries of the cache")
    package static let cacheOperationDurationSeconds = histogram(
        "cache_operation_duration_seconds", ["operation", "tier"], "Duration of cache operations")
    package static let rbacPermissionChecksTotal = counter(
        "rbac_permission_checks_total", ["resource", "action"], "Permission checks")
    package static let rbacPermissionDenialsTotal = counter(
        "rbac_permission_denials_total", ["resource", "action"], "Permission checks that denied")
    package static let rbacCheckDurationSeconds = histogram(
        "rbac_check_duration_seconds", ["resource"], "Duration of permission checks")
    package static let rbacActiveRolesTotal = gauge("rbac_active_roles_total", [], "Active roles")
    package static let auditEventsTotal = counter("audit_events_total", ["event_type"], "Audit events")
    package static let auditEventsByUserTotal = counter("audit_events_by_user_total", ["user"], "Audit events by user")
    package static let auditEventProcessingDurationSeconds = histogram(
        "audit_event_processing_duration_seconds", ["event_type"], "Duration of processing audit events")
    package static let auditQueueSize = gauge("audit_queue_size", [], "Audit events that wait")
    package static let storageOperationsTotal = counter("storage_operations_total", ["operation"], "Storage operations")
    package static let storageOperationDurationSeconds = histogram(
        "storage_operation_duration_seconds", ["operation"], "Duration of storage operations")
    package static let storageSizeBytes = gauge("storage_size_bytes", [], "Size of the storage")
    package static let storageErrorsTotal = counter(
        "storage_errors_total", ["error_type"], "Errors of storage operations")
    package static let cryptoOperationsTotal = counter(
        "crypto_operations_total", ["operation"], "Cryptographic operations")
    package static let cryptoOperationDurationSeconds = histogram(
        "crypto_operation_duration_seconds", ["operation"], "Duration of cryptographic operations")
    package static let cryptoKeyRotationsTotal = counter("crypto_key_rotations_total", [], "Key rotations")
    package static let cryptoEncryptionErrorsTotal = counter(
        "crypto_encryption_errors_total", [], "Errors of encryption")
    package static let systemUptimeSeconds = gauge("system_uptime_seconds", [], "Time since the service started")
    package static let systemMemoryUsageBytes = gauge("system_memory_usage_bytes", [], "Memory that the service uses")
    package static let httpRequestsTotal = counter(
        "http_requests_total", ["method", "path", "status"], "HTTP requests")
    package static let httpRequestDurationSeconds = histogram(
        "http_request_duration_seconds", ["method", "path"], "Duration of HTTP requests")
    package static let secretAccessTotal = counter("secret_access_total", ["environment"], "Accesses to secrets")
    package static let databaseOperationsTotal = counter(
        "database_operations_total", ["operation", "table"], "Database operations")
    package static let databaseOperationDurationSeconds = histogram(
        "database_operation_duration_seconds", ["operation", "table"], "Duration of database operations")
    package static let orchestratorRequestsTotal = counter(
        "orchestrator_requests_total", ["stage"], "Requests that reached a stage")
    package static let orchestratorRequestsShedTotal = counter(
        "orchestrator_requests_shed_total", ["stage"], "Requests that a stage turned away")
    package static let orchestratorStageDurationSeconds = histogram(
        "orchestrator_stage_duration_seconds", ["stage"], "Duration of a stage")
    package static let orchestratorQueueDepth = gauge(
        "orchestrator_queue_depth", ["stage"], "Requests that wait for a stage")
    package static let orchestratorErrorsTotal = counter(
        "orchestrator_errors_total", ["stage", "error_type"], "Errors of a stage")
    package static let orchestratorTokensGeneratedTotal = counter(
        "orchestrator_tokens_generated_total", ["worker_type"], "Tokens that workers generated")
}

extension MetricCatalogue {
    /// Family 2: the configuration service. The two gauges that end in `_total` keep their established names.
    package static let configuration: [MetricDefinition] = [
        .configOperationsTotal, .configOperationDurationSeconds, .configActiveTotal, .configErrorsTotal,
        .cacheHitsTotal, .cacheMissesTotal, .cacheEvictionsTotal, .cacheSizeEntries, .cacheOperationDurationSeconds,
        .rbacPermissionChecksTotal, .rbacPermissionDenialsTotal, .rbacCheckDurationSeconds, .rbacActiveRolesTotal,
        .auditEventsTotal, .auditEventsByUserTotal, .auditEventProcessingDurationSeconds, .auditQueueSize,
        .storageOperationsTotal, .storageOperationDurationSeconds, .storageSizeBytes, .storageErrorsTotal,
        .cryptoOperationsTotal, .cryptoOperationDurationSeconds, .cryptoKeyRotationsTotal, .cryptoEncryptionErrorsTotal,
        .systemUptimeSeconds, .systemMemoryUsageBytes, .httpRequestsTotal, .httpRequestDurationSeconds,
        .secretAccessTotal, .databaseOperationsTotal, .databaseOperationDurationSeconds,
    ]

    /// Family 3: the prompt pipeline, with the stages rag, assemble, inference, post and stream.
    package static let pipeline: [MetricDefinition] = [
        .orchestratorRequestsTotal, .orchestratorRequestsShedTotal, .orchestratorStageDurationSeconds,
        .orchestratorQueueDepth, .orchestratorErrorsTotal, .orchestratorTokensGeneratedTotal,
    ]
}
