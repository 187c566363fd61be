// Owns what is gathered of one run's identity.

import LTBEvents

/// What `RunStarted` and `RunCompleted` events say of one run id.
struct RunAccumulator: Accumulator {
    /// Labels as sorted pairs, so that ties in time have one winner.
    struct Labels: OrderedValue {
        var pairs: [ByteString]

        init(_ labels: [String: String]) {
            pairs = KeptText.kept(labels).flatMap { [$0.name, $0.value] }
        }

        static func < (lhs: Self, rhs: Self) -> Bool { lhs.pairs.lexicographicallyPrecedes(rhs.pairs) }

        var dictionary: [String: String] {
            stride(from: 0, to: pairs.count, by: 2).reduce(into: [:]) { $0[pairs[$1].text] = pairs[$1 + 1].text }
        }
    }

    private var started = Earliest<Int64>()
    private var name = Latest<ByteString>()
    private var labels = Latest<Labels>()
    private var host = Latest<ByteString>()
    private var tool = Latest<ByteString>()
    private var toolVersion = Latest<ByteString>()
    private var status = Latest<ByteString>()
    private var duration = Latest<Int64>()
    private(set) var droppedEvents = Count()

    mutating func record(_ run: RunStarted, at order: EventOrder) {
        started.record(run.startedAt?.nanosecondsSince1970 ?? order.timestamp, at: order)
        if let name = run.name { self.name.record(Self.kept(name), at: order) }
        if !run.labels.isEmpty { labels.record(Labels(run.labels), at: order) }
        if let host = run.host { self.host.record(Self.kept(host), at: order) }
        if let tool = run.tool { self.tool.record(Self.kept(tool), at: order) }
        if let version = run.toolVersion { toolVersion.record(Self.kept(version), at: order) }
    }

    mutating func record(_ run: RunCompleted, at order: EventOrder) {
        if let status = run.status { self.status.record(Self.kept(status), at: order) }
        if let seconds = run.durationSeconds, let value = nanoseconds(fromSeconds: seconds) {
            duration.record(value, at: order)
        }
        droppedEvents.add(run.droppedEvents ?? 0)
    }

    private static func kept(_ text: String) -> ByteString { KeptText.kept(text, atMost: KeptText.longestDetail) }

    mutating func merge(_ other: Self) {
        started.merge(other.started)
        name.merge(other.name)
        labels.merge(other.labels)
        host.merge(other.host)
        tool.merge(other.tool)
        toolVersion.merge(other.toolVersion)
        status.merge(other.status)
        duration.merge(other.duration)
        droppedEvents.merge(other.droppedEvents)
    }

    func identity(runID: String?) -> RunIdentity {
        var run = RunIdentity()
        run.runID = runID
        run.name = name.value?.text
        run.labels = labels.value?.dictionary ?? [:]
        run.status = status.value?.text
        run.startedAt = started.value.map { Timestamp(nanosecondsSince1970: $0) }
        run.durationSeconds = duration.value.map { Double($0) / 1e9 }
        run.host = host.value?.text
        run.tool = tool.value?.text
        run.toolVersion = toolVersion.value?.text
        return run
    }
}
