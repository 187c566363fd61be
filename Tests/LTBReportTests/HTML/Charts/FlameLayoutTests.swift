// Owns the tests of where the boxes of a flame graph are.

import LTBAnalysis
import Testing

@testable import LTBReport

@Suite struct FlameLayoutTests {
    private func layout(_ paths: [([String], Double)]) -> FlameLayout {
        FlameLayout(paths.map { FlamePath(path: $0.0, selfSeconds: $0.1) })
    }

    @Test func aBoxIsAsWideAsItsTimeAndTheLongestComesFirst() {
        let layout = layout([(["a"], 1), (["a", "b"], 2), (["a", "c"], 4), (["d", "e"], 1)])
        #expect(layout.total == 8)
        let boxes: [FlameLayout.Box] = [
            .init(path: ["a"], start: 0, width: 0.875, total: 7, own: 1),
            .init(path: ["a", "c"], start: 0, width: 0.5, total: 4, own: 4),
            .init(path: ["a", "b"], start: 0.5, width: 0.25, total: 2, own: 2),
            .init(path: ["d"], start: 0.875, width: 0.125, total: 1, own: 0),
            .init(path: ["d", "e"], start: 0.875, width: 0.125, total: 1, own: 1),
        ]
        #expect(layout.boxes == boxes)
    }

    @Test func noBoxIsDrawnOfNoTimeOrTooMuch() {
        #expect(layout([]).boxes.isEmpty)
        #expect(layout([(["a"], 0), (["b"], .nan)]).boxes.isEmpty)
        #expect(layout([(["a"], 1.7e308), (["b"], 1.7e308)]).boxes.isEmpty)
    }

    @Test func aBoxesNameIsCutToItsRoomAndNoStubIsLeft() {
        #expect(LabelText.beginning(of: "search", width: 6) == "search")
        #expect(LabelText.beginning(of: "search", width: 5.5) == "searc")
        #expect(LabelText.beginning(of: "search", width: 3) == "")
        #expect(LabelText.beginning(of: "a", width: 1) == "a")
        #expect(LabelText.beginning(of: "模型名称很长", width: 8.5) == "模型名称")
    }
}
