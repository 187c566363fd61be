// Owns the tests of events as lines: nothing is lost on the way there and back.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct EventTests {
    private let example =
        #"{"event_type":"RequestCompleted","timestamp":"2025-01-15T10:30:00.123456Z","id":"evt_5f0c91ab_42","#
        + #""payload":{"type":"Request","data":{"provider":"openai","model":"gpt-4","request_id":"req_456","#
        + #""latency":1.52,"time_to_first_token":0.31,"tokens":{"input_tokens":150,"output_tokens":75,"#
        + #""total_tokens":225},"cost":0.0135}}}"#

    @Test func exampleOfTheFormatIsWrittenToTheByte() throws {
        let completed = RequestCompleted(
            context: RequestContext(provider: "openai", model: "gpt-4", requestID: "req_456"),
            latencySeconds: 1.52, timeToFirstTokenSeconds: 0.31,
            tokens: TokenUsage(inputTokens: 150, outputTokens: 75, totalTokens: 225), costUSD: 0.0135)
        let event = Event(
            timestamp: Timestamp(nanosecondsSince1970: 1_736_937_000_123_456_000), id: "evt_5f0c91ab_42",
            payload: .requestCompleted(completed))
        #expect(event.line == example)
        #expect(try Event(line: example) == event)
    }

    @Test(arguments: EventType.allCases)
    func anyEventReadsBackAsItself(_ type: EventType) throws {
        var rng = SplitMix64(seed: 10)
        for _ in 0..<150 {
            let event = rng.event(type)
            let line = event.line
            let read = try Event(line: line)
            #expect(read == event, "\(line)")
            #expect(read.line == line)
        }
    }

    @Test func eventOfUnknownTypeReadsBackAsItself() throws {
        var rng = SplitMix64(seed: 11)
        for _ in 0..<300 {
            let event = rng.unknownEvent()
            #expect(try Event(line: event.line) == event)
        }
    }

    @Test(arguments: EventType.allCases)
    func anyOtherSpellingHasTheSameFields(_ type: EventType) throws {
        var rng = SplitMix64(seed: 12)
        for _ in 0..<150 {
            let event = rng.event(type)
            let line = respell(event.line, using: &rng)
            #expect(try Event(line: line).withoutUnknownFields == event.withoutUnknownFields, "\(line)")
        }
    }

    @Test func sameEventIsAlwaysTheSameLine() throws {
        var rng = SplitMix64(seed: 13)
        for _ in 0..<300 {
            let event = rng.event().withoutUnknownFields
            guard event.payload.knownType != .spanEnded, event.payload.knownType != nil else { continue }
            let respelled = try Event(line: respell(event.line, using: &rng)).withoutUnknownFields
            #expect(respelled.line == event.line)
        }
    }

    @Test(arguments: EventType.allCases)
    func emptyDataIsAnEventOfItsType(_ type: EventType) throws {
        let time = #""timestamp":"2025-01-15T10:30:00Z""#
        let lines = [
            #"{"event_type":"\#(type.rawValue)",\#(time)}"#,
            #"{"event_type":"\#(type.rawValue)",\#(time),"id":null,"payload":null}"#,
            #"{"event_type":"\#(type.rawValue)",\#(time),"payload":{}}"#,
            #"{"event_type":"\#(type.rawValue)",\#(time),"payload":{"type":null,"data":null}}"#,
            #"{"event_type":"\#(type.rawValue)",\#(time),"payload":{"type":"\#(type.payloadType)","data":{}}}"#,
        ]
        for line in lines {
            let event = try Event(line: line)
            #expect(event.payload.knownType == type)
            #expect(event == (try Event(line: lines[0])))
        }
    }

    @Test func lineCutAnywhereIsNotJSON() {
        let bytes = Array(example.utf8)
        for count in 0..<bytes.count {
            #expect(throws: SkipReason.invalid_json) { try Event(bytes: Array(bytes[..<count])) }
        }
    }

    @Test func lineWithAnyByteReplacedIsAnEventOrHasAReason() {
        let bytes = Array(example.utf8)
        var replacements = Array("{}[]\",:\\ \u{0}\u{7F}0-.eEtfnu/".utf8)
        replacements += [0x80, 0xC3, 0xFF]
        var reasons: Set<SkipReason> = []
        var events = 0
        for index in bytes.indices {
            for replacement in replacements {
                var changed = bytes
                changed[index] = replacement
                do throws(SkipReason) {
                    let event = try Event(bytes: changed)
                    #expect((try? Event(line: event.line)) == event)
                    events += 1
                } catch {
                    reasons.insert(error)
                }
            }
        }
        let expected: Set<SkipReason> = [
            .invalid_utf8, .invalid_json, .missing_event_type, .missing_timestamp, .invalid_timestamp,
        ]
        #expect(reasons.isSuperset(of: expected))
        #expect(events > 1000)
    }

    @Test func damagedLinesOfEveryTypeNeverCrash() {
        var rng = SplitMix64(seed: 14)
        for _ in 0..<3000 {
            var bytes = Array(rng.event().line.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &rng) {
                let index = Int.random(in: 0..<bytes.count, using: &rng)
                if rng.oneIn(2) {
                    bytes[index] = UInt8.random(in: 0...255, using: &rng)
                } else {
                    bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...8, using: &rng)))
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            guard let event = try? Event(bytes: bytes) else { continue }
            #expect((try? Event(line: event.line)) == event)
        }
    }

    @Test func eventsAreAppendedWithoutNewlines() {
        var rng = SplitMix64(seed: 15)
        let events = (0..<50).map { _ in rng.event() }
        var bytes: [UInt8] = []
        for event in events { event.append(to: &bytes) }
        #expect(String(decoding: bytes, as: UTF8.self) == events.map(\.line).joined())
        #expect(!bytes.contains(0x0A))
    }

    @Test func timestampIsCutToMicroseconds() throws {
        let event = Event(timestamp: Timestamp(nanosecondsSince1970: 1_999), payload: .runCompleted(RunCompleted()))
        #expect(try Event(line: event.line).timestamp == Timestamp(nanosecondsSince1970: 1_000))
    }
}
