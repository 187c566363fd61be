// Owns wrapping an operation so that its metrics are recorded.

import LTBEvents

extension Recorder {
    /// Runs an inference and records it as a model router's, with the status `success` or `error` and its duration.
    public func withModelMonitoring<Answer>(
        model: String, type: String, engine: String, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Answer
    ) async rethrows -> Answer {
        try await timed(isolation: isolation, body) { status, duration in
            metrics.router.inference(model: model, type: type, engine: engine, status: status, took: duration)
        }
    }

    /// Runs a database operation and records it and its duration, also if it fails.
    public func withDatabaseMonitoring<Answer>(
        _ operation: String, table: String, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Answer
    ) async rethrows -> Answer {
        try await timed(isolation: isolation, body) { _, duration in
            metrics.database.operation(operation, table: table, took: duration)
        }
    }

    /// Looks something up in a cache, and records the duration and whether it was there: nil is a miss.
    public func withCacheMonitoring<Answer>(
        _ operation: String = "get", tier: String, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Answer?
    ) async rethrows -> Answer? {
        let answer = try await timed(isolation: isolation, body) { _, duration in
            metrics.cache.operation(operation, tier: tier, took: duration)
        }
        if answer == nil { metrics.cache.miss(tier: tier) } else { metrics.cache.hit(tier: tier) }
        return answer
    }

    private func timed<Answer>(
        isolation: isolated (any Actor)?, _ body: () async throws -> Answer,
        _ record: (_ status: String, _ duration: Duration) -> Void
    ) async rethrows -> Answer {
        guard isEnabled else { return try await body() }
        let start = clock.elapsed()
        do {
            let answer = try await body()
            record("success", .nanoseconds(clock.elapsed() - start))
            return answer
        } catch {
            record("error", .nanoseconds(clock.elapsed() - start))
            throw error
        }
    }
}
