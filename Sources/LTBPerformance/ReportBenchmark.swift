// Owns the benchmark of the analyzer: what a report takes, against decompressing the log and against other programs.

import ArgumentParser
import Glibc
import LTBLog

/// Reports on a log that is in the cache, with other programs in turns.
struct ReportBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "What a report costs: against zstd -dc, DuckDB, Polars and ClickHouse on the same log.",
        discussion: """
            Runs the ltb-analyze and ltb-record that were built beside this program. Peers need Python and \
            `pip install duckdb polars chdb`; without them they are left out.
            """)

    @Option(help: "About how many events the log has that is made.") var events = 5_000_000
    @Option(help: "A log to read instead.") var log: String?
    @Option(help: "Rounds, of which the middle one counts.") var rounds = 5
    @Option(help: "Where to write.") var folder = "/tmp"
    @Flag(help: "Compare the spellings that other writers may use, rather than other programs.") var variants = false

    func validate() throws {
        guard events > 0, rounds > 0 else { throw ValidationError("Counts must be positive.") }
    }

    func run() throws {
        let made = folder + "/ltb-performance-\(getpid()).jsonl.zst"
        let report = folder + "/ltb-performance-\(getpid()).json"
        let variant = { (spelling: Spelling) in made + ".\(spelling).jsonl.zst" }
        defer { for path in [made, report] + Spelling.allCases.map(variant) { unlink(path) } }
        if log == nil { try make(made) }
        guard variants else { return try measure(log ?? made, report: report) }
        for spelling in Spelling.allCases { try write(log ?? made, as: spelling, to: variant(spelling)) }
        try measureVariants(log ?? made, variant, report: report)
    }

    private func write(_ log: String, as spelling: Spelling, to path: String) throws {
        let writer = try LogWriter(appendingTo: path)
        try LogReader(LogFile(path: log)).forEachLine { line, _ in
            try spelling.respell(line).withUnsafeBytes { try writer.append(line: $0) }
        }
        try writer.close()
    }

    private func make(_ path: String) throws {
        // A simulated run has 2.87 events for each request.
        let requests = max(1, Int(Double(events) / 2.87))
        _ = try ChildRun.of([Self.beside("ltb-record"), "simulate", "-o", path, "--requests", "\(requests)"])
    }

    private static func beside(_ name: String) -> String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &path, path.count)
        let own = String(decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name
    }
}

// MARK: - Measuring

extension ReportBenchmark {
    /// A program that takes part.
    private struct Entry {
        var name: String
        var run: () throws -> ChildRun
        var runs: [ChildRun] = []
    }

    private func measure(_ path: String, report: String) throws {
        let analyze = Self.beside("ltb-analyze")
        var entries = [Entry(name: "zstd -dc", run: { try ChildRun.of(["zstd", "-dc", path]) })]
        for threads in [1, 2] {
            let arguments = [analyze, "report", path, "--format", "json", "--threads", "\(threads)"]
            let name = "ltb-analyze report, \(threads) thread\(threads == 1 ? "" : "s")"
            entries.append(Entry(name: name, run: { try ChildRun.of(arguments, output: report) }))
        }
        for peer in ReportPeer.all {
            guard let python = peer.python else {
                print("\(peer.name) is left out: `pip install \(peer.package)` makes it take part.")
                continue
            }
            entries.append(Entry(name: peer.name, run: { try peer.run(path, report: report, python: python) }))
        }
        try measure(&entries, path)
        show(entries, against: "zstd -dc")
        guard entries.count > 3 else { return }
        print("\nThe figures are the same: counts and sums of each model exactly, quantiles within 0.1 %.")
    }

    private func measureVariants(_ path: String, _ variant: (Spelling) -> String, report: String) throws {
        let analyze = Self.beside("ltb-analyze")
        let logs = [("our writer's lines", path)] + Spelling.allCases.map { ($0.rawValue, variant($0)) }
        var entries = logs.map { name, log in
            let arguments = [analyze, "report", log, "--format", "json", "--threads", "1"]
            return Entry(name: name, run: { try ChildRun.of(arguments, output: report) })
        }
        try measure(&entries, path)
        show(entries, against: "ours")
    }

    private func measure(_ entries: inout [Entry], _ path: String) throws {
        try show(path)
        // In turns, so that all meet the same disturbances.
        for _ in 0..<rounds {
            for index in entries.indices { entries[index].runs.append(try entries[index].run()) }
        }
    }

    private func show(_ path: String) throws {
        var (lines, bytes) = (0, 0)
        // This also brings the log into the cache.
        let reader = try LogReader(LogFile(path: path))
        try reader.forEachLine { line, _ in
            lines += 1
            bytes += line.count + 1
        }
        var status = stat()
        stat(path, &status)
        print(
            "\(fixed(Double(lines) / 1e6, 2)) million events, \(fixed(Double(bytes) / 1e6, 0)) MB of JSON, "
                + "\(fixed(Double(status.st_size) / 1e6, 0)) MB stored; median of \(rounds) rounds\n")
    }

    /// The first entry is what the others are measured against.
    private func show(_ entries: [Entry], against base: String) {
        print("| | wall s | × \(base) | processor s | peak MiB |")
        print("|---|---|---|---|---|")
        let baseSeconds = entries[0].runs.median.wallSeconds
        for entry in entries {
            let middle = entry.runs.median
            print(
                "| \(entry.name) | \(fixed(middle.wallSeconds, 2)) | \(fixed(middle.wallSeconds / baseSeconds, 2)) "
                    + "| \(fixed(middle.processorSeconds, 2)) | \(fixed(middle.peakMebibytes, 0)) |")
        }
    }
}
