// Owns what is asked: sums that are the same for the same seed.

/// A question that a model may get wrong.
struct Question: Sendable {
    let text: String
    let solution: Int

    static func made(_ count: Int, seed: UInt64) -> [Question] {
        var state = seed
        func next() -> Int {
            // Knuth's linear congruential generator, of which the upper bits are good.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % 98 + 2
        }
        return (1...count).map { number in
            let (first, second) = (next(), next())
            return Question(text: "Question \(number): what is \(first) and \(second)?", solution: first + second)
        }
    }
}
