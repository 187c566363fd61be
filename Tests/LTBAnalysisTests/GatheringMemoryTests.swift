// Owns the claims about threads that hand over what they gathered, for want of memory.

import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct GatheringMemoryTests {
    /// Less than nothing, so that there is always too much.
    private let noRoom = -1 << 40

    private func merge(_ memory: GatheringMemory, _ parts: [RunAggregator]) -> RunSummary {
        var parts = parts
        let whole = memory.merge(&parts, AnalysisPlan()) { _ in }
        #expect(parts.isEmpty)
        return whole.summary(log: LogFigures())
    }

    private var lines: [String] {
        var crowd = CrowdedLines(names: 1_200, seed: 11)
        return crowd.lines(1_200)
    }

    @Test func whatIsHandedOverIsInTheSummary() {
        let lines = lines
        let memory = GatheringMemory(limit: noRoom)
        var gathered = [lines[..<500], lines[500..<800], lines[800...]].map { aggregator(of: Array($0)) }
        for _ in gathered { memory.enter() }
        for index in [1, 0] {
            #expect(memory.takesOver(&gathered[index], ofReader: true))
            #expect(gathered[index].summary(log: LogFigures()).log.events == 0)
        }
        #expect(!memory.takesOver(&gathered[2], ofReader: true), "the last one must read on")
        #expect(merge(memory, gathered) == LTBAnalysisTests.summary(of: lines))
    }

    @Test func oneThatStopsHandsOverTheRestToo() {
        let lines = lines
        let memory = GatheringMemory(limit: noRoom)
        memory.enter()
        var (many, few) = (aggregator(of: Array(lines[..<1_190])), aggregator(of: Array(lines[1_190...])))
        #expect(!memory.takesOver(&few, ofReader: false))
        #expect(memory.takesOver(&many, ofReader: false))
        memory.takeRest(&few)
        #expect(merge(memory, []) == LTBAnalysisTests.summary(of: lines))
    }

    @Test func nothingIsHandedOverWhereThereIsRoom() {
        let memory = GatheringMemory(limit: 1 << 40)
        var gathered = aggregator(of: lines)
        for _ in 0..<2 { memory.enter() }
        #expect(!memory.takesOver(&gathered, ofReader: true))
        #expect(merge(memory, [gathered]).log.events == 1_200)
        #expect(merge(memory, []).log.events == 0)
    }

    @Test func aThreadOfFewNamesKeepsWhatItHas() {
        let memory = GatheringMemory(limit: noRoom)
        var crowd = CrowdedLines(names: 3, seed: 12)
        var gathered = aggregator(of: crowd.lines(100))
        for _ in 0..<2 { memory.enter() }
        #expect(!memory.takesOver(&gathered, ofReader: true))
        #expect(merge(memory, [gathered]).log.events == 100)
    }
}
