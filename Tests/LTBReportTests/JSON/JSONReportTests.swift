// Owns the checks of the JSON document: its schema, and that others can read it.

import Foundation
import LTBAnalysis
import LTBReport
import LTBTestSupport
import Testing

struct JSONReportTests {
    @Test func aFullSummaryIsTheGoldenDocument() {
        expectSnapshot(JSONReport().bytes(of: FormatSummaries.everything), at: "Tests/LTBReportTests/Golden/full.json")
    }

    @Test func anEmptySummaryIsTheGoldenDocument() {
        expectSnapshot(JSONReport().bytes(of: RunSummary()), at: "Tests/LTBReportTests/Golden/empty.json")
    }

    /// Python's reader is strict where ours could be wrong in the same way as our writer; skipped where there is none.
    @Test func everySummaryIsADocumentThatPythonReadsInOrder() throws {
        let documents = ReportFormatTests.summaries.map { JSONReport().bytes(of: $1) }
        guard let keys = try PythonJSON.keys(of: documents) else { return }
        #expect(keys == documents.map { _ in Self.sections })
    }

    @Test func theRunIsNullUnlessThereIsExactlyOne() {
        var summary = FormatSummaries.everything
        summary.runs.append(RunIdentity())
        let text = String(decoding: JSONReport().bytes(of: summary), as: UTF8.self)
        #expect(text.hasPrefix("{\n  \"schema\": \"ltb.summary/1\",\n  \"run\": null,\n  \"runs\": [\n    {\n"))
    }

    private static let sections = [
        "schema", "run", "runs", "labels", "log", "filters", "window", "totals", "providers", "models", "groups",
        "benchmarks", "evaluations", "provider_status", "metrics", "cache_hit_rates", "health", "alerts", "objectives",
        "goodput", "cost",
        "timeline", "incidents", "spans", "slowest", "folded", "token_latency",
    ]
}

/// Python's `json` module, run as a program.
private enum PythonJSON {
    private static let script = """
        import json, sys
        def refuse(constant): raise ValueError(constant)
        for name in sys.argv[1:]:
            with open(name, encoding="utf-8") as file:
                print(",".join(json.load(file, parse_constant=refuse)))
        """

    /// The keys of each document's object, in order; nil without Python.
    static func keys(of documents: [[UInt8]]) throws -> [[String]]? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ltb-json-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = try documents.enumerated().map { index, document in
            let url = folder.appending(path: "\(index).json")
            try Data(document).write(to: url)
            return url.path()
        }
        guard try run(["python3", "--version"]) != nil else { return nil }
        guard let output = try run(["python3", "-c", script] + names) else { return [] }
        return output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    }

    /// The standard output of a program; nil when it fails.
    private static func run(_ arguments: [String]) throws -> String? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
    }
}
