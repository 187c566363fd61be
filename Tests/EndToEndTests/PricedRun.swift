// Owns a run of a few requests and the prices that its tests ask what it cost by.

import LTBTestSupport

/// A run of four requests to three models, of which one has no price.
protocol PricedRun {
    var logs: AnalyzedFolder { get }
}

extension PricedRun {
    static var prices: String {
        """
        format: ltb.prices/1
        date: 2026-01-01
        prices:
          acme:
            small: {input: 1, cached_input: 0.1, output: 2}
            large: {input: 10, output: 20}
        """
    }

    static func pricedLogs() throws -> AnalyzedFolder {
        let logs = try AnalyzedFolder()
        try logs.folder.write("prices.yaml", Array(prices.utf8))
        try logs.writeLog(
            "run.jsonl.zst",
            [
                request("Completed", "small", 1_000_000, 500_000, #","cost":1.6,"benchmark_id":"b""#),
                request("Completed", "small", 1_000_000, 0, #","labels":{"team":"x"}"#, cached: 500_000),
                request("Failed", "large", 100_000, 0, #","error_type":"timeout","attempt":2"#),
                request("Completed", "lagre", 10, 10, ""),
            ])
        return logs
    }

    static func request(
        _ type: String, _ model: String, _ input: Int, _ output: Int, _ rest: String, cached: Int = 0
    ) -> String {
        #"{"event_type":"Request\#(type)","timestamp":"2026-01-15T10:30:00Z","payload":{"type":"Request","data":"#
            + #"{"provider":"acme","model":"\#(model)","latency":1,"tokens":{"input_tokens":\#(input),"#
            + #""output_tokens":\#(output),"cached_input_tokens":\#(cached)}\#(rest)}}}"#
    }

    func cost(_ options: String...) throws -> CommandResult {
        try logs.analyze(["cost", "run.jsonl.zst", "--prices", "prices.yaml", "--no-builtin"] + options)
    }
}

extension String {
    /// Without no-break spaces.
    var plain: String { replacing("\u{A0}", with: " ") }
}
