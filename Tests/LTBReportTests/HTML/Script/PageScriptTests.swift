// Owns the tests of the page's script that need no browser; `BrowserTests` runs it in one.

import FoundationEssentials
import LTBTestSupport
import Testing

@testable import LTBReport

@Suite struct PageScriptTests {
    @Test func theHashIsThatOfTheSource() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/script.js"
        try Data(PageScript.source.utf8).write(to: URL(filePath: file))
        let result = try CommandRunner(path: "/usr/bin/sha256sum").run(file)
        let digits = Array(result.output.prefix(64).utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) ?? 0
        }
        #expect(PageScript.hash == "sha256-" + Data(bytes).base64EncodedString())
    }

    @Test func nothingInTheSourceEndsItsElement() {
        for end in ["</", "<!--", "<script"] { #expect(!PageScript.source.contains(end)) }
    }

    @Test func theSourceIsSmallAndLoadsNothing() {
        #expect(PageScript.source.utf8.count <= 16_384)
        for word in ["fetch(", "XMLHttpRequest", "import(", "eval(", "innerHTML", "localStorage", "document.cookie"] {
            #expect(!PageScript.source.contains(word))
        }
    }
}
