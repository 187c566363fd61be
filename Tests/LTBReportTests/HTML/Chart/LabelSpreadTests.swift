// Owns the tests of labels that must not cover one another.

import Testing

@testable import LTBReport

@Suite struct LabelSpreadTests {
    @Test func labelsWithRoomStayWhereTheyAre() {
        #expect(LabelSpread.positions([10, 60, 30], in: 0...100) == [10, 60, 30])
    }

    @Test func labelsThatTouchFormABlockAroundTheirMean() {
        #expect(LabelSpread.positions([50, 50], in: 0...100) == [42.5, 57.5])
    }

    @Test func blocksStayInsideTheRange() {
        #expect(LabelSpread.positions([100, 99, 98], in: 0...100) == [100, 85, 70])
        #expect(LabelSpread.positions([0, 0], in: 0...100) == [0, 15])
    }

    @Test func anyLabelsAreFifteenPixelsApartAndInOrder() {
        var numbers = SampleNumbers(seed: 4)
        for _ in 0..<300 {
            let wanted = (0..<Int(1 + numbers.next() % 8)).map { _ in (numbers.unit() * 200).rounded() }
            let positions = LabelSpread.positions(wanted, in: 0...200)
            let placed = zip(wanted, positions).sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            for (above, below) in zip(placed, placed.dropFirst()) {
                #expect(below.1 - above.1 >= 14.999, "\(wanted) → \(positions)")
                #expect(above.0 <= below.0, "\(wanted) → \(positions)")
            }
            #expect(positions.allSatisfy { (-0.001...200.001).contains($0) })
        }
    }
}
