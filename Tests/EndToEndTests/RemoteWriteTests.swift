// Owns the claims about `ltb-analyze export --to prometheus-remote-write`, made to real and to failing receivers.

import LTBTestSupport
import Testing

private let needsPrometheus = ConditionTrait.enabled("Prometheus is not installed") {
    InstalledPrograms.contain("prometheus", "promtool")
}
private let python = InstalledPrograms.python(importing: "http.server")
private let needsPython = ConditionTrait.enabled("Python is not installed") { python != nil }
private let needsOpenSSL = ConditionTrait.enabled("openssl is not installed") { InstalledPrograms.contain("openssl") }

@Suite struct RemoteWriteTests {
    private static let receiver = ["--web.enable-remote-write-receiver"]
    private static let demo = AnalyzedFolder.fixture("demo.jsonl.zst")
    private let logs: AnalyzedFolder

    init() throws { logs = try AnalyzedFolder() }

    private func send(_ log: String = demo, to url: String, _ options: String...) throws -> CommandResult {
        try logs.analyze(["export", log, "--to", "prometheus-remote-write", url] + options)
    }

    @Test(needsPrometheus) func aServerWithAWindowTakesARunTwiceAndHasItOnce() throws {
        let server = try PrometheusServer(
            Self.receiver, configuration: "storage: {tsdb: {out_of_order_time_window: 50y}}\n", scrapesItself: true)
        let text = try logs.analyze("export", Self.demo, "--to", "openmetrics").output
        let samples = text.split(separator: "\n").count { !$0.hasPrefix("#") }
        for _ in 0..<2 {
            let result = try send(to: server.url)
            #expect(result.exitCode == 0)
            #expect(result.error.replacing(",", with: "") == "Sent \(samples) samples to \(server.url).\n")
            // The demo takes six minutes from 1768473000 on.
            #expect(try server.countOfSamples(#"{__name__=~".+",job=""}[1h] @ 1768475000"#) == samples)
            let requests = try #require(text.split(separator: "\n").last { $0.hasPrefix("llm_requests_total{") })
            let words = requests.split(separator: " ")
            #expect(try server.value(of: "\(words[0]) @ \(words[2])") == String(words[1]))
        }
    }

    @Test(needsPrometheus) func aServerWithoutAWindowRefusesAndWeSayHowToSetIt() throws {
        let server = try PrometheusServer(Self.receiver, scrapesItself: true)
        let result = try send(to: server.url)
        #expect(result.exitCode == 1)
        let sentence =
            #/ltb-analyze: \S+/api/v1/write refuses samples of the run as too old \(out of bounds\); set storage\.tsdb\.out_of_order_time_window in prometheus\.yml to \d+d or more, and start Prometheus again\.\n/#
        #expect(result.error.wholeMatch(of: sentence) != nil, "\(result.error)")
    }

    @Test(needsPrometheus) func aWindowThatIsTooShortIsToldToo() throws {
        let server = try PrometheusServer(
            Self.receiver, configuration: "storage: {tsdb: {out_of_order_time_window: 1h}}\n", scrapesItself: true)
        let result = try send(to: server.url)
        #expect(result.exitCode == 1)
        #expect(result.error.contains("refuses samples of the run as too old ("), "\(result.error)")
    }

    @Test(needsPrometheus) func aServerThatIsNoReceiverIsToldHowToBecomeOne() throws {
        let server = try PrometheusServer()
        let result = try send(to: server.url + "/")
        #expect(result.exitCode == 1)
        #expect(result.error.contains("/api/v1/write takes no samples"), "\(result.error)")
        #expect(result.error.contains("start Prometheus with --web.enable-remote-write-receiver."))
    }

