// Owns the claims about following logs that are not read from their start.

import Glibc
@testable import LTBLog
import LTBTestSupport
import Testing

struct LateStartTests: GrowingLogs {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func theLastLinesAreGivenWithoutTheLogsBeforeThem() throws {
        var random = SplitMix64(seed: 46)
        for number in 0..<40 {
            let names = ["a.jsonl.zst", "b.jsonl.zst", "c.jsonl"].prefix(Int.random(in: 1...3, using: &random))
            for name in names {
                var bytes = name == "c.jsonl" ? Array("{}\n".utf8) : []
                let text = randomText(using: &random)
                bytes += name == "c.jsonl" ? text : frame(lines: ["{}"]) + randomFrames(text, using: &random)
                if random.oneIn(3) { bytes.removeLast(Int.random(in: 0..<max(1, bytes.count - 8), using: &random)) }
                try folder.write(bytes, to: name)
            }
            defer { for name in names { unlink(folder[name]) } }
            var limits = LogLimits()
            limits.partBytes = Int.random(in: 50...600, using: &random)
            let count = [0, 1, 2, 5, 40].randomElement(using: &random)!
            let letter = UInt8.random(in: 0x30...0x7A, using: &random)
            let takes = { (line: UnsafeRawBufferPointer) in line.contains(letter) }
            let whole = try LogFollower(folder.path, limits: limits)
            let late = try LogFollower(folder.path, limits: limits)
            var looked = 0
            try late.skipToLast(count, &looked) {
                $0 += 1
                return takes($1)
            }
            let all = try news(whole).filter { Array($0.utf8).withUnsafeBytes(takes) }
            let last = try news(late).filter { Array($0.utf8).withUnsafeBytes(takes) }
            #expect(last.suffix(count) == all.suffix(count), "log \(number), \(count) lines")
            for name in names {
                try append(name == "c.jsonl" ? Array("\n{}\n".utf8) : frame(lines: ["", "[]"]), to: name)
            }
            let (lateNews, news) = (try news(late), try news(whole))
            #expect(lateNews == news, "log \(number)")
        }
    }

    @Test func ofALongLogLittleIsGivenBeforeTheLastLines() throws {
        try folder.write((0..<50).flatMap { frame(lines: lines((4 * $0)..<(4 * $0 + 4))) })
        var limits = LogLimits()
        limits.partBytes = 300
        let follower = try LogFollower(path, limits: limits)
        var looked = 0
        try follower.skipToLast(6, &looked) { number, _ in
            number += 1
            return true
        }
        let given = try news(follower)
        #expect(given.suffix(6) == lines(194..<200)[...])
        #expect(given.count < 20)
        try append(frame(lines: lines(200..<201)))
        #expect(try news(follower) == lines(200..<201))
    }

    /// A log of 50 frames of four lines, of which a seek table tells that is right but for its first entries.
    private func longLog() -> (bytes: [UInt8], starts: [Int]) {
        let texts = (0..<50).map { frame in lines((4 * frame)..<(4 * frame + 4)).map { $0 + "\n" }.joined() }
        let frames = texts.map { frame(Array($0.utf8)) }
        var table = SeekTable()
        for (number, frame) in frames.enumerated() {
            let shift = number < 40 ? number % 2 * 2 - 1 : 0
            table.append(storedBytes: Int64(frame.count + shift), textBytes: Int64(texts[number].utf8.count))
        }
        let starts = frames.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        return (frames.flatMap { $0 } + table.bytes, starts)
    }

    private var limits: LogLimits {
        var limits = LogLimits()
        limits.partBytes = 300
        return limits
    }

    @Test func damageAmongTheLastLinesIsToldOf() throws {
        var (bytes, starts) = longLog()
        bytes[starts[46] - 2] ^= 1
        try folder.write(bytes)
        let follower = try LogFollower(path, limits: limits)
        var looked = 0
        try follower.skipToLast(40, &looked) { number, _ in
            number += 1
            return true
        }
        #expect(try news(follower).suffix(36) == lines(160..<180) + lines(184..<200))
        let outcome = try #require(follower.outcomes.first)
        #expect((outcome.damagedFrames, outcome.damagedBytes) == (1, Int64(starts[46] - starts[45])))
    }

    @Test func aLineIsLookedAtOnceWhereTheSeekTableLies() throws {
        try folder.write(longLog().bytes)
        let follower = try LogFollower(path, limits: limits)
        var looked: [String] = []
        try follower.skipToLast(1, &looked) { looked, line in
            looked.append(String(decoding: line, as: UTF8.self))
            return false
        }
        let given = try news(follower)
        #expect((looked.sorted() + given) == lines(0..<200).filter { !given.contains($0) }.sorted() + given)
        #expect(given.count < 20)
    }
}
