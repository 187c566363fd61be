// Owns the tests of the load's wave.

import Testing

@testable import LTBSimulation

@Suite struct WaveTests {
    @Test(arguments: [Microseconds(60_000_000), 86_400_000_000])
    func averageIsOneOverItsPeriod(_ period: Microseconds) {
        let wave = Wave(plannedLength: period)
        let loads = (0..<1_000).map { wave.load(at: Microseconds($0) * period / 1_000) }
        #expect(abs(loads.reduce(0, +) / 1_000 - 1) < 0.01)
        #expect((loads.min() ?? 0) >= 0.5)
        #expect((loads.max() ?? 2) <= 1.3)
    }

    @Test func longRunsHaveAWaveADay() {
        let day: Microseconds = 86_400_000_000
        let wave = Wave(plannedLength: 3 * day)
        #expect(wave.load(at: day / 4) == wave.load(at: day + day / 4))
        #expect(wave.load(at: day / 2) > wave.load(at: day))
    }
}
