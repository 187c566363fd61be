// Owns the claims about checking the health of a program.

import Glibc
import LTBEvents
import LTBLog
@testable import LTBRecorder
import LTBTestSupport
import Synchronization
import Testing

struct HealthMonitorTests {
    private struct Broken: Error {}

    private func probe(_ name: String, _ status: HealthStatus, isCritical: Bool = false) -> HealthProbe {
        HealthProbe(name, isCritical: isCritical) { HealthFinding(status, "as told") }
    }

    @Test(
        arguments: [
            ([], .healthy), ([(true, .healthy), (false, .healthy)], .healthy), ([(false, .unhealthy)], .degraded),
            ([(true, .degraded)], .degraded), ([(true, .unhealthy), (false, .healthy)], .unhealthy),
            ([(false, .unhealthy), (true, .degraded)], .degraded),
        ] as [([(Bool, HealthStatus)], HealthStatus)])
    func theWholeIsAsBadAsItsCriticalParts(_ parts: [(Bool, HealthStatus)], _ expected: HealthStatus) {
        #expect(HealthMonitor.status(of: parts.map { (isCritical: $0.0, status: $0.1) }) == expected)
    }

    @Test func aReportHoldsAllChecks() async throws {
        let run = try RecordedRun()
        let monitor = HealthMonitor(
            run.recorder,
            [
                probe("a", .healthy), probe("b", .degraded, isCritical: true),
                .dependency("db", isCritical: false, retries: 0) { throw Broken() },
            ])
        run.clock.advance(milliseconds: 1_500)
        let report = await monitor.check()
        let now = Timestamp(nanosecondsSince1970: ManualClock.start.nanosecondsSince1970 + 1_500_000_000)
        func check(_ name: String, _ status: String, _ message: String, _ isCritical: Bool) -> HealthCheck {
            HealthCheck(
                component: name, status: status, message: message, lastCheck: now, durationMilliseconds: 0,
                critical: isCritical)
        }
        #expect(
            report
                == HealthReported(
                    status: "degraded",
                    checks: [
                        "a": check("a", "healthy", "as told", false), "b": check("b", "degraded", "as told", true),
                        "db": check("db", "unhealthy", "Broken()", false),
                    ], reportedAt: now, uptimeSeconds: 1.5))
        #expect(try run.payloads() == [.healthReported(report)])
    }

    @Test func aReportIsRecordedOnlyWhenAStatusHasChanged() async throws {
        let run = try RecordedRun()
        let status = Monitor(HealthStatus.healthy)
        let monitor = HealthMonitor(
            run.recorder, [HealthProbe("a") { HealthFinding(status.withLock { $0 }) }, probe("b", .healthy)])
        for next in [HealthStatus.healthy, .healthy, .unhealthy, .unhealthy, .healthy] {
            status.withLock { $0 = next }
            _ = await monitor.check()
        }
        let recorded = try run.payloads().map { payload -> String? in
            guard case .healthReported(let report) = payload else { return nil }
            return report.status
        }
        #expect(recorded == ["healthy", "degraded", "healthy"])
    }

    @Test func aCheckThatNeverAnswersIsUnhealthyAndHoldsNobodyUp() async throws {
        let run = try RecordedRun()
        let isStuck = Monitor(true)
        defer { isStuck.withLock { $0 = false } }
        let stuck = HealthProbe("stuck", timeout: .milliseconds(20)) {
            // It does not listen to being cancelled, as the other task is not.
            while isStuck.withLock({ $0 }) { await Task { try? await Task.sleep(for: .milliseconds(1)) }.value }
            return .healthy
        }
        let monitor = HealthMonitor(run.recorder, [stuck, probe("fine", .healthy)])
        let report = await monitor.check()
        #expect(report.checks["stuck"]?.status == "unhealthy")
        #expect(report.checks["stuck"]?.message == "no answer within 0.02 seconds")
        #expect(report.checks["fine"]?.status == "healthy")
        // It is not started beside itself.
        let second = await monitor.check()
        #expect(second.checks["stuck"]?.message == "still no answer from an earlier check")
    }

    @Test func whoAsksWhileChecksAreMadeGetsTheirReport() async throws {
        let run = try RecordedRun()
        let asked = Monitor(0)
        let slow = HealthProbe("slow", isCritical: true) {
            while asked.withLock({ $0 }) < 8 { try await Task.sleep(for: .milliseconds(1)) }
            return .healthy
        }
        let monitor = HealthMonitor(run.recorder, [slow])
        let reports = await withTaskGroup(of: HealthReported.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    asked.withLock { $0 += 1 }
                    return await monitor.check()
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(reports.map(\.status) == Array(repeating: "healthy", count: 8))
    }

    @Test func whatThrowsIsTriedAgainAsOftenAsTold() async throws {
        let run = try RecordedRun()
        let tries = Atomic<Int>(0)
        let flaky = HealthProbe("flaky", retries: 2) {
            if tries.add(1, ordering: .relaxed).newValue < 3 { throw Broken() }
            return .healthy
        }
        #expect(await HealthMonitor(run.recorder, [flaky]).check().status == "healthy")
        #expect(tries.load(ordering: .relaxed) == 3)
        // A finding is an answer, and not asked for again.
        let bad = HealthProbe("bad", retries: 5) {
            tries.add(1, ordering: .relaxed)
            return HealthFinding(.unhealthy)
        }
        #expect(await HealthMonitor(run.recorder, [bad]).check().status == "degraded")
        #expect(tries.load(ordering: .relaxed) == 4)
    }

    @Test func checksOfTheSystemAnswer() async throws {
        let run = try RecordedRun()
        let never = HealthLimits(degraded: 2, unhealthy: 2)
        let always = HealthLimits(degraded: -1, unhealthy: 0)
        let monitor = HealthMonitor(
            run.recorder,
            [
                .storage(run.folder.path), .diskSpace(run.folder.path, limits: never), .memory(limits: always),
                .processors(limits: never), .process(limits: never),
            ])
        let report = await monitor.check()
        #expect(
            report.checks.mapValues(\.status) == [
                "storage": "healthy", "disk_space": "healthy", "memory": "unhealthy", "cpu": "healthy",
                "process": "healthy",
            ])
        #expect(report.checks["memory"]?.message?.hasPrefix("used memory is ") == true)
        let missing = await HealthMonitor(run.recorder, [.storage("/nowhere"), .diskSpace("/nowhere")]).check()
        #expect(missing.status == "unhealthy")
        #expect(
            missing.checks.mapValues(\.message) == [
                "storage": "a file cannot be made in /nowhere: No such file or directory",
                "disk_space": "/nowhere cannot be looked at: No such file or directory",
            ])
        #expect(try TemporaryFolder.names(in: run.folder.path) == ["run.jsonl.zst"])
    }

    @Test func checksOfOneNameAreNumbered() async throws {
        let run = try RecordedRun()
        let report = await HealthMonitor(
            run.recorder, [.storage("/nowhere"), .storage(run.folder.path), probe("a", .healthy)]
        ).check()
        #expect(
            report.checks.mapValues(\.status) == ["storage": "unhealthy", "storage_2": "healthy", "a": "healthy"])
    }

    @Test func limitsAreInclusive() {
        let limits = HealthLimits(degraded: 0.5, unhealthy: 0.8)
        let findings = [0.4999, 0.5, 0.8].map { HealthFinding.low($0, limits, "use", shown: percent) }
        #expect(
            findings == [
                HealthFinding(.healthy, "use is 50.0 %, below 50.0 %"),
                HealthFinding(.degraded, "use is 50.0 %, at least 50.0 %"),
                HealthFinding(.unhealthy, "use is 80.0 %, at least 80.0 %"),
            ])
    }

    @Test func requestsAreJudgedByTheLastMinutesOnceThereAreEnough() async throws {
        let run = try RecordedRun()
        let recorder = run.recorder
        let monitor = HealthMonitor(
            recorder,
            [
                .errorRate(of: recorder, window: .seconds(60), atLeast: 4),
                .responseTime(
                    of: recorder, limits: HealthLimits(degraded: 1, unhealthy: 3), window: .seconds(60), atLeast: 4),
            ])
        func statuses() async -> [String?] {
            let checks = await monitor.check().checks
            return [checks["error_rate"]?.status, checks["response_time"]?.status]
        }
        #expect(await statuses() == ["healthy", "healthy"])
        for _ in 0..<4 { recorder.recordRequest(provider: "a", model: "b", latency: .seconds(2)) }
        for _ in 0..<2 { recorder.recordError(provider: "a", model: "b", .timeout) }
        // What was recorded reaches the checks by the bus, soon.
        while await statuses() != ["unhealthy", "degraded"] { await Task.yield() }
        run.clock.advance(milliseconds: 61_000)
        #expect(await statuses() == ["healthy", "healthy"])
    }
}
