// Owns asking all checks, and recording what they find when it changes.

public import LTBEvents
import LTBLog

/// Checks the health of a program: all checks side by side, each with its own patience.
///
///     let health = HealthMonitor(recorder, [
///         .storage("/var/lib/app"), .diskSpace("/"), .memory(), .errorRate(of: recorder),
///         .dependency("database") { try await database.ping() },
///     ])
///     Task { await health.run(every: .seconds(30)) }
///
/// The program is unhealthy when a critical check is, degraded when any other is not healthy.
public final class HealthMonitor: Sendable {
    private let recorder: Recorder
    private let probes: [String: HealthProbe]
    private let startedAt: Int64
    /// The statuses that were recorded last, by name; the program's own has an empty one.
    private let recorded = Monitor<[String: HealthStatus]>([:])

    /// A monitor of these checks; of two with one name the last one counts.
    public init(_ recorder: Recorder, _ probes: [HealthProbe]) {
        self.recorder = recorder
        self.probes = Dictionary(probes.map { ($0.name, $0) }) { _, last in last }
        startedAt = recorder.clock.elapsed()
    }

    /// Asks all checks, and records the report if any status has changed since the last one.
    public func check() async -> HealthReported {
        let results = await withTaskGroup(of: (String, HealthCheck).self) { group in
            for probe in probes.values { group.addTask { (probe.name, await self.ask(probe)) } }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let parts = results.values.map { check in
            (check.critical ?? false, HealthStatus(rawValue: check.status ?? "") ?? .unhealthy)
        }
        let report = HealthReported(
            status: Self.status(of: parts).rawValue, checks: results,
            reportedAt: recorder.clock.now(),
            uptimeSeconds: .seconds(nanoseconds: recorder.clock.elapsed() - startedAt))
        if isNews(report) { recorder.record(.healthReported(report)) }
        return report
    }

    /// Asks all checks every so often, until the task is cancelled.
    public func run(every interval: Duration = .seconds(30)) async {
        while !Task.isCancelled {
            _ = await check()
            try? await Task.sleep(for: interval)
        }
    }

    /// How well the whole is whose parts are critical or not.
    static func status(of parts: [(isCritical: Bool, status: HealthStatus)]) -> HealthStatus {
        parts.map { part in part.isCritical ? part.status : min(part.status, .degraded) }.max() ?? .healthy
    }

    private func isNews(_ report: HealthReported) -> Bool {
        var statuses = report.checks.mapValues { HealthStatus(rawValue: $0.status ?? "") ?? .unhealthy }
        statuses[""] = report.status.flatMap { HealthStatus(rawValue: $0) }
        return recorded.withLock { recorded in
            defer { recorded = statuses }
            return recorded != statuses
        }
    }

    private func ask(_ probe: HealthProbe) async -> HealthCheck {
        let start = recorder.clock.elapsed()
        var finding = await answer(of: probe)
        for _ in 0..<probe.retries where finding.isWorthRetrying { finding = await answer(of: probe) }
        let duration = recorder.clock.elapsed() - start
        return HealthCheck(
            component: probe.component, status: finding.finding.status.rawValue, message: finding.finding.message,
            lastCheck: recorder.clock.now(), durationMilliseconds: Double(duration / 1_000) / 1_000,
            critical: probe.isCritical)
    }

    /// What a check finds, unless it throws or its time runs out; one that then goes on is left alone.
    private func answer(of probe: HealthProbe) async -> (finding: HealthFinding, isWorthRetrying: Bool) {
        let first = FirstAnswer()
        let work = Task {
            do {
                first.give((try await probe.check(), false))
            } catch {
                first.give((HealthFinding(.unhealthy, String(String(describing: error).prefix(500))), true))
            }
        }
        let alarm = Task {
            try await Task.sleep(for: probe.timeout)
            first.give((HealthFinding(.unhealthy, "no answer within \(probe.timeout)"), true))
        }
        defer {
            work.cancel()
            alarm.cancel()
        }
        return await first.value
    }
}

/// The first of several answers.
private final class FirstAnswer: Sendable {
    typealias Answer = (finding: HealthFinding, isWorthRetrying: Bool)

    private struct State {
        var answer: Answer?
        var waiting: CheckedContinuation<Answer, Never>?
    }

    private let state = Monitor(State())

    func give(_ answer: Answer) {
        let waiting = state.withLock { state -> CheckedContinuation<Answer, Never>? in
            guard state.answer == nil else { return nil }
            state.answer = answer
            return state.waiting
        }
        waiting?.resume(returning: answer)
    }

    var value: Answer {
        get async {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Answer? in
                    if state.answer == nil { state.waiting = continuation }
                    return state.answer
                }
                if let answer { continuation.resume(returning: answer) }
            }
        }
    }
}
