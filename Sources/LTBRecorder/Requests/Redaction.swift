// Owns keeping secrets out of the messages of errors.

/// A message without the secrets that clients put into their errors: what follows `key=`, `Bearer` and the like, words
/// that look like keys, and the name and password of an address. At most 2,000 characters.
///
/// Logs are published as artifacts of CI; an error's text often holds the request that failed.
package func redacted(_ message: String) -> String {
    var output = ""
    var rest = message.prefix(2_000)
    while let start = rest.firstIndex(where: { !isDelimiter($0) }) {
        output += rest[..<start]
        let end = rest[start...].firstIndex(where: isDelimiter) ?? rest.endIndex
        let word = rest[start..<end]
        rest = rest[end...]
        output += isKey(word) ? hidden : String(word)
        guard let after = secretStart(behind: word, rest) else { continue }
        output += rest[..<after]
        let secretEnd = rest[after...].firstIndex(where: endsSecret) ?? rest.endIndex
        output += hidden
        rest = rest[secretEnd...]
    }
    return withoutPasswords(output + rest)
}

private let hidden = "[…]"

private func isDelimiter(_ character: Character) -> Bool {
    character.isWhitespace || "\"'`,;:=&?/@()[]{}<>|\\".contains(character)
}

/// What no secret has in it, encoded in whichever way: Base64 has `/`, `+` and `=`, others `:` and `@`.
private func endsSecret(_ character: Character) -> Bool {
    character.isWhitespace || "\"'`,;&?()[]{}<>|\\".contains(character)
}

/// Whether a word looks like the key of a provider.
private func isKey(_ word: Substring) -> Bool {
    guard word.utf8.count >= 16 else { return false }
    return ["sk-", "pk-", "sk_", "AIza", "ghp_", "gho_", "xox", "hf_", "AKIA", "eyJ"].contains { word.hasPrefix($0) }
}

/// Where a secret begins behind a word that announces one; nil if it announces none.
private func secretStart(behind word: Substring, _ rest: Substring) -> Substring.Index? {
    let name = word.lowercased().filter { $0 != "-" && $0 != "_" }
    let isScheme = name == "bearer" || name == "basic"
    // Of whatever it is a key: `client_secret`, `X-Amz-Signature`.
    let isName = ["key", "token", "password", "passwd", "secret", "authorization", "signature", "credential"]
        .contains { name.hasSuffix($0) }
    guard isScheme || isName else { return nil }
    let gap = rest.prefix { isScheme ? $0 == " " : " =:\"'".contains($0) }
    // A name alone is a word like any other: "the key is wrong".
    guard isScheme ? !gap.isEmpty : gap.contains("=") || gap.contains(":") else { return nil }
    let start = gap.endIndex
    guard start < rest.endIndex, !isDelimiter(rest[start]) else { return nil }
    // The key of a dictionary, as Foundation prints it: the address has secrets of its own.
    if ["http://", "https://"].contains(where: rest[start...].hasPrefix) { return nil }
    // "Authorization: Bearer …" names a scheme first, which the next word tells.
    let next = rest[start...].prefix { !isDelimiter($0) }.lowercased()
    return next == "bearer" || next == "basic" ? nil : start
}

/// A text whose addresses have no name and password: `https://me:secret@host/` becomes `https://host/`.
func withoutPasswords(_ text: String) -> String {
    var output = ""
    var rest = text[...]
    while let scheme = rest.firstRange(of: "://") {
        output += rest[..<scheme.upperBound]
        rest = rest[scheme.upperBound...]
        let host = rest.prefix { !$0.isWhitespace && $0 != "/" && $0 != "\"" }
        if let at = host.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    }
    return output + rest
}
