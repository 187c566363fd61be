// Owns how names that are too long are cut, so that those that differ still look different.

/// The names that a page must tell apart.
struct DistinctNames {
    /// As much of a name as is looked at.
    private static let longest = 240
    /// What names are made of parts by.
    private static let separators: Set<Character> = ["-", "/", ".", ":", "_", " ", "@"]

    /// By name, how many characters it shares with the name that is most like it.
    private var shared: [String: Int] = [:]
    /// The characters that all names begin with, up to a separator; 0 where they are fewer than four.
    private let commonPrefix: Int

    init(_ names: some Sequence<String>) {
        let sorted = Set(names).map { (name: $0, characters: Array(Self.cleaned($0))) }
            .sorted { $0.characters.lexicographicallyPrecedes($1.characters) }
        // Of sorted names the most similar ones are neighbours, and the least similar ones are the ends.
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            let count = Self.sharedCount(left.characters, right.characters)
            shared[left.name] = max(shared[left.name] ?? 0, count)
            shared[right.name] = count
        }
        guard sorted.count > 1, let first = sorted.first, let last = sorted.last else {
            commonPrefix = 0
            return
        }
        let prefix = first.characters.prefix(Self.sharedCount(first.characters, last.characters))
        let end = prefix.lastIndex(where: Self.separators.contains).map { $0 + 1 } ?? 0
        commonPrefix = end >= 4 ? end : 0
    }

    /// The name in at most so many characters and Unicode scalars: from its beginning if that tells it apart, else without
    /// what all names begin with, else with an ellipsis before what tells it apart. Of a name that is none of them the
    /// end is kept.
    func cut(_ name: String, to limit: Int) -> String {
        let cleaned = Self.cleaned(name)
        guard cleaned.unicodeScalars.count > limit else { return cleaned }
        let characters = Array(cleaned)
        guard let shared = shared[name] else {
            return VisibleText.cut(Self.window(characters[...], from: characters.count, limit), to: limit)
        }
        if shared < limit - 1 { return VisibleText.cut(cleaned, to: limit) }
        guard commonPrefix > limit / 3, shared >= commonPrefix else {
            return VisibleText.cut(Self.window(characters[...], from: shared, limit), to: limit)
        }
        let rest = characters[commonPrefix...]
        let text = "…" + Self.window(rest, from: shared - commonPrefix, limit - 1)
        return VisibleText.cut(text, to: limit)
    }

    /// As many characters as a limit allows, with that at an offset among them.
    private static func window(_ characters: ArraySlice<Character>, from offset: Int, _ limit: Int) -> String {
        guard characters.count > limit else { return String(characters) }
        if offset < limit - 1 { return String(characters.prefix(limit - 1)) + "…" }
        let head = limit / 3
        let room = limit - head - 1
        let start = String(characters.prefix(head)) + "…"
        if offset >= characters.count - room { return start + String(characters.suffix(room)) }
        return start + String(characters.dropFirst(offset).prefix(room - 1)) + "…"
    }

    private static func cleaned(_ name: String) -> String { VisibleText.name(name, to: longest) }

    private static func sharedCount(_ left: [Character], _ right: [Character]) -> Int {
        zip(left, right).prefix { $0 == $1 }.count
    }
}
