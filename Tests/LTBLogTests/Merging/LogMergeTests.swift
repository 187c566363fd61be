// Owns the tests of LogMerge: many logs become one, by time.

import LTBTestSupport
import Testing

@testable import LTBLog

@Suite struct LogMergeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A line of a time, and what tells it from others.
    private struct Line: Equatable {
        var time: Int
        var number: Int

        var text: String { #"{"t":\#(time),"n":\#(number)}"# }
    }

    private func write(_ logs: [[Line]]) throws -> [LogFile] {
        try logs.enumerated().map { index, lines in
            let text = lines.map { $0.text + "\n" }.joined()
            return LogFile(path: try folder.write(Array(text.utf8), to: "\(100 + index).jsonl"))
        }
    }

    /// The number after `"t":`; nil for what is no line of a test.
    private static func time(_ line: UnsafeRawBufferPointer) -> Int64? {
        guard line.starts(with: #"{"t":"#.utf8) else { return nil }
        return Int64(String(decoding: line.dropFirst(5).prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self))
    }

    private func merge(
        _ logs: [[Line]], window: ReorderWindow.Limits = .init(), fanIn: Int = 16
    ) throws -> (lines: [String], late: Int64) {
        let merge = LogMerge(temporaryFolder: folder.path, window: window, fanIn: fanIn, time: Self.time)
        var merged: [String] = []
        try merge.merge(try write(logs)) { merged.append(String(decoding: $0, as: UTF8.self)) }
        return (merged, merge.lateLines)
    }

    /// What the order of time, then of files, then of places makes of logs.
    private func sorted(_ logs: [[Line]]) -> [String] {
        let all = logs.flatMap { $0 }.enumerated()
        return all.sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element.text)
    }

    private func randomLines(_ count: Int, using random: inout SplitMix64) -> [Line] {
        // Few times make many ties.
        (0..<count).map { Line(time: Int.random(in: 0...(count / 3 + 1), using: &random), number: $0) }
    }

    @Test(arguments: 0..<20)
    func anySplitOfALogIsMergedToTheLogInTheOrderOfTime(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let lines = randomLines(Int.random(in: 1...200, using: &random), using: &random)
        var cuts = (0..<Int.random(in: 0...8, using: &random)).map { _ in
            Int.random(in: 0...lines.count, using: &random)
        }
        cuts = [0] + cuts.sorted() + [lines.count]
        let logs = zip(cuts, cuts.dropFirst()).map { Array(lines[$0..<$1]) }.filter { !$0.isEmpty }
        let merged = try merge(logs, fanIn: 2 + Int(seed % 3))
        #expect(merged.lines == sorted([lines]))
        #expect(merged.late == 0)
    }

    @Test(arguments: 0..<10)
    func howManyAreMergedAtOnceMakesNoDifference(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let logs = (0..<Int.random(in: 2...40, using: &random)).map { _ in
            randomLines(Int.random(in: 1...20, using: &random), using: &random)
        }
        let window = ReorderWindow.Limits(lines: 3, bytes: 1 << 20)
        let expected = try merge(logs, window: window, fanIn: 1000)
        for fanIn in [2, 3, 7] {
            let merged = try merge(logs, window: window, fanIn: fanIn)
            #expect(merged.lines == expected.lines)
            #expect(merged.late == expected.late)
        }
        #expect(expected.lines.sorted() == sorted(logs).sorted())
    }

    @Test func whatIsLateWithinTheWindowIsPutInOrder() throws {
        let lines = [3, 2, 1, 6, 5, 4, 7].enumerated().map { Line(time: $1, number: $0) }
        let merged = try merge([lines], window: .init(lines: 3, bytes: 1 << 20))
        #expect(merged.lines == sorted([lines]))
        #expect(merged.late == 0)
    }

    @Test func whatIsLaterThanTheWindowIsGivenWhereItComesAndCounted() throws {
        let lines = [2, 3, 4, 5, 6, 1, 7].enumerated().map { Line(time: $1, number: $0) }
        for logs in [[lines], [lines, [Line(time: 9, number: 9)]]] {
            let merged = try merge(logs, window: .init(lines: 2, bytes: 1 << 20))
            #expect(
                merged.lines.prefix(7)
                    == [2, 3, 4, 1, 5, 6, 7].map { time in lines.first { $0.time == time }!.text }[...])
            #expect(merged.late == 1)
        }
    }

    @Test func theWindowHoldsNoMoreBytesThanItsLimit() throws {
        let lines = [2, 3, 1].enumerated().map { Line(time: $1, number: $0) }
        let merged = try merge([lines], window: .init(lines: 100, bytes: 20))
        #expect(merged.late == 1)
        #expect(merged.lines == [2, 1, 3].map { time in lines.first { $0.time == time }!.text })
    }

    @Test func longLinesSurviveTheTemporaryFiles() throws {
        let long = #"{"t":5,"x":""# + String(repeating: "äb", count: 2_000_000) + "\"}"
        let first = LogFile(path: try folder.write(Array("\(long)\n".utf8), to: "a.jsonl"))
        let second = LogFile(path: try folder.write(Array("{\"t\":1,\n{\"t\":9,\n".utf8), to: "b.jsonl"))
        let merge = LogMerge(temporaryFolder: folder.path, time: Self.time)
        var merged: [String] = []
        try merge.merge([first, second]) { merged.append(String(decoding: $0, as: UTF8.self)) }
        #expect(merged == ["{\"t\":1,", long, "{\"t\":9,"])
    }

    @Test func linesWithoutATimeAreLeftOutAndEmptyFilesAmongSeveralPassedOver() throws {
        let first = LogFile(path: try folder.write(Array("{\"t\":1,\n{}\n".utf8), to: "a.jsonl"))
        let empty = LogFile(path: try folder.write([], to: "b.jsonl"))
        let merge = LogMerge(temporaryFolder: folder.path, time: Self.time)
        var merged: [String] = []
        try merge.merge([first, empty]) { merged.append(String(decoding: $0, as: UTF8.self)) }
        #expect(merged == ["{\"t\":1,"])
        #expect(merge.outcomes.map(\.notices) == [[], ["b.jsonl is empty."]])
    }

    @Test func nothingIsLeftOfTheTemporaryFiles() throws {
        let logs = (0..<9).map { [Line(time: $0, number: $0)] }
        _ = try merge(logs, fanIn: 2)
        #expect((0..<9).allSatisfy { folder.has("\(100 + $0).jsonl") })
        #expect(try LogFiles.resolve([folder.path]).files.count == 9)
        #expect(throws: LogError.self) {
            try LogMerge(temporaryFolder: folder["absent"], time: Self.time).merge(write(logs)) { _ in }
        }
    }
}
