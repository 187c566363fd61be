// Owns what one client still has to get: bounded, so that a slow client costs no memory and slows nobody.

import LTBLog
import NIOCore

/// The events for one client, in their order; when too many wait, those that come are counted instead.
package final class EventSubscriber: Sendable {
    /// How much may wait.
    struct Limits: Sendable {
        var events = 8_192
        var bytes = 8 << 20
    }

    private struct State {
        var batches: [EventBatch] = []
        var events = 0
        var bytes = 0
        /// Events that came after those that wait, and will not be sent.
        var dropped = 0
        /// Nil for all types.
        var types: Set<String>?
    }

    /// The name by which the client is told apart.
    let id: Int
    private let limits: Limits
    private let state = Monitor(State())

    init(id: Int, limits: Limits = Limits()) {
        self.id = id
        self.limits = limits
    }

    /// Takes a batch, or counts what of it is lost.
    func offer(_ batch: EventBatch) {
        state.withLock { state in
            let count = batch.entries.count
            let fits = state.events + count <= limits.events && state.bytes + batch.frames.readableBytes <= limits.bytes
            // What comes after a gap must not be sent before the gap is told.
            guard state.dropped == 0, fits || state.batches.isEmpty else {
                return state.dropped += batch.count(of: state.types)
            }
            state.batches.append(batch)
            state.events += count
            state.bytes += batch.frames.readableBytes
            state.dropped += batch.omitted
        }
    }

    /// What waits, as bytes to be sent, and how many events are missing after it; nil if there is nothing.
    ///
    /// - Parameter bytes: once there are so many, the rest is left for later.
    func take(atMost bytes: Int = .max) -> (frames: [ByteBuffer], dropped: Int)? {
        let (batches, dropped, types) = state.withLock { state in Self.take(from: &state, atMost: bytes) }
        guard !batches.isEmpty || dropped > 0 else { return nil }
        let frames = batches.map { batch in types.map { batch.frames(of: $0).frames } ?? batch.frames }
        return (frames.filter { $0.readableBytes > 0 }, dropped)
    }

    private static func take(from state: inout State, atMost bytes: Int) -> ([EventBatch], Int, Set<String>?) {
        var (count, size) = (0, 0)
        while count < state.batches.count, size < bytes {
            size += state.batches[count].frames.readableBytes
            count += 1
        }
        let batches = Array(state.batches.prefix(count))
        state.batches.removeFirst(count)
        state.bytes -= size
        state.events -= batches.reduce(0) { $0 + $1.entries.count }
        guard state.batches.isEmpty else { return (batches, 0, state.types) }
        defer { state.dropped = 0 }
        return (batches, state.dropped, state.types)
    }

    /// Asks for some types only, in addition to those asked for before.
    func subscribe(_ types: [String]) {
        state.withLock { state in
            var all = state.types ?? []
            for type in types where all.count < Self.mostTypes { all.insert(type) }
            state.types = all.isEmpty ? nil : all
        }
    }

    /// Asks for some types no more; whoever asks for none gets everything.
    func unsubscribe(_ types: [String]) {
        state.withLock { state in
            let rest = state.types?.subtracting(types) ?? []
            state.types = rest.isEmpty ? nil : rest
        }
    }

    /// More than there are.
    private static let mostTypes = 256
}
