// Owns the claim that the memory of a report and of an export depends on what there is to tell, not on the log.

import Glibc
import LTBTestSupport
import Testing

/// How many events a hostile log has. `LTB_ATTACK_EVENTS=1000000 swift test -c release --filter MemoryTests` takes the
/// full measure, of each attack by itself too.
private let attackEvents = getenv("LTB_ATTACK_EVENTS").flatMap { Int(String(cString: $0)) }
private let attacks = attackEvents == nil ? [.everything] : Attack.allCases

@Suite(.serialized) struct MemoryTests {
    private let folder: AnalyzedFolder
    private let measuring: CommandRunner

    init() throws {
        folder = try AnalyzedFolder()
        measuring = try CommandRunner("PeakMemory")
    }

    /// The most memory in MiB that a report of a file in the folder took.
    private func peak(ofReport file: String, threads: Int = 2) throws -> Int {
        try peak("report", folder.folder[file], "--threads", "\(threads)", "-o", folder.folder["report.json"])
    }

    private func peak(_ arguments: String...) throws -> Int {
        let log = folder.folder
        let line = [log["peak"], folder.command.path] + arguments
        let result = try measuring.run(line, timeout: .seconds(600))
        #expect(result.exitCode == 0, "\(result.error)")
        return try #require(Int(String(decoding: try log.bytes("peak"), as: UTF8.self))) / 1_024
    }

    private func write(_ name: String, _ line: (Int) -> String, count: Int) throws {
        let file = try #require(fopen(folder.folder[name], "w"))
        for index in 0..<count { fputs(line(index) + "\n", file) }
        fclose(file)
    }

    @Test(arguments: attacks)
    func noLogTakesMoreThan256MiB(attack: Attack) throws {
        var lines = HostileLines(attack)
        // A few of these are as many bytes as many of the others.
        let isLong = [.longNames, .longIDs, .manyLabels].contains(attack)
        let events = attackEvents ?? 3_000
        let count = isLong ? events / 50 : events
        try write("log.jsonl", { lines.line($0, of: count) }, count: count)
        // The more threads there are, the more of them have tables of their own.
        for threads in attackEvents == nil ? [8] : [2, 8, 16] {
            let peak = try peak(ofReport: "log.jsonl", threads: threads)
            if attackEvents != nil { print("\(attack.rawValue): \(count) events, \(threads) threads, \(peak) MiB") }
            #expect(peak <= 256, "\(threads) threads")
        }
    }

    @Test func anOrdinaryLogOf18ModelsTakesAtMost64MiB() throws {
        try write(
            "log.jsonl",
            { index in
                let second = index / 100
                let time =
                    "2026-01-15T\(10 + second / 3_600):\(10 + second / 60 % 50):\(10 + second % 50).\(100 + index % 100)Z"
                let model = #""provider":"p\#(index % 3)","model":"m\#(index % 18)","benchmark_id":"b\#(index % 2)""#
                let latency = 0.2 + Double(index * 7_919 % 10_007) / 1_000
                return index % 2 == 0
                    ? #"{"event_type":"RequestStarted","timestamp":"\#(time)","payload":{"type":"Request","data":{\#(model)}}}"#
                    : #"{"event_type":"RequestCompleted","timestamp":"\#(time)","payload":{"type":"Request","data":{\#(model),"#
                        + #""latency":\#(latency),"time_to_first_token":\#(latency / 4),"cost":0.001,"#
                        + #""tokens":{"input_tokens":\#(index % 1_000),"output_tokens":\#(index % 300)}}}}"#
            }, count: 20_000)
        let peak = try peak(ofReport: "log.jsonl")
        #expect(peak <= 64)
    }

    /// In memory alone they would take over 50 MB besides.
    @Test func anExportOfAMillionSamplesTakesAtMost80MiB() throws {
        let (series, changes) = (100, 5_000)
        try write(
            "log.jsonl",
            { index in
                let second = index * 36_000 / changes
                let (minute, rest) = (100 + second / 60 % 60, 100 + second % 60)
                let time = "2026-01-15T\(10 + second / 3_600):\(minute):\(rest)Z".replacing(":1", with: ":")
                return #"{"event_type":"MetricRecorded","timestamp":"\#(time)","payload":{"type":"Metric","data":"#
                    + #"{"name":"queue","type":"gauge","value":\#(index),"labels":{"series":"\#(index % series)"}}}}"#
            }, count: changes)
        let peak = try peak(
            "export", folder.folder["log.jsonl"], "--to", "openmetrics", "--step", "3s", "-o", folder.folder["run.txt"])
        #expect(peak <= 80)
    }
}
