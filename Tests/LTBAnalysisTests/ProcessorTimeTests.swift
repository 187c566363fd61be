import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct ProcessorTimeTests {
    private func sample(_ seconds: Double, at second: Double, labels: String = "{}") -> String {
        metric("process_cpu_seconds_total", "counter", seconds, at: second, labels)
    }

    private func metric(_ name: String, _ type: String, _ value: Double, at second: Double, _ labels: String) -> String
    {
        line(
            "MetricRecorded", at: second, payload: "Metric",
            "\"name\":\"\(name)\",\"type\":\"\(type)\",\"value\":\(value),\"labels\":\(labels)")
    }

    private func percentages(_ lines: [String]) -> [[Double?]] {
        (summary(of: lines).timeline?.metrics ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    }

    @Test func processorTimeIsTheShareOfACoreSinceTheSampleBefore() {
        // The first says what was used before it, whenever that began.
        let lines = [sample(70, at: 0), sample(5, at: 10), sample(15, at: 20), sample(0, at: 30.5), sample(1, at: 50)]
        let shares = percentages(lines)[0]
        #expect(shares.count == 501)
        #expect(shares.compactMap { $0 } == [50, 150, 0, 5.13])
        #expect(shares[0] == nil && shares[100] == 50 && shares[200] == 150)
        #expect(percentages(lines.reversed()) == [shares])
    }

    @Test func samplesOfOneBucketAreTakenTogether() throws {
        // Buckets of 10 s.
        let last = sample(0.1, at: 3_601)
        let lines = (0..<40).map { sample(Double($0 % 2), at: 1 + Double($0)) } + [last]
        let timeline = try #require(summary(of: lines).timeline)
        #expect(timeline.bucketSeconds == 10)
        let shares = try #require(timeline.metrics["process_cpu_percent"])
        #expect(Array(shares[..<6]) == [50, 50, 50, 50, 100, nil])
        #expect(shares.last == 0)
    }

    @Test func aCounterThatBeganAnewUsedNothing() {
        #expect(
            percentages([sample(1, at: 0), sample(-40, at: 10), sample(2, at: 20)])[0].compactMap { $0 } == [0, 20])
    }

    @Test func oneSampleTellsNoShare() {
        #expect(percentages([sample(1, at: 0)]).isEmpty)
        #expect(percentages([sample(1, at: 0), sample(2, at: 0)]).isEmpty)
    }

    @Test func aRecordedShareIsTakenAsItIs() throws {
        let lines = [
            sample(1, at: 0), sample(1, at: 1), metric("process_cpu_percent", "gauge", 33, at: 1, "{}"),
            sample(1, at: 0, labels: #"{"pid":"7"}"#), sample(2, at: 1, labels: #"{"pid":"7"}"#),
        ]
        let metrics = try #require(summary(of: lines).timeline).metrics.mapValues { $0.compactMap { $0 } }
        #expect(metrics == ["process_cpu_percent": [33], #"process_cpu_percent{pid="7"}"#: [200]])
    }

    @Test func anyOrderAndSplitGivesTheSameShares() {
        var random = SplitMix64(seed: 8)
        let lines = (0..<400).map { _ in
            sample(
                Double(Int.random(in: -1...4, using: &random)) / 8, at: Double(Int.random(in: 0..<900, using: &random)),
                labels: #"{"pid":"\#(Int.random(in: 0..<18, using: &random))"}"#)
        }
        let whole = summary(of: lines)
        #expect(whole.timeline?.metrics.count == 16)
        #expect(whole.folded == ["processes over time"])
        #expect(summary(of: lines.shuffled(using: &random)) == whole)
        #expect(summary(ofParts: [Array(lines[150...]), Array(lines[..<150])]) == whole)
    }
}
