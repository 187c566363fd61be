// Owns a provider's status over time while it is gathered.

import LTBEvents

/// The first and the last status event of each timeline bucket: enough to show when a status changed, and bounded.
struct ProviderStatusAccumulator: Accumulator {
    /// A bucket's first and last status.
    struct Cell: Accumulator {
        private(set) var first = Earliest<ByteString>()
        private(set) var last = Latest<ByteString>()

        mutating func record(_ status: ByteString, at order: EventOrder) {
            first.record(status, at: order)
            last.record(status, at: order)
        }

        mutating func merge(_ other: Self) {
            first.merge(other.first)
            last.merge(other.last)
        }
    }

    var row = TimelineRow(empty: Cell())

    mutating func record(_ status: ByteString, at order: EventOrder, on axis: TimeAxis) {
        row.update(axis.cell(of: order.timestamp), on: axis) { $0.record(status, at: order) }
    }

    mutating func merge(_ other: Self) { row.merge(other.row) }

    /// The figures of a provider; nil if it never had a status.
    func figures(provider: String, on axis: TimeAxis) -> ProviderStatusFigures? {
        var changes: [ProviderStatusFigures.Change] = []
        for cell in axis.cells {
            append(row[cell].first.order, row[cell].first.value, to: &changes)
            append(row[cell].last.order, row[cell].last.value, to: &changes)
        }
        guard let last = changes.last else { return nil }
        return ProviderStatusFigures(provider: provider, status: last.status, changes: changes)
    }

    private func append(_ order: EventOrder?, _ status: ByteString?, to changes: inout [ProviderStatusFigures.Change]) {
        guard let order, let status = status?.text, changes.last?.status != status else { return }
        changes.append(.init(at: .init(nanosecondsSince1970: order.timestamp), status: status))
    }
}
