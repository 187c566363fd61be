// Owns what is still to happen in a simulation, the next first.

/// What will happen at known times: a binary heap, as large as there are things under way.
///
/// Of what happens at the same time, what was added first comes first.
struct PendingQueue<Element> {
    fileprivate struct Entry {
        var time: Microseconds
        var order: UInt64
        var element: Element

        func isBefore(_ other: Entry) -> Bool {
            time != other.time ? time < other.time : order < other.order
        }
    }

    private var entries: [Entry] = []
    private var added: UInt64 = 0

    var count: Int { entries.count }

    mutating func add(_ element: Element, at time: Microseconds) {
        entries.append(Entry(time: time, order: added, element: element))
        added += 1
        var index = entries.count - 1
        while index > 0, entries[index].isBefore(entries[(index - 1) / 2]) {
            entries.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func removeAll() {
        entries.removeAll()
    }

    mutating func removeNext() -> (time: Microseconds, element: Element)? {
        guard let next = entries.first else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (next.time, next.element)
    }

    private mutating func sink() {
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < entries.count else { return }
            if child + 1 < entries.count, entries[child + 1].isBefore(entries[child]) { child += 1 }
            guard entries[child].isBefore(entries[index]) else { return }
            entries.swapAt(index, child)
            index = child
        }
    }
}

extension PendingQueue: Sendable where Element: Sendable {}
extension PendingQueue.Entry: Sendable where Element: Sendable {}
