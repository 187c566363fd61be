// Owns the tests of where the names of percentile lines stand.

import Testing

@testable import LTBReport

@Suite struct PercentileLabelsTests {
    private let centers = [0.1, 0.3, 0.5, 0.7, 0.9, 0.98]

    private func places(_ lines: [[Double?]]) -> [PercentileLabels.Place] {
        PercentileLabels.places(lines, at: centers, in: 8...228)
    }

    @Test func linesThatReachTheEndHaveTheirNamesInTheMargin() {
        #expect(
            places([[200, 200, 200, 200, 200, 200], [100, 100, 100, 100, 100, nil], [90, 90, 90, 90, 90, 96]]) == [
                .init(line: 0, x: 1, y: 200), .init(line: 1, x: 0.9, y: 100), .init(line: 2, x: 1, y: 96),
            ])
    }

    @Test func aLineThatEndsEarlyHasItsNameWhereItEnds() {
        #expect(
            places([[200, 200, 200, 200, 200, 200], [60, 50, 40, nil, nil, nil], []]) == [
                .init(line: 0, x: 1, y: 200), .init(line: 1, x: 0.5, y: 40),
            ])
    }

    @Test func aNameKeepsAboveTheLinesThatGoOn() {
        let places = places([[200, 200, 200, 200, 200, 200], [60, 60, 60, 50, 60, 60], [58, 58, nil, nil, nil, nil]])
        #expect(places[2] == .init(line: 2, x: 0.3, y: 50))
        let near = PercentileLabels.places(
            [[60, 60, 50, 60], [58, 58, nil, nil]], at: [0.1, 0.2, 0.3, 0.99], in: 8...228)
        #expect(near[1] == .init(line: 1, x: 0.2, y: 40))
    }

    @Test func namesOfLinesThatEndTogetherDoNotTouch() {
        let places = places([
            [100, 100, 100, nil, nil, nil], [95, 95, 95, nil, nil, nil], [90, 90, 90, nil, nil, nil],
        ])
        #expect(places.map(\.y) == [100, 85, 70])
        #expect(places.map(\.x) == [0.5, 0.5, 0.5])
    }
}
