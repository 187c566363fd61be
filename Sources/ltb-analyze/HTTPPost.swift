// Owns one POST over HTTP, and what is said where there is no answer.

import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A server to which bytes are posted.
struct HTTPPost {
    /// What a server answered.
    struct Answer {
        var status: Int
        /// How many seconds to wait before the next try, as it said.
        var retryAfter: Double?
        /// Where it says that what is asked for is.
        var location: String?
        /// Whether the body is a page for people.
        var isPage = false
        var body: String
    }

    /// Why there is no answer; the end of a sentence.
    struct NoAnswer: Error {
        var reason: String
        /// Whether the next try would fare no better.
        var isLasting = false
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
        guard let scheme = Self.scheme(of: url), !url.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F })
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
        let whole = scheme + authority + (path.isEmpty || path == "/" ? defaultPath[...] : path)
        // What the client cannot send to is no URL, whatever it looks like.
        guard (try? HTTPClient.Request(url: whole)) != nil else { return nil }
        self.url = whole
    }

    /// `http://` or `https://`, in whatever case a text begins with it; nil if it does not.
    static func scheme(of text: String) -> String? {
        ["http://", "https://"].first { text.lowercased().hasPrefix($0) }
    }

    /// Whether a URL has a user in it, and perhaps a password, which must not be shown.
    static func namesUser(_ url: String) -> Bool {
        guard let scheme = scheme(of: url) else { return false }
        return url.dropFirst(scheme.count).prefix { $0 != "/" }.contains("@")
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
                location: answer.headers.first(name: "Location"),
                isPage: answer.headers.first(name: "Content-Type")?.lowercased().hasPrefix("text/html") ?? false,
                body: answer.body.map { String(buffer: $0) } ?? "")
        } catch {
            throw Self.noAnswer(error)
        }
    }

    private static let tooLate = [HTTPClientError.deadlineExceeded, .connectTimeout, .readTimeout]

    private static func noAnswer(_ error: any Error) -> NoAnswer {
        switch error {
        case let error as NIOConnectionError:
            NoAnswer(reason: (error.connectionErrors.first?.error as? IOError).map(text) ?? "its host is not known")
        case let error as IOError: NoAnswer(reason: text(error))
        case NIOSSLError.handshakeFailed(let error): TLSFault(error).noAnswer
        case is NIOSSLExtraError:
            NoAnswer(reason: "its certificate is not for this host; use the name that it is for", isLasting: true)
        case let error as HTTPClientError where tooLate.contains(error): NoAnswer(reason: "it gave no answer in time")
        case let error as HTTPClientError: NoAnswer(reason: error.shortDescription.lowercased())
        default: NoAnswer(reason: "\(error)")
        }
    }

    private static func text(_ error: IOError) -> String { String(cString: strerror(error.errnoCode)).lowercased() }
}

/// Why two sides could not agree on TLS.
private struct TLSFault {
    private let said: String

    init(_ error: BoringSSLError) { said = "\(error)" }

    /// Only a connection that was cut may be better the next time.
    var noAnswer: HTTPPost.NoAnswer {
        if said.contains("CERTIFICATE_VERIFY_FAILED") {
            return HTTPPost.NoAnswer(
                reason:
                    "its certificate is not trusted here; add who signed it to the system's (update-ca-certificates)",
                isLasting: true)
        }
        if said.contains("WRONG_VERSION_NUMBER") || said.contains("HTTP_REQUEST") {
            return HTTPPost.NoAnswer(reason: "it does not speak TLS; write http:// if it needs none", isLasting: true)
        }
        if said.contains("EOF during") {
            return HTTPPost.NoAnswer(reason: "it closed the connection during the TLS handshake")
        }
        return HTTPPost.NoAnswer(reason: "the TLS handshake failed\(name.map { " (\($0))" } ?? "")", isLasting: true)
    }

    /// `NO_SHARED_CIPHER`, of a text that also names files of who built the library.
    private var name: String? {
        let words = said.split { !($0 == "_" || $0.isASCII && $0.isUppercase) }
        return words.first { $0.contains("_") && $0.count > 3 }.map(String.init)
    }
}
