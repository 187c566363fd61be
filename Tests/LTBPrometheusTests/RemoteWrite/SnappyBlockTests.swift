// Owns the claims about compression: what was compressed is what comes out, and repeated text becomes small.

import LTBTestSupport
import Testing

@testable import LTBPrometheus

@Suite struct SnappyBlockTests {
    @Test(arguments: [0, 1, 3, 4, 59, 60, 61, 255, 256, 257, 65_535, 65_536, 65_537, 200_000], [1, 2, 5, 256])
    func whatWasCompressedComesOut(count: Int, letters: Int) {
        var random = SplitMix64(seed: UInt64(count + letters))
        let text = (0..<count).map { _ in UInt8(Int.random(in: 0..<letters, using: &random)) }
        let isTheSame = SnappyReader.text(of: SnappyBlock.compress(text)) == text
        #expect(isTheSame)
    }

    @Test func repeatedTextBecomesSmallAndRandomTextHardlyLarger() {
        let line = Array(#"llm_request_duration_seconds_bucket{provider="openai",model="gpt-4",le="0.5"} 17"#.utf8)
        let repeated = (0..<1_000).flatMap { _ in line }
        #expect(SnappyBlock.compress(repeated).count < repeated.count / 15)
        var random = SplitMix64(seed: 1)
        let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(SnappyBlock.compress(noise).count < noise.count + noise.count / 100)
    }

    @Test func bytesAreThoseOfTheFormat() {
        #expect(SnappyBlock.compress([]) == [0])
        #expect(SnappyBlock.compress(Array("abc".utf8)) == [3, 2 << 2] + Array("abc".utf8))
        // A literal of one byte, and copies of it: 64, then the rest.
        #expect(
            SnappyBlock.compress([UInt8](repeating: 7, count: 70)) == [70, 0, 7, 63 << 2 | 2, 1, 0, 4 << 2 | 2, 1, 0])
    }
}
