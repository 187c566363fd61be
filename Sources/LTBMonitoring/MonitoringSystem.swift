// Owns monitoring a program from within: what it records, served while it runs.

public import LTBAnalysis
public import LTBEvents
import LTBLog
import LTBPrometheus
public import LTBRecorder
import LTBReport
import LTBServer

/// Serves what a program records, live: `/metrics`, `/ws` and the dashboard, each at its port, with or without a log.
///
///     let monitoring = MonitoringSystem(MonitoringConfig().withPrometheusPort(9091), recorder: recorder)
///     await monitoring.start()
///     …
///     await monitoring.stop()
///
/// It hears the recorder's events, or those that a program without one publishes on `events`. If it cannot serve, or
/// falls behind, the program notices nothing: `failure` and `missedEvents` tell. Memory is bounded; counts are those since
/// `start()`, and what metrics were is kept for the retention period.
public final class MonitoringSystem: Sendable {
    /// How `exportMetrics` writes.
    public enum ExportFormat: Sendable {
        /// The summary, as `ltb-analyze report --format json` writes it.
        case json
        /// Prometheus' text format.
        case prometheus
        /// OpenMetrics 1.0.
        case openMetrics
    }

    private struct State {
        var isStarted = false
        var tasks: [Task<Void, Never>] = []
        var server: LogServer?
        var failure: String?
        var missedEvents: Int64 = 0
        var pending = LiveEvents()
        var history: MetricHistory
    }

    /// Whether anything is monitored at all: `LTB_ENABLED`.
    public let isEnabled: Bool
    /// The events that are monitored: the recorder's, or those that the program publishes here.
    public let events: EventBus
    private let configuration: MonitoringConfig
    private let served: ServedRun
    private let state: Monitor<State>

    /// How many events wait before the oldest are lost.
    private static let buffer = 65_536
    /// How long events wait for more to be sent together.
    private static let interval = Duration.milliseconds(50)

    /// A system that monitors nothing yet.
    ///
    /// - Parameter recorder: whose events are monitored; nil for those that are published on `events`.
    public init(_ configuration: MonitoringConfig = MonitoringConfig(), recorder: Recorder? = nil) {
        self.configuration = configuration
        isEnabled = configuration.isEnabled
        events = recorder?.events ?? EventBus()
        served = ServedRun(run: LiveRun(), hub: EventHub())
        let seconds = min(configuration.retentionPeriod.components.seconds, 1_000_000_000)
        state = Monitor(State(history: MetricHistory(nanoseconds: max(1, seconds) * 1_000_000_000)))
    }

    deinit { for task in state.withLock({ $0.tasks }) { task.cancel() } }

    /// Why it does not serve; nil while it does, or was not started.
    public var failure: String? { state.withLock { $0.failure } }

    /// Events that came faster than they could be counted.
    public var missedEvents: Int64 { state.withLock { $0.missedEvents } }

    // MARK: Start and stop

    /// Begins to listen to events and to serve them; false if it cannot, which `failure` explains.
    ///
    /// Events are counted in any case. To start what was started changes nothing.
    @discardableResult
    public func start() async -> Bool {
        let isFirst = state.withLock { state in
            defer { state.isStarted = state.isStarted || isEnabled }
            return !state.isStarted
        }
        guard isEnabled, isFirst else { return isEnabled && failure == nil }
        let subscription = events.subscribe(bufferSize: Self.buffer)
        let (served, state) = (served, state)
        var tasks = [
            Task { for await delivery in subscription { Self.take(delivery, served, state) } },
            Task { await Self.repeating(every: Self.interval) { Self.send(served, state) } },
            Task {
                let interval = state.withLock { $0.history.interval }
                await Self.repeating(every: .nanoseconds(interval)) { Self.look(served, state) }
            },
        ]
        if let server = configuration.serverConfiguration.map({ LogServer(served, $0) }) {
            let (isListening, listening) = AsyncStream<Bool>.makeStream()
            tasks.append(
                Task {
                    do throws(LogServerError) {
                        try await server.run(endingOn: []) { _ in listening.yield(true) }
                    } catch {
                        state.withLock { $0.failure = error.description }
                    }
                    listening.finish()
                })
            state.withLock { ($0.tasks, $0.server) = (tasks, server) }
            for await _ in isListening { return true }
            return false
        }
        state.withLock { $0.tasks = tasks }
        return true
    }

