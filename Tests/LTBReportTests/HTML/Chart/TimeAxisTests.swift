// Owns the tests of the time axis.

import LTBEvents
import Testing

@testable import LTBReport

@Suite struct TimeAxisTests {
    private func labels(_ start: Timestamp, _ width: Double, _ buckets: Int) -> [String] {
        TimeAxis(start: start, bucketSeconds: width, buckets: buckets).ticks.map(\.label)
    }

    @Test(arguments: [
        (5.0, 301, ["02:00", "02:05", "02:10", "02:15", "02:20", "02:25"]),
        (1, 60, ["02:00:00", "02:00:10", "02:00:20", "02:00:30", "02:00:40", "02:00:50", "02:01:00"]),
        (0.1, 5, ["02:00:00.0", "02:00:00.1", "02:00:00.2", "02:00:00.3", "02:00:00.4", "02:00:00.5"]),
        (600, 432, ["12:00", "21 Nov", "12:00", "22 Nov", "12:00", "23 Nov"]),
        (86_400, 40, ["23 Nov", "3 Dec", "13 Dec", "23 Dec"]),
    ])
    func labelsStandAtRoundTimes(width: Double, buckets: Int, expected: [String]) {
        #expect(labels(SampleSummaries.start, width, buckets) == expected)
    }

    @Test(arguments: [false, true])
    func datesAreShownOnNarrowScreensToo(halfWidth: Bool) {
        let axis = TimeAxis(start: SampleSummaries.start, bucketSeconds: 600, buckets: 432)
        #expect(axis.ticks.filter(\.isDate).map(\.label) == ["21 Nov", "22 Nov", "23 Nov"])
        var drawing = Drawing()
        drawing.timeAxis(axis, y: 0, halfWidth: halfWidth)
        let labels = drawing.body.source.split(separator: "<text ").dropFirst()
        let shown = labels.filter { !$0.contains(" w\"") }.compactMap { $0.split(separator: ">").dropFirst().first }
        #expect(shown.map { String($0.prefix(6)) } == ["21 Nov", "22 Nov", "23 Nov"])
    }

    @Test func anySpanHasAtMostSevenTicks() {
        for exponent in 0..<18 {
            let width = (0..<exponent).reduce(0.1) { width, _ in width * 3 }
            for buckets in [1, 2, 7, 110, 512] {
                let ticks = labels(SampleSummaries.start, width, buckets)
                #expect(ticks.count <= 7, "\(width) \(buckets)")
            }
        }
    }

    @Test func theEndsOfTimeDoNotTrap() {
        let axis = TimeAxis(start: Timestamp(nanosecondsSince1970: .max), bucketSeconds: 1e12, buckets: 512)
        #expect(axis.fraction(Timestamp(nanosecondsSince1970: .min)) == 0)
        #expect(axis.fraction(Timestamp(nanosecondsSince1970: .max)) == 0)
        #expect(axis.end == Timestamp(nanosecondsSince1970: .max))
    }

    @Test func timesOutsideAreAtTheEnds() {
        let axis = TimeAxis(start: SampleSummaries.start, bucketSeconds: 1, buckets: 10)
        let seconds = [-1.0, 0, 5, 10, 11]
        let fractions = seconds.map { axis.fraction(SampleSummaries.start.advanced(bySeconds: $0)) }
        #expect(fractions == [0, 0, 0.5, 1, 1])
    }
}
