// Owns the tests of simulated runs: the same for a seed, and as real as a run has to look.

import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBSimulation

@Suite struct SimulationTests {
    private func run(_ requests: Int, seed: UInt64 = 42) -> Simulation {
        Simulation(SimulationConfiguration(requests: requests, seed: seed))
    }

    private func text(_ simulation: Simulation) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in simulation {
            event.append(to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// FNV-1a.
    private func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    private func counts(_ events: [Event]) -> [String: Int] {
        events.reduce(into: [:]) { $0[$1.eventType, default: 0] += 1 }
    }
}

// MARK: - The same for a seed

extension SimulationTests {
    @Test func smallRunIsTheGoldenOne() {
        expectSnapshot(text(run(10)), at: "fixtures/simulation-10-requests.jsonl")
    }

    @Test func sameSeedGivesTheSameBytes() {
        let bytes = text(run(400))
        #expect(text(run(400)) == bytes)
        #expect(hash(bytes) == 3_616_610_067_697_265_943)
    }

    @Test func otherSeedsGiveOtherRuns() {
        #expect(Set((0..<20).map { hash(text(run(3, seed: $0))) }).count == 20)
    }

    @Test func iteratorsOfOneSimulationAreIndependent() {
        let simulation = run(5)
        var first = simulation.makeIterator()
        _ = first.next()
        var second = simulation.makeIterator()
        #expect(second.next()?.id == "evt_0000002a_1")
        #expect(first.next()?.id == "evt_0000002a_2")
    }

    @Test func idsAreTheSeedAndACounter() {
        let ids = run(30, seed: 0x1234_5678_9ABC_DEF0).map { $0.id ?? "" }
        #expect(ids == ids.indices.map { "evt_9abcdef0_\($0 + 1)" })
    }

    @Test func startMovesEveryTime() {
        let shift: Int64 = 86_400_000_000_000
        let start = SimulationConfiguration.defaultStart.nanosecondsSince1970 + shift
        let moved = Simulation(
            SimulationConfiguration(requests: 20, seed: 42, start: Timestamp(nanosecondsSince1970: start)))
        let times = moved.map(\.timestamp.nanosecondsSince1970)
        #expect(times == run(20).map { $0.timestamp.nanosecondsSince1970 + shift })
    }
}

// MARK: - As the format has it

extension SimulationTests {
    @Test func everyEventReadsBackAsItself() throws {
        for event in run(300) { #expect(try Event(line: event.line) == event) }
    }

    @Test func everyTypeOfEventOccurs() {
        let types = Set(run(300).map(\.eventType))
        #expect(types == Set(EventType.allCases.map(\.rawValue)))
    }

    @Test func eventsAreInTheOrderOfTimeWithinTheRun() {
        let events = Array(run(300))
        let times = events.map(\.timestamp)
        #expect(times == times.sorted())
        #expect(times.allSatisfy { $0.nanosecondsSince1970 % 1_000 == 0 })
        #expect(events.first?.eventType == "RunStarted")
        #expect(events.last?.eventType == "RunCompleted")
    }

    @Test(arguments: [0, 1, 2, 3, 49, 50, 51, 120])
    func exactlyTheRequestsThatWereAskedForAreStarted(_ requests: Int) {
        for seed in 0..<10 {
            let counts = counts(Array(run(requests, seed: UInt64(seed))))
            #expect(counts["RequestStarted", default: 0] == requests)
            #expect(counts["RunCompleted"] == 1)
            #expect(counts["SystemAlert", default: 0] == (requests == 0 ? 0 : 2))
        }
    }

    @Test func metricNamesAreThoseOfTheCatalogueOrTheUsersOwn() {
        var names: Set<String> = []
        for event in run(100) {
            if case .metricRecorded(let metric) = event.payload, let name = metric.name { names.insert(name) }
        }
        let unknown = names.filter { MetricCatalogue.definition(named: $0) == nil }
        #expect(unknown == ["process_cpu_percent", "prompt_render_seconds"])
    }
}
