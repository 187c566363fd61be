// Owns the claims about the routes by which others ask how a program is.

import Hummingbird
import HummingbirdTesting
import LTBHummingbird
@testable import LTBRecorder
import LTBTestSupport
import Synchronization
import Testing

struct RecorderRoutesTests {
    private let service: RecordedService

    init() throws {
        service = try RecordedService()
    }

    private func answer(_ path: String, health: HealthMonitor? = nil) async throws -> TestResponse {
        let router = Router().addRecorderRoutes(service.recorder, health: health)
        return try await Application(router: router, logger: .silent).test(.router) { client in
            try await client.execute(uri: path, method: .get)
        }
    }

    private func monitor(_ status: HealthStatus) -> HealthMonitor {
        HealthMonitor(
            service.recorder,
            [HealthProbe("database", component: "db \"1\"", isCritical: true) { HealthFinding(status, "as told") }])
    }

    @Test(arguments: [(HealthStatus.healthy, 200), (.degraded, 200), (.unhealthy, 503)])
    func healthIsAnsweredAsItIsRecorded(_ status: HealthStatus, _ code: Int) async throws {
        let health = monitor(status)
        service.advance(milliseconds: 1_500)
        let answer = try await answer("/health", health: health)
        let now = "2025-01-15T10:30:01.500000Z"
        #expect(
            String(buffer: answer.body) == """
                {"status":"\(status)","checks":{"database":{"component":"db \\"1\\"","status":"\(status)",\
                "message":"as told","last_check":"\(now)","duration_ms":0.0,"critical":true}},\
                "timestamp":"\(now)","uptime_seconds":1.5}
                """)
        #expect(answer.status.code == code)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(try service.payloads() == [.healthReported(await health.check())])
    }

    @Test func healthWithoutChecksTellsThatTheProgramAnswers() async throws {
        let answer = try await answer("/health")
        #expect(
            String(buffer: answer.body)
                == #"{"status":"healthy","timestamp":"2025-01-15T10:30:00.000000Z","uptime_seconds":0.0}"#)
        #expect(answer.status == .ok)
    }

    @Test func manyWhoAskAtATimeAreNotInEachOthersWay() async throws {
        let arrivals = Arrivals()
        let health = HealthMonitor(
            service.recorder,
            [
                HealthProbe("slow", isCritical: true) {
                    while arrivals.count.load(ordering: .relaxed) < 20 { try await Task.sleep(for: .milliseconds(1)) }
                    return .healthy
                }
            ])
        let router = Router()
        router.add(middleware: arrivals)
        router.addRecorderRoutes(service.recorder, health: health)
        let application = Application(router: router, logger: .silent)
        let statuses = try await application.test(.router) { client in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await ask(client, .get, "/health").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(statuses == Array(repeating: 200, count: 20))
        #expect(try service.payloads().count == 1)
    }

    @Test func statusTellsWhatTheRecorderHasDone() async throws {
        let subscription = service.recorder.events.subscribe()
        service.recorder.recordLatency(provider: "p", model: "m", .seconds(1))
        service.advance(milliseconds: 12_500)
        let answer = try await answer("/status")
        #expect(
            String(buffer: answer.body) == """
                {"status":"recording","version":"0.1.0","run_id":"run_1","uptime_seconds":12.5,"events_recorded":2,\
                "events_dropped":0,"subscribers":1}
                """)
        #expect(answer.headers[.cacheControl] == "no-store")
        withExtendedLifetime(subscription) {}
    }

    @Test func statusTellsWhereTheLogIsIfItIsToldTo() async throws {
        let router = Router()
        router.group("internal").addRecorderRoutes(service.recorder, showsLogPath: true)
        service.recorder.close()
        service.recorder.recordLatency(provider: "p", model: "m", .seconds(1))
        let body = try await Application(router: router, logger: .silent).test(.router) { client in
            try await ask(client, .get, "/internal/status").body
        }
        #expect(
            body == """
                {"status":"closed","version":"0.1.0","run_id":"run_1","uptime_seconds":0.0,"events_recorded":2,\
                "events_dropped":1,"subscribers":0,"log_path":"\(service.folder["run.jsonl.zst"])"}
                """)
    }

    @Test func statusOfARecorderThatIsSwitchedOffSaysSo() async throws {
        let router = Router().addRecorderRoutes(
            try RecordedService(RecorderConfiguration().withEnabled(false)).recorder)
        let body = try await Application(router: router, logger: .silent).test(.router) { client in
            try await ask(client, .get, "/status").body
        }
        #expect(
            body == """
                {"status":"disabled","version":"0.1.0","run_id":"run_1","uptime_seconds":0.0,"events_recorded":0,\
                "events_dropped":0,"subscribers":0}
                """)
    }
}

/// Counts the requests that have come.
private final class Arrivals: RouterMiddleware {
    let count = Atomic<Int>(0)

    func handle(
        _ request: Request, context: BasicRequestContext, next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        count.add(1, ordering: .relaxed)
        return try await next(request, context)
    }
}
