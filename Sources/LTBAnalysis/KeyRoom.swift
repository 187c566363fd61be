// Owns how much memory each of many keys of one kind may take.

import LTBStatistics

/// What one of so many models, benchmarks or other keys may keep.
///
/// A few keys may take what they like; of very many, all together take about as much as those few. What is kept then
/// depends only on how many keys there are in the end, since what fits into less room fits into what it had before.
struct KeyRoom {
    /// A power of two, at least as large as the number of keys that are kept.
    let keyCount: Int

    /// As many keys as have no bounds but those of SUMMARY.md.
    static let fewKeys = 32

    private var areFew: Bool { keyCount <= Self.fewKeys }

    /// Bytes for the values of each distribution: 3 KiB at 1,024 keys.
    var distributionBytes: Int { areFew ? Distribution.greatestRoom : (3 << 20) / keyCount }

    /// Error types of each key: 16 at 1,024 keys.
    var errorTypes: Int { areFew ? 1_024 : max(16, (1 << 14) / keyCount) }

    /// Time buckets in which starts and ends are counted, where they cannot be kept: 512 at 1,024 keys.
    var concurrencyCells: Int { min(ConcurrencySweep.greatestGridLimit, (1 << 19) / keyCount) }

    /// Whether latencies are kept over time.
    var keepsLatencyOverTime: Bool { keyCount <= 128 }

    /// Whether it is kept when a status changed, rather than only the last one.
    var keepsStatusChanges: Bool { areFew }

    /// Events of each alert that are kept: 8 at 1,024 alerts.
    var alertTransitions: Int { areFew ? 256 : (1 << 13) / keyCount }
}