    @Test(needsPrometheus) func aPathAtWhichNothingIsIsToldToBeWrong() throws {
        let server = try PrometheusServer(Self.receiver)
        let result = try send(try oneRequest(), to: server.url + "/api/v1/wirte")
        let sentence =
            "there is nothing at \(server.url)/api/v1/wirte (404 page not found); Prometheus takes samples at "
        #expect(
            result
                == CommandResult(
                    exitCode: 1, output: "", error: "ltb-analyze: \(sentence)http://HOST:PORT/api/v1/write.\n"))
    }

    /// A receiver that answers with one status after the other, the last again and again; what it has met.
    private func answering(_ statuses: [Int], _ body: (String) throws -> Void) throws -> String {
        let server = try #require(python).start(["-c", Self.script] + statuses.map(String.init), in: logs.folder.path)
        try logs.folder.waitUntilThere("port")
        try body(String(decoding: logs.folder.bytes("port"), as: UTF8.self))
        server.send(signal: 15)
        return String(decoding: try logs.folder.bytes("met"), as: UTF8.self)
    }

    private static let script = #"""
        import http.server, os, sys
        statuses = [int(status) for status in sys.argv[1:]]
        class Receiver(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
                with open("met", "a") as met:
                    met.write("%s %s %d\n" % (self.path, self.headers.get("Authorization"), status))
                self.send_response(status)
                self.send_header("Retry-After", "nan" if status == 429 else "0")
                if status == 200:
                    self.send_header("Content-Type", "text/html; charset=utf-8")
                if status == 308:
                    self.send_header("Location", "http://elsewhere/write")
                self.send_header("Content-Length", "5")
                self.end_headers()
                self.wfile.write(b"busy\n")
            def log_message(self, *arguments):
                pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
        with open("port.part", "w") as port:
            port.write("http://127.0.0.1:%d/write" % server.server_address[1])
        os.rename("port.part", "port")
        server.serve_forever()
        """#

    private func oneRequest() throws -> String {
        try logs.writeLog("run.jsonl.zst", AnalyzedFolder.requests(1))
        return "run.jsonl.zst"
    }

    @Test(needsPython) func whatMayPassIsTriedAgain() throws {
        let log = try oneRequest()
        let met = try answering([503, 429, 500, 204]) { url in
            let result = try send(log, to: url, "--header", "Authorization: Bearer abc")
            #expect(result.exitCode == 0, "\(result.error)")
        }
        #expect(met == [503, 429, 500, 204].map { "/write Bearer abc \($0)\n" }.joined())
    }

    @Test(needsPython) func whatDoesNotPassIsGivenUp() throws {
        let log = try oneRequest()
        let met = try answering([503]) { url in
            let result = try send(log, to: url)
            #expect(result.exitCode == 1)
            #expect(
                result.error
                    == "ltb-analyze: \(url) still answers with status 503 after 6 tries; try again later.\n")
        }
        #expect(met == String(repeating: "/write None 503\n", count: 6))
    }

    @Test(needsPython) func aRefusalIsToldAtOnce() throws {
        let log = try oneRequest()
        let met = try answering([401]) { url in
            let result = try send(log, to: url)
            #expect(result.exitCode == 1)
            #expect(
                result.error == "ltb-analyze: \(url) refuses the samples with status 401 (busy); it may want a "
                    + "--header such as 'Authorization: Bearer …'.\n")
        }
        #expect(met == "/write None 401\n")
    }

    @Test(needsPython) func anAddressThatIsElsewhereIsTold() throws {
        let log = try oneRequest()
        _ = try answering([308]) { url in
            let result = try send(log, to: url)
            #expect(result.exitCode == 1)
            #expect(
                result.error == "ltb-analyze: \(url) says with status 308 that it is at http://elsewhere/write; name "
                    + "that address.\n")
        }
    }

    /// Of a proxy that wants people to log in.
    @Test(needsPython) func aPageIsNoReceiver() throws {
        let log = try oneRequest()
        let met = try answering([200]) { url in
            let result = try send(log, to: url)
            #expect(result.exitCode == 1)
            #expect(result.error.contains("answers with a page for people and takes no samples"), "\(result.error)")
        }
        #expect(met == "/write None 200\n")
    }

    @Test func aPasswordInAURLIsNotShown() throws {
        let result = try send(try oneRequest(), to: "https://me:s3cret@host/write")
        #expect(result.exitCode == 64)
        #expect(!result.error.contains("s3cret"))
        #expect(result.error.contains("--header 'Authorization: Basic …'"), "\(result.error)")
    }

    @Test func aReceiverThatIsNotThereIsTold() throws {
        let result = try send(try oneRequest(), to: "http://127.0.0.1:1/write")
        #expect(result.exitCode == 1)
        #expect(
            result.error
                == "ltb-analyze: http://127.0.0.1:1/write cannot be reached after 6 tries: connection refused.\n")
    }

    /// A server that speaks no TLS will speak none at the next try.
    @Test(needsPython) func aServerWithoutTLSIsToldAtOnce() throws {
        let log = try oneRequest()
        _ = try answering([204]) { url in
            let secure = url.replacing("http://", with: "https://")
            let result = try send(log, to: secure)
            #expect(
                result
                    == CommandResult(
                        exitCode: 1, output: "",
                        error:
                            "ltb-analyze: \(secure) cannot be reached: it does not speak TLS; write http:// if it needs none.\n"
                    ))
            try logs.folder.write("met", [])
        }
    }

    @Test(needsPython, needsOpenSSL) func aCertificateThatNobodyTrustsIsToldAtOnce() throws {
        let log = try oneRequest()
        let server = try #require(python).start(["-c", Self.secureScript], in: logs.folder.path)
        try logs.folder.waitUntilThere("port")
        let url = String(decoding: try logs.folder.bytes("port"), as: UTF8.self)
        let result = try send(log, to: url)
        server.send(signal: 15)
        #expect(
            result
                == CommandResult(
                    exitCode: 1, output: "",
                    error:
                        "ltb-analyze: \(url) cannot be reached: its certificate is not trusted here; add who signed it to the "
                        + "system's (update-ca-certificates).\n"))
    }

    private static let secureScript = #"""
        import os, socket, ssl, subprocess
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "certificate.pem"], check=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("certificate.pem", "key.pem")
        listener = socket.create_server(("127.0.0.1", 0))
        with open("port.part", "w") as port:
            port.write("https://localhost:%d/write" % listener.getsockname()[1])
        os.rename("port.part", "port")
        while True:
            try:
                context.wrap_socket(listener.accept()[0], server_side=True).recv(1)
            except OSError:
                pass
        """#

    @Test func theSchemeOfAURLMayHaveCapitals() throws {
        let result = try send(try oneRequest(), to: "HTTP://a:b")
        #expect(result.exitCode == 64)
        #expect(result.error.contains("HTTP://a:b is no URL to send to;"), "\(result.error)")
    }

    /// Characters that no header may have end the command before anything is read.
    @Test(arguments: ["Ä: x", "X y: 1", "X: a\u{1}b", "X: a\nb", "X: a\u{7F}", ": x", "(x): y"])
    func aHeaderThatIsNoneIsWrongUsage(header: String) throws {
        let result = try send("none.jsonl.zst", to: "http://127.0.0.1:1/write", "--header", header)
        #expect(result.exitCode == 64)
        #expect(result.error.contains("write a header as 'Authorization: Bearer …'"), "\(result.error)")
    }

    @Test(arguments: [
        "http://", "http://:80", "http://a:b", "http://a b", "http://a:99999", "http://[::1",
        "http://%zz:80",
    ])
    func aURLThatIsNoneIsTold(url: String) throws {
        let result = try send(try oneRequest(), to: url)
        let sentence = "is no URL to send to; write http://HOST:PORT, such as http://localhost:9090."
        #expect(result == CommandResult(exitCode: 64, output: "", error: "ltb-analyze: \(url) \(sentence)\n"))
    }

    @Test(arguments: [
        ["run.jsonl.zst", "--to", "prometheus-remote-write"], ["http://localhost", "--to", "prometheus-remote-write"],
        ["http://localhost", "run.jsonl.zst", "--to", "prometheus-remote-write"],
        ["run.jsonl.zst", "http://localhost", "--to", "openmetrics"],
        ["run.jsonl.zst", "http://localhost", "--to", "prometheus-remote-write", "-o", "run.txt"],
        ["run.jsonl.zst", "http://localhost", "--to", "prometheus-remote-write", "--header", "x"],
    ])
    func wrongUsageIsTold(_ arguments: [String]) throws {
        let result = try logs.analyze(["export"] + arguments)
        #expect(result.exitCode == 64)
        #expect(result.error.contains("Error: "))
    }
}
