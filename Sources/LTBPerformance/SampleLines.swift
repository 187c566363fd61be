// Owns the lines that are recorded in benchmarks, and code that encodes them as cheaply as can be.

/// Completed requests of about 340 bytes, of which some digits change from line to line.
struct SampleLines {
    private static let template =
        Array(
            #"{"event_type":"RequestCompleted","timestamp":"2025-01-15T10:30:00.000000Z","id":"evt_5f0c91ab_00000000","#
                .utf8)
        + Array(
            #""payload":{"type":"Request","data":{"provider":"openai","model":"gpt-4","request_id":"req_0000000000000000","#
                .utf8)
        + Array(
            #""latency":1.000000,"tokens":{"input_tokens":150,"output_tokens":000,"total_tokens":000},"#.utf8)
        + Array(#""time_to_first_token":0.310000,"cost":0.013500}}}"#.utf8)

    private let micros: Int
    private let identifier: Int
    private let request: Int
    private let latency: Int
    private let firstToken: Int
    private let cost: Int
    private let outputTokens: Int
    private let totalTokens: Int
    private var line = Self.template
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        micros = Self.place(".000000Z") + 1
        identifier = Self.place("ab_00000000") + 3
        request = Self.place("req_0000000000000000") + 4
        latency = Self.place("1.000000") + 2
        firstToken = Self.place("0.310000") + 2
        cost = Self.place("0.013500") + 4
        outputTokens = Self.place(#"output_tokens":000"#) + 15
        totalTokens = Self.place(#"total_tokens":000"#) + 14
    }

    static var bytes: Int { template.count }

    private static func place(_ text: String) -> Int {
        let text = Array(text.utf8)
        return template.indices.first { template[$0...].starts(with: text) } ?? 0
    }

    /// Makes the next line.
    mutating func next(_ number: Int) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let random = Int(state >> 33)
        write(number &* 137, digits: 6, at: micros)
        write(number, digits: 8, at: identifier)
        writeHexadecimal(state, at: request)
        write(random, digits: 6, at: latency)
        write(random >> 5, digits: 6, at: firstToken)
        write(random >> 7, digits: 4, at: cost)
        write(random >> 3, digits: 3, at: outputTokens)
        write(150 + (random >> 3) % 1000, digits: 3, at: totalTokens)
    }

    /// Gives the line that was made last.
    func withLine(_ body: (UnsafeRawBufferPointer) -> Void) {
        line.withUnsafeBytes(body)
    }

    private mutating func writeHexadecimal(_ value: UInt64, at place: Int) {
        for index in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * index)) & 15
            line[place + index] = digit < 10 ? 0x30 + digit : 0x57 + digit
        }
    }

    private mutating func write(_ value: Int, digits: Int, at place: Int) {
        var rest = value
        for index in stride(from: place + digits - 1, through: place, by: -1) {
            line[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
