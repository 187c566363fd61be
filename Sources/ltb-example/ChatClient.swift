// Owns the client: what a program has that asks a provider over HTTP. Only its error knows of the recorder.

import AsyncHTTPClient
import FoundationEssentials
import LTBRecorder
import NIOCore

/// An answer with a bad status, which says what kind of failure it is, so that nobody has to guess from its words.
struct ChatError: CategorizedError {
    let status: Int
    var statusCode: Int? { status }
    var errorType: ErrorType { ErrorType(statusCode: status) }
}

/// A client of the chat completions API.
struct ChatClient: Provider {
    let name = "fake"
    let url: String

    func complete(_ request: CompletionRequest) async throws -> CompletionResponse {
        let body = try await post(request, streams: false).collect(upTo: 1 << 20)
        let answer = try JSONDecoder().decode(ChatAnswer.self, from: Data(body.readableBytesView))
        return CompletionResponse(
            text: answer.choices.first?.message?.content ?? "", tokens: answer.usage?.tokens,
            cost: answer.usage?.dollars, finishReason: answer.choices.first?.finish_reason)
    }

    func stream(_ request: CompletionRequest) async throws -> CompletionChunks { try await chunks(request) }

    func chunks(_ request: CompletionRequest) async throws -> AsyncThrowingStream<CompletionChunk, any Error> {
        let body = try await post(request, streams: true)
        return AsyncThrowingStream { continuation in
            let reading = Task {
                do {
                    var events = ServerSentEvents()
                    for try await buffer in body {
                        for data in events.take(buffer) { continuation.yield(try CompletionChunk(data)) }
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in reading.cancel() }
        }
    }

    private func post(_ request: CompletionRequest, streams: Bool) async throws -> HTTPClientResponse.Body {
        var message = HTTPClientRequest(url: url)
        message.method = .POST
        message.headers.add(name: "Content-Type", value: "application/json")
        let prompt = ChatMessage(role: "user", content: request.prompt)
        message.body = .bytes(
            try JSONEncoder().encode(ChatRequest(model: request.model, messages: [prompt], stream: streams)))
        let answer = try await HTTPClient.shared.execute(message, timeout: .seconds(30))
        guard answer.status == .ok else { throw ChatError(status: Int(answer.status.code)) }
        return answer.body
    }
}

/// The `data` of server-sent events, of which a buffer may hold several, or a part of one.
private struct ServerSentEvents {
    private var rest: [UInt8] = []

    mutating func take(_ buffer: ByteBuffer) -> [Data] {
        rest += buffer.readableBytesView
        var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        rest = Array(lines.removeLast())
        return lines.filter { $0.starts(with: Array("data: {".utf8)) }.map { Data($0.dropFirst(6)) }
    }
}

extension CompletionChunk {
    fileprivate init(_ data: Data) throws {
        let piece = try JSONDecoder().decode(ChatAnswer.self, from: data)
        self.init(
            text: piece.choices.first?.delta?.content ?? "", tokens: piece.usage?.tokens, cost: piece.usage?.dollars,
            finishReason: piece.choices.first?.finish_reason)
    }
}

extension ChatAnswer.Usage {
    fileprivate var tokens: TokenUsage { TokenUsage(inputTokens: prompt_tokens, outputTokens: completion_tokens) }
    /// At $0.50 a million input tokens and $2 a million output tokens.
    fileprivate var dollars: Double { Double(prompt_tokens) * 0.5e-6 + Double(completion_tokens) * 2e-6 }
}
