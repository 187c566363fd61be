// Owns the provider that the example asks: a real HTTP server on loopback, recorded as any service may be.

import Hummingbird
import LTBHummingbird
import LTBRecorder

struct FakeProvider {
    private let router = Router()

    init(_ recorder: Recorder, _ health: HealthMonitor) {
        router.add(middleware: RecordingMiddleware(recorder))
        router.addRecorderRoutes(recorder, health: health)
        let limit = RateLimit()
        router.post("v1/chat/completions") { request, context in
            let chat = try await request.decode(as: ChatRequest.self, context: context)
            let script = Script(prompt: chat.messages.last?.content ?? "")
            if script.isOverLimitAtFirst, await limit.isFirst(script.prompt) { throw HTTPError(.tooManyRequests) }
            if script.isBroken { throw HTTPError(.internalServerError) }
            try await Task.sleep(for: script.thinkingTime)
            return chat.stream ? script.stream() : try script.answer.response(from: request, context: context)
        }
    }

    /// Serves on a free port of the loopback interface while the body runs, which gets the address.
    func serve(_ body: (String) async throws -> Void) async throws {
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        var application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { running.yield($0.localAddress?.port ?? 0) })
        application.logger.logLevel = .critical
        try await withThrowingTaskGroup(of: Void.self) { [application] group in
            group.addTask {
                defer { running.finish() }
                try await application.run()
            }
            if let port = await ports.first(where: { _ in true }) { try await body("http://127.0.0.1:\(port)") }
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}

/// Who was turned away once is served the next time.
private actor RateLimit {
    private var seen: Set<String> = []

    func isFirst(_ prompt: String) -> Bool { seen.insert(prompt).inserted }
}
