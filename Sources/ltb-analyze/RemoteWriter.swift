// Owns sending requests of remote write: retries, and what is said of a refusal.

import Glibc

/// A receiver of Prometheus' remote write.
///
/// What may pass is tried again, ever later: a connection that fails, `429` and `5xx`. What will not is told at once: other
/// refusals, and TLS that the two do not agree on.
struct RemoteWriter {
    private static let path = "/api/v1/write"
    private static let tries = 6
    private static let firstWait = 0.5
    private static let longestWait = 30.0
    /// Of a wait so long it is said why.
    private static let toldWait = 10.0
    /// What a receiver says of samples that are older than it takes; some say so with `500`.
    private static let refusals = ["out of bounds", "out of order", "too old sample", "too far in the past"]

    private let server: HTTPPost
    private let headers: [(name: String, value: String)]

    /// A writer to a URL; one without a path is that of a Prometheus.
    init(_ url: String, headers added: [(name: String, value: String)]) throws(Failure) {
        if HTTPPost.namesUser(url) {
            throw Failure(
                message:
                    "a URL with a user or a password is not taken; give them by --header 'Authorization: Basic …'.",
                status: .usage)
        }
        guard let server = HTTPPost(url: url, defaultPath: Self.path) else {
            throw Failure(
                message: "\(url) is no URL to send to; write http://HOST:PORT, such as http://localhost:9090.",
                status: .usage)
        }
        self.server = server
        headers =
            added + [
                ("Content-Type", "application/x-protobuf"), ("Content-Encoding", "snappy"),
                ("X-Prometheus-Remote-Write-Version", "0.1.0"), ("User-Agent", "ltb-analyze"),
            ]
    }

    /// Sends a request until it is taken.
    ///
    /// - Parameter age: how many days ago the run began, for what is said of a refusal.
    func send(_ body: [UInt8], age: Int) throws(Failure) {
        var wait = Self.firstWait
        for attempt in 1... {
            guard let problem = post(body) else { return }
            if let failure = lasting(problem, age: age) { throw failure }
            guard attempt < Self.tries else { throw exhausted(problem) }
            var seconds = wait
            if case .answered(let answer) = problem, let after = answer.retryAfter { seconds = after }
            seconds = min(max(seconds, 0), Self.longestWait)
            if seconds >= Self.toldWait { StandardError.write("ltb-analyze: \(waiting(problem, seconds))") }
            usleep(UInt32(seconds * 1e6))
            wait *= 2
        }
    }

    /// Why a request was not taken.
    private enum Problem {
        case answered(HTTPPost.Answer)
        case unreachable(HTTPPost.NoAnswer)
    }

    private func post(_ body: [UInt8]) -> Problem? {
        do throws(HTTPPost.NoAnswer) {
            let answer = try server.send(body, headers: headers)
            // A proxy that asks people to log in does so with a page.
            return (200..<300).contains(answer.status) && !answer.isPage ? nil : .answered(answer)
        } catch {
            return .unreachable(error)
        }
    }

    /// Why trying again is of no use; nil if it may be.
    private func lasting(_ problem: Problem, age: Int) -> Failure? {
        let answer: HTTPPost.Answer
        switch problem {
        case .answered(let given): answer = given
        case .unreachable(let fault):
            return fault.isLasting ? Failure(message: "\(server.url) cannot be reached: \(fault.reason).") : nil
        }
        let said = answer.body.prefix(300).split(whereSeparator: \.isNewline).first.map { " (\($0))" } ?? ""
        if Self.refusals.contains(where: answer.body.contains) {
            return Failure(
                message: "\(server.url) refuses samples of the run as too old\(said); set "
                    + "storage.tsdb.out_of_order_time_window in prometheus.yml to \(age + 1)d or more, and start "
                    + "Prometheus again.")
        }
        if answer.status == 404 {
            // Prometheus itself takes samples at one path only.
            guard server.url.hasSuffix(Self.path) else {
                return Failure(
                    message: "there is nothing at \(server.url)\(said); Prometheus takes samples at "
                        + "http://HOST:PORT\(Self.path).")
            }
            return Failure(
                message: "\(server.url) takes no samples\(said); start Prometheus with "
                    + "--web.enable-remote-write-receiver.")
        }
        guard answer.status != 429, answer.status < 500 else { return nil }
        return Failure(message: refusal(answer, said))
    }

    private func refusal(_ answer: HTTPPost.Answer, _ said: String) -> String {
        switch answer.status {
        case 200..<300:
            return "\(server.url) answers with a page for people and takes no samples; name the address of a receiver, "
                + "or log in by --header 'Authorization: Bearer …'."
        case 300..<400:
            let place = answer.location.map { "is at \($0.prefix(300))" } ?? "is elsewhere"
            return "\(server.url) says with status \(answer.status) that it \(place); name that address."
        case 401, 403:
            return "\(server.url) refuses the samples with status \(answer.status)\(said); it may want a --header such "
                + "as 'Authorization: Bearer …'."
        default: return "\(server.url) refuses the samples with status \(answer.status)\(said)."
        }
    }

    private func waiting(_ problem: Problem, _ seconds: Double) -> String {
        let what =
            switch problem {
            case .unreachable(let fault): "cannot be reached (\(fault.reason))"
            case .answered(let answer): "answers with status \(answer.status)"
            }
        return "\(server.url) \(what); trying again in \(Int(seconds)) s."
    }

    private func exhausted(_ problem: Problem) -> Failure {
        switch problem {
        case .unreachable(let fault):
            Failure(message: "\(server.url) cannot be reached after \(Self.tries) tries: \(fault.reason).")
        case .answered(let answer):
            Failure(
                message:
                    "\(server.url) still answers with status \(answer.status) after \(Self.tries) tries; try again "
                    + "later.")
        }
    }
}
