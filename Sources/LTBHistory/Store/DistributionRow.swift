// Owns how a distribution lies in the table `distributions`.

import GRDB
import Glibc
import LTBAnalysis
import LTBEvents

/// Which distribution of a run it is.
struct DistributionKey: Hashable {
    var provider: String?
    var model: String?
    var metric: String?
    var benchmarkID: String?
    var quantity: String
}

extension DistributionFigures {
    private static var percentiles: [(name: String, field: WritableKeyPath<DistributionFigures, Double>)] {
        [
            ("mean", \.mean), ("stddev", \.standardDeviation), ("min", \.minimum), ("max", \.maximum), ("p1", \.p1),
            ("p5", \.p5), ("p10", \.p10), ("p25", \.p25), ("p50", \.p50), ("p75", \.p75), ("p90", \.p90),
            ("p95", \.p95),
            ("p99", \.p99), ("p999", \.p999),
        ]
    }

    /// Adds the row; what only statistics of whole distributions need, the curve and the buckets, only where asked for.
    func insert(_ key: DistributionKey, run: Int64, isWhole: Bool = true, into database: Database) throws {
        let names = Self.percentiles.map(\.name)
        var arguments: [(any DatabaseValueConvertible)?] = [
            run, key.provider, key.model, key.metric, key.benchmarkID, key.quantity, count, isExact,
            Self.json(isWhole ? curve.map { ($0.quantile, $0.value) } : []),
            Self.json(isWhole ? buckets.map { ($0.upperBound, Double($0.count)) } : []),
        ]
        arguments += Self.percentiles.map { self[keyPath: $0.field] }
        let places = arguments.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO distributions (run, provider, model, metric, benchmark_id, quantity, count, exact, curve, \
                buckets, \(names.joined(separator: ", "))) VALUES (\(places))
                """)
        try statement.execute(arguments: StatementArguments(arguments))
    }

    /// Reads the row.
    init(_ row: Row) throws {
        self.init()
        count = try row.count("count")
        isExact = try row.cell("exact")
        for (name, field) in Self.percentiles { self[keyPath: field] = try row.figure(name) }
        curve = Self.pairs(try row.cell("curve")).map { QuantilePoint(quantile: $0.0, value: $0.1) }
        buckets = Self.pairs(try row.cell("buckets")).map { Bucket(upperBound: $0.0, count: Int64(max($0.1, 0))) }
    }

    /// Pairs of numbers as JSON, in seven figures, which is all that such a curve is good for: `[[0.25,1.5],…]`.
    private static func json(_ pairs: [(Double, Double)]) -> String {
        "[" + pairs.map { "[\(short($0.0)),\(short($0.1))]" }.joined(separator: ",") + "]"
    }

    private static func short(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        var text = [CChar](repeating: 0, count: 40)
        let count = withVaList([value]) { vsnprintf(&text, text.count, "%.7g", $0) }
        return String(decoding: text.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func pairs(_ text: String) -> [(Double, Double)] {
        guard case .array(let pairs) = Array(text.utf8).withUnsafeBytes({ JSONValue(json: $0) }) else { return [] }
        return pairs.compactMap { pair in
            guard case .array(let items) = pair, items.count == 2, case .number(let first) = items[0],
                case .number(let second) = items[1], let one = Double(first), let two = Double(second),
                max(abs(one), abs(two)) <= Double(Row.largestCount)
            else { return nil }
            return (one, two)
        }
    }
}
