import Testing

@testable import LTBAnalysis

@Suite struct KeptTextTests {
    private func kept(_ text: String, atMost limit: Int) -> String { KeptText.kept(text, atMost: limit).text }

    @Test func whatIsShortEnoughIsKeptAsItIs() {
        #expect(kept("", atMost: 100) == "")
        #expect(kept(String(repeating: "ä", count: 50), atMost: 100) == String(repeating: "ä", count: 50))
    }

    @Test func whatIsLongerEndsWithAHashThatTellsItApart() {
        let texts = (0..<3).map { String(repeating: "ä", count: 60) + "\($0)" }
        let all = texts.map { kept($0, atMost: 100) }
        #expect(Set(all).count == 3)
        for text in all {
            #expect(text.utf8.count == 99)
            #expect(text.hasPrefix(String(repeating: "ä", count: 40) + "…"))
        }
    }

    @Test func labelsThatAreTooManyAreToldByOneMore() {
        let labels = Dictionary(
            uniqueKeysWithValues: (100..<300).map { ("label\($0)", String(repeating: "x", count: 92)) })
        let all = KeptText.kept(labels).map { ($0.name.text, $0.value.text.utf8.count) }
        #expect(all.count == 103)
        #expect(all.dropLast().allSatisfy { $0.1 == 92 } && all[101].0 == "label201")
        #expect(all[102] == ("…", 19))
        var others = labels
        others["label299"] = "y"
        #expect(KeptText.kept(others).last?.value != KeptText.kept(labels).last?.value)
        #expect(KeptText.kept(["a": String(repeating: "x", count: 20_000)]).map(\.value.bytes.count) == [1_024])
    }
}
