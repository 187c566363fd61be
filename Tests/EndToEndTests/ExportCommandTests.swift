// Owns the claims about `ltb-analyze export`: Prometheus holds every sample that was written, once.

import Glibc
import LTBTestSupport
import Testing

private let needsPromtool = ConditionTrait.enabled("promtool is not installed") {
    InstalledPrograms.contain("promtool")
}

@Suite struct ExportCommandTests {
    private let logs: AnalyzedFolder
    private let promtool = CommandRunner(path: "/usr/bin/promtool")

    init() throws { logs = try AnalyzedFolder() }

    /// A gauge of a series at a second after a fixed one.
    private static func gauge(_ series: Int, second: Int, value: Int) -> String {
        let (minutes, seconds) = ((second / 60) % 60, second % 60)
        let time = "2026-01-15T\(10 + second / 3600):\(100 + minutes):\(100 + seconds)Z".replacing(":1", with: ":")
        return #"{"event_type":"MetricRecorded","timestamp":"\#(time)","payload":{"type":"Metric","data":"#
            + #"{"name":"queue","type":"gauge","value":\#(value),"labels":{"series":"\#(series)"}}}}"#
    }

    private func makeBlocks() throws {
        let result = try promtool.run(
            "tsdb", "create-blocks-from", "openmetrics", "run.txt", "data", in: logs.folder.path)
        #expect(result.exitCode == 0, "\(result.error)")
    }

    /// What a database has: a line a sample, in no order.
    private func dump() throws -> [Substring] {
        // It opens the log of a server that never ran, too.
        mkdir(logs.folder["data/wal"], 0o755)
        let result = try promtool.run("tsdb", "dump", "data", in: logs.folder.path, timeout: .seconds(120))
        #expect(result.exitCode == 0, "\(result.error)")
        return result.output.split(separator: "\n")
    }

