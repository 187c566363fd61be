// Owns what is gathered for the alerts of one name and label set.

import LTBEvents

/// The alert's events in order, from which its episodes are told.
struct AlertAccumulator: Accumulator {
    /// One event of the alert. What orders it makes ties in time and id have one winner.
    struct Transition: OrderedValue {
        /// Nil where the alert named no state, which is to say that it fired.
        var state: ByteString?
        var severity: ByteString
        var message: ByteString?
        var value: Double?
        var threshold: Double?

        init(_ alert: SystemAlert) {
            state = alert.state.map { KeptText.kept($0, atMost: KeptText.longestMessage) }
            severity = KeptText.kept(alert.severity ?? RunSummary.unknownName, atMost: KeptText.longestMessage)
            message = alert.message.map { KeptText.kept($0, atMost: KeptText.longestMessage) }
            value = alert.value
            threshold = alert.threshold
        }

        var isFiring: Bool { state == nil || state == Self.firing }
        var isResolved: Bool { state == Self.resolved }

        private static let firing = ByteString(SystemAlert.State.firing.rawValue)
        private static let resolved = ByteString(SystemAlert.State.resolved.rawValue)

        static func < (lhs: Self, rhs: Self) -> Bool { lhs.rank.lexicographicallyPrecedes(rhs.rank) }

        private var rank: [ByteString] {
            [
                ByteString(isFiring ? "1" : "0"), state ?? Self.firing, severity, message ?? ByteString(""),
                ByteString(value.map { "\($0)" } ?? ""), ByteString(threshold.map { "\($0)" } ?? ""),
            ]
        }
    }

    /// Plenty for a person to read; the first ones say how it began.
    private(set) var transitions = FirstEvents<Transition>(limit: KeyRoom(keyCount: 1).alertTransitions)
    /// So that it is known how it ended, however many there were.
    private var last = Latest<Transition>()

    mutating func record(_ alert: SystemAlert, at order: EventOrder) {
        transitions.record(Transition(alert), at: order)
        last.record(Transition(alert), at: order)
    }

    mutating func fit(_ room: KeyRoom) { transitions.lower(limit: room.alertTransitions) }

    mutating func merge(_ other: Self) {
        transitions.merge(other.transitions)
        last.merge(other.last)
    }

    private var entries: [FirstEvents<Transition>.Entry] {
        guard transitions.isCut, let order = last.order, let value = last.value else { return transitions.entries }
        return transitions.entries + [.init(order: order, value: value)]
    }

    /// The alert's episodes, each from its first firing event to the next resolved one. A state of another name does not
    /// end one, and is one of its own where none is open.
    func figures(_ series: AlertSeries) -> [AlertFigures] {
        var episodes: [AlertFigures] = []
        for entry in entries {
            let at = Timestamp(nanosecondsSince1970: entry.order.timestamp)
            let isOpen = episodes.last?.isFiring == true
            if entry.value.isFiring {
                guard !isOpen else { continue }
                episodes.append(episode(series, entry.value, state: SystemAlert.State.firing.rawValue))
                episodes[episodes.count - 1].startedAt = at
            } else if !entry.value.isResolved {
                guard !isOpen, let state = entry.value.state?.text, episodes.last?.state != state else { continue }
                episodes.append(episode(series, entry.value, state: state))
                episodes[episodes.count - 1].startedAt = at
            } else {
                if episodes.last?.isResolved ?? true {
                    episodes.append(episode(series, entry.value, state: SystemAlert.State.resolved.rawValue))
                }
                episodes[episodes.count - 1].state = SystemAlert.State.resolved.rawValue
                episodes[episodes.count - 1].endedAt = at
            }
        }
        return episodes
    }

    private func episode(_ series: AlertSeries, _ transition: Transition, state: String) -> AlertFigures {
        var alert = AlertFigures(name: series.name, severity: transition.severity.text, state: state)
        alert.message = transition.message?.text
        alert.value = transition.value
        alert.threshold = transition.threshold
        alert.labels = series.labels
        return alert
    }
}

/// Which alert: the parts of its key.
struct AlertSeries {
    var name: String
    var labels: [String: String]

    init(name: String, labels: [String: String]) {
        self.name = name
        self.labels = labels
    }

    init(_ alert: SystemAlert) {
        self.init(name: alert.name ?? RunSummary.unknownName, labels: alert.labels)
    }

    /// Takes a key apart.
    init(key: [UInt8]) {
        let series = MetricSeries(key: key)
        (name, labels) = (series.name, series.labels)
    }

    var key: [UInt8] { MetricSeries(name: name, type: "alert", labels: labels).key }
}
