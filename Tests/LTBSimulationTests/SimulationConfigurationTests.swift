// Owns the tests of what a simulation is made from.

import LTBEvents
import Testing

@testable import LTBSimulation

@Suite struct SimulationConfigurationTests {
    private func hours(_ requests: Int) -> Double {
        SimulationConfiguration(requests: requests, seed: 0).plannedLength.seconds / 3_600
    }

    @Test func startIsNeverTheClock() {
        let configuration = SimulationConfiguration(requests: 1, seed: 0)
        #expect(configuration.start.description == "2026-01-15T10:30:00.000000Z")
    }

    @Test func lengthFitsTheNumberOfRequests() {
        #expect((0.03...0.08).contains(hours(500)))
        #expect((20...28).contains(hours(1_000_000)))
    }

    @Test func rateCanBeChosen() {
        let configuration = SimulationConfiguration(requests: 1_000, seed: 0, requestsPerSecond: 10)
        #expect(configuration.plannedLength == 100_000_000)
    }

    @Test func valuesOutOfRangeAreTakenAsTheNearest() {
        let low = SimulationConfiguration(
            requests: -5, seed: 0, start: Timestamp(nanosecondsSince1970: .min), requestsPerSecond: .nan)
        #expect(low.requests == 0)
        #expect(low.start.nanosecondsSince1970 == 0)
        #expect(low.requestsPerSecond == 1)
        let high = SimulationConfiguration(
            requests: .max, seed: 0, start: Timestamp(nanosecondsSince1970: .max), requestsPerSecond: .infinity)
        #expect(high.requests == 1_000_000_000)
        #expect(high.start.description == "2099-12-31T23:59:59.999999Z")
        #expect(high.requestsPerSecond == 10_000)
    }

    @Test func longestRunEndsInTheRangeOfTimestamps() {
        let longest = SimulationConfiguration(
            requests: .max, seed: 0, start: SimulationConfiguration.startRange.upperBound, requestsPerSecond: 0)
        let twice = longest.plannedLength * 2
        #expect(longest.start.advanced(twice) > longest.start)
    }
}
