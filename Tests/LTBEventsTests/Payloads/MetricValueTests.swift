// Owns the tests of metric values.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct MetricValueTests {
    private func read(_ data: String) -> Result<MetricValue?, SkipReason> {
        let line = #"{"event_type":"MetricRecorded","timestamp":"2025-01-15T10:30:00Z","payload":{"data":\#(data)}}"#
        do throws(SkipReason) {
            guard case .metricRecorded(let metric) = try Event(line: line).payload else { return .success(nil) }
            return .success(metric.value)
        } catch {
            return .failure(error)
        }
    }

    @Test(arguments: ["counter", "gauge", "histogram", "summary", "other"])
    func numberIsAValueOfAnyType(_ type: String) {
        #expect(read(#"{"type":"\#(type)","value":-1.5}"#) == .success(.number(-1.5)))
        #expect(read(#"{"type":"\#(type)"}"#) == .success(nil))
        #expect(read(#"{"type":"\#(type)","value":null}"#) == .success(nil))
        #expect(read(#"{"type":"\#(type)","value":1e999}"#) == .failure(.out_of_range))
        #expect(read(#"{"type":"\#(type)","value":"1"}"#) == .failure(.wrong_type))
    }

    @Test(arguments: [#""type":"counter","#, #""type":"gauge","#, #""type":"other","#, ""])
    func objectIsAValueOfHistogramsAndSummariesOnly(_ type: String) {
        #expect(read("{\(type)\"value\":{}}") == .failure(.wrong_type))
    }

    @Test func infiniteBoundIsAString() {
        let value = MetricValue.HistogramValue(buckets: [.init(upperBound: .infinity, cumulativeCount: 2)])
        #expect(
            read(#"{"type":"histogram","value":{"buckets":[{"count":2,"le":"+Inf"}]}}"#) == .success(.histogram(value)))
    }

    @Test(arguments: [
        (#"{"le":1,"count":2},{"le":1,"count":2}"#, SkipReason.out_of_range),
        (#"{"le":2,"count":2},{"le":1,"count":2}"#, .out_of_range),
        (#"{"le":1,"count":2},{"le":2,"count":1}"#, .out_of_range), (#"{"le":1,"count":4}"#, .out_of_range),
        (#"{"le":1,"count":-1}"#, .out_of_range), (#"{"le":1e999,"count":1}"#, .out_of_range),
        (#"{"le":1}"#, .wrong_type), (#"{"count":1}"#, .wrong_type), (#"{"le":"1","count":1}"#, .wrong_type),
        (#"{"le":"-Inf","count":1}"#, .wrong_type), ("null", .wrong_type), ("[]", .wrong_type),
    ])
    func bucketsThatAreNotCumulativeAreRefused(_ buckets: String, reason: SkipReason) {
        #expect(read(#"{"type":"histogram","value":{"buckets":[\#(buckets)],"count":3}}"#) == .failure(reason))
    }

    @Test(arguments: [
        (#"{"quantile":1.5,"value":1}"#, SkipReason.out_of_range), (#"{"quantile":-0.5,"value":1}"#, .out_of_range),
        (#"{"quantile":0.5}"#, .wrong_type), (#"{"value":0.5}"#, .wrong_type), ("1", .wrong_type),
    ])
    func quantilesOutsideOfTheirRangeAreRefused(_ quantiles: String, reason: SkipReason) {
        #expect(read(#"{"type":"summary","value":{"quantiles":[\#(quantiles)]}}"#) == .failure(reason))
    }
}
