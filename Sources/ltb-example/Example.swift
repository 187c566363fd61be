// Owns the example: a program that asks a language model over HTTP, and records what it does.
//
//     swift run ltb-example && swift run ltb-analyze report example.jsonl.zst
//
// The provider that it asks is a fake one in the same process (FakeProvider.swift); ChatClient.swift talks to it.

import AsyncHTTPClient
import Glibc
import LTBHummingbird
import LTBRecorder

@main
struct Example {
    static let seed: UInt64 = 7

    let recorder: Recorder
    let health: HealthMonitor

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let log = arguments.first ?? "example.jsonl.zst"
        guard arguments.count <= 1, !log.hasPrefix("-") else { return end("usage: ltb-example [LOG]", 64) }
        do {
            try await record(log)
        } catch let error as RecorderError {
            // No such folder, a variable without meaning: nothing that a program should crash of.
            end("ltb-example: \(error.message)", 1)
        }
    }

    private static func end(_ message: String, _ code: Int32) {
        let line = Array("\(message)\n".utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(code)
    }

    private static func record(_ log: String) async throws {
        let recorder = try Recorder(to: log, run: RunMetadata(name: "Example", labels: ["seed": "\(seed)"]))
        let health = HealthMonitor(recorder, [.storage("."), .memory(), .errorRate(of: recorder, atLeast: 10)])
        try await Example(recorder: recorder, health: health).run()
        recorder.close()
        guard recorder.isEnabled else { return print("Recorded nothing, as LTB_ENABLED says.") }
        print("Recorded \(recorder.recordedEvents) events. Go on with: ltb-analyze report \(log)")
    }

    func run() async throws {
        try await FakeProvider(recorder, health).serve { address in
            let client = ChatClient(url: address + "/v1/chat/completions")
            let questions = Question.made(60, seed: Self.seed)
            try await benchmark(client, questions)
            try await readStreams(client, questions.prefix(8))
            try await lookAtHealth(address)
        }
    }

    /// A provider is wrapped once: each call is recorded, and retries are attempts of one request.
    private func benchmark(_ client: ChatClient, _ questions: [Question]) async throws {
        let provider = recorder.monitor(client, retry: RetryPolicy(attempts: 3, delay: .milliseconds(10)))
        try await recorder.benchmark("Sums", questions, concurrency: 4, showsProgress: true) { question in
            let answer = try await provider.complete(CompletionRequest(model: "fake-small", prompt: question.text))
            let isRight = answer.text.hasSuffix(" \(question.solution)")
            recorder.recordEvaluation(
                metric: "exact_match", score: isRight ? 1 : 0, passed: isRight, provider: provider.name,
                model: "fake-small")
        }
    }

    /// A stream is measured while it is read: time to first token, latency, and the tokens that its last piece tells.
    private func readStreams(_ client: ChatClient, _ questions: some Collection<Question>) async throws {
        for question in questions {
            let request = CompletionRequest(model: "fake-large", prompt: question.text)
            do {
                let chunks = try await recorder.measureStream(
                    provider: client.name, model: request.model, isContent: { !$0.text.isEmpty }, tokens: \.tokens
                ) { try await client.chunks(request) }
                for try await _ in chunks {}
            } catch is ChatError {
                continue  // The failed request is recorded.
            }
        }
    }

    /// What a load balancer would ask.
    private func lookAtHealth(_ address: String) async throws {
        for path in ["/health", "/status"] {
            let answer = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: address + path), timeout: .seconds(5))
            print(path, String(buffer: try await answer.body.collect(upTo: 1 << 16)))
        }
    }
}
