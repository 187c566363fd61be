// Owns the functions for the metrics of a configuration service: family 2.

import LTBEvents

/// `config_…`: operations on configurations.
public struct ConfigMetrics: Sendable {
    let writer: MetricWriter

    /// An operation was made: `get`, `set`, …
    public func operation(_ operation: String, environment: String, took duration: Duration? = nil) {
        writer.record(.configOperationsTotal, 1, operation, environment)
        if let duration { writer.record(.configOperationDurationSeconds, .seconds(duration), operation) }
    }

    /// An operation failed.
    public func error(_ type: String) { writer.record(.configErrorsTotal, 1, type) }

    /// So many configurations are active.
    public func active(_ count: Int, environment: String) { writer.record(.configActiveTotal, count, environment) }

    /// A secret was read.
    public func secretAccess(environment: String) { writer.record(.secretAccessTotal, 1, environment) }
}

/// `cache_…`: caches, by tier.
public struct CacheMetrics: Sendable {
    let writer: MetricWriter

    /// The cache had it.
    public func hit(tier: String) { writer.record(.cacheHitsTotal, 1, tier) }

    /// The cache did not have it.
    public func miss(tier: String) { writer.record(.cacheMissesTotal, 1, tier) }

    /// The cache gave entries up.
    public func eviction(_ count: Int = 1, tier: String) { writer.record(.cacheEvictionsTotal, count, tier) }

    /// The cache has so many entries.
    public func size(entries: Int, tier: String) { writer.record(.cacheSizeEntries, entries, tier) }

    /// An operation was made: `get`, `put`, …
    public func operation(_ operation: String, tier: String, took duration: Duration) {
        writer.record(.cacheOperationDurationSeconds, .seconds(duration), operation, tier)
    }
}

/// `rbac_…`: permissions.
public struct RBACMetrics: Sendable {
    let writer: MetricWriter

    /// A permission was asked for.
    public func permissionCheck(resource: String, action: String, allowed: Bool, took duration: Duration? = nil) {
        writer.record(.rbacPermissionChecksTotal, 1, resource, action)
        if !allowed { writer.record(.rbacPermissionDenialsTotal, 1, resource, action) }
        if let duration { writer.record(.rbacCheckDurationSeconds, .seconds(duration), resource) }
    }

    /// So many roles are active.
    public func activeRoles(_ count: Int) { writer.record(.rbacActiveRolesTotal, count) }
}

/// `audit_…`: audit events.
public struct AuditMetrics: Sendable {
    let writer: MetricWriter

    /// An event was audited.
    public func event(_ type: String, user: String? = nil, took duration: Duration? = nil) {
        writer.record(.auditEventsTotal, 1, type)
        if let user { writer.record(.auditEventsByUserTotal, 1, user) }
        if let duration { writer.record(.auditEventProcessingDurationSeconds, .seconds(duration), type) }
    }

    /// So many events wait.
    public func queueSize(_ count: Int) { writer.record(.auditQueueSize, count) }
}

/// `storage_…`: storage.
public struct StorageMetrics: Sendable {
    let writer: MetricWriter

    /// An operation was made: `read`, `write`, …
    public func operation(_ operation: String, took duration: Duration? = nil) {
        writer.record(.storageOperationsTotal, 1, operation)
        if let duration { writer.record(.storageOperationDurationSeconds, .seconds(duration), operation) }
    }

    /// An operation failed.
    public func error(_ type: String) { writer.record(.storageErrorsTotal, 1, type) }

    /// The storage has so many bytes.
    public func size(bytes: Int) { writer.record(.storageSizeBytes, bytes) }
}

/// `crypto_…`: cryptographic operations.
public struct CryptoMetrics: Sendable {
    let writer: MetricWriter

    /// An operation was made: `encrypt`, `decrypt`, …
    public func operation(_ operation: String, took duration: Duration? = nil) {
        writer.record(.cryptoOperationsTotal, 1, operation)
        if let duration { writer.record(.cryptoOperationDurationSeconds, .seconds(duration), operation) }
    }

    /// A key was replaced.
    public func keyRotation() { writer.record(.cryptoKeyRotationsTotal, 1) }

    /// Something could not be encrypted.
    public func encryptionError() { writer.record(.cryptoEncryptionErrorsTotal, 1) }
}

/// `system_…`: the service as a whole.
public struct SystemMetrics: Sendable {
    let writer: MetricWriter

    /// The service has been running for this long.
    public func uptime(_ duration: Duration) { writer.record(.systemUptimeSeconds, .seconds(duration)) }

    /// The service uses so many bytes.
    public func memoryUsage(bytes: Int) { writer.record(.systemMemoryUsageBytes, bytes) }
}

/// `http_…`: HTTP requests to the service.
public struct HTTPMetrics: Sendable {
    let writer: MetricWriter

    /// A request was answered. Give the route as `path`, not the path with its ids, or there will be a series for each.
    ///
    /// - Parameter weight: how many requests it stands for, where only some are recorded; the duration counts once.
    public func request(method: String, path: String, status: Int, took duration: Duration, weight: Double = 1) {
        writer.record(.httpRequestsTotal, weight, method, path, String(status))
        writer.record(.httpRequestDurationSeconds, .seconds(duration), method, path)
    }
}

/// `database_…`: databases.
public struct DatabaseMetrics: Sendable {
    let writer: MetricWriter

    /// An operation was made: `select`, `insert`, …
    public func operation(_ operation: String, table: String, took duration: Duration? = nil) {
        writer.record(.databaseOperationsTotal, 1, operation, table)
        if let duration { writer.record(.databaseOperationDurationSeconds, .seconds(duration), operation, table) }
    }
}
