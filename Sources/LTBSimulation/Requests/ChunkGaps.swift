// Owns the times between the pieces of a streamed answer.

extension Xoshiro256 {
    /// Cuts the time from the first piece to the last into random gaps, which add up to it.
    mutating func gaps(_ answer: Answer) -> [Microseconds] {
        guard answer.timedGaps > 0, let firstToken = answer.firstToken else { return [] }
        let weights = (0..<answer.timedGaps).map { _ in 0.3 + exponential() }
        let total = Double(answer.latency - firstToken)
        let scale = total / weights.reduce(0, +)
        var gaps = weights.map { Microseconds($0 * scale) }
        // Each was rounded down, so that there is something left for the last.
        gaps[gaps.count - 1] += answer.latency - firstToken - gaps.reduce(0, +)
        return gaps
    }
}
