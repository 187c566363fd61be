// Owns the claim that remote write sends what OpenMetrics tells.

import LTBAnalysis
import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBPrometheus

@Suite struct RemoteWriteExportTests {
    @Test func aSampleIsEncodedAsPrometheusDecodesIt() {
        var request = WriteRequest()
        request.append(
            [.init(name: "b", value: "x"), .init(name: "__name__", value: "m"), .init(name: "e", value: "")], value: 1,
            milliseconds: 300)
        let name: [UInt8] = [0x0A, 8] + Array("__name__".utf8) + [0x12, 1, UInt8(ascii: "m")]
        let label: [UInt8] = [0x0A, 1, UInt8(ascii: "b"), 0x12, 1, UInt8(ascii: "x")]
        let sample: [UInt8] = [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x10, 0xAC, 0x02]
        let series = [0x0A, UInt8(name.count)] + name + [0x0A, UInt8(label.count)] + label + [0x12, 12] + sample
        #expect(request.bytes == [0x0A, UInt8(series.count)] + series)
        #expect(request.samples == 1)
    }

    @Test func itSendsTheSamplesOfOpenMetricsInTheOrderOfTime() throws {
        let folder = try TemporaryFolder()
        let end = try AllFamilies.export(to: folder)
        var bodies: [(body: [UInt8], samples: Int)] = []
        try AllFamilies.send { bodies.append(($0, $1)) }
        let requests = try bodies.map { body in
            let text = try #require(SnappyReader.text(of: body.body))
            return try #require(DecodedRequest(text))
        }
        #expect(requests.map(\.samples.count) == bodies.map(\.samples))
        let samples = requests.flatMap(\.samples)
        let text = String(decoding: try folder.read("run.txt"), as: UTF8.self)
        let told = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        #expect(samples.count == told.count)
        let areTheSame = Set(samples.map(\.line)) == Set(told.map(DecodedRequest.sorted))
        #expect(areTheSame)
        #expect(samples.map(\.milliseconds).max() == end * 1000)
        // A series never goes back in time.
        var last: [String: Int64] = [:]
        for sample in samples {
            if let before = last[sample.series] { #expect(before < sample.milliseconds) }
            last[sample.series] = sample.milliseconds
        }
    }
}

/// What a request says, read by the description of protocol buffers.
private struct DecodedRequest {
    struct Sample {
        var series: String
        var value: Double
        var milliseconds: Int64

        var line: String { "\(series) \(Exposition.number(value)) \(SampleTime.text(milliseconds))" }
    }

    private(set) var samples: [Sample] = []

    init?(_ bytes: [UInt8]) {
        for series in Self.fields(bytes) {
            guard series.number == 1 else { return nil }
            var labels: [(name: String, value: String)] = []
            var sample: Sample?
            for field in Self.fields(series.content) {
                let parts = Self.fields(field.content)
                guard parts.count == 2 else { return nil }
                if field.number == 1 {
                    labels.append((Self.text(parts[0].content), Self.text(parts[1].content)))
                } else {
                    let bits = parts[0].content.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
                    var position = 0
                    guard let time = SnappyReader.varint(parts[1].content, &position) else { return nil }
                    sample = Sample(series: "", value: Double(bitPattern: bits), milliseconds: Int64(bitPattern: time))
                }
            }
            guard var sample, labels.map(\.name) == labels.map(\.name).sorted() else { return nil }
            sample.series = Self.series(labels)
            samples.append(sample)
        }
    }

    private static func series(_ labels: [(name: String, value: String)]) -> String {
        let name = labels.first { $0.name == "__name__" }?.value ?? ""
        let others = labels.filter { $0.name != "__name__" }.map { "\($0.name)=\"\($0.value)\"" }
        return others.isEmpty ? name : "\(name){\(others.sorted().joined(separator: ","))}"
    }

    /// A line of OpenMetrics with its labels by name; values of the test have no commas.
    static func sorted(_ line: String) -> String {
        guard let open = line.firstIndex(of: "{"), let close = line.firstIndex(of: "}") else { return line }
        let labels = line[line.index(after: open)..<close].split(separator: ",").sorted().joined(separator: ",")
        return "\(line[..<open]){\(labels)\(line[close...])"
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func fields(_ bytes: [UInt8]) -> [(number: Int, content: [UInt8])] {
        var fields: [(Int, [UInt8])] = []
        var position = 0
        while position < bytes.count, let tag = SnappyReader.varint(bytes, &position) {
            let start = position
            var content: [UInt8] = []
            switch tag & 7 {
            case 0:
                _ = SnappyReader.varint(bytes, &position)
                content = Array(bytes[start..<position])
            case 1:
                position += 8
                content = Array(bytes[start..<position])
            default:
                let count = Int(SnappyReader.varint(bytes, &position) ?? 0)
                content = Array(bytes[position..<(position + count)])
                position += count
            }
            fields.append((Int(tag >> 3), content))
        }
        return fields
    }
}
