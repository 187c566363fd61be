// Owns what "first" and "last" mean among events, so that no result depends on the order of lines or files.

/// The position of an event in a run: by time, then by id, bytewise.
struct EventOrder: Comparable, Sendable {
    var timestamp: Int64
    var id: [UInt8]

    static func < (lhs: Self, rhs: Self) -> Bool {
        if lhs.timestamp != rhs.timestamp { return lhs.timestamp < rhs.timestamp }
        return lhs.id.lexicographicallyPrecedes(rhs.id)
    }

    /// Becomes that of another event, in the memory that it has: mostly ids are as long as the last one.
    fileprivate mutating func become(timestamp: Int64, id: UnsafeRawBufferPointer?) {
        self.timestamp = timestamp
        let kept = UnsafeRawBufferPointer(start: id?.baseAddress, count: min(id?.count ?? 0, KeptText.longestID))
        if kept.count == self.id.count {
            self.id.withUnsafeMutableBytes { $0.copyMemory(from: kept) }
        } else {
            self.id = Array(kept)
        }
    }
}

extension ScannedEvent {
    /// The event's position.
    var order: EventOrder {
        EventOrder(timestamp: timestamp, id: id.map { Array($0.prefix(KeptText.longestID)) } ?? [])
    }
}

/// Text in byte order. (`String` compares by canonical equivalence, which would make unequal texts tie.)
struct ByteString: Comparable, Hashable, Sendable {
    var bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
    init(_ text: String) { bytes = Array(text.utf8) }

    static func < (lhs: Self, rhs: Self) -> Bool { lhs.bytes.lexicographicallyPrecedes(rhs.bytes) }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A value that can be put in order where time and id are equal.
typealias OrderedValue = Comparable & Sendable

/// The value of the event with the greatest (timestamp, id, value).
struct Latest<Value: OrderedValue>: Accumulator {
    private(set) var order: EventOrder?
    private(set) var value: Value?

    mutating func record(_ value: Value, at order: EventOrder) {
        if let current = self.order, let held = self.value, (current, held) >= (order, value) { return }
        self.order = order
        self.value = value
    }

    /// Records the value of an event without allocating: mostly events come in their order.
    mutating func record(_ value: Value, of event: borrowing ScannedEvent) {
        guard let timestamp = order?.timestamp, timestamp < event.timestamp else {
            if order?.timestamp ?? .min <= event.timestamp { record(value, at: event.order) }
            return
        }
        order?.become(timestamp: event.timestamp, id: event.id)
        self.value = value
    }

    mutating func merge(_ other: Self) {
        guard let order = other.order, let value = other.value else { return }
        record(value, at: order)
    }
}

/// The value of the event with the smallest (timestamp, id, value).
struct Earliest<Value: OrderedValue>: Accumulator {
    private(set) var order: EventOrder?
    private(set) var value: Value?

    mutating func record(_ value: Value, at order: EventOrder) {
        if let current = self.order, let held = self.value, (current, held) <= (order, value) { return }
        self.order = order
        self.value = value
    }

    mutating func merge(_ other: Self) {
        guard let order = other.order, let value = other.value else { return }
        record(value, at: order)
    }
}

/// The first so many events of a kind, in order; what comes after them is counted.
struct FirstEvents<Value: OrderedValue>: Accumulator {
    struct Entry: Comparable, Sendable {
        var order: EventOrder
        var value: Value

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.order, lhs.value) < (rhs.order, rhs.value) }
    }

    private(set) var limit: Int
    private var held: [Entry] = []
    /// Events beyond the limit.
    private(set) var dropped: Int64 = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// By time, id and value.
    var entries: [Entry] { Array(held.sorted().prefix(limit)) }

    mutating func record(_ value: Value, at order: EventOrder) {
        held.append(Entry(order: order, value: value))
        if held.count >= 2 * limit { trim() }
    }

    mutating func merge(_ other: Self) {
        held.append(contentsOf: other.held)
        dropped += other.dropped
        trim()
    }

    /// Keeps fewer from now on, as if it had never kept more.
    mutating func lower(limit: Int) {
        guard limit < self.limit else { return }
        self.limit = limit
        trim()
    }

    /// Whether events beyond the limit were left out.
    var isCut: Bool { dropped > 0 || held.count > limit }

    private mutating func trim() {
        guard held.count > limit else { return }
        held.sort()
        dropped += Int64(held.count - limit)
        held.removeLast(held.count - limit)
    }
}
