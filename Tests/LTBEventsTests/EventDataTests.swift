// Owns the claims about events that are written from their data alone.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct EventDataTests {
    @Test func theDataOfAnyEventMakesItsLine() {
        var rng = SplitMix64(seed: 32)
        for type in EventType.allCases {
            for _ in 0..<200 {
                var event = rng.event(type)
                (event.unknownFields, event.unknownPayloadFields) = ([:], [:])
                event.id = "evt_5f0c91ab_7"
                var expected: [UInt8] = []
                event.append(to: &expected)
                #expect(event.payload.lineOfData(at: event.timestamp) == expected)
            }
        }
    }
}

extension Payload {
    /// The line that the data alone makes.
    fileprivate func lineOfData(at time: Timestamp) -> [UInt8] {
        func line(_ data: some EventData) -> [UInt8] {
            var line: [UInt8] = []
            Event.append(data: data, at: time, idPrefix: "evt_5f0c91ab_", number: 7, to: &line)
            return line
        }
        return switch self {
        case .runStarted(let data): line(data)
        case .runCompleted(let data): line(data)
        case .requestStarted(let data): line(data)
        case .requestCompleted(let data): line(data)
        case .requestFailed(let data): line(data)
        case .benchmarkStarted(let data): line(data)
        case .benchmarkProgress(let data): line(data)
        case .benchmarkCompleted(let data): line(data)
        case .evaluationStarted(let data): line(data)
        case .evaluationCompleted(let data): line(data)
        case .providerStatus(let data): line(data)
        case .metricRecorded(let data): line(data)
        case .systemAlert(let data): line(data)
        case .spanEnded(let data): line(data)
        case .healthReported(let data): line(data)
        case .unknown: []
        }
    }
}
