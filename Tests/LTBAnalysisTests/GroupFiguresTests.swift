import LTBAnalysis
import LTBTestSupport
import Testing

@Suite struct GroupFiguresTests {
    private func plan(_ label: String) -> AnalysisPlan {
        var plan = AnalysisPlan()
        plan.groupLabel = label
        return plan
    }

    private func request(_ type: String, at seconds: Double, tier: String?, _ rest: String) -> String {
        let labels = tier.map { ",\"labels\":{\"tier\":\"\($0)\"}" } ?? ""
        return LTBAnalysisTests.request(type, at: seconds, "\"provider\":\"p\",\"model\":\"m\"\(labels)\(rest)")
    }

    @Test func withoutALabelThereAreNoGroups() {
        #expect(summary(of: [request("Completed", at: 1, tier: "gold", "")]).groups.isEmpty)
    }

    @Test func requestsAreGroupedByALabelsValues() throws {
        let summary = summary(
            of: [
                request("Started", at: 0, tier: "gold", ""),
                request("Started", at: 0, tier: "gold", ""),
                request("Completed", at: 2, tier: "gold", ",\"latency\":2,\"chunk_gaps\":[0.5]"),
                request("Completed", at: 3, tier: "silver", ",\"latency\":3"),
                request("Failed", at: 4, tier: "silver", ",\"error_type\":\"timeout\",\"message\":\"late\""),
                request("Completed", at: 5, tier: nil, ",\"latency\":5"),
                request("Completed", at: 6, tier: "", ",\"latency\":6"),
            ], plan("tier"))
        #expect(summary.groups.map(\.label) == ["tier", "tier", "tier", "tier"])
        #expect(summary.groups.map(\.value) == ["", "gold", "silver", nil])
        #expect(summary.groups.map(\.requests.totalRequests) == [1, 1, 2, 1])
        #expect(summary.groups.map(\.requests.unfinishedRequests) == [nil, nil, nil, nil])
        #expect(summary.groups.map { $0.requests.latency?.mean } == [6, 2, 3, 5])
        #expect(summary.groups[1].requests.chunkGap?.mean == 0.5)
        #expect(summary.groups[2].requests.errors == ["timeout": 1])
        #expect(summary.groups[2].requests.errorExamples == ["timeout": "late"])
        #expect(summary.groups[2].requests.requestsPerSecond == 2.0 / 6)
    }

    @Test func aFieldOfTheDataGroupsWhereThereIsNoSuchLabel() {
        let lines = [
            request("Completed", at: 1, tier: "gold", ",\"finish_reason\":\"stop\""),
            request("Completed", at: 1, tier: "gold", ",\"finish_reason\":\"length\",\"latency\":1.50"),
            request("Completed", at: 1, tier: "gold", ",\"latency\":1.5"),
        ]
        #expect(summary(of: lines, plan("finish_reason")).groups.map(\.value) == ["length", "stop", nil])
        #expect(summary(of: lines, plan("latency")).groups.map(\.value) == ["1.5", nil])
        #expect(summary(of: lines, plan("labels.finish_reason")).groups.map(\.value) == [nil])
        #expect(summary(of: lines, plan("model")).groups.map(\.requests) == [summary(of: lines).totals])
    }

    /// None of the starts can know how its request will end: they are no group of their own.
    @Test func whatOnlyEndsSayGroupsThemAlone() {
        let summary = summary(
            of: [
                request("Started", at: 0, tier: nil, ""), request("Started", at: 1, tier: nil, ""),
                request("Started", at: 2, tier: nil, ""),
                request("Completed", at: 3, tier: nil, ",\"finish_reason\":\"stop\",\"latency\":3"),
                request("Completed", at: 4, tier: nil, ",\"finish_reason\":\"stop\",\"latency\":3"),
            ], plan("finish_reason"))
        #expect(summary.groups.map(\.value) == ["stop"])
        #expect(summary.groups.map(\.requests.totalRequests) == [2])
        #expect(summary.groups.map(\.requests.unfinishedRequests) == [nil])
        #expect(summary.groups.map(\.requests.peakConcurrency) == [2])
        #expect(summary.totals.unfinishedRequests == 1)
        #expect(summary.totals.peakConcurrency == 3)
    }

    /// Of more values than are kept the same ones are kept, whatever their order and however the log is split.
    @Test func tooManyValuesAreSummedAlikeInAnyOrder() {
        var random = SplitMix64(seed: 3)
        let lines = (0..<3_000).map { index in
            request(
                index % 5 == 0 ? "Failed" : "Completed", at: Double(index % 60), tier: "t\(index % 1_500)",
                ",\"latency\":1")
        }
        let whole = summary(of: lines, plan("tier"))
        #expect(whole.groups.count == 1_025)
        #expect(whole.groups.last?.value == RunSummary.otherName)
        #expect(whole.groups.map(\.requests.totalRequests).reduce(0, +) == 3_000)
        #expect(whole.folded == ["groups"])
        let shuffled = lines.shuffled(using: &random)
        #expect(summary(ofParts: [Array(shuffled[..<1_700]), Array(shuffled[1_700...])], plan("tier")) == whole)
    }
}
