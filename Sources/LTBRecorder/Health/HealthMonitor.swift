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
    private let probes: [(name: String, probe: HealthProbe)]
    /// Checks that are under way, or did not answer in time and are still at it.
    private let busy = Monitor<Set<String>>([])
    private let startedAt: Int64
    /// The round of checks that is being made.
    private let underWay = Monitor<Task<HealthReported, Never>?>(nil)
    /// The statuses that were recorded last, by name; the program's own has an empty one.
    private let recorded = Monitor<[String: HealthStatus]>([:])

    /// A monitor of these checks; of those with one name, the second gets `_2` behind it, and so on.
    public init(_ recorder: Recorder, _ probes: [HealthProbe]) {
        self.recorder = recorder
        var counts: [String: Int] = [:]
        self.probes = probes.map { probe in
            let count = counts[probe.name, default: 0] + 1
            counts[probe.name] = count
            return (count == 1 ? probe.name : "\(probe.name)_\(count)", probe)
        }
        startedAt = recorder.clock.elapsed()
    }

    /// Asks all checks, and records the report if any status has changed since the last one.
    ///
    /// Who asks while this is under way gets the same report: no check is made beside itself, however many ask.
    public func check() async -> HealthReported {
        await underWay.withLock { task in
            if let task { return task }
            let started = Task { await self.checkAll() }
            task = started
            return started
        }.value
    }

    private func checkAll() async -> HealthReported {
        defer { underWay.withLock { $0 = nil } }
        let results = await withTaskGroup(of: (String, HealthCheck).self) { group in
            for (name, probe) in probes { group.addTask { (name, await self.ask(probe, name)) } }
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
            try? await Task.sleep(for: interval.sleepable)
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

    private func ask(_ probe: HealthProbe, _ name: String) async -> HealthCheck {
        let start = recorder.clock.elapsed()
        var finding = await answer(of: probe, name)
        for _ in 0..<max(0, probe.retries) where finding.isWorthRetrying { finding = await answer(of: probe, name) }
        let duration = recorder.clock.elapsed() - start
        return HealthCheck(
            component: probe.component, status: finding.finding.status.rawValue, message: finding.finding.message,
            lastCheck: recorder.clock.now(), durationMilliseconds: Double(duration / 1_000) / 1_000,
            critical: probe.isCritical)
    }

    /// What a check finds, unless it throws or its time runs out; one that then goes on is left alone, and not started
    /// again until it has answered.
    private func answer(of probe: HealthProbe, _ name: String) async -> (finding: HealthFinding, isWorthRetrying: Bool)
    {
        guard busy.withLock({ $0.insert(name).inserted }) else {
            return (HealthFinding(.unhealthy, "still no answer from an earlier check"), false)
        }
        let first = FirstAnswer()
        let work = Task { [busy] in
            let answer: FirstAnswer.Answer
            do {
                answer = (try await probe.check(), false)
            } catch {
                answer = (HealthFinding(.unhealthy, redacted(String(describing: error))), true)
            }
            _ = busy.withLock { $0.remove(name) }
            first.give(answer)
        }
        let alarm = Task {
            try await Task.sleep(for: probe.timeout.sleepable)
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
