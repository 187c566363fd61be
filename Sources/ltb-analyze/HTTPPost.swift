// Owns one POST over HTTP, and what is said where there is no answer.

import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// A server to which bytes are posted.
struct HTTPPost {
    /// What a server answered.
    struct Answer {
        var status: Int
        /// How many seconds to wait before the next try, as it said.
        var retryAfter: Double?
        var body: String
    }

    /// Why there is no answer; the end of a sentence.
    struct NoAnswer: Error {
        var reason: String
    }

    private static let timeout = TimeAmount.seconds(60)
    /// Of an answer nobody reads more than the first sentence.
    private static let answerBytes = 1 << 16

    /// For as long as the process lives. It follows nobody elsewhere, and trying again is up to who asks.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(10)
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// The URL with its path.
    let url: String

    /// A server by its URL, `http://HOST[:PORT][/PATH]` or `https://`; nil if that is none. Without a path, it is
    /// `defaultPath`.
    init?(url: String, defaultPath: String) {
        guard let scheme = ["http://", "https://"].first(where: url.hasPrefix),
            !url.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F })
        else { return nil }
        let rest = url.dropFirst(scheme.count)
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<end]
        let path = rest[end...]
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        let colon = authority[bracket...].lastIndex(of: ":")
        let port = colon.map { authority[authority.index(after: $0)...] }
        guard authority.startIndex != colon ?? authority.endIndex, !authority.contains("@"),
            port.map({ UInt16($0) != nil }) ?? true
        else { return nil }
        self.url = scheme + authority + (path.isEmpty || path == "/" ? defaultPath[...] : path)
    }

    /// Posts bytes, and waits for the answer.
    func send(_ body: [UInt8], headers: [(name: String, value: String)]) throws(NoAnswer) -> Answer {
        do {
            var request = try HTTPClient.Request(url: url, method: .POST, body: .bytes(body))
            for header in headers { request.headers.add(name: header.name, value: header.value) }
            let answer = try Self.client.execute(
                request: request, delegate: ResponseAccumulator(request: request, maxBodySize: Self.answerBytes),
                deadline: .now() + Self.timeout
            ).wait()
            return Answer(
                status: Int(answer.status.code),
                retryAfter: answer.headers.first(name: "Retry-After").flatMap(Double.init).flatMap {
                    $0.isFinite ? $0 : nil
                },
                body: answer.body.map { String(buffer: $0) } ?? "")
        } catch {
            throw NoAnswer(reason: Self.reason(error))
        }
    }

    private static let tooLate = [HTTPClientError.deadlineExceeded, .connectTimeout, .readTimeout]

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            (error.connectionErrors.first?.error as? IOError).map(text) ?? "its host is not known"
        case let error as IOError: text(error)
        case let error as HTTPClientError where Self.tooLate.contains(error): "it gave no answer in time"
        case let error as HTTPClientError: error.shortDescription.lowercased()
        default: "\(error)"
        }
    }

    private static func text(_ error: IOError) -> String { String(cString: strerror(error.errnoCode)).lowercased() }
}
