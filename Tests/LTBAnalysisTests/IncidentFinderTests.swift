import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct IncidentFinderTests {
    private func spans(_ cells: [(requests: Int, failed: Int)]) -> [IncidentFinder.Span] {
        let row = cells.map { OutcomeCell(requests: Int64($0.requests), errors: Int64($0.failed)) }
        return IncidentFinder(row: row).spans
    }

    @Test func aSpanJoinsBadBucketsAndBridgesSingleGoodOnes() {
        let found = spans([(10, 0), (10, 4), (10, 0), (10, 3), (0, 0), (10, 2), (10, 0), (10, 0), (10, 9)])
        #expect(
            found == [.init(buckets: 1...5, requests: 40, failed: 9), .init(buckets: 8...8, requests: 10, failed: 9)])
    }

    @Test func aBridgeThatWouldHideTwoIncidentsIsNotBuilt() {
        let found = spans([(10, 10), (100, 0), (10, 10)])
        #expect(
            found == [.init(buckets: 0...0, requests: 10, failed: 10), .init(buckets: 2...2, requests: 10, failed: 10)])
    }

    @Test func silencePartsIncidents() {
        #expect(spans([(6, 6), (0, 0), (0, 0), (6, 6)]).map(\.buckets) == [0...0, 3...3])
    }

    @Test func fewerThanAFifthOrThanFiveFailuresAreNoIncident() {
        #expect(spans([(100, 19), (10, 0), (10, 4)]).isEmpty)
        #expect(spans([(25, 5)]).map(\.buckets) == [0...0])
        #expect(spans([]).isEmpty)
    }

    @Test func rareRequestsAreLookedAtInWiderGroups() {
        // Asked every fourth bucket, and failing three times of four from 40 to 80: no two bad buckets touch.
        let cells = (0..<120).map { index -> (requests: Int, failed: Int) in
            guard index % 4 == 0 else { return (0, 0) }
            return (1, (40..<80).contains(index) && index % 16 != 0 ? 1 : 0)
        }
        #expect(spans(cells) == [.init(buckets: 40...76, requests: 10, failed: 8)])
    }

    @Test func anIncidentNamesItsProviderItsErrorAndWhatWouldBeWithoutIt() throws {
        let lines = (0..<40).map { index -> String in
            let bad = index >= 10 && index < 20
            let name = #""provider":"\#(bad ? "lepton" : "other")","model":"m""#
            return bad
                ? request(
                    "Failed", at: Double(index), name + #","error_type":"\#(index < 13 ? "timeout" : "rate_limit")""#)
                : request("Completed", at: Double(index), name + #","latency":0.5"#)
        }
        let incident = try #require(summary(of: lines).incidents.first)
        #expect(incident.provider == "lepton")
        #expect(incident.errorType == "rate_limit")
        #expect(incident.failedWithErrorType == 7)
        #expect(incident.requests == 10)
        #expect(incident.failed == 10)
        #expect(incident.successRateWithout == 1)
        #expect(incident.start.description == "2026-01-15T10:00:10.000000Z")
        #expect(incident.end.description == "2026-01-15T10:00:19.100000Z")
    }
}