    /// Ends the server, which says good-bye to its clients; figures can be asked for still.
    public func stop() async {
        let (tasks, server) = state.withLock { state in
            defer { (state.isStarted, state.tasks, state.server) = (false, [], nil) }
            return (state.tasks, state.server)
        }
        await server?.end()
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    // MARK: What is known

    /// The figures of one provider until now; nil if there was no request to it.
    public func providerStats(_ provider: String) -> ProviderFigures? {
        allProviderStats().first { $0.provider == provider }
    }

    /// The figures of all providers until now, by name.
    public func allProviderStats() -> [ProviderFigures] { served.run.summary.providers }

    /// The whole result until now.
    public var summary: RunSummary { served.run.summary }

    /// What a series of a metric was, oldest first, as long as it is kept.
    ///
    /// Of a histogram there are `…_count` and `…_sum`.
    ///
    /// - Parameters:
    ///   - metric: the name as in `/metrics`.
    ///   - labels: all labels of the series.
    ///   - range: from when to when.
    public func history(
        of metric: String, labels: [String: String] = [:], in range: ClosedRange<Timestamp>? = nil
    ) -> [MetricSample] {
        let range = range.map { $0.lowerBound.nanosecondsSince1970...$0.upperBound.nanosecondsSince1970 }
        return state.withLock { $0.history.samples(metric, labels, range ?? .min ... .max) }
    }

    /// Everything until now, as text in UTF-8.
    public func exportMetrics(_ format: ExportFormat) -> [UInt8] {
        switch format {
        case .json:
            var bytes: [UInt8] = []
            JSONReport().write(served.run.summary, to: &bytes)
            return bytes
        case .prometheus: return served.run.exposition(.text)
        case .openMetrics: return served.run.exposition(.openMetrics)
        }
    }
}

extension MonitoringSystem {
    private static func take(_ delivery: EventDelivery, _ served: ServedRun, _ state: Monitor<State>) {
        switch delivery {
        case .event(let event):
            served.run.take(event)
            state.withLock { $0.pending.append(event) }
        case .missed(let count): state.withLock { $0.missedEvents += Int64(count) }
        }
    }

    private static func send(_ served: ServedRun, _ state: Monitor<State>) {
        var events = state.withLock { state in
            defer { state.pending = LiveEvents() }
            return state.pending
        }
        served.hub.publish(&events)
    }

    private static func look(_ served: ServedRun, _ state: Monitor<State>) {
        let families = MetricFamily.all(of: served.run.counts)
        state.withLock { $0.history.record(families, at: served.time) }
    }

    private static func repeating(every interval: Duration, _ body: () -> Void) async {
        repeat { body() } while (try? await Task.sleep(for: interval)) != nil
    }
}

extension MonitoringConfig {
    /// How what is switched on is served; nil if nothing is.
    var serverConfiguration: LogServerConfiguration? {
        var configuration = LogServerConfiguration()
        (configuration.bind, configuration.token) = (bindAddress, token)
        configuration.ports = [
            .prometheus: prometheus.port, .webSocket: webSocket.port, .dashboard: dashboard.port,
        ]
        configuration.roles = []
        if prometheus.isEnabled { configuration.roles.insert(.prometheus) }
        if webSocket.isEnabled { configuration.roles.insert(.webSocket) }
        if dashboard.isEnabled { configuration.roles.insert(.dashboard) }
        return configuration.roles.isEmpty ? nil : configuration
    }
}
