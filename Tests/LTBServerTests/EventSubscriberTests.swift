// Owns the claims about what clients get: everything in order, or a number of what is missing.

import LTBTestSupport
import NIOCore
@testable import LTBServer
import Testing

struct EventSubscriberTests {
    private func batch(_ types: String...) -> EventBatch {
        var lines = RunLines()
        for type in types {
            let line = #"{"event_type":"\#(type)","timestamp":"2026-01-15T10:30:00Z"}"#
            Array(line.utf8).withUnsafeBytes { lines.append($0) }
        }
        return EventBatch(&lines)
    }

    /// The texts of frames that are whole messages.
    private func texts(_ frames: [ByteBuffer]) -> [String] {
        frames.flatMap { frames -> [String] in
            var (frames, texts) = (frames, [String]())
            while let head = frames.readInteger(as: UInt8.self), head == 0x81,
                let length = frames.readInteger(as: UInt8.self)
            {
                let long = length == 126 ? frames.readInteger(as: UInt16.self).map(Int.init) : Int(length)
                texts.append(frames.readString(length: long ?? 0) ?? "")
            }
            return texts
        }
    }

    private func types(_ subscriber: EventSubscriber) -> (types: [String], dropped: Int) {
        guard let (frames, dropped) = subscriber.take() else { return ([], 0) }
        let types = texts(frames).map { text in
            String(text.dropFirst(#"{"type":"Event","data":{"event_type":""#.count).prefix { $0 != "\"" })
        }
        return (types, dropped)
    }

    @Test func eventsAreMessagesInTheirOrder() {
        let subscriber = EventSubscriber(id: 1)
        subscriber.offer(batch("RequestStarted", "Own"))
        subscriber.offer(batch("RequestFailed"))
        let taken = subscriber.take()
        #expect(
            texts(taken?.frames ?? [])
                == ["RequestStarted", "Own", "RequestFailed"].map { type in
                    #"{"type":"Event","data":{"event_type":"\#(type)","timestamp":"2026-01-15T10:30:00Z"}}"#
                })
        #expect(subscriber.take() == nil)
    }

    @Test func typesThatWereAskedForAreChosenInAnySpelling() {
        var lines = RunLines()
        for line in [
            #"{ "timestamp":"2026-01-15T10:30:00Z","event_type":"Own" }"#,
            #"{"event_type":"\u004fwn","timestamp":"2026-01-15T10:30:00Z"}"#,
            #"{"event_type":"Other","timestamp":"2026-01-15T10:30:00Z"}"#,
        ] { Array(line.utf8).withUnsafeBytes { lines.append($0) } }
        let subscriber = EventSubscriber(id: 1)
        subscriber.subscribe(["Own"])
        subscriber.offer(EventBatch(&lines))
        #expect(texts(subscriber.take()?.frames ?? []).count == 2)
        subscriber.unsubscribe(["Own"])
        subscriber.offer(EventBatch(&lines))
        #expect(texts(subscriber.take()?.frames ?? []).count == 3)
    }

    @Test func whatASlowClientMissesIsCountedAfterWhatItGets() {
        var limits = EventSubscriber.Limits()
        limits.events = 3
        let subscriber = EventSubscriber(id: 1, limits: limits)
        subscriber.offer(batch("A", "B"))
        subscriber.offer(batch("C", "D"))
        // Room for one would be there, but it would come before the gap is told.
        subscriber.offer(batch("E"))
        var taken = types(subscriber)
        #expect(taken.types == ["A", "B"])
        #expect(taken.dropped == 3)
        subscriber.offer(batch("F"))
        taken = types(subscriber)
        #expect(taken.types == ["F"])
        #expect(taken.dropped == 0)
    }

    @Test func onlyWhatWasAskedForIsMissed() {
        var limits = EventSubscriber.Limits()
        limits.events = 1
        let subscriber = EventSubscriber(id: 1, limits: limits)
        subscriber.subscribe(["A"])
        subscriber.offer(batch("A"))
        subscriber.offer(batch("A", "B", "B"))
        #expect(types(subscriber).dropped == 1)
    }

    @Test func anEventThatIsTooLargeIsCounted() {
        var lines = RunLines()
        let line = #"{"event_type":"A","x":""# + String(repeating: "x", count: EventBatch.largestEvent) + "\"}"
        Array(line.utf8).withUnsafeBytes { lines.append($0) }
        let subscriber = EventSubscriber(id: 1)
        subscriber.offer(EventBatch(&lines))
        let taken = types(subscriber)
        #expect(taken.types == [])
        #expect(taken.dropped == 1)
    }

    @Test func framesOfAllLengthsSayHowLongTheyAre() {
        for (length, head) in [
            (125, [0x81, 125]), (126, [0x81, 126, 0, 126]), (65_535, [0x81, 126, 0xFF, 0xFF]),
            (65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])] {
            let frame = WebSocketFrames.text(Array(repeating: 0x61, count: length))
            #expect(Array(frame.readableBytesView.prefix(head.count)) == head)
            #expect(frame.readableBytes == head.count + length)
        }
    }

    @Test func theHubHasALimitAndRemembersTheLastEvents() {
        let hub = EventHub(limit: 2)
        let first = hub.subscribe()
        #expect(hub.subscribe() != nil)
        #expect(hub.subscribe() == nil)
        if let first { hub.unsubscribe(first) }
        #expect(hub.subscribe() != nil)
        var lines = RunLines()
        for number in 0..<70 { Array("{\"n\":\(number)}".utf8).withUnsafeBytes { lines.append($0) } }
        hub.publish(&lines)
        #expect(hub.recent.count == 50)
        #expect(hub.recent.last == Array(#"{"n":69}"#.utf8))
    }
}