    @Test(needsPromtool) func blocksHoldEverySampleAndTheSecondImportChangesNothing() throws {
        // A value every 200 steps, which holds at the steps until the next.
        let (series, steps, pause) = (50, 10_000, 200)
        var lines: [String] = []
        for change in 0..<(steps / pause) {
            for number in 0..<series {
                lines.append(Self.gauge(number, second: change * pause, value: change * 100 + number))
            }
        }
        lines += (0..<series).map { Self.gauge($0, second: steps - 1, value: 1_000_000 + $0) }
        var random = SplitMix64(seed: 9)
        try logs.writeLog("run.jsonl.zst", lines.shuffled(using: &random))
        let result = try logs.analyze(
            "export", "run.jsonl.zst", "--to", "openmetrics", "--step", "1s", "-o", "run.txt")
        #expect(result == CommandResult(exitCode: 0, output: "", error: ""))
        let written = try String(decoding: logs.folder.bytes("run.txt"), as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("queue{") }
        #expect(written.count == series * steps)
        try makeBlocks()
        let dumped = try dump()
        let start = 1_768_471_200_000
        let expected = (0..<series).flatMap { number in
            (0..<steps).map { step in
                let value = step == steps - 1 ? 1_000_000 + number : step / pause * 100 + number
                return #"{__name__="queue", series="\#(number)"} \#(value) \#(start + step * 1000)"#
            }
        }
        let queues = dumped.filter { $0.contains(#"__name__="queue""#) }.map { Self.plainNumber($0) }
        let areThoseExpected = Set(queues) == Set(expected)
        #expect(areThoseExpected)
        #expect(queues.count == expected.count)
        try makeBlocks()
        let isUnchanged = try dump().sorted() == dumped.sorted()
        #expect(isUnchanged)
    }

    /// promtool writes large numbers as `1e+06`.
    private static func plainNumber(_ line: Substring) -> String {
        var parts = line.split(separator: " ")
        let place = parts.count - 2
        if let value = Double(parts[place]) { parts[place] = "\(Int(value))" }
        return parts.joined(separator: " ")
    }

    @Test(needsPromtool, arguments: [("demo", "15s"), ("hostile-names", "15s"), ("one-request", "7ms")])
    func promtoolDropsNothingOfAFixture(name: String, step: String) throws {
        let fixture = AnalyzedFolder.fixture("\(name).jsonl.zst")
        let result = try logs.analyze("export", fixture, "--to", "openmetrics", "--step", step, "-o", "run.txt")
        #expect(result.exitCode == 0, "\(result.error)")
        let lines = try String(decoding: logs.folder.bytes("run.txt"), as: UTF8.self).split(separator: "\n")
        try makeBlocks()
        #expect(try dump().count == lines.count { !$0.hasPrefix("#") })
    }

    @Test func theOrderOfLinesAndFilesIsOfNoMatter() throws {
        let lines = AnalyzedFolder.requests(60)
        try logs.writeLog("all.jsonl.zst", lines)
        var random = SplitMix64(seed: 2)
        let shuffled = lines.shuffled(using: &random)
        try logs.writeLog("a.jsonl.zst", Array(shuffled[..<20]))
        try logs.writeLog("b.jsonl.zst", Array(shuffled[20...]))
        let all = try logs.analyze("export", "all.jsonl.zst", "--to", "openmetrics")
        #expect(all.output.hasSuffix("\n# EOF\n"))
        #expect(try logs.analyze("export", "a.jsonl.zst", "b.jsonl.zst", "--to", "openmetrics") == all)
    }

    @Test func filtersChooseWhatIsExported() throws {
        let demo = AnalyzedFolder.fixture("demo.jsonl.zst")
        func export(_ options: String...) throws -> CommandResult {
            try logs.analyze(["export", demo, "--to", "openmetrics"] + options)
        }
        func events(_ text: String) -> Double {
            let last = text.split(separator: "\n").filter { $0.hasPrefix("ltb_events_total{") }
                .reduce(into: [Substring: Double]()) { last, line in
                    let words = line.split(separator: " ")
                    last[words[0]] = Double(words[1])
                }
            return last.values.reduce(0, +)
        }
        let options = ["--provider", "openai", "--from", "2026-01-15T10:31:00Z", "--type", "RequestCompleted"]
        let cat = try logs.analyze(["cat", demo, "--to", "2026-01-15T10:33:00Z"] + options)
        let exported = try logs.analyze(
            ["export", demo, "--to", "openmetrics", "--until", "2026-01-15T10:33:00Z"] + options)
        #expect(exported.error == "")
        let chosen = exported.output.split(separator: "\n")
        #expect(events(exported.output) == Double(cat.output.split(separator: "\n").count))
        #expect(events(exported.output) > 0)
        #expect(!chosen.contains { $0.contains("anthropic") })
        // Samples end with the step in which the last event is, and begin with a 0 before the first.
        let times = chosen.filter { !$0.hasPrefix("#") }.compactMap {
            $0.split(separator: " ").last.flatMap { Double($0) }
        }
        #expect(times.min() == 1_768_473_060)
        #expect(times.max() == 1_768_473_180)
        let none = try export("--model", "none")
        #expect(
            none
                == CommandResult(
                    exitCode: 0, output: "# EOF\n", error: "ltb-analyze: no event passes the filters.\n"))
        let order = try export("--from", "2026-01-15T10:31:00Z", "--until", "2026-01-15T10:31:00Z")
        #expect(order.error.contains("--from must be before --until, which is exclusive."))
        let time = try logs.analyze("export", demo, "--to", "2026-01-15T10:31:00Z")
        #expect(time.exitCode == 64)
        #expect(time.error.contains("--to takes openmetrics or prometheus-remote-write; the end of a time is --until."))
    }

    @Test(needsPromtool) func whatItIsRestrictedToIsToldPrometheus() throws {
        let demo = AnalyzedFolder.fixture("demo.jsonl.zst")
        let options = ["--provider", "openai", "--from", "2026-01-15T10:31:00.5Z"]
        let result = try logs.analyze(["export", demo, "--to", "openmetrics", "-o", "run.txt"] + options)
        #expect(result == CommandResult(exitCode: 0, output: "", error: ""))
        try makeBlocks()
        let told = try dump().filter { $0.contains("ltb_filter_info") }
        let sentence = "Only requests from 2026-01-15 10:31:00.5, of provider openai."
        #expect(!told.isEmpty)
        #expect(told.allSatisfy { $0.hasPrefix("{__name__=\"ltb_filter_info\", filter=\"\(sentence)\"} 1 ") })
        #expect(try !logs.analyze("export", demo, "--to", "openmetrics").output.contains("ltb_filter_info"))
    }

    @Test func whatIsNoEventAndWhatCannotBeReadAreTold() throws {
        try logs.writeLog("run.jsonl.zst", frames: [AnalyzedFolder.requests(9), AnalyzedFolder.requests(3) + ["no"]])
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast(80) }
        let whole = try logs.analyze("export", "run.jsonl.zst", "--to", "openmetrics", "-o", "run.txt")
        #expect(whole.error == "ltb-analyze: 1 line is no event and was left out: invalid_json.\n")
        let torn = try logs.analyze("export", "torn.jsonl.zst", "--to", "openmetrics", "-o", "run.txt")
        #expect(torn.error.contains("torn.jsonl.zst ends in the middle of a frame: what was flushed is exported."))
        #expect(torn.exitCode == 0)
    }

    @Test func whatCannotBeReadLeavesTheOutputAlone() throws {
        try logs.folder.write("run.txt", Array("before".utf8))
        try logs.folder.write("photo.jsonl", Array("\u{89}PNG".utf8))
        let result = try logs.analyze("export", "photo.jsonl", "--to", "openmetrics", "-o", "run.txt")
        #expect(result.exitCode == 1)
        #expect(try logs.folder.names() == ["photo.jsonl", "run.txt"])
        #expect(try logs.folder.bytes("run.txt") == Array("before".utf8))
    }

    @Test(arguments: ["0s", "15", "1us", "2000h", "-1s"]) func aStepIsADuration(step: String) throws {
        let result = try logs.analyze("export", "run.jsonl.zst", "--to", "openmetrics", "--step=\(step)")
        #expect(result.exitCode == 64)
        #expect(result.error.contains("Error: "))
    }
}
