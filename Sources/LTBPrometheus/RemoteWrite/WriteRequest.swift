// Owns the message of Prometheus' remote write.

/// Samples as `prometheus.WriteRequest`, version 1, in the encoding of protocol buffers.
///
///     WriteRequest { repeated TimeSeries timeseries = 1 }
///     TimeSeries   { repeated Label labels = 1; repeated Sample samples = 2 }
///     Label        { string name = 1; string value = 2 }
///     Sample       { double value = 1; int64 timestamp = 2 }
struct WriteRequest {
    /// The encoded message.
    private(set) var bytes: [UInt8] = []
    /// How many samples it has.
    private(set) var samples = 0

    private static let delimited: UInt64 = 2
    private static let eightBytes: UInt64 = 1

    /// Adds a sample of a series of these labels, the name being one of them; they may come in any order.
    mutating func append(_ labels: [MetricFamily.Label], value: Double, milliseconds: Int64) {
        var series: [UInt8] = []
        // Receivers expect them by name.
        for label in labels.sorted(by: { $0.name < $1.name }) where !label.value.isEmpty {
            var encoded: [UInt8] = []
            Self.append(field: 1, Array(label.name.utf8), to: &encoded)
            Self.append(field: 2, Array(label.value.utf8), to: &encoded)
            Self.append(field: 1, encoded, to: &series)
        }
        var sample: [UInt8] = [UInt8(1 << 3 | Self.eightBytes)]
        withUnsafeBytes(of: value.bitPattern.littleEndian) { sample.append(contentsOf: $0) }
        sample.append(2 << 3)
        sample.append(varint: UInt64(bitPattern: milliseconds))
        Self.append(field: 2, sample, to: &series)
        Self.append(field: 1, series, to: &bytes)
        samples += 1
    }

    private static func append(field: UInt64, _ content: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(varint: field << 3 | delimited)
        bytes.append(varint: UInt64(content.count))
        bytes.append(contentsOf: content)
    }
}
