// Owns the events of a simulated run as a whole: its beginning, its health and its end.

import LTBEvents

/// Makes the events of a run.
struct RunPayloads: Sendable {
    let start: Timestamp
    private let runID: String
    private let commit: String

    init(_ configuration: SimulationConfiguration) {
        start = configuration.start
        let name = hexadecimal(configuration.seed)
        runID = "run_" + name.suffix(8)
        // As a commit looks; the same for a seed.
        var random = Xoshiro256(seed: ~configuration.seed)
        commit = String(
            (hexadecimal(random.next()) + hexadecimal(random.next()) + hexadecimal(random.next())).prefix(40))
    }

    var started: Payload {
        .runStarted(
            RunStarted(
                runID: runID, schemaVersion: 1, startedAt: start, name: "Nightly evaluation",
                labels: ["branch": "main", "ci_job": "nightly-eval", "git_sha": commit], host: "ci-runner-07",
                tool: "llm-eval", toolVersion: "2.4.0"))
    }

    func completed(at time: Microseconds) -> Payload {
        .runCompleted(
            RunCompleted(runID: runID, status: "passed", durationSeconds: time.seconds, droppedEvents: 0))
    }

    /// A health report.
    ///
    /// - Parameter failing: the provider that has an outage.
    func health(at time: Microseconds, failing: String?) -> Payload {
        let now = start.advanced(time)
        func check(_ component: String, _ milliseconds: Double, message: String? = nil, critical: Bool) -> HealthCheck {
            HealthCheck(
                component: component, status: message == nil ? "healthy" : "degraded", message: message,
                lastCheck: now, durationMilliseconds: milliseconds, critical: critical)
        }
        return .healthReported(
            HealthReported(
                status: failing == nil ? "healthy" : "degraded",
                checks: [
                    "event_log": check("event_log", 0.4, critical: true),
                    "providers": check(
                        "providers", 182.5, message: failing.map { "\($0) rejects most requests" }, critical: false),
                    "vector_store": check("vector_store", 3.1, critical: true),
                ], reportedAt: now, uptimeSeconds: time.seconds))
    }
}
