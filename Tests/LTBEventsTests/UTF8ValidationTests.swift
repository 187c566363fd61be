// Owns the tests of the UTF-8 check; the standard library's decoder is the oracle.

import LTBEvents
import LTBTestSupport
import Testing

@Suite struct UTF8ValidationTests {
    private func isValid(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { isValidUTF8($0) }
    }

    @Test func oneAndTwoBytesAgreeWithTheStandardLibrary() {
        #expect(isValid([]))
        for first in UInt8.min ... .max {
            #expect(isValid([first]) == (String(validating: [first], as: UTF8.self) != nil))
            for second in UInt8.min ... .max {
                let bytes = [first, second]
                #expect(isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
            }
        }
    }

    @Test func longerSequencesAgreeWithTheStandardLibrary() {
        var rng = SplitMix64(seed: 6)
        let bytes: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
            0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        for _ in 0..<50_000 {
            let count = Int.random(in: 3...5, using: &rng)
            let sequence = (0..<count).map { _ in bytes[Int.random(in: 0..<bytes.count, using: &rng)] }
            #expect(isValid(sequence) == (String(validating: sequence, as: UTF8.self) != nil), "\(sequence)")
        }
    }

    @Test func placeWithinTheTextDoesNotMatter() {
        for before in 0..<20 {
            let filler = [UInt8](repeating: 0x61, count: before)
            #expect(isValid(filler + Array("é€😀".utf8) + filler))
            #expect(!isValid(filler + [0xED, 0xA0, 0x80] + filler))
            #expect(!isValid(filler + [0xF0, 0x9F, 0x98]))
        }
    }
}
