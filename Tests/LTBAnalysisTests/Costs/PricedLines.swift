// Owns the prices and the lines that the tests of costs share.

import LTBAnalysis
import LTBEvents
import LTBPricing
import LTBTestSupport

/// Prices of a few models.
enum TestPrices {
    static let text = """
        {"format": "ltb.prices/1", "date": "2026-01-01", "prices": {
          "google": {"gemini-2.5-pro": {"input": 1.25, "cached_input": 0.125, "output": 10,
            "tiers": [{"above": 200000, "input": 2.5, "cached_input": 0.25, "output": 15}]}},
          "p": {
            "m0": {"input": 1, "cached_input": 0.1, "output": 3, "batch": {"input": 0.5, "output": 1.5}},
            "m1": {"input": 0.3333, "cache_write": 0.5, "output": 2.000001, "reasoning": 5, "request": 0.001},
            "m2": {"periods": [{"until": "2026-01-15T10:00:30Z", "input": 1, "output": 1},
                               {"from": "2026-01-15T10:01:00Z", "input": 2, "output": 2}]},
            "pictures": {"other": {"image": 0.04}},
            "half": {"output": 1},
            "many": {"match": "many*", "input": 1, "output": 1}
          }}}
        """

    static func table() throws -> PriceTable {
        PriceTable([try PriceList(json: Array(text.utf8), file: "prices.json")])
    }

    /// A plan that prices by them.
    static func plan(_ whatIfs: [RequestPricing.WhatIf] = [], groupLabel: String? = nil) throws -> AnalysisPlan {
        var plan = AnalysisPlan()
        plan.pricing = RequestPricing(try table(), whatIfs: whatIfs)
        plan.groupLabel = groupLabel
        return plan
    }
}

/// A request's end with so many tokens.
func pricedRequest(
    _ type: String = "Completed", at seconds: Double = 0, provider: String = "p", model: String = "m0",
    input: Int64? = nil, output: Int64? = nil, cached: Int64? = nil, written: Int64? = nil, reasoning: Int64? = nil,
    _ rest: String = ""
) -> String {
    let counts = [
        ("input_tokens", input), ("output_tokens", output), ("cached_input_tokens", cached),
        ("cache_write_tokens", written), ("reasoning_tokens", reasoning),
    ].compactMap { name, count in count.map { "\"\(name)\":\($0)" } }
    let tokens = counts.isEmpty ? "" : ",\"tokens\":{\(counts.joined(separator: ","))}"
    // The 15th of January 2026, 10:00.
    let end = Timestamp(nanosecondsSince1970: 1_768_471_200_000_000_000 + Int64(seconds * 1e9))
    var time: [UInt8] = []
    end.append(to: &time)
    return "{\"event_type\":\"Request\(type)\",\"timestamp\":\"\(String(decoding: time, as: UTF8.self))\","
        + "\"payload\":{\"type\":\"Request\",\"data\":{\"provider\":\"\(provider)\",\"model\":\"\(model)\","
        + "\"latency\":1\(tokens)\(rest)}}}"
}

/// Requests of a few models with all kinds of counts, some of which contradict each other.
func pricedRequests(seed: UInt64, count: Int, seconds: Double = 120) -> [String] {
    var random = SplitMix64(seed: seed)
    func some(_ limit: Int64) -> Int64? {
        Int.random(in: 0..<4, using: &random) == 0 ? nil : Int64.random(in: 0..<limit, using: &random)
    }
    return (0..<count).map { index in
        let tier = ["", ",\"service_tier\":\"batch\"", ",\"service_tier\":\"default\""][index % 3]
        let isFailure = index % 7 == 0
        let cost = index % 5 == 0 ? "" : ",\"cost\":0.00\(index % 9)"
        let names =
            ",\"benchmark_id\":\"b\(index % 3)\",\"attempt\":\(index % 2 + 1),\"labels\":{\"team\":\"t\(index % 2)\"}"
        return pricedRequest(
            isFailure ? "Failed" : "Completed", at: Double.random(in: 0..<seconds, using: &random).rounded(),
            model: "m\(index % 4)", input: some(300_000), output: some(4_000), cached: some(1_000), written: some(500),
            reasoning: some(2_000), names + cost + (isFailure ? ",\"error_type\":\"timeout\"" : tier))
    }
}
