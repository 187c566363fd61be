// Owns the claims about the event bus.

import LTBEvents
import LTBLog
@testable import LTBRecorder
import Synchronization
import Testing

struct EventBusTests {
    private func metric(_ number: Int) -> Event {
        Event(
            timestamp: ManualClock.start, id: "m\(number)",
            payload: .metricRecorded(MetricRecorded(name: "m", type: "gauge", value: .number(Double(number)))))
    }

    private let alert = Event(timestamp: ManualClock.start, id: "a", payload: .systemAlert(SystemAlert(name: "a")))

    private func ids(_ deliveries: [EventDelivery]) -> [String] {
        deliveries.map {
            switch $0 {
            case .event(let event): event.id ?? "-"
            case .missed(let count): "missed \(count)"
            }
        }
    }

    /// What is left in a subscription whose bus has ended.
    private func rest(of subscription: EventSubscription) async -> [String] {
        var deliveries: [EventDelivery] = []
        for await delivery in subscription { deliveries.append(delivery) }
        return ids(deliveries)
    }

    @Test func everySubscriberGetsTheEventsOfItsTypesInOrder() async {
        let bus = EventBus()
        let all = bus.subscribe()
        let alerts = bus.subscribe(to: [.systemAlert])
        for event in [metric(1), alert, metric(2)] { bus.publish(event) }
        bus.finish()
        #expect(await rest(of: all) == ["m1", "a", "m2"])
        #expect(await rest(of: alerts) == ["a"])
    }

    @Test func aSlowSubscriberLosesItsOldestEventsAndIsToldHowMany() async {
        let bus = EventBus()
        let slow = bus.subscribe(bufferSize: 3)
        let roomy = bus.subscribe(bufferSize: 10)
        for number in 1...8 { bus.publish(metric(number)) }
        bus.finish()
        #expect(await rest(of: slow) == ["missed 5", "m6", "m7", "m8"])
        #expect(await rest(of: roomy) == (1...8).map { "m\($0)" })
    }

    @Test func aSubscriberThatWaitsGetsTheNextEventAtOnce() async {
        let bus = EventBus()
        let subscription = bus.subscribe()
        async let first = subscription.first { _ in true }
        while await Task(operation: { bus.subscriberCount }).value == 0 {}
        bus.publish(metric(1))
        #expect(await first == .event(metric(1)))
    }

    @Test func aSubscriptionEndsWithItsLastHolder() async {
        let bus = EventBus()
        do {
            let subscription = bus.subscribe()
            #expect(bus.subscriberCount == 1)
            bus.publish(metric(1))
            withExtendedLifetime(subscription) {}
        }
        #expect(bus.subscriberCount == 0)
    }

    @Test func aCancelledTaskStopsWaiting() async {
        let bus = EventBus()
        let subscription = bus.subscribe()
        let task = Task {
            var count = 0
            for await _ in subscription { count += 1 }
            return count
        }
        task.cancel()
        #expect(await task.value == 0)
    }

    @Test func severalTasksThatWaitShareTheDeliveries() async {
        let bus = EventBus()
        let subscription = bus.subscribe()
        let cancelled = Task { await subscription.first { _ in true } }
        let tasks = (0..<2).map { _ in Task { await subscription.first { _ in true } } }
        cancelled.cancel()
        #expect(await cancelled.value == nil)
        bus.publish(metric(1))
        bus.publish(metric(2))
        let received = Set(ids([await tasks[0].value, await tasks[1].value].compactMap(\.self)))
        #expect(received == ["m1", "m2"])
    }

    @Test func aBufferOfAnySizeTakesNoRoomUntilItIsNeeded() async {
        let bus = EventBus()
        let subscription = bus.subscribe(bufferSize: .max)
        for number in 0..<100 { bus.publish(metric(number)) }
        bus.finish()
        #expect(await rest(of: subscription) == (0..<100).map { "m\($0)" })
    }

    @Test func aCallbackGetsEventsUntilItIsCancelled() async {
        let bus = EventBus()
        let received = Monitor<[String]>([])
        let task = bus.subscribe(to: [.systemAlert]) { delivery in
            received.withLock { $0 += ids([delivery]) }
            received.notify()
        }
        bus.publish(alert)
        bus.publish(metric(1))
        bus.finish()
        await task.value
        #expect(received.withLock { $0 } == ["a"])
    }

    @Test func afterItsEndABusTakesNoSubscribers() async {
        let bus = EventBus()
        bus.finish()
        #expect(await rest(of: bus.subscribe()) == [])
        #expect(bus.subscriberCount == 0)
    }

    @Test func theRecorderIsOneOfTheSubscribers() async throws {
        let run = try RecordedRun()
        let subscription = run.recorder.events.subscribe(to: [.metricRecorded, .systemAlert])
        run.recorder.recordMetric("m", .gauge, 1)
        run.recorder.events.publish(alert)
        let events = try run.events().dropFirst().dropLast()
        #expect(events.map(\.eventType) == ["MetricRecorded", "SystemAlert"])
        #expect(await rest(of: subscription) == events.map { $0.id ?? "-" })
    }

    @Test func whatManyThreadsPublishReachesAllSubscribersInOneOrder() async throws {
        let run = try RecordedRun()
        let subscriptions = (0..<3).map { _ in run.recorder.events.subscribe(to: [.metricRecorded], bufferSize: 8_000) }
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for number in 0..<500 { run.recorder.events.publish(metric(thread * 1_000 + number)) }
                }
            }
        }
        let recorded = Set(try run.events().compactMap(\.id))
        let orders = [
            await rest(of: subscriptions[0]), await rest(of: subscriptions[1]), await rest(of: subscriptions[2]),
        ]
        #expect(orders[0] == orders[1] && orders[1] == orders[2])
        #expect(orders[0].count == 4_000)
        #expect(recorded.isSuperset(of: orders[0]))
    }
}
