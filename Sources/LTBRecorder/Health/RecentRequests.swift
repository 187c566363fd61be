// Owns what became of the last requests, for checks of error rate and response time.

import LTBEvents
import LTBLog

/// Watches a recorder's requests over the last minutes, in a bounded number of them.
final class RecentRequests: Sendable {
    fileprivate struct Outcome {
        var endedAt: Timestamp
        var isFailed: Bool
        var latencySeconds: Double?
    }

    private let outcomes = Monitor<[Outcome]>([])
    private let recorder: Recorder
    private let window: Int64
    private let task: Task<Void, Never>

    /// As many as a percentile needs.
    private static let limit = 4_096

    init(_ recorder: Recorder, window: Duration) {
        self.recorder = recorder
        self.window = Int64(min(Double.seconds(window), 9e9) * 1e9)
        let outcomes = outcomes
        let subscription = recorder.events.subscribe(to: [.requestCompleted, .requestFailed], bufferSize: Self.limit)
        task = Task {
            for await case .event(let event) in subscription {
                guard let outcome = Outcome(event) else { continue }
                outcomes.withLock { outcomes in
                    outcomes.append(outcome)
                    if outcomes.count > 2 * Self.limit { outcomes.removeFirst(Self.limit) }
                }
            }
        }
    }

    deinit { task.cancel() }

    /// The share of failed requests; nil: too few to judge.
    func errorRate(atLeast count: Int) -> Double? {
        let recent = recent()
        guard recent.count >= max(1, count) else { return nil }
        return Double(recent.count { $0.isFailed }) / Double(recent.count)
    }

    /// The 95th percentile of latencies, the nearest rank; nil: too few to judge.
    func responseTime(atLeast count: Int) -> Double? {
        let latencies = recent().compactMap { $0.isFailed ? nil : $0.latencySeconds }.sorted()
        guard latencies.count >= max(1, count) else { return nil }
        return latencies[min(latencies.count - 1, Int((0.95 * Double(latencies.count)).rounded(.up)) - 1)]
    }

    private func recent() -> [Outcome] {
        let oldest = recorder.clock.now().nanosecondsSince1970.subtractingReportingOverflow(window).partialValue
        return outcomes.withLock { outcomes in
            outcomes.removeAll { $0.endedAt.nanosecondsSince1970 < oldest }
            return outcomes
        }
    }
}

extension RecentRequests.Outcome {
    fileprivate init?(_ event: Event) {
        switch event.payload {
        case .requestCompleted(let data):
            self.init(endedAt: event.timestamp, isFailed: false, latencySeconds: data.latencySeconds)
        case .requestFailed: self.init(endedAt: event.timestamp, isFailed: true, latencySeconds: nil)
        default: return nil
        }
    }
}

extension HealthProbe {
    /// The share of a recorder's requests that failed in the last minutes, 0 to 1; healthy while there are too few to judge.
    public static func errorRate(
        of recorder: Recorder, limits: HealthLimits = HealthLimits(degraded: 0.05, unhealthy: 0.2),
        window: Duration = .seconds(300), atLeast count: Int = 20, isCritical: Bool = false
    ) -> HealthProbe {
        let requests = RecentRequests(recorder, window: window)
        return HealthProbe("error_rate", component: "requests", isCritical: isCritical) {
            guard let rate = requests.errorRate(atLeast: count) else { return .tooFew(count) }
            return .low(rate, limits, "error rate", shown: percent)
        }
    }

    /// The 95th percentile of a recorder's latencies in the last minutes, in seconds; healthy while there are too few to judge.
    public static func responseTime(
        of recorder: Recorder, limits: HealthLimits = HealthLimits(degraded: 5, unhealthy: 20),
        window: Duration = .seconds(300), atLeast count: Int = 20, isCritical: Bool = false
    ) -> HealthProbe {
        let requests = RecentRequests(recorder, window: window)
        return HealthProbe("response_time", component: "requests", isCritical: isCritical) {
            guard let seconds = requests.responseTime(atLeast: count) else { return .tooFew(count) }
            return .low(seconds, limits, "p95 latency") { "\(($0 * 1_000).rounded() / 1_000) s" }
        }
    }
}

extension HealthFinding {
    fileprivate static func tooFew(_ count: Int) -> HealthFinding {
        HealthFinding(.healthy, "fewer than \(count) requests to judge")
    }
}
