// Owns the slowest successful requests while they are gathered.

import LTBEvents

/// The slowest so many requests: by latency, then the earliest, then by id.
struct SlowestRequests: Accumulator {
    struct Entry: Comparable, Sendable {
        var latency: Int64
        var order: EventOrder
        var requestID: ByteString?
        var provider: ByteString
        var model: ByteString
        var timeToFirstToken: Int64?
        var timePerOutputToken: Int64?
        var inputTokens: Int64?
        var outputTokens: Int64?
        var cost: Int64?

        /// Slower comes first. The rest only makes equal times and ids have one order.
        static func < (lhs: Self, rhs: Self) -> Bool {
            if lhs.latency != rhs.latency { return lhs.latency > rhs.latency }
            if lhs.order != rhs.order { return lhs.order < rhs.order }
            return lhs.rank.lexicographicallyPrecedes(rhs.rank)
        }

        private var rank: [ByteString] {
            [requestID ?? ByteString(""), provider, model]
                + [timeToFirstToken, timePerOutputToken, inputTokens, outputTokens, cost].map {
                    ByteString("\($0 ?? -1)")
                }
        }
    }

    static let limit = 20

    private(set) var entries: [Entry] = []
    /// The latency of the last of them once there are as many as are kept.
    private var leastLatency = Int64.min

    /// Whether a request of this latency may be among the slowest: asked before its entry is made.
    @inline(__always)
    func admits(latency: Int64) -> Bool {
        latency >= leastLatency
    }

    mutating func record(_ entry: Entry) {
        let position = entries.firstIndex { entry < $0 } ?? entries.count
        guard position < Self.limit else { return }
        entries.insert(entry, at: position)
        if entries.count > Self.limit { entries.removeLast() }
        if entries.count == Self.limit { leastLatency = entries[Self.limit - 1].latency }
    }

    mutating func merge(_ other: Self) {
        for entry in other.entries { record(entry) }
    }

    var figures: [SlowRequest] {
        entries.map { entry in
            var request = SlowRequest(
                provider: entry.provider.text, model: entry.model.text, latency: Double(entry.latency) / 1e9,
                at: Timestamp(nanosecondsSince1970: entry.order.timestamp))
            request.requestID = entry.requestID?.text
            request.timeToFirstToken = entry.timeToFirstToken.map { Double($0) / 1e9 }
            request.timePerOutputToken = entry.timePerOutputToken.map { Double($0) / 1e12 }
            request.inputTokens = entry.inputTokens
            request.outputTokens = entry.outputTokens
            request.cost = entry.cost.map { Double($0) / 1e9 }
            return request
        }
    }
}
