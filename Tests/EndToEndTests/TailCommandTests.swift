// Owns the tests of `ltb-analyze tail` as its users run it.

import LTBTestSupport
import Testing

@Suite struct TailCommandTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(30)

    init() throws {
        logs = try AnalyzedFolder()
        try logs.writeLog("run.jsonl.zst", frames: [Array(lines[..<25]), Array(lines[25...])])
    }

    private func tail(_ options: String...) throws -> CommandResult {
        try logs.analyze(["tail", "run.jsonl.zst"] + options)
    }

    @Test func theLastTenEventsArePrinted() throws {
        let result = try tail()
        #expect(result == CommandResult(exitCode: 0, output: Array(lines[20...]).text, error: ""))
    }

    @Test(arguments: [0, 1, 7, 29, 30, 31, 1_000_000])
    func asManyAsAreAskedForArePrinted(_ count: Int) throws {
        #expect(try tail("-n", "\(count)").output == Array(lines.suffix(count)).text)
    }

    @Test func withFiltersTheyAreTheLastThatMatch() throws {
        #expect(try tail("-n", "2", "--type", "RequestFailed").output == [lines[24], lines[29]].text)
        #expect(try tail("--to", "2026-01-15T10:30:03Z").output == Array(lines[..<3]).text)
    }

    @Test func standardInputAndSeveralLogsAreReadToTheirEnds() throws {
        #expect(try logs.analyze("tail", "-n", "1", "-", input: lines.text).output == lines[29] + "\n")
        try logs.writeLog("second.jsonl.zst", [lines[3], lines[4]])
        let result = try logs.analyze("tail", "-n", "3", "run.jsonl.zst", "second.jsonl.zst")
        #expect(result.output == [lines[29], lines[3], lines[4]].text)
    }

    @Test func aTornTailIsPrintedAsFarAsItCanBeRead() throws {
        let ends = try logs.writeLog("run.jsonl.zst", frames: [Array(lines[..<25]), Array(lines[25...])])
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast($0.count - ends[0] - 9) }
        let result = try logs.analyze("tail", "torn.jsonl.zst")
        #expect(result.output == Array(lines[15..<25]).text)
        #expect(result.error.contains("ends in the middle of a frame"))
    }

    /// Requests with texts that cannot be compressed, so that a log of them has many parts.
    private func longRequests(_ range: Range<Int>, using random: inout SplitMix64) -> [String] {
        range.map { number in
            let id = (0..<100).map { _ in String(random.next(), radix: 36) }.joined()
            return AnalyzedFolder.request(number, second: number, failed: random.oneIn(50), id: id)
        }
    }

    /// What reading everything gives.
    private func expectLikeReadingAll(_ names: [String], _ count: Int, _ filter: [String]) throws {
        let all = try logs.analyze(["cat"] + names + filter).output.split(separator: "\n").map(String.init)
        let result = try logs.analyze(["tail", "-n", "\(count)"] + names + filter)
        #expect(result.exitCode == 0)
        #expect(result.output == Array(all.suffix(count)).text, "\(names), \(count) lines, \(filter)")
    }

    @Test func readingFromTheEndGivesWhatReadingAllGives() throws {
        var random = SplitMix64(seed: 51)
        let requests = longRequests(0..<480, using: &random)
        let frames = stride(from: 0, to: 480, by: 28).map { Array(requests[$0..<min($0 + 28, 480)]) }
        let ends = try logs.writeLog("a.jsonl.zst", frames: frames)
        try logs.copy("a.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast($0.count - ends[9] + 5_000) }
        try logs.copy("a.jsonl.zst", to: "damaged.jsonl.zst") { bytes in
            for place in [ends[3] + 1, ends[7] + 2_000, ends[16] + 5] { bytes[place] ^= 0x55 }
        }
        try logs.copy("a.jsonl.zst", to: "lying.jsonl.zst") { bytes in
            // The table gives a byte of one frame to the next.
            let table = bytes.count - 9 - 8 * ends.count
            bytes[table + 8 * 12] &-= 1
            bytes[table + 8 * 13] &+= 1
        }
        try logs.folder.write("plain.jsonl", Array(requests.joined(separator: "\n").utf8))
        let filters = [
            [], ["--type", "RequestFailed"], ["--where", "request_id=33"], ["--to", "2026-01-15T10:33:20Z"],
        ]
        for name in ["a.jsonl.zst", "torn.jsonl.zst", "damaged.jsonl.zst", "lying.jsonl.zst", "plain.jsonl"] {
            for filter in filters {
                try expectLikeReadingAll([name], [1, 9, 300].randomElement(using: &random)!, filter)
            }
        }
        try expectLikeReadingAll(["a.jsonl.zst", "torn.jsonl.zst", "run.jsonl.zst"], 700, [])
        try expectLikeReadingAll(["plain.jsonl", "run.jsonl.zst", "torn.jsonl.zst"], 30, ["--type", "RequestFailed"])
    }

    @Test func onlyTheEndOfALongLogIsRead() throws {
        var random = SplitMix64(seed: 52)
        let requests = longRequests(0..<600, using: &random)
        try logs.writeLog(
            "a.jsonl.zst", frames: [Array(requests[..<200]), Array(requests[200..<400]), Array(requests[400...])])
        // Whoever read it all would tell of it.
        try logs.copy("a.jsonl.zst", to: "damaged.jsonl.zst") { $0[$0.count / 10] ^= 1 }
        let result = try logs.analyze("tail", "-n", "1", "damaged.jsonl.zst")
        #expect(result == CommandResult(exitCode: 0, output: requests[599] + "\n", error: ""))
    }

    @Test func anEarlierFileThatIsNoLogIsToldOf() throws {
        try logs.folder.write("b.jsonl", Array("[1,2]\n".utf8))
        let result = try logs.analyze("tail", "-n", "1", "b.jsonl", "run.jsonl.zst")
        #expect(result.exitCode == 1)
        #expect(result.error.contains("b.jsonl is not a log"))
    }

    @Test(arguments: [["-n", "-1"], ["-n", "x"], ["-n", "1000001"], ["--where", "x"]])
    func wrongUsageExitsWith64(_ options: [String]) throws {
        let result = try logs.analyze(["tail", "run.jsonl.zst"] + options)
        #expect(result.exitCode == 64)
        #expect(result.output == "")
    }
}
