// Owns the tests of the heat ramp.

import Testing

@testable import LTBReport

@Suite struct HeatRampTests {
    @Test func stepsGrowGeometrically() {
        #expect(HeatRamp(largest: 21).names.map(\.name) == ["1", "2", "3", "4–5", "6–9", "10–13", "14+"])
        #expect(HeatRamp(largest: 1000).bounds == [1, 3, 9, 26, 77, 226, 667])
    }

    @Test func fewStepsUseTheStrongEnd() {
        let ramp = HeatRamp(largest: 2)
        #expect(ramp.names.map(\.step) == Array((7 - ramp.bounds.count)..<7))
        #expect(ramp.step(2) == 6)
        #expect(HeatRamp(largest: 1).names.map(\.name) == ["1"])
    }

    @Test func noCountHasNoStep() {
        #expect(HeatRamp(largest: 5).step(0) == nil)
    }

    @Test func theLargestCountIsTheStrongestStep() {
        for largest in [1, 2, 3, 10, 12_345, Int64.max] {
            let ramp = HeatRamp(largest: largest)
            #expect(ramp.step(largest) == 6)
            #expect(ramp.step(1) == 7 - ramp.bounds.count)
        }
    }
}
