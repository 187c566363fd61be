import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct TokenLatencyTests {
    private func completed(_ tokens: Int, latency: Double) -> String {
        request("Completed", at: 5, "\"latency\":\(latency),\"tokens\":{\"output_tokens\":\(tokens)}")
    }

    @Test func successfulRequestsWithTokensAndLatencyAreCountedBetweenTheEdges() throws {
        let lines = [
            completed(100, latency: 0.5), completed(127, latency: 0.5), completed(128, latency: 1),
            completed(0, latency: 1), request("Completed", at: 5, "\"latency\":1"),
            request("Completed", at: 5, "\"tokens\":{\"output_tokens\":9}"),
            request("Failed", at: 5, "\"latency\":9,\"tokens\":{\"output_tokens\":9}"),
        ]
        let map = try #require(summary(of: lines).tokenLatency)
        #expect(map.tokenEdges == [96, 128, 192])
        #expect(map.latencyEdges == [402_653_184, 536_870_912, 805_306_368, 1_073_741_824].map { $0 / 1e9 })
        #expect(map.counts == [[2, 0, 0], [0, 0, 1]])
    }

    @Test func aLogWithoutTokensHasNoMap() {
        #expect(summary(of: [request("Completed", at: 5, "\"latency\":1")]).tokenLatency == nil)
        #expect(summary(of: []).tokenLatency == nil)
    }

    @Test func atMost32ColumnsAndRowsHoldEveryLength() throws {
        let lines = (0..<40).map { completed(1 << $0, latency: 1e-9 * Double(1 << $0)) }
        let map = try #require(summary(of: lines).tokenLatency)
        #expect([map.tokenEdges.count, map.latencyEdges.count, map.counts.count].max() == 21)
        #expect(map.counts.joined().reduce(0, +) == 40)
    }
}
