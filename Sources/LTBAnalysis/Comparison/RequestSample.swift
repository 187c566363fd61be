// Owns what is kept of one request, or of one score, to be compared with those of another run.

/// One request that ended. What was not measured is negative.
package struct RequestSample: SampledRow {
    /// The hash of its example or, without one, of its id.
    let rank: UInt64
    /// Tells requests of one example apart.
    let tie: UInt64
    /// What its example is called in this run and in others, as a hash; 0 where it has none.
    package let pair: UInt64
    /// Its model, as a hash.
    package let model: UInt64
    /// Nanoseconds, of a success.
    package let latency: Int64
    /// Nanoseconds, of a success.
    package let timeToFirstToken: Int64
    /// Picoseconds, of a success.
    package let timePerOutputToken: Int64
    /// Of a success.
    package let outputTokens: Int64
    /// Nano-dollars: as computed where there are prices, else as recorded.
    package let cost: Int64
    /// Whether it failed.
    package let isFailure: Bool
    /// Whether it met every objective; nil where there are none.
    package let isGood: Bool?

    package static func < (lhs: Self, rhs: Self) -> Bool { (lhs.rank, lhs.tie) < (rhs.rank, rhs.tie) }
}

/// One score of an evaluation.
package struct ScoreSample: SampledRow {
    let rank: UInt64
    let tie: UInt64
    /// As of a request.
    package let pair: UInt64
    /// The score in billionths; nil where there is only a verdict.
    package let score: Int64?
    /// Whether it passed; nil where nothing says so.
    package let passed: Bool?

    package static func < (lhs: Self, rhs: Self) -> Bool { (lhs.rank, lhs.tie) < (rhs.rank, rhs.tie) }
}

/// Hashes of what rows are.
enum SampleHash {
    /// Of a benchmark and an example of it; 0 without an example.
    static func pair(
        benchmark: UnsafeRawBufferPointer?, example: UnsafeRawBufferPointer?
    ) -> UInt64 {
        guard let example, !example.isEmpty else { return 0 }
        let hash = mix(of(benchmark), KeyTable.hash(example))
        return hash == 0 ? 1 : hash
    }

    static func of(_ text: UnsafeRawBufferPointer?) -> UInt64 { text.map { KeyTable.hash($0) } ?? 1 }

    /// A hash of a hash and a number.
    static func mix(_ hash: UInt64, _ number: UInt64) -> UInt64 {
        var mixed = (hash ^ number) &* 0x9E37_79B9_7F4A_7C15 &+ hash
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
