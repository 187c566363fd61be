// Owns the claim that `ltb-analyze verify` finds in lines what decoding each of them finds.

import FoundationEssentials
import Glibc
import LTBEvents
import LTBTestSupport
import Testing

@Suite struct VerifiedLinesTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
    }

    /// What `verify` says of a log.
    private struct Answer: Decodable, Equatable {
        struct Example: Decodable, Equatable {
            var kind: String
            var line: Int
        }

        var events: Int
        var faults: [String: Int]
        var examples: [Example]
    }

    private struct Answers: Decodable {
        var files: [Answer]
    }

    /// What decoding every line finds.
    private func expected(_ text: [UInt8]) -> Answer {
        var answer = Answer(events: 0, faults: [:], examples: [])
        var ids: Set<[UInt8]> = []
        let plausible =
            Timestamp(
                nanosecondsSince1970: 946_684_800_000_000_000)...Timestamp(
                nanosecondsSince1970: (Int64(time(nil)) + 86_400) * 1_000_000_000)
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard !line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) else { continue }
            var kinds: [String] = []
            do throws(SkipReason) {
                let event = try decoded(line)
                answer.events += 1
                if !plausible.contains(event.timestamp) { kinds.append("implausible_time") }
                if let id = event.id, !ids.insert(Array(id.utf8)).inserted { kinds.append("duplicate_id") }
            } catch {
                kinds.append(error.rawValue)
            }
            for kind in kinds {
                answer.faults[kind, default: 0] += 1
                if answer.faults[kind]! <= 20 { answer.examples.append(.init(kind: kind, line: index + 1)) }
            }
        }
        return answer
    }

    private func decoded(_ line: ArraySlice<UInt8>) throws(SkipReason) -> Event {
        try line.withUnsafeBytes { line in Result { () throws(SkipReason) in try Event(json: line) } }.get()
    }

    private func expectTheSame(_ lines: [[UInt8]], _ comment: Comment) throws {
        // The first line shows that it is a log.
        let text =
            Array((#"{"event_type":"A","timestamp":"2026-01-15T10:30:00Z"}"# + "\n").utf8) + lines.joined(by: 0x0A)
        try logs.folder.write("run.jsonl", text)
        let output = try logs.analyze("verify", "--format", "json", "run.jsonl").output
        let answers = try JSONDecoder().decode(Answers.self, from: Data(output.utf8))
        #expect(answers.files == [expected(text)], comment)
    }

    @Test func ofInputsThatFuzzingFoundTheFaultsAreThoseOfTheDecoder() throws {
        let inputs = try FuzzingCorpus.inputs(for: "event").map(\.bytes)
        try expectTheSame(inputs, "each once")
        try expectTheSame(inputs + inputs.reversed(), "each twice")
    }

    @Test func ofMutatedEventsTheFaultsAreThoseOfTheDecoder() throws {
        var random = SplitMix64(seed: 61)
        for number in 0..<6 {
            let ids = ["a", "é", "e\u{301}", "\u{0}", "evt_1", "\"\\", String(repeating: "i", count: 300)]
            var lines: [[UInt8]] = []
            for _ in 0..<700 {
                var event = random.event()
                if random.oneIn(3) { event.id = ids.randomElement(using: &random) }
                var line: [UInt8] = []
                event.append(to: &line)
                if random.oneIn(4) {
                    line[Int.random(in: 0..<line.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if random.oneIn(9) { line.removeLast(Int.random(in: 0..<line.count, using: &random)) }
                if random.oneIn(9) { line.append(0x0D) }
                lines.append(line)
                if random.oneIn(12) { lines.append(line) }
            }
            try expectTheSame(lines, "log \(number)")
        }
    }
}

extension [[UInt8]] {
    fileprivate func joined(by separator: UInt8) -> [UInt8] { [UInt8](self.joined(separator: [separator])) }
}
