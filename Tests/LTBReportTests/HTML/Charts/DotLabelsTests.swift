// Owns the tests of labels beside dots.

import Testing

@testable import LTBReport

@Suite struct DotLabelsTests {
    @Test func aLabelStandsAboveItsDot() {
        var labels = DotLabels(dots: [(x: 100, y: 100)])
        #expect(labels.place("name", at: (x: 100, y: 100), width: 440) == .init(dx: -4, dy: -12, isEnd: false))
    }

    @Test func aLabelGoesBelowWhereAnotherDotIsAbove() {
        var labels = DotLabels(dots: [(x: 100, y: 100), (x: 105, y: 86)])
        #expect(labels.place("name", at: (x: 100, y: 100), width: 440)?.dy == 21)
    }

    @Test func aLabelAtTheRightEndEndsThere() {
        var labels = DotLabels(dots: [(x: 430, y: 100)])
        #expect(labels.place("north-large", at: (x: 430, y: 100), width: 440)?.isEnd == true)
    }

    @Test func aLabelWithoutRoomIsLeftOut() {
        let dots = (0..<40).map { index -> (x: Double, y: Double) in
            let (row, column) = (Double(index / 8), Double(index % 8))
            return (x: 60 + column * 10, y: 76 + row * 12)
        }
        var labels = DotLabels(dots: dots)
        #expect(labels.place("a long name", at: (x: 100, y: 100), width: 440) == nil)
    }

    @Test(arguments: [216.0, 440])
    func noLabelCoversAnother(width: Double) {
        var numbers = SampleNumbers(seed: 4)
        for _ in 0..<200 {
            let dots = (0..<8).map { _ in (x: numbers.unit() * width, y: 8 + numbers.unit() * 240) }
            var labels = DotLabels(dots: dots)
            var boxes: [(left: Double, right: Double, y: Double)] = []
            for dot in dots {
                guard let place = labels.place("thirteen-long", at: dot, width: width) else { continue }
                let left = dot.x + place.dx - (place.isEnd ? 91 : 0)
                boxes.append((left, left + 91, dot.y + place.dy))
            }
            for (index, box) in boxes.enumerated() {
                #expect(
                    !boxes[..<index].contains { $0.left < box.right && box.left < $0.right && abs($0.y - box.y) < 13 })
            }
        }
    }
}
