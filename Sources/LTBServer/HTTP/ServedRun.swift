// Owns what is served, and what is told of the server itself.

import Glibc
package import LTBEvents
import LTBLog

/// A run with its clients, and with the replay where it is one.
package final class ServedRun: Sendable {
    /// What is counted, and who gets events.
    package let run: LiveRun
    package let hub: EventHub
    /// Nil where events come from elsewhere, and not from a log that is replayed.
    package let clock: ReplayClock?
    let startedAt = MonotonicClock.now()
    private let failure = Monitor<String?>(nil)
    /// More checks than the server's own: name and result.
    private let checks: @Sendable () async -> [String: HealthCheck]

    /// A run to serve.
    ///
    /// - Parameter checks: what `/health` tells besides how the server is.
    package init(
        run: LiveRun, hub: EventHub, clock: ReplayClock? = nil,
        checks: @escaping @Sendable () async -> [String: HealthCheck] = { [:] }
    ) {
        self.run = run
        self.hub = hub
        self.clock = clock
        self.checks = checks
    }

    /// Says that no more events will come, and why.
    package func fail(_ message: String) { failure.withLock { $0 = message } }

    /// The system's time, by which everything here is told.
    package var time: Timestamp { .now }

    var uptimeSeconds: Double { Double((MonotonicClock.now() - startedAt) / 1_000_000) / 1e3 }

    // MARK: Health

    /// How the server is.
    package func health() async -> HealthReported {
        let now = Timestamp.now
        var all = await checks()
        all["log"] = logCheck(at: now)
        all["clients"] = clientsCheck(at: now)
        let worst = all.values.map { check -> String in
            check.status == "unhealthy" && check.critical != true ? "degraded" : check.status ?? "degraded"
        }
        let status = worst.contains("unhealthy") ? "unhealthy" : worst.contains("degraded") ? "degraded" : "healthy"
        return HealthReported(status: status, checks: all, reportedAt: now, uptimeSeconds: uptimeSeconds)
    }

    private func logCheck(at now: Timestamp) -> HealthCheck {
        var check = HealthCheck(
            component: "log", status: "healthy", message: "all was read", lastCheck: now, durationMilliseconds: 0,
            critical: true)
        let skipped = run.skippedLineCount
        if skipped > 0 {
            let lines = skipped == 1 ? "1 line was no event and was" : "\(skipped) lines were no events and were"
            (check.status, check.message) = ("degraded", "\(lines) skipped")
        }
        if run.isDamaged { (check.status, check.message) = ("degraded", "parts of the log could not be read") }
        if let failure = failure.withLock({ $0 }) { (check.status, check.message) = ("unhealthy", failure) }
        return check
    }

    private func clientsCheck(at now: Timestamp) -> HealthCheck {
        let hasRoom = hub.hasRoom
        return HealthCheck(
            component: "clients", status: hasRoom ? "healthy" : "degraded",
            message: "\(hub.clients) of \(hub.limit) clients", lastCheck: now, durationMilliseconds: 0, critical: false)
    }

    // MARK: Status

    /// Where the replay is, and how the server is, as JSON.
    var statusJSON: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("status")
        writer.value(failure.withLock { $0 } != nil ? "failed" : clock.map(Self.word) ?? "following")
        writer.key("version")
        writer.value(Version.current)
        writer.key("uptime_seconds")
        writer.value(uptimeSeconds)
        writer.key("events")
        writer.value(run.eventCount)
        writer.key("clients")
        writer.value(Int64(hub.clients))
        writer.key("clients_limit")
        writer.value(Int64(hub.limit))
        writer.key("memory_bytes")
        writer.value(Self.memoryBytes)
        writer.key("replay")
        if let clock { clock.write(to: &writer) } else { writer.null() }
        writer.endObject()
        return writer.bytes
    }

    private static func word(_ clock: ReplayClock) -> String {
        let status = clock.status
        return status.phase == .playing && status.isPaused ? "paused" : status.phase.rawValue
    }

    /// Resident memory of this process; nil where the system does not tell.
    private static var memoryBytes: Int64? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 128)
        guard fgets(&text, 128, file) != nil else { return nil }
        let fields = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return fields.count > 1 ? Int64(fields[1]).map { $0 * Int64(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }
}

extension ReplayClock {
    /// The replay as JSON: where it is, how fast it goes.
    func write(to writer: inout JSONWriter) {
        let status = status
        writer.beginObject()
        writer.key("state")
        writer.value(status.phase.rawValue)
        writer.key("paused")
        writer.value(status.isPaused)
        writer.key("speed")
        writer.value(status.speed.text)
        writer.key("position")
        writer.value(status.position.map { Timestamp(nanosecondsSince1970: $0) })
        writer.key("start")
        writer.value(status.range.map { Timestamp(nanosecondsSince1970: $0.lowerBound) })
        writer.key("end")
        writer.value(status.range.map { Timestamp(nanosecondsSince1970: $0.upperBound) })
        writer.key("generation")
        writer.value(status.generation)
        writer.key("late_events")
        writer.value(status.lateEvents)
        writer.key("loop")
        writer.value(status.loops)
        writer.key("can_seek")
        writer.value(status.canSeek)
        writer.endObject()
    }
}
