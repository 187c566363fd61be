// Owns the checks of counts drawn with blocks.

import Testing

@testable import LTBReport

struct BlockSparklineTests {
    @Test(arguments: [
        ([Int64](), ""), ([0, 0], "▁▁"), ([1, 2, 3, 4, 5, 6, 7, 0], "▂▃▄▅▆▇█▁"), ([1, 1_000_000], "▂█"),
        ([.max, .max, .max], "███"),
    ])
    func zeroIsTheLowestBlockAndNothingElseIs(_ counts: [Int64], blocks: String) {
        #expect(BlockSparkline.of(counts, width: 10) == blocks)
    }

    @Test func neighboursAreSummedUntilTheyFit() {
        #expect(BlockSparkline.of([1, 2, 4, 3, 0], width: 3) == "▄█▁")
        for count in 1...100 {
            #expect(BlockSparkline.of([Int64](repeating: 1, count: count), width: 7).count <= 7)
        }
    }
}
