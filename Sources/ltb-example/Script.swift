// Owns what the fake provider does with a prompt, which the prompt decides: the same ones get the same answers.

import FoundationEssentials
import Hummingbird

struct Script: Sendable {
    let prompt: String
    private let number: Int

    init(prompt: String) {
        self.prompt = prompt
        number = Int(prompt.utf8.reduce(7) { ($0 &* 31 &+ UInt32($1)) % 10_007 })
    }

    var isOverLimitAtFirst: Bool { number % 8 == 0 }
    var isBroken: Bool { number % 13 == 0 }
    var thinkingTime: Duration { .milliseconds(10 + number % 40) }

    /// The sum of the numbers in the question, which it sometimes gets wrong.
    private var text: String {
        let sum = prompt.split { !$0.isNumber }.dropFirst().compactMap { Int($0) }.reduce(0, +)
        let thoughts = String(repeating: "hmm ", count: number % 9)
        return "Let me see, \(thoughts)that must be \(number % 5 == 0 ? sum + 1 : sum)"
    }

    private var usage: ChatAnswer.Usage {
        ChatAnswer.Usage(
            prompt_tokens: Int64(prompt.utf8.count / 4), completion_tokens: Int64(text.split(separator: " ").count))
    }

    var answer: ChatAnswer {
        let message = ChatMessage(role: "assistant", content: text)
        return ChatAnswer(choices: [.init(message: message, finish_reason: "stop")], usage: usage)
    }

    /// The answer word by word, as server-sent events; the last one tells the tokens.
    func stream() -> Response {
        let words = text.split(separator: " ").map {
            ChatAnswer(choices: [.init(delta: ChatMessage(content: "\($0) "))])
        }
        let pieces = words + [ChatAnswer(choices: [.init(finish_reason: "stop")], usage: usage)]
        let body = ResponseBody { writer in
            for piece in pieces {
                try await Task.sleep(for: .milliseconds(5))
                let json = String(decoding: try JSONEncoder().encode(piece), as: UTF8.self)
                try await writer.write(ByteBuffer(string: "data: \(json)\n\n"))
            }
            try await writer.write(ByteBuffer(string: "data: [DONE]\n\n"))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }
}
