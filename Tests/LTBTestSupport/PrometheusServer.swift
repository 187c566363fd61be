// Owns a real Prometheus that a test starts, asks and stops.

import Glibc

/// A Prometheus with a database of its own, which ends with the last reference to it.
package final class PrometheusServer {
    /// Where it listens.
    package let url: String
    private let folder: TemporaryFolder
    private let process: RunningCommand

    /// Starts one, and waits until it is ready.
    ///
    /// - Parameters:
    ///   - options: of the command line.
    ///   - configuration: lines of `prometheus.yml`.
    ///   - scrapesItself: whether it has samples of now.
    package init(_ options: [String] = [], configuration: String = "", scrapesItself: Bool = false) throws {
        folder = try TemporaryFolder()
        let port = try Self.freePort()
        url = "http://127.0.0.1:\(port)"
        let jobs = """
            scrape_configs:
              - {job_name: itself, scrape_interval: 1s, static_configs: [{targets: ["127.0.0.1:\(port)"]}]}

            """
        try folder.write(Array((configuration + (scrapesItself ? jobs : "")).utf8), to: "prometheus.yml")
        // It writes to a file: nobody reads its pipes while it runs.
        process = try CommandRunner(path: "/bin/sh").start(
            [
                "-c", #"exec prometheus "$@" 2>log"#, "sh", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
                "--storage.tsdb.retention.time=100y", "--web.listen-address=127.0.0.1:\(port)",
            ] + options, in: folder.path)
        try wait(until: { try promtool("query", "instant", url, "vector(1)").exitCode == 0 })
        if scrapesItself { try wait(until: { try value(of: "count(up)") == "1" }) }
    }

    /// The value of a query that has one; nil if it has none.
    package func value(of query: String) throws -> String? {
        let answer = try promtool("query", "instant", url, query)
        guard answer.exitCode == 0 else { throw TestFailure("\(query): \(answer.error)") }
        // `{} => 12 @[1768473000]`
        let words = answer.output.split(separator: " ")
        return words.firstIndex(of: "=>").map { String(words[$0 + 1]) }
    }

    /// How many samples a range of series has.
    package func countOfSamples(_ range: String) throws -> Int {
        let answer = try promtool("query", "instant", url, range)
        guard answer.exitCode == 0 else { throw TestFailure("\(range): \(answer.error)") }
        return answer.output.split(separator: "\n").count { $0.contains("@[") }
    }

    private func promtool(_ arguments: String...) throws -> CommandResult {
        try CommandRunner(path: "/usr/bin/promtool").run(arguments)
    }

    private func wait(until condition: () throws -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try !condition() {
            guard ContinuousClock.now < deadline else {
                throw TestFailure("Prometheus is not ready: \(String(decoding: try folder.read("log"), as: UTF8.self))")
            }
            usleep(100_000)
        }
    }

    package static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0
            }
        }
        guard isBound else { throw TestFailure("no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}
