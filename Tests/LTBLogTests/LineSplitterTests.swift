// Owns the claims about cutting text into batches.

@testable import LTBLog
import LTBTestSupport
import Testing

struct LineSplitterTests {
    @Test func batchesHoldWholeLinesAndAllOfTheText() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                random.oneIn(9) ? 0x0A : UInt8.random(in: 0x61...0x7A, using: &random)
            }
            let splitter = LineSplitter(limit: 1000)
            var batches: [[UInt8]] = []
            let body: (inout LineBatch) -> Void = { batches.append(Array($0.bytes)) }
            var rest = text[...]
            while !rest.isEmpty {
                let piece = Array(rest.prefix(Int.random(in: 1...60, using: &random)))
                rest = rest.dropFirst(piece.count)
                piece.withUnsafeBytes { splitter.feed($0, frame: 0, to: body) }
            }
            splitter.finish(to: body)
            #expect(batches.flatMap { $0 } == text)
            #expect(batches.dropLast().allSatisfy { $0.last == 0x0A })
        }
    }

    @Test func anUnfinishedLineThatIsDroppedSaysItsLength() {
        let splitter = LineSplitter(limit: 8)
        for text in ["{}\nab", "cd", "efghijkl"] {
            Array(text.utf8).withUnsafeBytes { splitter.feed($0, frame: 0) { _ in } }
        }
        #expect(splitter.dropPartial() == 12)
        #expect(splitter.dropPartial() == 0)
        #expect(splitter.overlongLines == 0)
    }
}
