// Tests of the piece of a line that is known again.

import Testing

@testable import LTBAnalysis

@Suite struct RepeatedTextTests {
    private let line = Array("0123456789".utf8).flatMap { digit in Array("abcdefghijkl".utf8) + [digit] }

    private func isAt(_ text: borrowing RepeatedText, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { $0.baseAddress.map { text.isAt($0) } ?? false }
    }

    private func remember(_ count: Int, in text: inout RepeatedText) {
        line.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { text.remember(start, start + count) }
        }
    }

    @Test func aTextIsWhereAllOfItsBytesAreAgain() {
        for count in 1...RepeatedText.longest {
            var text = RepeatedText()
            remember(count, in: &text)
            #expect(text.count == count)
            let isFound = isAt(text, line)
            #expect(isFound)
            for place in 0..<RepeatedText.longest {
                var other = line
                other[place] ^= 1
                let isThere = isAt(text, other)
                #expect(isThere == (place >= count))
            }
        }
    }

    @Test func aTextThatIsTooLongOrEmptyLeavesTheOneBefore() {
        var text = RepeatedText()
        for count in [0, RepeatedText.longest + 1] { remember(count, in: &text) }
        #expect(text.count == 0)
        let isFoundAtFirst = isAt(text, line)
        #expect(!isFoundAtFirst)
        remember(5, in: &text)
        for count in [0, RepeatedText.longest + 1] { remember(count, in: &text) }
        #expect(text.count == 5)
        let isFound = isAt(text, line)
        #expect(isFound)
    }
}
