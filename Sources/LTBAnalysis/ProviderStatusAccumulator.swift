// Owns a provider's status over time while it is gathered.

import LTBEvents

/// The first and the last status event of each timeline bucket, and the worst between: enough to show when a status
/// changed, and bounded.
struct ProviderStatusAccumulator: Accumulator {
    /// A bucket's first and last status, and when it was at its worst first.
    struct Cell: Accumulator {
        private(set) var first = Earliest<ByteString>()
        private(set) var last = Latest<ByteString>()
        private var worst = Earliest<ByteString>()

        mutating func record(_ status: ByteString, at order: EventOrder) {
            first.record(status, at: order)
            last.record(status, at: order)
            recordWorst(status, at: order)
        }

        private mutating func recordWorst(_ status: ByteString, at order: EventOrder) {
            let (severity, held) = (Self.severity(status), worst.value.map { Self.severity($0) } ?? -1)
            if severity > held { worst = Earliest() }
            if severity >= held { worst.record(status, at: order) }
        }

        private static func severity(_ status: ByteString) -> Int {
            switch status.text {
            case "healthy": 0
            case "degraded": 2
            case "unavailable": 3
            default: 1
            }
        }

        mutating func merge(_ other: Self) {
            first.merge(other.first)
            last.merge(other.last)
            if let status = other.worst.value, let order = other.worst.order { recordWorst(status, at: order) }
        }

        /// In their order.
        var events: [(order: EventOrder, status: ByteString)] {
            let all = [(first.order, first.value), (worst.order, worst.value), (last.order, last.value)]
            return all.compactMap { order, status in
                guard let order, let status else { return nil }
                return (order, status)
            }
        }
    }

    /// Nil where there are too many providers to keep it.
    private(set) var row: TimelineRow<Cell>? = TimelineRow(empty: Cell())
    private var last = Latest<ByteString>()

    /// The last one; nil if there never was one.
    var lastStatus: String? { last.value?.text }

    /// Whether more than the last status is known.
    var keepsChanges: Bool { row != nil }

    mutating func record(_ status: ByteString, at order: EventOrder, on axis: TimeAxis) {
        row?.update(axis.cell(of: order.timestamp), on: axis) { $0.record(status, at: order) }
        last.record(status, at: order)
    }

    mutating func widen(_ widening: TimeAxis.Widening, on axis: TimeAxis) { row?.widen(widening, on: axis) }

    mutating func fit(_ room: KeyRoom) {
        if !room.keepsStatusChanges { row = nil }
    }

    mutating func merge(_ other: Self) {
        if let added = other.row { row?.merge(added) } else { row = nil }
        last.merge(other.last)
    }

    /// The figures of a provider; nil if it never had a status.
    func figures(provider: String, on axis: TimeAxis) -> ProviderStatusFigures? {
        var changes: [ProviderStatusFigures.Change] = []
        for event in events(on: axis) where changes.last?.status != event.status.text {
            changes.append(.init(at: .init(nanosecondsSince1970: event.order.timestamp), status: event.status.text))
        }
        guard let last = changes.last else { return nil }
        return ProviderStatusFigures(provider: provider, status: last.status, changes: changes)
    }

    private func events(on axis: TimeAxis) -> [(order: EventOrder, status: ByteString)] {
        if let row { return axis.cells.flatMap { row[$0].events } }
        guard let order = last.order, let status = last.value else { return [] }
        return [(order, status)]
    }
}
