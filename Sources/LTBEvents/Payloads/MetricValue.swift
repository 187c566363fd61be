// Owns the values of metrics: numbers, histograms, summaries.

/// A value of a metric. Histograms and summaries are increments since the last one.
public enum MetricValue: Sendable, Hashable {
    /// A counter's increment, a gauge's value, or one observation.
    case number(Double)
    /// Observations of a histogram: `{"buckets":[{"le":0.5,"count":3},…],"count":4,"sum":1.5}`.
    case histogram(HistogramValue)
    /// Observations of a summary: `{"quantiles":[{"quantile":0.5,"value":0.2},…],"count":4,"sum":1.5}`.
    case summary(SummaryValue)

    /// Observations, counted in buckets.
    public struct HistogramValue: Sendable, Hashable {
        /// How many observations were at most `upperBound`.
        public struct Bucket: Sendable, Hashable {
            /// The bucket's inclusive upper bound, `le`; the infinite one is written as `"+Inf"`.
            public var upperBound: Double
            /// The observations up to it, those of lower buckets included.
            public var cumulativeCount: Int64

            /// A bucket.
            public init(upperBound: Double, cumulativeCount: Int64) {
                self.upperBound = upperBound
                self.cumulativeCount = cumulativeCount
            }
        }

        /// By ascending bound, with counts that never fall.
        public var buckets: [Bucket]
        /// All observations.
        public var count: Int64?
        /// Their sum.
        public var sum: Double?

        /// Observations.
        public init(buckets: [Bucket], count: Int64? = nil, sum: Double? = nil) {
            self.buckets = buckets
            self.count = count
            self.sum = sum
        }
    }

    /// Observations, as their quantiles.
    public struct SummaryValue: Sendable, Hashable {
        /// A value that a share of the observations is at most.
        public struct Quantile: Sendable, Hashable {
            /// The share, 0 to 1.
            public var quantile: Double
            /// The value.
            public var value: Double

            /// A quantile.
            public init(quantile: Double, value: Double) {
                self.quantile = quantile
                self.value = value
            }
        }

        /// In the order in which they were written.
        public var quantiles: [Quantile]
        /// All observations.
        public var count: Int64?
        /// Their sum.
        public var sum: Double?

        /// Observations.
        public init(quantiles: [Quantile], count: Int64? = nil, sum: Double? = nil) {
            self.quantiles = quantiles
            self.count = count
            self.sum = sum
        }
    }
}

extension MetricValue {
    /// Reads the field `value`: an object where the metric's type is one that may have objects, else a number.
    init?(ofType type: String?, from fields: inout FieldReader) {
        guard let token = fields.take("value") else { return nil }
        switch (token.kind, type) {
        case (.number, _):
            guard let number = fields.double("value") else { return nil }
            self = .number(number)
        case (.object, "histogram"):
            self = .histogram(fields.object(token) { HistogramValue(from: &$0) })
        case (.object, "summary"):
            self = .summary(fields.object(token) { SummaryValue(from: &$0) })
        default:
            fields.fail(.wrong_type)
            return nil
        }
    }
}

extension MetricValue.HistogramValue {
    init(from fields: inout FieldReader) {
        buckets = fields.objects("buckets") { Bucket(from: &$0) }
        count = fields.count("count")
        sum = fields.double("sum")
        let isAscending = zip(buckets, buckets.dropFirst()).allSatisfy {
            $0.upperBound < $1.upperBound && $0.cumulativeCount <= $1.cumulativeCount
        }
        if !isAscending || buckets.last?.cumulativeCount ?? 0 > count ?? .max { fields.fail(.out_of_range) }
    }

    func write(to writer: inout JSONWriter) {
        writer.key("buckets")
        writer.beginArray()
        for bucket in buckets { bucket.write(to: &writer) }
        writer.endArray()
        writer.field("count", count)
        writer.field("sum", sum)
    }
}

extension MetricValue.HistogramValue.Bucket {
    /// Reads a bucket; both of its fields must be there.
    init?(from fields: inout FieldReader) {
        guard let bound = Self.bound(&fields), let count = fields.count("count") else {
            if fields.failure == nil { fields.fail(.wrong_type) }
            return nil
        }
        self.init(upperBound: bound, cumulativeCount: count)
    }

    private static func bound(_ fields: inout FieldReader) -> Double? {
        guard fields.take("le")?.kind == .string else { return fields.double("le") }
        if fields.string("le") == "+Inf" { return .infinity }
        fields.fail(.wrong_type)
        return nil
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("le")
        if upperBound == .infinity { writer.value("+Inf") } else { writer.value(upperBound) }
        writer.field("count", cumulativeCount)
        writer.endObject()
    }
}

extension MetricValue.SummaryValue {
    init(from fields: inout FieldReader) {
        quantiles = fields.objects("quantiles") { Quantile(from: &$0) }
        count = fields.count("count")
        sum = fields.double("sum")
    }

    func write(to writer: inout JSONWriter) {
        writer.key("quantiles")
        writer.beginArray()
        for quantile in quantiles { quantile.write(to: &writer) }
        writer.endArray()
        writer.field("count", count)
        writer.field("sum", sum)
    }
}

extension MetricValue.SummaryValue.Quantile {
    /// Reads a quantile; both of its fields must be there.
    init?(from fields: inout FieldReader) {
        guard let quantile = fields.double("quantile"), let value = fields.double("value") else {
            if fields.failure == nil { fields.fail(.wrong_type) }
            return nil
        }
        if !(0...1).contains(quantile) { fields.fail(.out_of_range) }
        self.init(quantile: quantile, value: value)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("quantile", quantile)
        writer.field("value", value)
        writer.endObject()
    }
}

extension JSONWriter {
    mutating func field(_ name: StaticString, _ value: MetricValue?) {
        switch value {
        case nil: return
        case .number(let number): field(name, number)
        case .histogram(let histogram):
            key(name)
            beginObject()
            histogram.write(to: &self)
            endObject()
        case .summary(let summary):
            key(name)
            beginObject()
            summary.write(to: &self)
            endObject()
        }
    }
}
