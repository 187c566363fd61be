// Owns accumulators by key under a cardinality bound.

/// What is gathered for one key: starts empty, and two of them can be added up in any order.
protocol Accumulator: Sendable {
    mutating func merge(_ other: Self)

    /// Makes do with the room of each of so many keys (a power of two), as if it had never had more.
    mutating func fit(_ room: KeyRoom)
}

extension Accumulator {
    /// Most take little in any case.
    mutating func fit(_ room: KeyRoom) {}
}

/// One accumulator a key, for at most so many keys; the accumulators of all other keys are merged into one.
struct BoundedTable<Value: Accumulator>: Sendable {
    /// As SUMMARY.md says for each kind of key.
    static var standardLimit: Int { 1_024 }

    private(set) var keys: KeyTable
    /// By index in `keys`; 0 is that of the keys that are not kept.
    var values: [Value]
    private var empty: Value
    /// What all accumulators fit into.
    private var room = KeyRoom(keyCount: 8)

    init(limit: Int = Self.standardLimit, empty: Value) {
        keys = KeyTable(limit: limit)
        values = [empty]
        self.empty = empty
    }

    /// Whether some keys had to be summed up together.
    var isFolding: Bool { keys.isFolding }

    /// The index of a key's accumulator, until the next call.
    mutating func index(for key: UnsafeRawBufferPointer) -> Int {
        let slot = slot(for: key)
        prepare(slot)
        return slot.index
    }

    /// Where a key's accumulator is, once `prepare(_:)` was called; until then that of an evicted key is there.
    mutating func slot(for key: UnsafeRawBufferPointer) -> KeyTable.Slot { keys.slot(for: key) }

    /// The index of a key's accumulator, until the next call.
    mutating func index(for key: [UInt8]) -> Int {
        key.withUnsafeBytes { index(for: $0) }
    }

    /// Makes room for a key that is new.
    mutating func prepare(_ slot: KeyTable.Slot) {
        guard slot.isNew else { return }
        guard slot.evictsPrevious else {
            values.append(empty)
            if keys.count > room.keyCount { fit() }
            return
        }
        let evicted = values[slot.index]
        values[slot.index] = empty
        values[0].merge(evicted)
    }

    private mutating func fit() {
        room = KeyRoom(keyCount: 2 * room.keyCount)
        let room = room
        changeAll { $0.fit(room) }
    }

    /// Changes all accumulators, and those of keys to come.
    mutating func changeAll(_ body: (inout Value) -> Void) {
        for index in values.indices { body(&values[index]) }
        body(&empty)
    }

    /// Keeps fewer keys from now on, as if it had never kept more.
    mutating func lower(limit: Int) {
        guard limit < keys.limit else { return }
        var lowered = Self(limit: limit, empty: empty)
        lowered.room = room
        lowered.merge(self)
        self = lowered
    }

    mutating func merge(_ other: Self) {
        values[0].merge(other.values[0])
        for index in other.keys.indices {
            let own = self.index(for: other.keys.key(at: index))
            values[own].merge(other.values[index])
        }
        if other.isFolding { keys.markFolding() }
    }

    /// The kept keys with their accumulators, sorted by their parts, bytewise; a missing part is the last.
    var sorted: [(key: [UInt8], value: Value)] {
        keys.indices.map { (keys.key(at: $0), values[$0]) }.sorted { one, other in
            // The separator becomes less than any byte of a part, so that a part comes before those that it begins.
            one.key.lexicographicallyPrecedes(other.key) { $0 &+ 1 < $1 &+ 1 }
        }
    }
}
