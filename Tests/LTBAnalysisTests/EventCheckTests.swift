// Owns the claims about checking lines.

import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct EventCheckTests {
    private let check = EventCheck()

    private func expectTheSame(_ line: [UInt8]) {
        line.withUnsafeBytes { line in
            let checked = Result { () throws(SkipReason) in try check.time(of: line) }
            let decoded = Result { () throws(SkipReason) in try Event(json: line).timestamp }
            #expect(checked == decoded, "\(String(decoding: line, as: UTF8.self))")
            let id = Result { () throws(SkipReason) in
                try check.withEvent(of: line) { time, id in
                    [time.description, id.map { String(decoding: $0, as: UTF8.self) }]
                }
            }
            let decodedID = Result { () throws(SkipReason) in
                let event = try Event(json: line)
                return [event.timestamp.description, event.id]
            }
            #expect(id == decodedID, "\(String(decoding: line, as: UTF8.self))")
        }
    }

    @Test func itTakesWhatTheDecoderTakesWithTheSameTime() {
        var random = SplitMix64(seed: 41)
        for _ in 0..<300 {
            for type in EventType.allCases {
                var line: [UInt8] = []
                random.event(type).append(to: &line)
                expectTheSame(line)
                // Damaged anywhere, it is no event for the same reason, or one still.
                line[Int.random(in: 0..<line.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                expectTheSame(line)
                expectTheSame(Array(line.prefix(Int.random(in: 0..<line.count, using: &random))))
            }
        }
    }

    @Test func whatIsLeftOfALongerLineIsNoPartOfTheNext() {
        for line in ["{\"id\":\"longer\"}", "{\"id\":\"a", "", "{\"id\""] {
            Array(line.utf8).withUnsafeBytes { line in
                let copy = check.padded(line)
                #expect(copy.elementsEqual(line))
                #expect(copy.baseAddress?.load(fromByteOffset: copy.count, as: UInt8.self) == 0)
            }
        }
    }

    @Test func linesOfAnyLengthAreChecked() {
        for count in [0, 1_000, 4_000, 5_000, 300_000] {
            let text = String(repeating: "x", count: count)
            let event = Event(
                timestamp: Timestamp(nanosecondsSince1970: 1_000), id: text,
                payload: .requestStarted(RequestStarted(context: RequestContext(provider: text, model: "m"))))
            var line: [UInt8] = []
            event.append(to: &line)
            expectTheSame(line)
            expectTheSame(line.dropLast() + [UInt8(ascii: "]")])
        }
    }
}
