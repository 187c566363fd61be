// Owns how these tests make a summary of lines.

import LTBAnalysis
import LTBTestSupport

/// The summary of lines of text.
func summary(of lines: [String], _ plan: AnalysisPlan = AnalysisPlan()) -> RunSummary {
    aggregator(of: lines, plan).summary(log: LogFigures())
}

/// The summary of parts of a log that were read apart and merged in the order given.
func summary(ofParts parts: [[String]], _ plan: AnalysisPlan = AnalysisPlan()) -> RunSummary {
    var whole = RunAggregator(plan)
    for part in parts { whole.merge(aggregator(of: part, plan)) }
    return whole.summary(log: LogFigures())
}

/// The summary of parts that were read apart and merged in any order, each into any other.
func summary(ofParts parts: [[String]], mergedBy random: inout SplitMix64) -> RunSummary {
    var waiting = parts.map { aggregator(of: $0) }
    while waiting.count > 1 {
        let part = waiting.remove(at: Int.random(in: waiting.indices, using: &random))
        waiting[Int.random(in: waiting.indices, using: &random)].merge(part)
    }
    return (waiting.first ?? RunAggregator()).summary(log: LogFigures())
}

/// What a list of lines was gathered to.
func aggregator(of lines: [String], _ plan: AnalysisPlan = AnalysisPlan()) -> RunAggregator {
    var aggregator = RunAggregator(plan)
    var scanner = EventScanner()
    for (index, line) in lines.enumerated() {
        Array(line.utf8).withPaddedBytes { bytes in
            let position = SkippedLine.Position(file: 0, frame: 0, line: index + 1)
            aggregator.add(line: bytes, scanner: &scanner, position: position)
        }
    }
    return aggregator
}

/// A line of an event whose data is given as JSON text.
func line(_ type: String, at seconds: Double, id: String? = nil, payload: String, _ data: String) -> String {
    let whole = Int(seconds)
    let micros = Int((seconds - Double(whole)) * 1e6 + 0.5)
    let time = "2026-01-15T\(pad(10 + whole / 3600)):\(pad(whole / 60 % 60)):\(pad(whole % 60))"
    let id = id.map { "\"id\":\"\($0)\"," } ?? ""
    return "{\"event_type\":\"\(type)\",\"timestamp\":\"\(time).\(String(1_000_000 + micros).dropFirst())Z\",\(id)"
        + "\"payload\":{\"type\":\"\(payload)\",\"data\":{\(data)}}}"
}

private func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// A line that ends or starts a request.
func request(_ type: String, at seconds: Double, id: String? = nil, _ data: String) -> String {
    line("Request\(type)", at: seconds, id: id, payload: "Request", data)
}
