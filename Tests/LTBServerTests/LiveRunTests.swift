// Owns the claims about the run that is served.

import FoundationEssentials
import LTBAnalysis
import LTBEvents
import LTBLog
import LTBPrometheus
import LTBReport
@testable import LTBServer
import LTBTestSupport
import Testing

private let needsGzip = ConditionTrait.enabled("gzip is not installed") { InstalledPrograms.contain("gzip") }

struct LiveRunTests {
    private let demo = LogFile(path: repositoryRoot.appending(path: "fixtures/demo.jsonl.zst").path)

    private func json(_ summary: RunSummary) -> String {
        var summary = summary
        summary.log.files = []
        var bytes: [UInt8] = []
        JSONReport().write(summary, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func theSummaryIsThatOfAReport() throws {
        let run = LiveRun()
        _ = try run.load([demo])
        #expect(json(run.summary) == json(try LogAnalysis.read([demo]).summary))
    }

    @Test func linesOneByOneGiveWhatTheWholeLogGives() throws {
        let (whole, live) = (LiveRun(), LiveRun())
        _ = try whole.load([demo])
        var scanner = EventScanner()
        var lines = RunLines()
        try LogReader(demo).forEachLine { line, _ in
            lines.append(line)
            guard lines.count == 7 else { return }
            live.take(&lines, &scanner)
            lines.removeAll()
        }
        live.take(&lines, &scanner)
        #expect(json(live.summary) == json(whole.summary))
        #expect(live.exposition(.text) == whole.exposition(.text))
        #expect(live.span == whole.span)
    }

    @Test func skippedLinesAreCountedWithoutAPlaceThatNobodyKnows() {
        let run = LiveRun()
        var scanner = EventScanner()
        var lines = RunLines()
        Array("[]".utf8).withUnsafeBytes { lines.append($0) }
        run.take(&lines, &scanner)
        let log = run.summary.log
        #expect(log.skippedLines == ["not_an_object": 1])
        #expect(log.skippedExamples.isEmpty)
    }

    @Test func aRunThatBeginsAnewHasNothing() throws {
        let run = LiveRun()
        _ = try run.load([demo])
        run.reset()
        #expect(run.eventCount == 0)
        #expect(run.span == nil)
        #expect(run.summary.totals.totalRequests == 0)
    }

    @Test(needsGzip) func gzipReadsWhatIsCompressed() throws {
        for count in [0, 1, 100_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
            let compressed = try #require(Gzip.compressed(bytes))
            let result = try CommandRunner(path: "/usr/bin/env").run(["gzip", "-dc"], input: compressed)
            #expect(result.exitCode == 0)
            #expect(result.outputBytes == bytes)
        }
    }

    @Test func theServerTellsHowItIs() async throws {
        let served = ServedRun(run: LiveRun(), hub: EventHub(limit: 1))
        #expect(await served.health().status == "healthy")
        _ = served.hub.subscribe()
        #expect(await served.health().checks["clients"]?.message == "1 of 1 clients")
        #expect(await served.health().status == "degraded")
        served.fail("run.jsonl.zst cannot be read")
        let report = await served.health()
        #expect(report.status == "unhealthy")
        #expect(report.checks["log"]?.message == "run.jsonl.zst cannot be read")
    }
}
