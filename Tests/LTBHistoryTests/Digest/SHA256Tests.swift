// Owns the tests of SHA-256, against the examples of its standard.

import Testing

@testable import LTBHistory

@Suite struct SHA256Tests {
    private func digest(_ text: String, pieces: Int = .max) -> String {
        var hash = SHA256()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            Array(rest.prefix(pieces)).withUnsafeBytes { hash.update($0) }
            rest = rest.dropFirst(pieces)
        }
        return hash.finish()
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func theStandardsExamples(text: String, digest: String) {
        #expect(self.digest(text) == digest)
    }

    @Test(arguments: [1, 3, 63, 64, 65]) func piecesOfAnySizeGiveTheSame(size: Int) {
        let text = String(repeating: "abcdefg", count: 100)
        #expect(digest(text, pieces: size) == digest(text))
    }
}
